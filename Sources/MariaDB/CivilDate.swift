/// A day of the proleptic Gregorian calendar, from year 1 to 9999, and its count of days since 1970-01-01.
/// The arithmetic is that of Howard Hinnant's "chrono-compatible low-level date algorithms".
struct CivilDate: Equatable {
    var year: Int
    var month: Int
    var day: Int

    static let secondsPerDay: Int64 = 86_400
    static let microsecondsPerDay: Int64 = secondsPerDay * 1_000_000
    /// 0001-01-01 and 9999-12-31.
    static let dayRange: ClosedRange<Int64> = -719_162...2_932_896

    init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// Nil outside of year 1 to 9999.
    init?(days: Int64) {
        guard Self.dayRange.contains(days) else { return nil }
        let shifted = Int(days) + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// Nil for what is no date between years 1 and 9999, such as the zero dates of lax servers.
    var days: Int64? {
        guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return Int64(era * 146_097 + dayOfEra - 719_468)
    }
}
