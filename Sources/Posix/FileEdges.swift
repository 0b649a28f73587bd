import Glibc

extension Files {
    /// The first and the last bytes of a file, at most `count` each; the same ones when it is short.
    package static func edges(_ path: String, _ count: Int) throws(PosixError) -> (
        head: [UInt8], tail: [UInt8]
    ) {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw PosixError("open", path) }
        defer { Descriptors.close(descriptor) }
        let head = try Descriptors.read(descriptor, upTo: count)
        let end = lseek(descriptor, 0, SEEK_END)
        guard lseek(descriptor, max(0, end - off_t(count)), SEEK_SET) >= 0 else {
            throw PosixError("seek", path)
        }
        return (head, try Descriptors.read(descriptor, upTo: count))
    }

    /// The bytes of a file in pieces, from its beginning to its end.
    package static func eachPiece(
        of path: String, upTo count: Int = 1 << 16, _ body: ([UInt8]) -> Void
    ) throws(PosixError) {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw PosixError("open", path) }
        defer { Descriptors.close(descriptor) }
        while true {
            let piece = try Descriptors.read(descriptor, upTo: count)
            if piece.isEmpty { return }
            body(piece)
        }
    }
}
