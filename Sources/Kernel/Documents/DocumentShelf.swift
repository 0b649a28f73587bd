import Crypto
package import PDF
package import PortalKit
import Posix
import Synchronization

/// Papers as files, kept by what they say: the same paper is made once, on whatever node, until it is cleared away.
package struct DocumentShelf: Sendable {
    private let directory: String

    /// How long a file stays, in seconds, and how many bytes all of them have.
    static let most = (age: 86_400 as Int64, size: 500_000_000 as Int64)
    /// After so many new ones, a process looks how many there are.
    private static let round = 64
    private static let written = Mutex<Int>(0)

    /// - Parameter directory: the one that also holds the store.
    package init(directory: String) {
        self.directory = directory + "/documents"
    }

    package struct Paper: Sendable {
        package let file: [UInt8]
        /// Tells it from every other.
        package let mark: String
        package let isNew: Bool
    }

    /// The paper from the shelf, or made and put there.
    ///
    /// - Throws: `PortalError.tooLarge` when it has more than a paper may have.
    package func paper(_ document: Document, _ letterhead: Letterhead, at now: Instant) throws -> Paper {
        var hash = SHA256()
        hash.update(data: Array((try PDF.edition() + "\n\(letterhead)\n").utf8))
        hash.update(data: document.bytes)
        let mark = BinaryText.base32.encode(Array(hash.finalize()))
        let path = directory + "/" + mark + ".pdf"
        if let file = try? Files.read(path) { return Paper(file: file, mark: mark, isNew: false) }
        let file: [UInt8]
        do { file = try PDF.make(document, letterhead) } catch PDFError.tooMuch {
            throw PortalError.tooLarge("This is too long for one PDF.")
        }
        // A paper that cannot be kept can still be given.
        try? keep(file, path, at: now)
        return Paper(file: file, mark: mark, isNew: true)
    }

    /// Wholly there or not at all, whoever else writes the same at this moment.
    private func keep(_ file: [UInt8], _ path: String, at now: Instant) throws {
        if !Files.exists(directory) { try Files.makeDirectory(directory) }
        try Files.replace(path, with: file)
        let count = Self.written.withLock { count in
            count &+= 1
            return count
        }
        if count % Self.round == 0 { try sweep(at: now) }
    }

    /// Takes away what is older than a day, and then the oldest until the rest has room.
    package func sweep(at now: Instant, most: Int64 = most.size) throws {
        guard Files.exists(directory) else { return }
        var size: Int64 = 0
        let files = try Files.list(directory).compactMap { name -> (path: String, status: Files.Status)? in
            let path = directory + "/" + name
            guard let status = try? Files.status(path), status.isRegular else { return nil }
            return (path, status)
        }
        for file in files.sorted(by: { $0.status.modified > $1.status.modified }) {
            size += file.status.size
            let isOld = now.microseconds / 1_000_000 - file.status.modified > Self.most.age
            if isOld || size > most { try? Files.remove(file.path) }
        }
    }

    /// Takes away everything, because somebody who may stand in it has to be forgotten.
    package func clear() throws {
        guard Files.exists(directory) else { return }
        for name in try Files.list(directory) { try? Files.remove(directory + "/" + name) }
    }
}
