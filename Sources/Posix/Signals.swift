import CPosix
import Glibc

/// Signals as values that are waited for; nothing runs inside a signal handler.
package struct Signals: Sendable {
    package enum Signal: Sendable, Equatable {
        case terminate, interrupt, hangUp, childEnded, other(Int32)

        package var number: Int32 {
            switch self {
            case .terminate: SIGTERM
            case .interrupt: SIGINT
            case .hangUp: SIGHUP
            case .childEnded: SIGCHLD
            case .other(let number): number
            }
        }

        init(_ number: Int32) {
            switch number {
            case SIGTERM: self = .terminate
            case SIGINT: self = .interrupt
            case SIGHUP: self = .hangUp
            case SIGCHLD: self = .childEnded
            default: self = .other(number)
            }
        }
    }

    private let set: sigset_t
    /// Readable when one of the signals has come.
    package let descriptor: Int32

    /// Blocks these signals and takes them over, and ignores SIGPIPE. Call before any thread starts.
    package static func takeOver(_ signals: [Signal]) throws(PosixError) -> Signals {
        var set = sigset_t()
        unsafe sigemptyset(&set)
        for signal in signals { unsafe sigaddset(&set, signal.number) }
        let code = unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
        guard code == 0 else { throw PosixError("pthread_sigmask", code: code) }
        _ = signal(SIGPIPE, SIG_IGN)
        let descriptor = unsafe signalfd(-1, &set, Int32(SFD_CLOEXEC) | Int32(SFD_NONBLOCK))
        guard descriptor >= 0 else { throw PosixError("signalfd") }
        return Signals(set: set, descriptor: descriptor)
    }

    /// Waits for the next one.
    package func wait() -> Signal {
        var set = self.set
        var number: Int32 = 0
        while unsafe sigwait(&set, &number) != 0 {}
        return Signal(number)
    }

    /// The next one that has already come, if any.
    package func next() -> Signal? {
        var info = signalfd_siginfo()
        let size = MemoryLayout<signalfd_siginfo>.size
        guard unsafe read(descriptor, &info, size) == size else { return nil }
        return Signal(Int32(truncatingIfNeeded: info.ssi_signo))
    }
}
