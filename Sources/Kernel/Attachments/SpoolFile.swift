import Crypto
package import PortalKit
import Posix
package import Web

/// Where files lie while their form is on its way: on the file system of the store, each named after its process.
package struct Spool: Sendable {
    private let directory: String

    /// What nobody has written to for so long belongs to no request: nginx gives one up after a minute.
    private static let longest: Int64 = 600

    /// - Parameter directory: the one that also holds the store.
    package init(directory: String) {
        self.directory = directory + "/spool"
    }

    package func newFile() throws -> SpoolFile {
        try SpoolFile(
            path: "\(directory)/\(ChildProcess.ownID)-\(BinaryText.base32.encode(Random.bytes(10)))")
    }

    /// The same bytes once more, for whoever takes them away.
    package func copy(of file: UploadedFile) throws -> UploadedFile {
        let copy = try newFile()
        let original = try Descriptors.open(file.spoolPath)
        defer { Descriptors.close(original) }
        while case let bytes = try Descriptors.read(original, upTo: 1 << 16), !bytes.isEmpty {
            try copy.write(bytes)
        }
        return try copy.finish(field: file.field, name: file.name, type: file.declaredType)
    }

    /// Removes what was left by processes that are gone.
    ///
    /// - Parameter atStart: this process has received nothing yet: what bears its number is another's too.
    package func sweep(at now: Instant, atStart: Bool = false) throws {
        for name in try Files.list(directory) {
            let path = directory + "/" + name
            guard let status = try? Files.status(path), status.isRegular else { continue }
            let process = name.split(separator: "-").first.flatMap { Int32($0) }
            let isOurs = process == ChildProcess.ownID && !atStart
            let isAlive = process.map { isOurs || ($0 != ChildProcess.ownID && ChildProcess.isRunning($0)) }
            let age = now.microseconds / 1_000_000 - status.modified
            if isAlive != true || age > Self.longest { try? Files.remove(path) }
        }
    }
}

/// A file while it arrives: written to the spool, hashed on the way, synced before anybody relies on it.
package final class SpoolFile {
    let path: String
    private let draft: Files.Draft
    private var hash = SHA256()
    package private(set) var size = 0

    init(path: String) throws {
        self.path = path
        draft = try Files.Draft(path: path + ".part")
    }

    package func write(_ bytes: [UInt8]) throws {
        hash.update(data: bytes)
        size += bytes.count
        try draft.write(bytes)
    }

    package func finish(field: String, name: String, type: String) throws -> UploadedFile {
        // Nobody looks for a name in the spool after the power has failed; the store syncs the one it gives.
        try draft.finish(as: path, lasts: false)
        return UploadedFile(
            field: field, name: name, declaredType: type, size: size, sha256: Array(hash.finalize()),
            spoolPath: path)
    }

    package func remove() {
        if Files.exists(path + ".part") { try? Files.remove(path + ".part") }
    }
}
