import Glibc

/// Another program that this one started.
package struct ChildProcess: Sendable, Equatable {
    package enum Ending: Sendable, Equatable {
        case exited(Int32), killed(signal: Int32)
    }

    package let id: Int32

    package init(id: Int32) { self.id = id }

    /// Starts a program in a process group of its own, with no signal blocked. `descriptors` maps a number in
    /// the child to one of ours; ours must be ≥ 10. All others that are closed on exec are closed.
    package static func start(
        _ executable: String, _ arguments: [String], environment: [String], descriptors: [(Int32, Int32)]
    ) throws(PosixError) -> ChildProcess {
        var actions = unsafe posix_spawn_file_actions_t()
        var code = unsafe posix_spawn_file_actions_init(&actions)
        guard code == 0 else { throw PosixError("posix_spawn_file_actions_init", code: code) }
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        for (target, source) in descriptors {
            code = unsafe posix_spawn_file_actions_adddup2(&actions, source, target)
            guard code == 0 else { throw PosixError("posix_spawn_file_actions_adddup2", code: code) }
        }
        var attributes = posix_spawnattr_t()
        code = unsafe posix_spawnattr_init(&attributes)
        guard code == 0 else { throw PosixError("posix_spawnattr_init", code: code) }
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        prepare(&attributes)
        var id: pid_t = 0
        code = unsafe withCStrings([executable] + arguments) { argv in
            unsafe withCStrings(environment) { environment in
                unsafe posix_spawn(&id, executable, &actions, &attributes, argv, environment)
            }
        }
        guard code == 0 else { throw PosixError("posix_spawn", executable, code: code) }
        return ChildProcess(id: id)
    }

    private static func prepare(_ attributes: inout posix_spawnattr_t) {
        var none = sigset_t()
        var all = sigset_t()
        unsafe sigemptyset(&none)
        unsafe sigfillset(&all)
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        unsafe posix_spawnattr_setsigdefault(&attributes, &all)
        unsafe posix_spawnattr_setpgroup(&attributes, 0)
        let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP
        unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
    }

    /// A process that ended since the last call, if any.
    package static func reap() -> (id: Int32, ending: Ending)? {
        var status: Int32 = 0
        let id = unsafe waitpid(-1, &status, WNOHANG)
        guard id > 0 else { return nil }
        return (id, ending(status))
    }

    /// Waits for the end of this one; nil when somebody else has already seen it.
    package func wait() -> Ending? {
        var status: Int32 = 0
        while unsafe waitpid(id, &status, 0) < 0 {
            if errno != EINTR { return nil }
        }
        return Self.ending(status)
    }

    private static func ending(_ status: Int32) -> Ending {
        let signal = status & 0x7f
        return signal == 0 ? .exited((status >> 8) & 0xff) : .killed(signal: signal)
    }

    /// Whether a process of that number runs, ours or another's.
    package static func isRunning(_ id: Int32) -> Bool { kill(id, 0) == 0 || errno == EPERM }

    package func send(_ signal: Signals.Signal) { _ = kill(id, signal.number) }

    package func kill9() { _ = kill(id, SIGKILL) }

    package static var ownID: Int32 { getpid() }

    /// The file this process was started from. Ask early: after an upgrade the old file is gone.
    package static func ownExecutable() throws(PosixError) -> String {
        var count = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 4_096) { buffer, filled in
            let start = UnsafeMutableRawPointer(buffer.baseAddress)
            guard let text = unsafe start?.assumingMemoryBound(to: CChar.self) else { return }
            count = unsafe readlink("/proc/self/exe", text, buffer.count)
            filled = max(0, count)
        }
        guard count > 0 else { throw PosixError("readlink", "/proc/self/exe") }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// This process's environment, as NAME=value.
    package static func environment() -> [String] {
        var result: [String] = []
        var entry = unsafe environ
        while let text = unsafe entry.pointee {
            result.append(unsafe String(cString: text))
            unsafe entry += 1
        }
        return result
    }

    package static func environment(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        return unsafe String(cString: value)
    }

    /// So that no grandchild takes over what was meant for this process.
    package static func forget(_ name: String) { unsafe unsetenv(name) }
}

private func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
    var pointers: [UnsafeMutablePointer<CChar>?] = unsafe strings.map { unsafe strdup($0) }
    unsafe pointers.append(nil)
    defer { unsafe pointers.forEach { unsafe free($0) } }
    return unsafe pointers.withUnsafeMutableBufferPointer { buffer in
        guard let base = buffer.baseAddress else { abort() }
        return unsafe body(base)
    }
}
