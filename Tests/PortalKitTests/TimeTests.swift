import Foundation
import Testing

@testable import PortalKit

@Suite("Points in time and days of the calendar")
struct TimeTests {
    static func instant(_ text: String) throws -> Instant {
        let date = try Date(text, strategy: .iso8601)
        return Instant(microseconds: Int64(date.timeIntervalSince1970) * 1_000_000)
    }

    static func reader(_ zone: String, now: Instant, language: String = "en") -> Reader {
        Reader(language: language, timeZone: zone, now: now)
    }

    @Test("the calendar is Foundation's, on every day from 1583 to 2400 that begins or ends a month")
    func civil() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        for year in stride(from: 1_583, through: 2_400, by: 1) {
            for month in 1...12 {
                let first = try #require(
                    calendar.date(from: DateComponents(year: year, month: month, day: 1)))
                let days = Int32((first.timeIntervalSince1970 / 86_400).rounded(.down))
                #expect(PlainDate(days: days).civil == (year, month, 1))
                let last = calendar.dateComponents(
                    [.year, .month, .day], from: first.addingTimeInterval(-86_400))
                let before = PlainDate(days: days - 1).civil
                #expect(before.year == last.year && before.month == last.month && before.day == last.day)
            }
        }
    }

    @Test("a date that was typed is that day, and is written the same way; what is no day is none")
    func typed() {
        for days in stride(from: Int32(-141_000), through: 2_900_000, by: 97) {
            let date = PlainDate(days: days)
            #expect(PlainDate(date.description) == date)
        }
        #expect(PlainDate("2026-03-06")?.days == 20_518)
        for text in [
            "", "2026-02-29", "2026-13-01", "2026-00-10", "2026-01-00", "2026-1-1", "6-3-2026", "2026/03/06",
            "+026-03-06", "1582-12-31", "2026-03-06 ", "２026-03-6", "999999999999",
        ] {
            #expect(PlainDate(text) == nil, "\(text)")
        }
        #expect(PlainDate(days: .min).description == "-5877641-06-23")
    }

    @Test("the ends of the range are dates too, and nothing traps")
    func ends() {
        #expect(PlainDate(days: .max).civil.year == 5_881_580)
        #expect(PlainDate(days: .min).civil.year == -5_877_641)
        #expect(Instant(microseconds: .max).adding(seconds: 1) == Instant(microseconds: .max))
        #expect(Instant(microseconds: .min).adding(seconds: -1) == Instant(microseconds: .min))
        #expect(Instant(microseconds: 0).adding(seconds: .max) == Instant(microseconds: .max))
        #expect(Instant(microseconds: 0).adding(seconds: .min) == Instant(microseconds: .min))
        #expect(Instant(microseconds: .max).seconds(since: Instant(microseconds: .min)) == .max)
        #expect(Instant(microseconds: .min).seconds(since: Instant(microseconds: .max)) == .min)
        for instant in [Instant(microseconds: .max), Instant(microseconds: .min)] {
            let reader = Self.reader("Asia/Tokyo", now: instant)
            _ = (reader.moment(Instant(microseconds: 0)), reader.exactly(instant), reader.time(instant))
        }
    }

    @Test(
        "a second before 1970 is the last of its day",
        arguments: [
            (-1, -1), (-1_000_000, -1), (0, 0), (86_399_999_999, 0), (86_400_000_000, 1),
            (-86_400_000_001, -2),
        ]
            as [(Int64, Int32)])
    func wholeSeconds(microseconds: Int64, day: Int32) {
        let instant = Instant(microseconds: microseconds)
        #expect(Self.reader("UTC", now: instant).day(instant) == PlainDate(days: day))
    }

    @Test("fourteen hours ahead it is tomorrow, eleven behind it is yesterday")
    func edgesOfTheWorld() throws {
        let noon = try Self.instant("2026-03-06T10:30:00Z")
        #expect(Self.reader("Pacific/Kiritimati", now: noon).day(noon).civil == (2_026, 3, 7))
        #expect(Self.reader("Pacific/Kiritimati", now: noon).time(noon) == "00:30")
        #expect(Self.reader("Pacific/Pago_Pago", now: noon).day(noon).civil == (2_026, 3, 5))
        #expect(Self.reader("Pacific/Pago_Pago", now: noon).time(noon) == "23:30")
        #expect(Self.reader("Asia/Kathmandu", now: noon).time(noon) == "16:15")
    }

    @Test("the hour that summer takes is not there, the hour that autumn gives is there twice")
    func summerTime() throws {
        let spring = try Self.instant("2026-03-29T00:59:00Z")
        let berlin = Self.reader("Europe/Berlin", now: spring)
        #expect(berlin.time(spring) == "01:59")
        #expect(berlin.time(spring.adding(seconds: 60)) == "03:00")
        let autumn = try Self.instant("2026-10-25T00:30:00Z")
        #expect(berlin.time(autumn) == "02:30")
        #expect(berlin.time(autumn.adding(seconds: 3_600)) == "02:30")
        #expect(berlin.exactly(autumn) != berlin.exactly(autumn.adding(seconds: 3_600)))
        #expect(berlin.day(autumn) == berlin.day(autumn.adding(seconds: 3_600)))
    }

    @Test("the days of a calendar meet without a gap, of 23, 24 and 25 hours, and the last is today")
    func calendarDays() {
        let settings = Settings(timeZone: "Europe/Amsterdam")
        // 2026-10-26, half an hour after midnight there; the clocks were set back the day before.
        let now = Instant(microseconds: 1_792_971_000_000_000)
        let days = settings.days(220, until: now)
        #expect(days.count == 220 && days.last.map { "\($0.day)" } == "2026-10-26")
        #expect(
            zip(days, days.dropFirst()).allSatisfy { $0.ends == $1.begins && $0.day.days + 1 == $1.day.days })
        let hours = days.map { $0.ends.seconds(since: $0.begins) / 3_600 }
        #expect(hours.filter { $0 == 25 }.count == 1 && hours.filter { $0 == 23 }.count == 1)
        #expect(hours[218] == 25 && days[219].begins < now && now < days[219].ends)
        #expect(settings.days(0, until: now).isEmpty && settings.days(-1, until: now).isEmpty)
    }

    @Test("a day of 23 hours, and the midnight that a zone skips, keep their dates")
    func missingMidnight() throws {
        let before = try Self.instant("2026-09-06T03:59:00Z")
        let santiago = Self.reader("America/Santiago", now: before)
        #expect(santiago.time(before) == "23:59")
        #expect(santiago.time(before.adding(seconds: 60)) == "01:00")
        #expect(santiago.day(before.adding(seconds: 60)).days == santiago.day(before).days + 1)
    }

    @Test("a zone that nobody knows is UTC, and says so")
    func unknownZone() throws {
        let noon = try Self.instant("2026-03-06T12:00:00Z")
        #expect(Self.reader("Moon/Base", now: noon).time(noon) == "12:00")
        #expect(!Reader.knowsZone("Moon/Base"))
        #expect(Reader.knowsZone("Europe/Amsterdam"))
    }

    @Test(
        "a moment is said as people say it",
        arguments: [
            (0, "Just now"), (59, "Just now"), (60, "1 minute ago"), (3_599, "59 minutes ago"),
            (3_600, "1 hour ago"),
            (14 * 3_600, "14 hours ago"), (15 * 3_600, "Yesterday"), (38 * 3_600, "Yesterday"),
            (39 * 3_600, "4 March"), (400 * 86_400, "30 January 2025"), (-3_600, "6 March"),
            (-86_400 * 400, "10 April 2027"),
        ] as [(Int64, String)])
    func moments(ago: Int64, text: String) throws {
        let now = try Self.instant("2026-03-06T14:05:00Z")
        #expect(Self.reader("UTC", now: now).moment(now.adding(seconds: -ago)) == text)
    }

    @Test("yesterday is the reader's, not Greenwich's")
    func yesterday() throws {
        let now = try Self.instant("2026-03-06T01:00:00Z")
        let then = now.adding(seconds: -2 * 3_600)
        #expect(Self.reader("UTC", now: now).moment(then) == "Yesterday")
        #expect(Self.reader("America/New_York", now: now).moment(then) == "2 hours ago")
    }

    @Test("a plain date is the same day for everybody")
    func plainDates() throws {
        let now = try Self.instant("2026-03-06T14:05:00Z")
        for zone in ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Berlin", "UTC"] {
            #expect(Self.reader(zone, now: now).date(PlainDate(days: 20_518)) == "6 March")
            #expect(Self.reader(zone, now: now).date(PlainDate(days: 20_153)) == "6 March 2025")
        }
        #expect(Self.reader("UTC", now: now, language: "nl").date(PlainDate(days: 20_518)) == "6 maart")
    }

    @Test("the exact moment has the year and the zone")
    func exactly() throws {
        let now = try Self.instant("2026-03-06T14:05:00Z")
        #expect(Self.reader("UTC", now: now).exactly(now).hasPrefix("6 March 2026, 14:05 "))
        #expect(Self.reader("Europe/Berlin", now: now).exactly(now).hasPrefix("6 March 2026, 15:05 "))
    }

    @Test(
        "sizes and numbers",
        arguments: [
            (0, "0 B"), (999, "999 B"), (1_000, "1 KB"), (48_700, "48 KB"), (999_999, "999 KB"),
            (1_000_000, "1 MB"),
            (1_250_000, "1.2 MB"), (25_000_000_000, "25,000 MB"),
        ])
    func sizes(bytes: Int, text: String) throws {
        #expect(Self.reader("UTC", now: Instant(microseconds: 0)).size(bytes) == text)
    }

    @Test("a machine reads the moment in UTC, whoever looks")
    func machines() throws {
        let now = try Self.instant("2026-03-06T23:59:59Z")
        let ui = Interface(reader: Self.reader("Asia/Tokyo", now: now), csrf: "", newOnce: { "" })
        #expect(ui.moment(now).text.contains(#"datetime="2026-03-06T23:59Z""#))
        #expect(ui.moment(Instant(microseconds: -1)).text.contains(#"datetime="1969-12-31T23:59Z""#))
    }
}
