/// A point in time, to the microsecond, in UTC.
///
/// Stored as `DATETIME(6)`. It is shown through a ``Reader``, who knows the zone and the language.
public struct Instant: Hashable, Comparable, Sendable, SQLBindable, SQLReadable {
    /// Microseconds since 1970-01-01T00:00:00Z; negative before.
    public let microseconds: Int64

    /// The instant that many microseconds after (before, when negative) the start of 1970.
    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// Reads a `DATETIME(6)` column.
    public init(from column: borrowing Column) throws {
        microseconds = try column.microseconds
    }

    /// The value that is bound in a statement.
    public var sqlValue: SQLValue { .datetime(microseconds: microseconds) }

    /// The earlier of two instants comes first.
    public static func < (left: Instant, right: Instant) -> Bool { left.microseconds < right.microseconds }

    /// The instant so many seconds later; stays at the ends of the range instead of overflowing.
    public func adding(seconds: Int64) -> Instant {
        let (product, tooMuch) = seconds.multipliedReportingOverflow(by: 1_000_000)
        let (sum, overflow) = microseconds.addingReportingOverflow(product)
        if tooMuch || overflow { return Instant(microseconds: seconds < 0 ? .min : .max) }
        return Instant(microseconds: sum)
    }

    /// Whole seconds from `earlier` until this instant; negative when `earlier` is later.
    public func seconds(since earlier: Instant) -> Int64 {
        let (difference, overflow) = microseconds.subtractingReportingOverflow(earlier.microseconds)
        return overflow ? (microseconds < 0 ? .min : .max) : difference / 1_000_000
    }

    /// Seconds since 1970, rounded towards the past.
    package var wholeSeconds: Int64 {
        let (quotient, remainder) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        return remainder < 0 ? quotient - 1 : quotient
    }
}

/// A day in the calendar, without a time and without a zone: a due date, a birthday. It is never shifted.
///
/// Stored as `DATE`.
public struct PlainDate: Hashable, Comparable, Sendable, SQLBindable, SQLReadable {
    /// Days since 1970-01-01 in the proleptic Gregorian calendar.
    public let days: Int32

    /// The day that many days after the first of January 1970.
    public init(days: Int32) {
        self.days = days
    }

    /// Reads a `DATE` column.
    public init(from column: borrowing Column) throws {
        days = try column.days
    }

    /// The value that is bound in a statement.
    public var sqlValue: SQLValue { .date(days: days) }

    /// The earlier of two days comes first.
    public static func < (left: PlainDate, right: PlainDate) -> Bool { left.days < right.days }

    /// Year, month (1…12) and day (1…31) by the algorithm of Howard Hinnant, "chrono-Compatible Low-Level Date
    /// Algorithms" (`civil_from_days`).
    package var civil: (year: Int, month: Int, day: Int) {
        let shifted = Int(days) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        )
    }
}
