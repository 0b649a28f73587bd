import Foundation
import Synchronization

/// Dates and numbers as a language writes them: Foundation's formats, remembered, because a page shows the same
/// days again and again and a formatted date costs more than a row.
enum Formats {
    private struct Key: Hashable {
        let kind: UInt8
        let value: Int64
        let language: String
        let zone: String
    }

    private static let remembered = Mutex<[Key: String]>([:])
    private static let zones = Mutex<[String: TimeZone]>([:])
    private static let room = 8_192

    private static func remember(_ key: Key, _ make: () -> String) -> String {
        if let known = remembered.withLock({ $0[key] }) { return known }
        let text = make()
        remembered.withLock {
            if $0.count >= room { $0.removeAll(keepingCapacity: true) }
            $0[key] = text
        }
        return text
    }

    private static func zone(_ name: String) -> TimeZone {
        if let known = zones.withLock({ $0[name] }) { return known }
        let zone = TimeZone(identifier: name) ?? TimeZone.gmt
        zones.withLock { $0[name] = zone }
        return zone
    }

    static func isZone(_ name: String) -> Bool { TimeZone(identifier: name) != nil }

    private static func foundationDate(_ instant: Instant) -> Date {
        Date(timeIntervalSince1970: Double(instant.microseconds) / 1_000_000)
    }

    static func day(of instant: Instant, zone name: String) -> PlainDate {
        let offset = name == "UTC" ? 0 : zone(name).secondsFromGMT(for: foundationDate(instant))
        let seconds = instant.wholeSeconds + Int64(offset)
        let day = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        return PlainDate(days: Int32(clamping: day))
    }

    static func date(_ date: PlainDate, language: String, withYear: Bool) -> String {
        remember(Key(kind: withYear ? 1 : 2, value: Int64(date.days), language: language, zone: "")) {
            let noon = Date(timeIntervalSince1970: Double(date.days) * 86_400 + 43_200)
            var style = Date.FormatStyle(locale: locale(language), timeZone: .gmt).day().month(.wide)
            if withYear { style = style.year() }
            return noon.formatted(style)
        }
    }

    static func time(_ instant: Instant, language: String, zone name: String) -> String {
        let minute = Instant(microseconds: instant.wholeSeconds / 60 * 60_000_000)
        return remember(Key(kind: 3, value: minute.microseconds, language: language, zone: name)) {
            let style = Date.FormatStyle(locale: locale(language), timeZone: zone(name))
                .hour(.twoDigits(amPM: .omitted)).minute(.twoDigits)
            return foundationDate(minute).formatted(style)
        }
    }

    static func full(_ instant: Instant, language: String, zone name: String) -> String {
        let minute = Instant(microseconds: instant.wholeSeconds / 60 * 60_000_000)
        return remember(Key(kind: 4, value: minute.microseconds, language: language, zone: name)) {
            let style = Date.FormatStyle(locale: locale(language), timeZone: zone(name))
                .day().month(.wide).year().hour(.twoDigits(amPM: .omitted)).minute(.twoDigits)
                .timeZone(.specificName(.short))
            return foundationDate(minute).formatted(style)
        }
    }

    static func number(_ number: Int, language: String) -> String {
        remember(Key(kind: 5, value: Int64(number), language: language, zone: "")) {
            number.formatted(.number.locale(locale(language)))
        }
    }

    /// A number given in tenths, with one digit after the decimal sign.
    static func tenths(_ tenths: Int, language: String) -> String {
        remember(Key(kind: 6, value: Int64(tenths), language: language, zone: "")) {
            (Double(tenths) / 10).formatted(.number.precision(.fractionLength(0...1)).locale(locale(language)))
        }
    }

    /// English is written day first on a 24-hour clock, as the operators that Portico is made for expect.
    private static func locale(_ language: String) -> Locale {
        Locale(identifier: language == "en" || language == WordBook.pseudo ? "en_GB" : language)
    }

    /// Loads what the first page would otherwise wait for (about 90 ms), on a thread of its own at start.
    static func warm(language: String, zone: String, now: Instant) {
        _ = full(now, language: language, zone: zone)
        _ = date(day(of: now, zone: zone), language: language, withYear: true)
        _ = number(12_345, language: language)
    }
}

extension Reader {
    /// Loads the formats of a language before the first page needs them.
    package func warm() { Formats.warm(language: language, zone: timeZone, now: now) }

    /// Whether the system knows a time zone of that name.
    package static func knowsZone(_ name: String) -> Bool { Formats.isZone(name) }
}
