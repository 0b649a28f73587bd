import CFastCGI
package import Posix

/// The threads that answer requests. Each has one connection from nginx at a time, so a handler may block.
package final class Workers: Sendable {
    package typealias Handler = (Exchange) -> Void

    private let threads: AcceptingThreads

    /// `timeout` in microseconds: how long nginx may take between two bytes. `makeHandler` is called once on
    /// each worker's thread, so that what it makes belongs to that thread alone.
    package init(
        socket: ListeningSocket, count: Int = 8, timeout: Int64 = 15_000_000,
        makeHandler: @escaping @Sendable () -> Handler
    ) throws(PosixError) {
        guard FCGX_Init() == 0 else { throw PosixError("FCGX_Init", code: 0) }
        let timeout = max(1_000, timeout)
        threads = try AcceptingThreads(listener: socket.fd, count: count, name: "worker") { _ in
            let handler = makeHandler()
            let request = OneRequest()
            return { descriptor in request.serve(descriptor, microseconds: timeout, handler) }
        }
    }

    /// Signals must be blocked before this: the threads inherit that.
    package func start() throws(PosixError) { try threads.start() }

    /// Takes no new request and returns when those in flight are answered.
    package func stop() { threads.stop() }

    /// Told to stop; some may still be busy.
    package var isStopping: Bool { threads.isStopping }
}

/// A worker's connection, which closures cannot hold by itself.
private final class OneRequest {
    private let connection = Connection()

    func serve(_ descriptor: Int32, microseconds: Int64, _ handler: Workers.Handler) {
        _ = connection.serve(descriptor, microseconds: microseconds, handler)
    }
}
