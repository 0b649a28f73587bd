package import Posix

/// The door nginx knocks at: a Unix socket that nobody but the owner and the group may open.
package struct ListeningSocket: Sendable {
    package enum Refusal: Error, CustomStringConvertible {
        case directoryTooWide(path: String, mode: UInt32)
        case socketTooWide(path: String, mode: UInt32)
        case answered(path: String)
        case notASocket(path: String)
        case notListening
        case system(PosixError)

        package var description: String {
            switch self {
            case .directoryTooWide(let path, let mode):
                "\(path) has mode \(octal(mode)): others could reach the socket; set 0750 or narrower"
            case .socketTooWide(let path, let mode):
                "\(path) has mode \(octal(mode)): others could open the socket; set 0660 or narrower"
            case .answered(let path): "\(path) is served by another process: stop it first"
            case .notASocket(let path): "\(path) exists and is not a socket: it was left alone"
            case .notListening: "the inherited descriptor is not a listening Unix socket"
            case .system(let error): error.description
            }
        }

        private func octal(_ mode: UInt32) -> String { "0" + String(mode, radix: 8) }
    }

    /// Non-blocking, closed on exec.
    package let fd: Int32
    /// Nil for a socket without a path.
    package let path: String?

    /// Binds and listens. A dead socket at the path is replaced; any other file is not, and a socket that is
    /// answered only by who knows otherwise, by a lock, that it belongs to a process on its way out.
    package static func make(
        path: String, mode: UInt32 = 0o660, backlog: Int32 = 511, replacesLiving: Bool = false
    ) throws(Refusal) -> ListeningSocket {
        try refuseWideDirectory(of: path)
        try removeOldSocket(path, replacesLiving: replacesLiving)
        let fd: Int32
        do throws(PosixError) {
            fd = try UnixSocket.listen(path: path, mode: mode, backlog: backlog)
        } catch {
            throw .system(error)
        }
        return try checked(fd, path: path)
    }

    private static func removeOldSocket(_ path: String, replacesLiving: Bool) throws(Refusal) {
        guard let status = try? Files.status(path) else { return }
        guard status.isSocket else { throw .notASocket(path: path) }
        if !replacesLiving, let connection = try? UnixSocket.connect(path: path) {
            Descriptors.close(connection)
            throw .answered(path: path)
        }
        do throws(PosixError) { try Files.remove(path) } catch { throw .system(error) }
    }

    /// Takes over a socket that systemd or the parent process opened.
    package static func adopt(fd: Int32) throws(Refusal) -> ListeningSocket {
        guard fd >= 0, UnixSocket.isListening(fd) else { throw .notListening }
        let path = UnixSocket.path(of: fd)
        if let path { try refuseWideDirectory(of: path) }
        return try checked(fd, path: path)
    }

    private static func checked(_ fd: Int32, path: String?) throws(Refusal) -> ListeningSocket {
        do throws(PosixError) {
            try Descriptors.setNonBlocking(fd)
            try Descriptors.setCloseOnExec(fd)
        } catch {
            throw .system(error)
        }
        if let path, let status = try? Files.status(path), status.mode & ~0o660 != 0 {
            throw .socketTooWide(path: path, mode: status.mode)
        }
        return ListeningSocket(fd: fd, path: path)
    }

    private static func refuseWideDirectory(of path: String) throws(Refusal) {
        let directory = Files.directory(of: path)
        let status: Files.Status
        do throws(PosixError) { status = try Files.status(directory) } catch { throw .system(error) }
        // Set-group-id is allowed: it gives the socket the web server's group.
        guard status.mode & ~0o2750 == 0 else {
            throw .directoryTooWide(path: directory, mode: status.mode)
        }
    }
}
