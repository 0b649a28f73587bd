import Foundation
import Synchronization

/// Dates and numbers as a language writes them: Foundation's formats, remembered by their parts, because a page
/// shows the same days again and again and a formatted date costs more than a row.
///
/// Each worker has one of its own, so that none waits for another's.
package final class Formats: Sendable {
    private struct Key: Hashable {
        let kind: UInt8
        let value: Int64
        let name: String
    }

    private let texts = Mutex<[Key: String]>([:])
    private let offsets = Mutex<[Key: Int]>([:])
    private static let zones = Mutex<[String: TimeZone]>([:])
    private static let room = 2_048

    /// For those who make a reader by hand.
    package static let shared = Formats()

    package init() {}

    private func remember(_ key: Key, _ make: () -> String) -> String {
        if let known = texts.withLock({ $0[key] }) { return known }
        let text = make()
        texts.withLock {
            if $0.count >= Self.room { $0.removeAll(keepingCapacity: true) }
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

    /// Seconds east of Greenwich. No zone changes its clocks within a quarter of an hour of another change, and all
    /// changes fall on one, so that an offset is remembered for each.
    private func offset(_ seconds: Int64, zone name: String) -> Int {
        if name == "UTC" { return 0 }
        let quarter = seconds >= 0 ? seconds / 900 : (seconds - 899) / 900
        let key = Key(kind: 0, value: quarter, name: name)
        if let known = offsets.withLock({ $0[key] }) { return known }
        let offset = Self.zone(name).secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
        offsets.withLock {
            if $0.count >= Self.room { $0.removeAll(keepingCapacity: true) }
            $0[key] = offset
        }
        return offset
    }

    /// Day and minute of the day in a zone.
    private func local(_ instant: Instant, zone name: String) -> (
        day: PlainDate, minute: Int, offset: Int
    ) {
        let offset = offset(instant.wholeSeconds, zone: name)
        let seconds = instant.wholeSeconds.addingReportingOverflow(Int64(offset)).partialValue
        let day = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        return (PlainDate(days: Int32(clamping: day)), Int((seconds - day * 86_400) / 60), offset)
    }

    /// Day and minute of the day in a zone.
    func place(of instant: Instant, zone name: String) -> (day: PlainDate, minute: Int) {
        let (day, minute, _) = local(instant, zone: name)
        return (day, minute)
    }

    /// The moment at which the clocks of a zone show a minute of a day; where they skip it, as much later.
    func instant(_ day: PlainDate, minute: Int, zone name: String) -> Instant {
        let clock = Int64(day.days) * 86_400 + Int64(minute) * 60
        // The offset of a moment near by, and then of the moment itself.
        let near = clock - Int64(offset(clock, zone: name))
        let seconds = clock - Int64(offset(near, zone: name))
        // Beyond the last moment that there is, it is that one.
        let bound = Int64.max / 1_000_000
        return Instant(microseconds: min(max(seconds, -bound), bound) * 1_000_000)
    }

    func day(of instant: Instant, zone name: String) -> PlainDate { local(instant, zone: name).day }

    func date(_ date: PlainDate, language: String, withYear: Bool) -> String {
        remember(Key(kind: withYear ? 1 : 2, value: Int64(date.days), name: language)) {
            let noon = Date(timeIntervalSince1970: Double(date.days) * 86_400 + 43_200)
            var style = Date.FormatStyle(locale: Self.locale(language), timeZone: .gmt).day().month(.wide)
            if withYear { style = style.year() }
            return noon.formatted(style)
        }
    }

    /// On a 24-hour clock, as all shipped languages write it.
    func time(_ instant: Instant, zone name: String) -> String {
        Self.time(local(instant, zone: name).minute)
    }

    static func time(_ minute: Int) -> String {
        let (hours, minutes) = (minute / 60, minute % 60)
        return (hours < 10 ? "0" : "") + String(hours) + (minutes < 10 ? ":0" : ":") + String(minutes)
    }

    /// "6 March 2026", 845 minutes into the day, "CET": what stands in "6 March 2026, 14:05 CET".
    func parts(
        _ instant: Instant, language: String, zone name: String
    ) -> (date: String, minute: Int, zone: String) {
        let (day, minute, offset) = local(instant, zone: name)
        let abbreviation = remember(Key(kind: 3, value: Int64(offset), name: name)) {
            Self.zone(name).abbreviation(for: Date(timeIntervalSince1970: Double(instant.wholeSeconds)))
                ?? name
        }
        return (date(day, language: language, withYear: true), minute, abbreviation)
    }

    func number(_ number: Int, language: String) -> String {
        remember(Key(kind: 5, value: Int64(number), name: language)) {
            number.formatted(.number.locale(Self.locale(language)))
        }
    }

    /// A number given in tenths, with at most one digit after the decimal sign.
    func tenths(_ tenths: Int, language: String) -> String {
        remember(Key(kind: 6, value: Int64(tenths), name: language)) {
            (Double(tenths) / 10).formatted(
                .number.precision(.fractionLength(0...1)).locale(Self.locale(language)))
        }
    }

    /// An amount with its currency's sign and as many digits as it has.
    func money(_ money: Money, language: String) -> String {
        let code = money.currency.code
        return remember(Key(kind: 7, value: money.minorUnits, name: language + code)) {
            let value = Decimal(money.minorUnits) / Decimal(money.currency.unit)
            return value.formatted(
                .currency(code: code).precision(.fractionLength(money.currency.digits))
                    .locale(Self.locale(language)))
        }
    }

    /// A number given in parts of a power of ten, with no more digits after the decimal sign than it needs.
    func decimal(_ units: Int64, digits: Int, language: String) -> String {
        remember(Key(kind: 8 + UInt8(clamping: digits), value: units, name: language)) {
            let value = Decimal(
                sign: units < 0 ? .minus : .plus, exponent: -digits, significand: Decimal(units.magnitude))
            return value.formatted(
                .number.precision(.fractionLength(0...digits)).locale(Self.locale(language)))
        }
    }

    /// English is written day first on a 24-hour clock, as the operators that Portico is made for expect.
    private static func locale(_ language: String) -> Locale {
        Locale(identifier: language == "en" || language == WordBook.pseudo ? "en_GB" : language)
    }

}

extension Reader {
    /// Loads the formats of a language before the first page needs them.
    package func warm() {
        _ = exactly(now)
        _ = number(12_345)
    }

    /// Whether the system knows a time zone of that name.
    package static func knowsZone(_ name: String) -> Bool { Formats.isZone(name) }
}
