/// A day of the operator's calendar: from its first moment up to, and without, the first of the next.
public struct CalendarDay: Sendable {
    public let day: PlainDate
    public let begins: Instant
    public let ends: Instant
}

extension Settings {
    /// The last so many days where the operator works (``Settings/timeZone``), the earliest first; the last is today.
    ///
    /// A day on which the clocks change is as long as it is there.
    public func days(_ count: Int, until now: Instant) -> [CalendarDay] {
        let today = Formats.shared.day(of: now, zone: timeZone).days
        return (0..<max(0, min(count, 3_660))).reversed().map { back in
            func begins(_ day: Int32) -> Instant {
                Formats.shared.instant(PlainDate(days: day), minute: 0, zone: timeZone)
            }
            let day = Int32(clamping: Int(today) - back)
            return CalendarDay(
                day: PlainDate(days: day), begins: begins(day), ends: begins(Int32(clamping: Int(day) + 1)))
        }
    }
}
