import Glibc

/// The two clocks of the machine, in microseconds.
package enum Clocks {
    /// Microseconds since 1970-01-01 00:00 UTC; may be set back by the operator.
    package static func wall() -> Int64 { read(CLOCK_REALTIME) }

    /// Microseconds since some moment in the past; never goes back.
    package static func monotonic() -> Int64 { read(CLOCK_MONOTONIC) }

    /// Microseconds of processor time that this thread has used.
    package static func threadTime() -> Int64 { read(CLOCK_THREAD_CPUTIME_ID) }

    private static func read(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        guard unsafe clock_gettime(clock, &time) == 0 else { return 0 }
        return Int64(time.tv_sec) &* 1_000_000 &+ Int64(time.tv_nsec) / 1_000
    }
}
