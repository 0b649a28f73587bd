import CPosix
import Glibc

/// Open files as the kernel numbers them: whoever opens one closes it.
package enum Descriptors {
    package struct Readiness: Sendable, Equatable {
        package var readable = false
        package var hungUp = false
        package var any: Bool { readable || hungUp }
    }

    /// Two ends of a pipe, neither inherited by children.
    package static func pipe() throws(PosixError) -> (read: Int32, write: Int32) {
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe2(&ends, Int32(O_CLOEXEC)) == 0 else { throw PosixError("pipe2") }
        return (ends[0], ends[1])
    }

    /// A file to read, not inherited by children.
    package static func open(_ path: String) throws(PosixError) -> Int32 {
        let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw PosixError("open", path) }
        return descriptor
    }

    /// A new file without a name, to write here and to read elsewhere: two numbers of at least 10 for it.
    package static func shared(_ path: String) throws(PosixError) -> (writing: Int32, reading: Int32) {
        let writing = unsafe Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard writing >= 0 else { throw PosixError("open", path) }
        defer { unsafe unlink(path) }
        return (try moved(writing, toAtLeast: 10), try moved(open(path), toAtLeast: 10))
    }

    /// Takes everything out of a file that is open for writing.
    package static func empty(_ descriptor: Int32) throws(PosixError) {
        guard ftruncate(descriptor, 0) == 0 else { throw PosixError("ftruncate") }
        try rewind(descriptor)
    }

    /// Goes back to the beginning of an open file.
    package static func rewind(_ descriptor: Int32) throws(PosixError) {
        guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw PosixError("lseek") }
    }

    /// Where everything that is written vanishes.
    package static func nowhere() throws(PosixError) -> Int32 {
        let descriptor = unsafe Glibc.open("/dev/null", O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { throw PosixError("open", "/dev/null") }
        return descriptor
    }

    package static func close(_ descriptor: Int32) {
        if descriptor >= 0 { _ = Glibc.close(descriptor) }
    }

    package static func setNonBlocking(_ descriptor: Int32) throws(PosixError) {
        let flags = fcntl(descriptor, F_GETFL)
        guard flags >= 0, fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) == 0 else {
            throw PosixError("fcntl O_NONBLOCK")
        }
    }

    package static func setCloseOnExec(_ descriptor: Int32) throws(PosixError) {
        guard fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0 else { throw PosixError("fcntl FD_CLOEXEC") }
    }

    /// The same file under another number of at least `minimum`, closed on exec.
    package static func copied(_ descriptor: Int32, toAtLeast minimum: Int32) throws(PosixError) -> Int32 {
        let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, minimum)
        guard copy >= 0 else { throw PosixError("fcntl F_DUPFD_CLOEXEC") }
        return copy
    }

    /// The same, and the old number is closed.
    package static func moved(_ descriptor: Int32, toAtLeast minimum: Int32) throws(PosixError) -> Int32 {
        let copy = try copied(descriptor, toAtLeast: minimum)
        close(descriptor)
        return copy
    }

    /// Waits until one of the descriptors can be read or its other side has gone; nil waits for ever.
    package static func wait(
        _ descriptors: [Int32], milliseconds: Int32? = nil
    ) throws(PosixError) -> [Readiness] {
        var entries = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        let count = unsafe poll(&entries, nfds_t(entries.count), milliseconds ?? -1)
        guard count >= 0 || errno == EINTR else { throw PosixError("poll") }
        if count <= 0 { return descriptors.map { _ in Readiness() } }
        return entries.map { entry in
            Readiness(
                readable: entry.revents & Int16(POLLIN) != 0,
                hungUp: entry.revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0)
        }
    }

    /// Up to `count` bytes; empty at the end of the file.
    package static func read(_ descriptor: Int32, upTo count: Int) throws(PosixError) -> [UInt8] {
        var result = 0
        var code: Int32 = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: max(0, count)) { buffer, filled in
            repeat {
                result = unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
                code = errno
            } while result < 0 && code == EINTR
            filled = max(0, result)
        }
        guard result >= 0 else { throw PosixError("read", code: code) }
        return bytes
    }

    /// All bytes, however many calls that takes.
    package static func write(_ bytes: some Collection<UInt8>, to descriptor: Int32) throws(PosixError) {
        var code: Int32 = 0
        let whole = [UInt8](bytes)
        unsafe whole.withUnsafeBytes { buffer in
            var rest = unsafe buffer[...]
            while unsafe !rest.isEmpty {
                let part = unsafe UnsafeRawBufferPointer(rebasing: rest)
                let count = unsafe Glibc.write(descriptor, part.baseAddress, part.count)
                if count >= 0 {
                    unsafe rest = rest.dropFirst(count)
                } else if errno != EINTR {
                    code = errno
                    return
                }
            }
        }
        if code != 0 { throw PosixError("write", code: code) }
    }
}
