import Crypto
package import MariaDB
import Posix
package import PortalKit

/// Files against rows (SG06): a row goes first and its file later, by this sweep.
package struct StoreSweep {
    private let directory: String
    private let connection: Connection
    private let now: Instant

    /// A file is written shortly before its row; what is older and has none belongs to no transaction any more.
    package static let longest: Int64 = 86_400

    /// - Parameter directory: the one that holds the store.
    package init(directory: String, _ connection: Connection, at now: Instant) {
        self.directory = directory
        self.connection = connection
        self.now = now
    }

    /// Something that is not as its row says.
    package enum Fault: Equatable, CustomStringConvertible {
        case missing(String)
        case otherSize(String)
        case otherBytes(String)
        case withoutRow(String)

        package var description: String {
            switch self {
            case .missing(let ref): "missing: the file of \(ref) is not there"
            case .otherSize(let ref): "size: the file of \(ref) is longer or shorter than its row says"
            case .otherBytes(let ref): "bytes: the file of \(ref) is not what was uploaded"
            case .withoutRow(let path): "without-row: no row names \(path)"
            }
        }
    }

    /// Removes every file without a row that is older than a day, and no other.
    ///
    /// - Returns: how many.
    @discardableResult
    package func run() throws -> Int {
        let orphans = try withoutRow()
        for path in orphans { try Files.remove(directory + "/store/" + path) }
        return orphans.count
    }

    /// Each row's file against its size and hash; files without a row that the sweep should have taken (V8).
    package func faults() throws -> [Fault] {
        connection.onPrepare = nil
        var faults: [Fault] = []
        var last: UInt64 = 0
        while true {
            let rows: [(id: UInt64, ref: Ref<Attachment>, size: Int64, hash: [UInt8])] = try connection.rows(
                "SELECT id, ref, size, sha256 FROM kernel_attachment WHERE id > \(last) AND verdict <> 'infected' ORDER BY id LIMIT 500"
            ) { row in (try row.next(), try row.next(), try row.next(), try row.next()) }
            guard let end = rows.last else { break }
            last = end.id
            for row in rows {
                if let fault = try fault(row.ref, row.size, row.hash) { faults.append(fault) }
            }
        }
        return faults + (try withoutRow()).map { .withoutRow($0) }
    }

    private func fault(_ ref: Ref<Attachment>, _ size: Int64, _ hash: [UInt8]) throws -> Fault? {
        let path = AttachmentStore.path(of: ref, in: directory)
        guard let status = try? Files.status(path), status.isRegular else { return .missing("\(ref)") }
        guard status.size == size else { return .otherSize("\(ref)") }
        var found = SHA256()
        try Files.eachPiece(of: path) { found.update(data: $0) }
        return Array(found.finalize()) == hash ? nil : .otherBytes("\(ref)")
    }

    /// Paths below the store of old files that no row names.
    private func withoutRow() throws -> [String] {
        connection.onPrepare = nil
        let store = directory + "/store"
        var orphans: [String] = []
        for part in try Files.list(store).sorted()
        where (try? Files.status(store + "/" + part))?.isDirectory == true {
            let old = try Files.list(store + "/" + part).filter { isOld(store + "/" + part + "/" + $0) }
            if old.isEmpty { continue }
            let known = try refs(startingWith: part)
            orphans += old.filter { !known.contains($0) }.sorted().map { part + "/" + $0 }
        }
        return orphans
    }

    private func isOld(_ path: String) -> Bool {
        guard let status = try? Files.status(path), status.isRegular else { return false }
        return now.microseconds / 1_000_000 - status.modified > Self.longest
    }

    /// The names of all rows whose files lie under these two letters: the first ten bits of their refs.
    private func refs(startingWith part: String) throws -> Set<String> {
        guard let low = try? Ref<Attachment>(part + String(repeating: "0", count: 14)) else { return [] }
        let start = [low.bytes[0], low.bytes[1] | 0x3F]
        let high = Ref<Attachment>(bytes: start + Array(repeating: 0xFF, count: 8))
        return Set(
            try connection.rows(
                "SELECT ref FROM kernel_attachment WHERE ref BETWEEN \(low) AND \(high) AND verdict <> 'infected'"
            ) {
                row in
                (try row.next() as Ref<Attachment>).description
            })
    }
}

extension Job {
    /// Once an hour: what was left of uploads, and files whose rows are gone.
    static let sweepFiles = Job(
        "identity.sweep-files", title: "Removes files that nothing uses any more", every: .seconds(3_600)
    ) { context, _ in
        guard let run = context.store.effects as? SystemRun else { return }
        let directory = run.house.installation.filesDirectory
        try Spool(directory: directory).sweep(at: context.now)
        try ArchiveShelf(directory: directory).sweep(at: context.now)
        try DocumentShelf(directory: directory).sweep(at: context.now)
        try StoreSweep(directory: directory, run.connection, at: context.now).run()
    }
}
