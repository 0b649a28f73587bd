import Glibc

extension Files {
    /// The first bytes of a file, at most `count`; fewer when it is shorter.
    package static func head(_ path: String, _ count: Int) throws(PosixError) -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw PosixError("open", path) }
        defer { Descriptors.close(descriptor) }
        return try Descriptors.read(descriptor, upTo: count)
    }
}
