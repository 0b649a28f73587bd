import CPosix
import Glibc

/// What one of many threads sleeps on until somebody knocks or all are told to stop. A knock wakes one thread
/// of those that sleep, not all of them as `poll` would; who was woken must try to accept before it stops,
/// or the knock is lost.
package struct DoorBell: Sendable {
    private let descriptor: Int32

    /// `listener` must not block; `stop` becomes readable or loses its other end, and stays so.
    package init(listener: Int32, stop: Int32) throws(PosixError) {
        descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard descriptor >= 0 else { throw PosixError("epoll_create1") }
        do throws(PosixError) {
            try add(listener, EPOLLIN.rawValue | EPOLLEXCLUSIVE.rawValue)
            try add(stop, EPOLLIN.rawValue)
        } catch {
            Descriptors.close(descriptor)
            throw error
        }
    }

    private func add(_ watched: Int32, _ events: UInt32) throws(PosixError) {
        var event = unsafe epoll_event(events: events, data: epoll_data_t(fd: watched))
        guard unsafe epoll_ctl(descriptor, EPOLL_CTL_ADD, watched, &event) == 0 else {
            throw PosixError("epoll_ctl")
        }
    }

    /// Returns when there may be something to do; now and then for nothing.
    package func wait() {
        var event = unsafe epoll_event()
        _ = unsafe epoll_wait(descriptor, &event, 1, -1)
    }

    /// Once, when nobody waits any more.
    package func close() { Descriptors.close(descriptor) }
}
