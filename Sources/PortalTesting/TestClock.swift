public import PortalKit
import Synchronization

/// A clock that stands still until a test moves it.
public final class TestClock: Sendable {
    /// 2026-03-02, a Monday, 09:30 UTC.
    public static let start = Instant(microseconds: 1_772_443_800_000_000)

    private let time = Mutex(start)

    init() {}

    /// The time it shows.
    public var now: Instant { time.withLock(\.self) }

    /// Moves it on, or back when negative.
    public func move(seconds: Int64) {
        time.withLock { $0 = $0.adding(seconds: seconds) }
    }
}
