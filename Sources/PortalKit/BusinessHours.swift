/// The hours of a week in which a business works: targets count these and no others.
///
/// A day is as long as its clock says: where the clocks are set back or forward within the hours, the day has one hour
/// more or less on the clock of the world and the same hours here.
public struct BusinessHours: Sendable, Equatable {
    /// Monday is 1 and Sunday 7, as in ISO 8601.
    public let days: ClosedRange<Int>
    /// Minutes of the day: from the first, up to and without the second.
    public let minutes: Range<Int>
    /// An IANA name, such as `Europe/Amsterdam`.
    public let timeZone: String

    /// - Parameters:
    ///   - days: within 1 to 7.
    ///   - hours: whole hours of the day within 0 to 24. Where nothing is left of either, it is the whole day, and the
    ///     whole week.
    public init(days: ClosedRange<Int>, hours: Range<Int>, timeZone: String) {
        let week = days.clamped(to: 1...7)
        self.days = (1...7).overlaps(days) ? week : 1...7
        let within = hours.clamped(to: 0..<24)
        minutes = within.isEmpty ? 0..<1_440 : within.lowerBound * 60..<within.upperBound * 60
        self.timeZone = timeZone
    }

    /// The moment at which so many of its minutes have gone by.
    ///
    /// - Parameter count: of minutes, at most ten years of business; more is cut to that.
    public func adding(minutes count: Int, to instant: Instant) -> Instant {
        var left = min(max(count, 0), 10 * 366 * 1_440)
        var (day, minute) = Formats.shared.place(of: instant, zone: timeZone)
        // Whole weeks first, so that a long target costs no more than a short one.
        let week = days.count * minutes.count
        if week > 0, left > week {
            let weeks = (left - 1) / week
            day = day.next(weeks * 7)
            left -= weeks * week
        }
        while day.days < .max {
            if isOpen(day), minute < minutes.upperBound {
                let start = max(minute, minutes.lowerBound)
                if left <= minutes.upperBound - start {
                    return Formats.shared.instant(day, minute: start + left, zone: timeZone)
                }
                left -= minutes.upperBound - start
            }
            (day, minute) = (day.next(1), 0)
        }
        return instant
    }

    /// How many of its minutes lie between two moments; 0 where the second is not later.
    public func minutes(from start: Instant, to end: Instant) -> Int {
        guard start < end else { return 0 }
        var (day, minute) = Formats.shared.place(of: start, zone: timeZone)
        let last = Formats.shared.place(of: end, zone: timeZone)
        var count = 0
        let weeks = max(0, (Int(last.day.days) - Int(day.days)) / 7 - 1)
        count += weeks * days.count * minutes.count
        day = day.next(weeks * 7)
        while true {
            if isOpen(day) {
                let until = day == last.day ? min(last.minute, minutes.upperBound) : minutes.upperBound
                count += max(0, until - max(minute, minutes.lowerBound))
            }
            if day >= last.day { return count }
            (day, minute) = (day.next(1), 0)
        }
    }

    /// The first of January 1970 was a Thursday.
    private func isOpen(_ day: PlainDate) -> Bool {
        let weekday = ((Int(day.days) + 3) % 7 + 7) % 7 + 1
        return days.contains(weekday)
    }
}

extension PlainDate {
    fileprivate func next(_ count: Int) -> PlainDate { PlainDate(days: Int32(clamping: Int(days) + count)) }
}
