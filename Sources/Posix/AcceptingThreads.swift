import Synchronization

/// Threads that take connections from one listening socket. Each has one at a time, so what it does with it may block.
package final class AcceptingThreads: Sendable {
    /// Is given a connection, and closes it.
    package typealias Handler = (Int32) -> Void

    private let listener: Int32
    private let count: Int
    private let name: String
    private let makeHandler: @Sendable (_ stop: Int32) -> Handler
    private let stopping = Atomic<Bool>(false)
    private let threads = Mutex<[PosixThread]>([])
    /// Its other end is closed to say stop: that wakes all, and stays so.
    private let stopPipe: Mutex<(read: Int32, write: Int32)>

    /// - Parameters:
    ///   - listener: must not block.
    ///   - makeHandler: called once on each thread, so that what it makes belongs to that thread alone. Its descriptor
    ///     loses its other end when all are to stop.
    package init(
        listener: Int32, count: Int, name: String, makeHandler: @escaping @Sendable (_ stop: Int32) -> Handler
    ) throws(PosixError) {
        self.listener = listener
        self.count = max(1, count)
        self.name = name
        self.makeHandler = makeHandler
        stopPipe = Mutex(try Descriptors.pipe())
    }

    /// Signals must be blocked before this: the threads inherit that.
    package func start() throws(PosixError) {
        let stop = stopPipe.withLock { $0.read }
        for number in 1...count {
            let bell = try DoorBell(listener: listener, stop: stop)
            let thread = try PosixThread.start(name: "\(name) \(number)") { self.work(bell, stop) }
            threads.withLock { $0.append(thread) }
        }
    }

    /// Takes no new connection and returns when those at hand are done with.
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
        let handler = makeHandler(stop)
        while true {
            switch UnixSocket.accept(listener) {
            case .connection(let descriptor):
                handler(descriptor)
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
