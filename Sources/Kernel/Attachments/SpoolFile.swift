import Crypto
import Posix
import Web

/// A file while it arrives: written to the spool, hashed on the way, synced before anybody relies on it.
final class SpoolFile {
    let path: String
    private let draft: Files.Draft
    private var hash = SHA256()
    private var size = 0

    init(directory: String) throws {
        path = directory + "/" + BinaryText.base32.encode(Random.bytes(10))
        draft = try Files.Draft(path: path + ".part")
    }

    func write(_ bytes: [UInt8]) throws {
        hash.update(data: bytes)
        size += bytes.count
        try draft.write(bytes)
    }

    func finish(field: String, name: String, type: String) throws -> UploadedFile {
        try draft.finish(as: path)
        return UploadedFile(
            field: field, name: name, declaredType: type, size: size, sha256: Array(hash.finalize()),
            spoolPath: path)
    }

    func remove() {
        if Files.exists(path + ".part") { try? Files.remove(path + ".part") }
    }
}
