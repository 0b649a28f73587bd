import CFastCGI
package import Posix
import Synchronization

/// The threads that answer requests. Each has one connection from nginx at a time, so a handler may block.
package final class Workers: Sendable {
    package typealias Handler = (Exchange) -> Void

    private let socket: ListeningSocket
    private let count: Int
    private let timeout: Int64
    private let makeHandler: @Sendable () -> Handler
    private let stopping = Atomic<Bool>(false)
    private let threads = Mutex<[PosixThread]>([])
    /// Its other end is closed to say stop: that wakes all, and stays so.
    private let stopPipe: Mutex<(read: Int32, write: Int32)>

    /// `timeout` in microseconds: how long nginx may take between two bytes. `makeHandler` is called once on
    /// each worker's thread, so that what it makes belongs to that thread alone.
    package init(
        socket: ListeningSocket, count: Int = 8, timeout: Int64 = 15_000_000,
        makeHandler: @escaping @Sendable () -> Handler
    ) throws(PosixError) {
        guard FCGX_Init() == 0 else { throw PosixError("FCGX_Init", code: 0) }
        self.socket = socket
        self.count = max(1, count)
        self.timeout = max(1_000, timeout)
        self.makeHandler = makeHandler
        stopPipe = Mutex(try Descriptors.pipe())
    }

    /// Signals must be blocked before this: the threads inherit that.
    package func start() throws(PosixError) {
        let stop = stopPipe.withLock { $0.read }
        for number in 1...count {
            let bell = try DoorBell(listener: socket.fd, stop: stop)
            let thread = try PosixThread.start(name: "worker \(number)") { self.work(bell, stop) }
            threads.withLock { $0.append(thread) }
        }
    }

    /// Takes no new request and returns when those in flight are answered.
    package func stop() {
        stopping.store(true, ordering: .releasing)
        stopPipe.withLock { pipe in
            Descriptors.close(pipe.write)
            pipe.write = -1
        }
        let running = threads.withLock { threads in
            defer { threads = [] }
            return threads
        }
        for thread in running { thread.join() }
    }

    deinit {
        stopPipe.withLock { pipe in
            Descriptors.close(pipe.read)
            Descriptors.close(pipe.write)
        }
    }

    private func work(_ bell: DoorBell, _ stop: Int32) {
        defer { bell.close() }
        let handler = makeHandler()
        let connection = Connection()
        while true {
            switch UnixSocket.accept(socket.fd) {
            case .connection(let descriptor):
                _ = connection.serve(descriptor, microseconds: timeout, handler)
            case .nothingThere:
                // Asked only here, after a vain accept: a knock that woke this thread is not lost.
                if isStopping { return }
                bell.wait()
                continue
            case .exhausted, .broken:
                // Other threads give descriptors back as they finish; spinning would only slow them.
                _ = try? Descriptors.wait([stop], milliseconds: 50)
            }
            if isStopping { return }
        }
    }

    /// Told to stop; some may still be busy.
    package var isStopping: Bool { stopping.load(ordering: .acquiring) }
}
