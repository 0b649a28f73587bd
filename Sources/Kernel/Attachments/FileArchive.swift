import MariaDB
import PortalKit
import Posix
import Web

/// Several files of a record as one ZIP, put together on disk for one answer and sent by the web server.
struct FileArchive {
    private let files: [(folder: String, file: Attachment)]
    private let texts: ArchivedTexts?
    private let visit: Visit

    /// Bytes of one archive, and of all that lie on the shelf at a moment.
    static let most = (ofOne: 1_000_000_000, ofAll: 5_000_000_000 as Int64)

    init(_ files: [(folder: String, file: Attachment)], _ texts: ArchivedTexts?, _ visit: Visit) {
        // Beside what is written, the files stand in a folder of their own.
        self.files = texts == nil ? files : files.map { ("files/" + $0.folder, $0.file) }
        self.texts = texts
        self.visit = visit
    }

    /// - Returns: its path.
    /// - Throws: `PortalError.tooLarge` when there is more than one archive takes, `PortalError.unavailable` while too
    ///   much is on its way to others.
    func write() throws -> String {
        guard files.reduce(0, { $0 + max(0, $1.file.size) }) <= Self.most.ofOne else {
            throw PortalError.tooLarge(
                "Together the files have more than \("limit", Self.most.ofOne / 1_000_000) MB. Take them one by one."
            )
        }
        let directory = visit.house.installation.filesDirectory
        let shelf = ArchiveShelf(directory: directory)
        let path = try shelf.path(of: name(), at: visit.now)
        guard shelf.size < Self.most.ofAll else { throw PortalError.unavailable(retryAfter: 60) }
        let draft = path + "-" + BinaryText.base32.encode(Random.bytes(10)) + ".part"
        do {
            let zip = try ZipFile(path: draft)
            let (left, addresses) = try add(to: zip, from: directory)
            for text in written(addresses) { try zip.add(text.name, text.bytes) }
            if !left.isEmpty { try zip.add(ownName, Array(note(left).utf8)) }
            try zip.finish(as: path)
        } catch {
            if Files.exists(draft) { try? Files.remove(draft) }
            throw error
        }
        return path
    }

    /// Nobody guesses it, and the same person has the same for the same files: asked for twice it lies there once, and
    /// the answer tells of nothing but these files.
    private func name() throws -> [UInt8] {
        var refs: [UInt8] = []
        for (folder, file) in files { refs += file.ref.bytes + Array(folder.utf8) + [0] }
        return Array(
            try visit.house.secrets.sign(
                visit.identity.actor + Array(visit.language.utf8) + [0] + refs
                    + written([:]).flatMap { Token.sha256($0.bytes) }, as: "archive"
            ).prefix(20))
    }

    /// The tables and the page, as they stand in it.
    private func written(_ addresses: [Ref<Attachment>: String]) -> [(name: String, bytes: [UInt8])] {
        guard let texts else { return [] }
        let tables = texts.tables.map { table in
            // The mark by which a spreadsheet knows UTF-8.
            (table.name + ".csv", Array(("\u{FEFF}" + table.rows.map(CSVText.line).joined()).utf8))
        }
        let page = OfflinePage.html(texts.title, language: reader.language, texts.page(addresses))
        return [("index.html", Array(page.text.utf8))] + tables
    }

    private var reader: Reader { visit.reader(of: nil) }
    private var ownName: String { reader.say("Not in this archive") + ".txt" }

    /// - Returns: the lines of those that are not in it, and where the others lie.
    private func add(
        to zip: ZipFile, from directory: String
    ) throws -> (left: [String], addresses: [Ref<Attachment>: String]) {
        let verdicts = try verdicts()
        var names = ArchiveNames(taken: [ownName] + files.flatMap { ArchiveNames.folders($0.folder) })
        var (left, addresses): ([String], [Ref<Attachment>: String]) = ([], [:])
        for (folder, file) in files {
            let verdict = verdicts[file.ref] ?? .infected
            let path = AttachmentStore.path(of: file.ref, in: directory)
            guard verdict.isGivenOut else {
                left.append("- \(FileName.shown(file.name)): \(reader.say(verdict.words ?? ""))")
                continue
            }
            guard let (size, checksum) = Self.sum(path) else {
                left.append("- \(FileName.shown(file.name)): \(reader.say("The file is missing."))")
                continue
            }
            let name = names.next(file.name, in: folder)
            addresses[file.ref] = name.split(separator: "/").map { Percent.segment(String($0)) }.joined(
                separator: "/")
            try zip.add(name, file: path, size: size, checksum: checksum)
        }
        return (left, addresses)
    }

    private func note(_ left: [String]) -> String {
        ([reader.say("These files are not in this archive:"), ""] + left).joined(separator: "\r\n") + "\r\n"
    }

    /// As the database has it now.
    private func verdicts() throws -> [Ref<Attachment>: Attachment.Verdict] {
        guard !files.isEmpty else { return [:] }
        visit.connection.onPrepare = nil
        let rows: [(Ref<Attachment>, Attachment.Verdict)] = try visit.connection.rows(
            "SELECT ref, verdict FROM kernel_attachment WHERE ref IN (\(list: files.map(\.file.ref)))"
        ) { (try $0.next(), try Attachment.Verdict($0)) }
        return Dictionary(rows) { first, _ in first }
    }

    private static func sum(_ path: String) -> (size: UInt64, checksum: UInt32)? {
        guard let status = try? Files.status(path), status.isRegular else { return nil }
        var checksum = CRC32()
        var size: UInt64 = 0
        do {
            try Files.eachPiece(of: path) { piece in
                checksum.add(piece)
                size += UInt64(piece.count)
            }
        } catch { return nil }
        return (size, checksum.value)
    }
}

/// The names of an archive's files: nothing that is a path or that another system reads as more than a letter, and each
/// once, also where large and small letters are the same.
struct ArchiveNames {
    private var taken: Set<String>

    init(taken: [String] = []) {
        self.taken = Set(taken.map { $0.lowercased() })
    }

    /// A folder and those that it is in, from the outermost; nothing for no folder.
    static func folders(_ path: String) -> [String] {
        var folders: [String] = []
        for name in path.utf8.split(separator: 0x2F).prefix(8) {
            let safe = safe(String(decoding: name, as: UTF8.self))
            folders.append(folders.last.map { $0 + "/" + safe } ?? safe)
        }
        return folders
    }

    mutating func next(_ name: String, in folder: String = "") -> String {
        let inside = Self.folders(folder).last.map { $0 + "/" } ?? ""
        let safe = Self.safe(name)
        let dot = safe.unicodeScalars.lastIndex(of: ".") ?? safe.endIndex
        let (stem, ending) = (safe[..<dot], safe[dot...])
        var (tried, number) = (safe, 1)
        while !taken.insert((inside + tried).lowercased()).inserted {
            number += 1
            tried = "\(stem) (\(number))\(ending)"
        }
        return inside + tried
    }

    static func safe(_ name: String) -> String {
        var scalars = FileName.shown(name).unicodeScalars.map { scalar -> Unicode.Scalar in
            "<>:|?*\\/\"".unicodeScalars.contains(scalar) ? "_" : scalar
        }
        while let last = scalars.last, last == "." || last == " " { scalars.removeLast() }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return scalars.isEmpty ? "file" : String(text)
    }
}
