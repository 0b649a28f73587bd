import Glibc

/// Files that are either wholly there or not at all, also after the power has failed.
package enum Files {
    package struct Status: Sendable, Equatable {
        /// Permission bits, with set-id and sticky: 0o7777 at most.
        package let mode: UInt32
        package let owner: UInt32
        package let group: UInt32
        package let size: Int64
        /// Seconds since 1970 when its bytes last changed.
        package let modified: Int64
        package let isDirectory: Bool
        package let isRegular: Bool
        package let isSocket: Bool
    }

    /// What stands at the path itself; a symbolic link is not followed.
    package static func status(_ path: String) throws(PosixError) -> Status {
        var info = stat()
        guard unsafe lstat(path, &info) == 0 else { throw PosixError("stat", path) }
        let kind = info.st_mode & S_IFMT
        return Status(
            mode: info.st_mode & 0o7777, owner: info.st_uid, group: info.st_gid, size: Int64(info.st_size),
            modified: Int64(info.st_mtim.tv_sec),
            isDirectory: kind == S_IFDIR, isRegular: kind == S_IFREG, isSocket: kind == S_IFSOCK)
    }

    package static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

    /// Makes the directory and those above it that are missing; one that exists keeps its mode.
    package static func makeDirectory(_ path: String, mode: UInt32 = 0o750) throws(PosixError) {
        if unsafe mkdir(path, mode) == 0 {
            guard unsafe chmod(path, mode) == 0 else { throw PosixError("chmod", path) }
            return
        }
        switch errno {
        case EEXIST: return
        case ENOENT:
            let parent = directory(of: path)
            guard parent != path else { throw PosixError("mkdir", path, code: ENOENT) }
            try makeDirectory(parent, mode: mode)
            try makeDirectory(path, mode: mode)
        default: throw PosixError("mkdir", path)
        }
    }

    /// The whole file; refused when larger than `limit` bytes.
    package static func read(_ path: String, limit: Int = 64 << 20) throws(PosixError) -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw PosixError("open", path) }
        defer { Descriptors.close(descriptor) }
        var bytes: [UInt8] = []
        while true {
            let part = try Descriptors.read(descriptor, upTo: 1 << 16)
            if part.isEmpty { return bytes }
            bytes += part
            guard bytes.count <= limit else { throw PosixError("read", path, code: EFBIG) }
        }
    }

    /// Writes a new file beside the old one and puts it in its place; durable when this returns.
    package static func replace(
        _ path: String, with bytes: [UInt8], mode: UInt32 = 0o640
    ) throws(PosixError) {
        let suffix = Random.bytes(8).map { String($0, radix: 16) }.joined()
        let draft = try Draft(path: "\(path).\(suffix).tmp", mode: mode)
        try draft.write(bytes)
        try draft.finish(as: path)
    }

    package static func remove(_ path: String) throws(PosixError) {
        guard unsafe unlink(path) == 0 else { throw PosixError("unlink", path) }
    }

    package static func removeDirectory(_ path: String) throws(PosixError) {
        guard unsafe rmdir(path) == 0 else { throw PosixError("rmdir", path) }
    }

    package static func setMode(_ path: String, _ mode: UInt32) throws(PosixError) {
        guard unsafe chmod(path, mode) == 0 else { throw PosixError("chmod", path) }
    }

    /// Makes what was renamed, made or removed in the directory durable.
    package static func syncDirectory(_ path: String) throws(PosixError) {
        let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw PosixError("open", path) }
        defer { Descriptors.close(descriptor) }
        guard fsync(descriptor) == 0 else { throw PosixError("fsync", path) }
    }

    package static func rename(_ old: String, to new: String) throws(PosixError) {
        guard unsafe Glibc.rename(old, new) == 0 else { throw PosixError("rename", new) }
    }

    /// Names in a directory, in no order, without . and ..
    package static func list(_ path: String) throws(PosixError) -> [String] {
        guard let stream = unsafe opendir(path) else { throw PosixError("opendir", path) }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) {
                unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// The directory a path stands in: "/a/b" → "/a", "b" → ".".
    package static func directory(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// A file being written. It vanishes unless it is finished.
    package final class Draft {
        package let path: String
        private var descriptor: Int32

        /// A new file; refused when one is there already.
        package init(path: String, mode: UInt32 = 0o640) throws(PosixError) {
            descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
            guard descriptor >= 0 else { throw PosixError("open", path) }
            self.path = path
            guard fchmod(descriptor, mode) == 0 else { throw PosixError("fchmod", path) }
        }

        package func write(_ bytes: some Collection<UInt8>) throws(PosixError) {
            guard descriptor >= 0 else { throw PosixError("write", path, code: EBADF) }
            try Descriptors.write(bytes, to: descriptor)
        }

        /// Contents to disk, then the name, then the directory.
        ///
        /// - Parameter lasts: false for a name that is only on the way to another, whose directory is synced then.
        package func finish(as name: String, lasts: Bool = true) throws(PosixError) {
            guard descriptor >= 0 else { throw PosixError("fsync", path, code: EBADF) }
            guard fsync(descriptor) == 0 else { throw PosixError("fsync", path) }
            try Files.rename(path, to: name)
            Descriptors.close(descriptor)
            descriptor = -1
            if lasts { try Files.syncDirectory(Files.directory(of: name)) }
        }

        deinit {
            guard descriptor >= 0 else { return }
            Descriptors.close(descriptor)
            unsafe unlink(path)
        }
    }
}
