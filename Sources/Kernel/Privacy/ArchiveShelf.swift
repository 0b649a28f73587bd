package import PortalKit
import Posix

/// Where archives of personal data lie between being written and being sent: below the directory of files, so that the
/// web server sends them, and for minutes.
package struct ArchiveShelf: Sendable {
    private let directory: String

    /// The web server opens a file within its request, and then has it, whatever becomes of the name.
    private static let longest: Int64 = 600

    /// - Parameter directory: the one that also holds the store.
    package init(directory: String) {
        self.directory = directory + "/archives"
    }

    /// A place that nobody has. Whoever asks for one takes away what lies there too long.
    func newPath(at now: Instant) throws -> String { try path(of: Random.bytes(20), at: now) }

    /// The place of a name of 20 bytes.
    func path(of name: [UInt8], at now: Instant) throws -> String {
        if !Files.exists(directory) { try Files.makeDirectory(directory) }
        try sweep(at: now)
        return directory + "/" + BinaryText.base32.encode(name)
    }

    /// The part of a path that the web server's internal address ends in.
    static func relative(_ path: String) -> String {
        "archives/" + (path.split(separator: "/").last.map(String.init) ?? "")
    }

    /// Bytes of all that lies there.
    var size: Int64 {
        let names = (try? Files.list(directory)) ?? []
        return names.reduce(0) { $0 + ((try? Files.status(directory + "/" + $1))?.size ?? 0) }
    }

    package func sweep(at now: Instant) throws {
        guard Files.exists(directory) else { return }
        for name in try Files.list(directory) {
            let path = directory + "/" + name
            guard let status = try? Files.status(path), status.isRegular else { continue }
            if now.microseconds / 1_000_000 - status.modified > Self.longest { try? Files.remove(path) }
        }
    }
}
