import Dispatch
import Synchronization

/// Wakes the thread that works in the background when there is something to do, so that it need not ask the database
/// all the time. Rung many times before anybody listens, it wakes once.
package final class Bell: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    private let isRung = Atomic(false)

    package init() {}

    package func ring() {
        if !isRung.exchange(true, ordering: .acquiringAndReleasing) { semaphore.signal() }
    }

    /// Returns when it was rung since the last time, or after so many milliseconds.
    package func wait(milliseconds: Int) {
        _ = semaphore.wait(timeout: .now() + .milliseconds(milliseconds))
        isRung.store(false, ordering: .releasing)
    }
}
