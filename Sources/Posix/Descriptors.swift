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
