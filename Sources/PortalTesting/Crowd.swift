import Foundation
import Synchronization

/// Does the same thing many times at the same moment, each time on a thread of its own, and waits for all.
///
/// Workers block on the database, so they are threads and not tasks.
public func atOnce<T: Sendable>(_ count: Int, _ body: @escaping @Sendable (Int) throws -> T) -> [Result<
    T, any Error
>] {
    let crowd = Results<T>()
    let ready = DispatchSemaphore(value: 0)
    let start = DispatchSemaphore(value: 0)
    let done = DispatchSemaphore(value: 0)
    for number in 0..<count {
        Thread {
            ready.signal()
            start.wait()
            let result = Result { try body(number) }
            crowd.all.withLock { $0.append(result) }
            done.signal()
        }.start()
    }
    for _ in 0..<count { ready.wait() }
    for _ in 0..<count { start.signal() }
    for _ in 0..<count { done.wait() }
    return crowd.all.withLock(\.self)
}

private final class Results<T: Sendable>: Sendable {
    let all = Mutex<[Result<T, any Error>]>([])
}
