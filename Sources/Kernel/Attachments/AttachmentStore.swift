package import PortalKit
import Posix
import Web

/// Where attachments lie: `store/AB/ABCD…`, under names of our own (SG01), never under what a person called them.
package struct AttachmentStore {
    let directory: String

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
        try Files.makeDirectory(Files.directory(of: path))
        try Files.replace(path, with: bytes)
        let type = ContentType.sniff(Array(bytes.prefix(512)), name: name) ?? "application/octet-stream"
        return Kept(ref: ref, path: path, name: FileName.shown(name), type: type)
    }

    /// Moves a spooled file to its lasting place. Both are on one file system, so that it is there or not.
    ///
    /// - Throws: `PortalError.invalid` when the content is not what the name says (SG04).
    func keep(_ file: UploadedFile) throws -> Kept {
        let name = FileName.shown(file.name)
        let head = try Files.head(file.spoolPath, 512)
        guard let type = ContentType.sniff(head, name: name) else {
            throw PortalError.invalid(
                file.field, "\("name", name) is not what its ending says. Save it again in the right format.")
        }
        let ref = Ref<Attachment>(bytes: Random.bytes(10))
        let path = Self.path(of: ref, in: directory)
        try Files.makeDirectory(Files.directory(of: path))
        try Files.rename(file.spoolPath, to: path)
        try Files.syncDirectory(Files.directory(of: path))
        return Kept(ref: ref, path: path, name: name, type: type)
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
