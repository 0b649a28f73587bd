import CPosix
import Glibc

/// Sockets that have a path in the file system.
package enum UnixSocket {
    package enum Accepted: Equatable {
        case connection(Int32)
        case nothingThere
        /// Try again a little later: descriptors or memory have run out.
        case exhausted
        case broken(Int32)
    }

    /// A listening socket, closed on exec. It never is wider than `mode`, whatever the umask.
    package static func listen(path: String, mode: UInt32, backlog: Int32) throws(PosixError) -> Int32 {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw PosixError("socket") }
        do throws(PosixError) {
            // Linux gives the file that bind makes the mode of the socket, less the umask.
            guard fchmod(descriptor, mode) == 0 else { throw PosixError("fchmod", path) }
            guard try unsafe withAddress(path, { unsafe bind(descriptor, $0, $1) }) == 0 else {
                throw PosixError("bind", path)
            }
            guard unsafe chmod(path, mode) == 0 else { throw PosixError("chmod", path) }
            guard Glibc.listen(descriptor, backlog) == 0 else { throw PosixError("listen", path) }
        } catch {
            Descriptors.close(descriptor)
            throw error
        }
        return descriptor
    }

    /// - Parameter microseconds: how long connecting may take, and later each reading or writing without progress.
    package static func connect(path: String, within microseconds: Int64? = nil) throws(PosixError) -> Int32 {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw PosixError("socket") }
        do throws(PosixError) {
            if let microseconds, !setTimeouts(descriptor, microseconds: microseconds) {
                throw PosixError("setsockopt", path)
            }
            guard try unsafe withAddress(path, { unsafe Glibc.connect(descriptor, $0, $1) }) == 0 else {
                throw PosixError("connect", path)
            }
        } catch {
            Descriptors.close(descriptor)
            throw error
        }
        return descriptor
    }

    /// The next connection of a non-blocking listening socket; the connection itself blocks.
    package static func accept(_ listener: Int32) -> Accepted {
        while true {
            let descriptor = accept4(listener, nil, nil, Int32(SOCK_CLOEXEC.rawValue))
            if descriptor >= 0 { return .connection(descriptor) }
            switch errno {
            case EINTR, ECONNABORTED: continue
            case EAGAIN: return .nothingThere
            case EMFILE, ENFILE, ENOMEM, ENOBUFS: return .exhausted
            default: return .broken(errno)
            }
        }
    }

    /// Reading and writing fail with EAGAIN after so many microseconds without progress.
    package static func setTimeouts(_ descriptor: Int32, microseconds: Int64) -> Bool {
        var time = timeval(
            tv_sec: Int(microseconds / 1_000_000), tv_usec: Int(microseconds % 1_000_000))
        let size = socklen_t(MemoryLayout<timeval>.size)
        return unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, size) == 0
            && setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &time, size) == 0
    }

    /// The other side has closed and everything it sent was read.
    package static func peerIsGone(_ descriptor: Int32) -> Bool {
        var byte: UInt8 = 0
        return unsafe recv(descriptor, &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT)) == 0
    }

    /// All bytes of both, in one call as far as the socket takes them. False when it broke, or took none for as
    /// long as its timeout.
    package static func send(_ head: [UInt8], _ body: ArraySlice<UInt8>, to descriptor: Int32) -> Bool {
        var sent = 0
        while sent < head.count + body.count {
            let count = unsafe head.dropFirst(sent).withUnsafeBytes { first in
                unsafe body.dropFirst(max(0, sent - head.count)).withUnsafeBytes { second in
                    var pieces = unsafe [
                        iovec(
                            iov_base: UnsafeMutableRawPointer(mutating: first.baseAddress),
                            iov_len: first.count),
                        iovec(
                            iov_base: UnsafeMutableRawPointer(mutating: second.baseAddress),
                            iov_len: second.count),
                    ]
                    return unsafe writev(descriptor, &pieces, Int32(pieces.count))
                }
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    /// All bytes. False when the other side has gone or took none for as long as its timeout; there is no signal then,
    /// also in a process that did not ask for that.
    package static func send(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes.dropFirst(sent).withUnsafeBytes {
                unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    /// No more bytes from us; the other side still may send.
    package static func endWriting(_ descriptor: Int32) { _ = shutdown(descriptor, Int32(SHUT_WR)) }

    package static func isListening(_ descriptor: Int32) -> Bool {
        option(descriptor, SO_ACCEPTCONN) == 1 && option(descriptor, SO_DOMAIN) == AF_UNIX
    }

    /// The path a socket is bound to; nil for one without a path.
    package static func path(of descriptor: Int32) -> String? {
        var address = sockaddr_un()
        var size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let result = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe getsockname(descriptor, $0, &size)
            }
        }
        guard result == 0, address.sun_family == sa_family_t(AF_UNIX) else { return nil }
        let bytes = unsafe withUnsafeBytes(of: &address.sun_path) { unsafe Array($0.prefix { $0 != 0 }) }
        return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
    }

    private static func option(_ descriptor: Int32, _ name: Int32) -> Int32? {
        var value: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        guard unsafe getsockopt(descriptor, SOL_SOCKET, name, &value, &size) == 0 else { return nil }
        return value
    }

    private static func withAddress(
        _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) throws(PosixError) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard !bytes.isEmpty, !bytes.contains(0), bytes.count < MemoryLayout.size(ofValue: address.sun_path)
        else { throw PosixError("socket path", path, code: ENAMETOOLONG) }
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
        return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
