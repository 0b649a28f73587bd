import Glibc

/// The file that says which process runs here, locked as long as it does.
package struct PidFile: Sendable {
    package struct Taken: Error, Equatable, CustomStringConvertible {
        package let path: String
        package let holder: String
        package var description: String {
            "\(path) is held by a running process\(holder.isEmpty ? "" : " (\(holder))"): stop it first"
        }
    }

    package let path: String
    private let descriptor: Int32

    /// Locks the file and writes our process id into it. The lock ends with the process, however it ends.
    package static func take(_ path: String) throws -> PidFile {
        while true {
            let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
            guard descriptor >= 0 else { throw PosixError("open", path) }
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
                let code = errno
                let holder = (try? Descriptors.read(descriptor, upTo: 16)) ?? []
                Descriptors.close(descriptor)
                guard code == EWOULDBLOCK else { throw PosixError("flock", path, code: code) }
                let digits = holder.prefix { $0 >= 0x30 && $0 <= 0x39 }
                throw Taken(path: path, holder: String(decoding: digits, as: UTF8.self))
            }
            guard isStill(path, descriptor) else {
                // Its holder removed it between our open and our lock.
                Descriptors.close(descriptor)
                continue
            }
            guard ftruncate(descriptor, 0) == 0 else { throw PosixError("ftruncate", path) }
            try Descriptors.write("\(getpid())\n".utf8, to: descriptor)
            return PidFile(path: path, descriptor: descriptor)
        }
    }

    private static func isStill(_ path: String, _ descriptor: Int32) -> Bool {
        var named = stat()
        var held = stat()
        return unsafe stat(path, &named) == 0 && fstat(descriptor, &held) == 0
            && named.st_ino == held.st_ino && named.st_dev == held.st_dev
    }

    /// Removes the file, then lets go of the lock.
    package func remove() {
        _ = unsafe unlink(path)
        Descriptors.close(descriptor)
    }
}
