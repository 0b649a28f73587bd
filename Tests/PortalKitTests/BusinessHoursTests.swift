import PortalKit
import Testing

@Suite("Hours of business")
struct BusinessHoursTests {
    private let office = BusinessHours(days: 1...5, hours: 9..<17, timeZone: "Europe/Amsterdam")

    /// A moment by its clock in UTC: day of 1970 and minute of the day.
    private func at(_ date: String, _ hour: Int, _ minute: Int = 0) throws -> Instant {
        let day = try #require(PlainDate(date))
        return Instant(
            microseconds: (Int64(day.days) * 86_400 + Int64(hour * 3_600 + minute * 60)) * 1_000_000)
    }

    @Test(
        "minutes are counted within the hours of the days of business alone",
        arguments: [
            // Winter, an hour ahead of Greenwich: 10:00 there is 9:00 here.
            ("2026-03-06", 9, 0, 60, "2026-03-06", 10, 0),
            // Friday afternoon runs over to Monday.
            ("2026-03-06", 15, 30, 60, "2026-03-09", 8, 30),
            // Before the office opens, after it closes, on a Sunday.
            ("2026-03-06", 3, 0, 30, "2026-03-06", 8, 30), ("2026-03-05", 20, 0, 30, "2026-03-06", 8, 30),
            ("2026-03-08", 12, 0, 480, "2026-03-09", 16, 0),
            // Exactly to the end of the day, and one minute more.
            ("2026-03-06", 8, 0, 480, "2026-03-06", 16, 0), ("2026-03-06", 8, 0, 481, "2026-03-09", 8, 1),
            // A whole week, and ten; over the night in which the clocks are set forward.
            ("2026-03-02", 8, 0, 2_400, "2026-03-06", 16, 0),
            ("2026-03-02", 8, 0, 24_001, "2026-05-11", 7, 1),
            ("2026-03-27", 15, 0, 120, "2026-03-30", 8, 0),
            // Nothing to wait for, within the hours and without.
            ("2026-03-06", 10, 7, 0, "2026-03-06", 10, 7), ("2026-03-08", 12, 0, 0, "2026-03-09", 8, 0),
        ])
    func adding(
        _ day: String, _ hour: Int, _ minute: Int, _ count: Int, _ then: String, _ h: Int, _ m: Int
    ) throws {
        let start = try at(day, hour, minute)
        let end = office.adding(minutes: count, to: start)
        #expect(end == (try at(then, h, m)))
        #expect(office.minutes(from: start, to: end) == count)
        #expect(office.minutes(from: end, to: start) == 0)
    }

    @Test("to count and to add agree, from any minute of a year on")
    func agree() throws {
        var seed: UInt64 = 42
        func next(_ below: Int) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(seed >> 33) % below
        }
        let start = try at("2026-01-01", 0)
        for _ in 0..<2_000 {
            let hours = BusinessHours(
                days: 1...(1 + next(7)), hours: next(12)..<(13 + next(12)), timeZone: "Europe/Amsterdam")
            let from = start.adding(seconds: Int64(next(366 * 1_440) * 60))
            let count = 1 + next(20_000)
            #expect(hours.minutes(from: from, to: hours.adding(minutes: count, to: from)) == count)
        }
    }

    @Test("what no clock shows and no calendar holds ends, and traps nowhere")
    func bounds() throws {
        let now = try at("2026-03-06", 9)
        for hours in [
            BusinessHours(days: 9...12, hours: 17..<17, timeZone: "Nowhere/At all"),
            BusinessHours(days: -3...0, hours: -4..<99, timeZone: "UTC"),
        ] {
            #expect(hours.days == 1...7)
            _ = hours.adding(minutes: .max, to: now)
        }
        #expect(office.adding(minutes: -5, to: now) == now)
        for far in [Instant(microseconds: .max), Instant(microseconds: .min)] {
            _ = office.adding(minutes: 1_000, to: far)
            _ = (office.minutes(from: now, to: far), office.minutes(from: far, to: now))
        }
    }
}
