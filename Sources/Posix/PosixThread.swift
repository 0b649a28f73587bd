import CPosix
import Glibc

/// A thread of one's own, on which blocking is allowed.
package struct PosixThread: Sendable {
    private let handle: pthread_t

    /// `stackSize` in bytes. Signals must be blocked before the first thread starts: threads inherit that.
    package static func start(
        name: String, stackSize: Int = 2 << 20, _ body: @escaping @Sendable () -> Void
    ) throws(PosixError) -> PosixThread {
        var attributes = pthread_attr_t()
        guard unsafe pthread_attr_init(&attributes) == 0 else { throw PosixError("pthread_attr_init") }
        defer { unsafe pthread_attr_destroy(&attributes) }
        let sized = unsafe pthread_attr_setstacksize(&attributes, stackSize)
        guard sized == 0 else { throw PosixError("pthread_attr_setstacksize", code: sized) }
        let box = unsafe Unmanaged.passRetained(Body(name: name, run: body))
        var handle = pthread_t()
        let code = unsafe pthread_create(&handle, &attributes, threadBody, box.toOpaque())
        guard code == 0 else {
            unsafe box.release()
            throw PosixError("pthread_create", code: code)
        }
        return PosixThread(handle: handle)
    }

    /// Waits until the thread has ended; once per thread.
    package func join() {
        _ = pthread_join(handle, nil)
    }
}

private final class Body: Sendable {
    let name: String
    let run: @Sendable () -> Void
    init(name: String, run: @escaping @Sendable () -> Void) {
        self.name = name
        self.run = run
    }
}

private func threadBody(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument = unsafe argument else { return nil }
    let body = unsafe Unmanaged<Body>.fromOpaque(argument).takeRetainedValue()
    _ = unsafe pthread_setname_np(pthread_self(), String(body.name.prefix(15)))
    body.run()
    return nil
}
