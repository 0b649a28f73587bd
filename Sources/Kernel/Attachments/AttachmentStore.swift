package import PortalKit
import Posix
import Web

/// Where attachments lie: `store/AB/ABCD…`, under names of our own (SG01), never under what a person called them.
package struct AttachmentStore {
    let directory: String

    /// How much of a file's beginning and end tells what it is.
    private static let edge = 1_024

    package init(directory: String) {
        self.directory = directory
    }

    package struct Kept {
        package let ref: Ref<Attachment>
        let path: String
        package let name: String
        package let type: String
    }

    /// Keeps bytes that the program itself has made.
    package func write(_ bytes: [UInt8], name: String) throws -> Kept {
        let ref = Ref<Attachment>(bytes: Random.bytes(10))
        let path = Self.path(of: ref, in: directory)
        try makeDirectory(of: path)
        try Files.replace(path, with: bytes)
        let type = ContentType.sniff(
            Array(bytes.prefix(Self.edge)), tail: Array(bytes.suffix(Self.edge)), size: bytes.count,
            name: name)
        return Kept(ref: ref, path: path, name: FileName.shown(name), type: type ?? ContentType.unknown)
    }

    /// Moves a spooled file to its lasting place. Both are on one file system, so that it is there or not.
    ///
    /// - Parameter whatever: what contradicts its name is kept as bytes: a mail is not sent again for that.
    /// - Throws: `PortalError.invalid` when the content is not what the name says (SG04).
    func keep(_ file: UploadedFile, whatever: Bool = false) throws -> Kept {
        let name = FileName.shown(file.name)
        let (head, tail) = try Files.edges(file.spoolPath, Self.edge)
        let found = ContentType.sniff(head, tail: tail, size: file.size, name: name)
        guard let type = found ?? (whatever ? ContentType.unknown : nil) else {
            throw PortalError.invalid(
                file.field, "\("name", name) is not what its ending says. Save it again in the right format.")
        }
        let ref = Ref<Attachment>(bytes: Random.bytes(10))
        let path = Self.path(of: ref, in: directory)
        try makeDirectory(of: path)
        try Files.rename(file.spoolPath, to: path)
        try Files.syncDirectory(Files.directory(of: path))
        return Kept(ref: ref, path: path, name: name, type: type)
    }

    /// The first file under its two letters makes their directory, which has to last too.
    private func makeDirectory(of path: String) throws {
        let place = Files.directory(of: path)
        if Files.exists(place) { return }
        try Files.makeDirectory(place)
        try Files.syncDirectory(Files.directory(of: place))
    }

    static func path(of ref: Ref<Attachment>, in directory: String) -> String {
        directory + "/store/" + relative(ref)
    }

    /// The part of the path below the store, also behind the web server's internal address.
    static func relative(_ ref: Ref<Attachment>) -> String {
        let text = ref.description
        return String(text.prefix(2)) + "/" + text
    }

    static func putBack(from path: String, to spool: String) {
        if Files.exists(path) { try? Files.rename(path, to: spool) }
    }
}
