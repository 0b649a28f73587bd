package import Posix

/// What a child process has from its parent: the socket to serve, and a line that says "ready" one way and
/// tells the other way that the parent is gone.
package struct ParentLink: Sendable {
    package static let socketVariable = "PORTICO_LISTEN_FD"
    package static let readyVariable = "PORTICO_READY_FD"
    package static let variables = [socketVariable, readyVariable]

    package let socket: ListeningSocket
    private let line: Int32

    /// Nil when no parent has handed anything down.
    package static func inherited() throws(ListeningSocket.Refusal) -> ParentLink? {
        guard let socket = ChildProcess.environment(socketVariable).flatMap({ Int32($0) }),
            let line = ChildProcess.environment(readyVariable).flatMap({ Int32($0) })
        else { return nil }
        ChildProcess.forget(socketVariable)
        ChildProcess.forget(readyVariable)
        do throws(PosixError) { try Descriptors.setCloseOnExec(line) } catch { throw .system(error) }
        return ParentLink(socket: try ListeningSocket.adopt(fd: socket), line: line)
    }

    /// Call when the workers answer: only then does the parent end the child that served before.
    package func sayReady() {
        try? Descriptors.write([UInt8(ascii: "r")], to: line)
    }

    /// Returns on TERM or INT, or when the parent has died: a child without one serves a socket nobody owns.
    package func waitForStop(_ signals: Signals) {
        while true {
            while let signal = signals.next() {
                if signal == .terminate || signal == .interrupt { return }
            }
            guard let state = try? Descriptors.wait([signals.descriptor, line]) else { return }
            if state[1].hungUp { return }
        }
    }
}
