import PortalKit
import Testing

@testable import ProjectPortal

@Suite("A calendar as programs read it (RFC 5545)")
struct ICalendarTests {
    private static let parts = [
        "Zwalkbar", "\\", ";", ",", "\n", "\r", "\r\n", "\t", " ", "\u{0}", "\u{1B}", "\u{7F}", "é",
        "e\u{301}",
        "\"\u{301}", "🧑🏽‍🔧", "漢字", "\u{200D}", "\u{2028}", "END:VEVENT", "BEGIN:VALARM", ":", "\\n", "ß",
    ]

    /// What a program makes of a file, written down from the RFC and not from the code: lines are joined first
    /// (3.1), then escaped characters are read (3.3.11).
    private func unfolded(_ text: String) -> [String] {
        let bytes = Array(text.utf8)
        var lines: [[UInt8]] = [[]]
        var index = 0
        while index < bytes.count {
            if bytes[index] == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A {
                index += 2
                if index < bytes.count, bytes[index] == 0x20 { index += 1 } else { lines.append([]) }
            } else {
                lines[lines.count - 1].append(bytes[index])
                index += 1
            }
        }
        return lines.map { String(decoding: $0, as: UTF8.self) }
    }

    private func read(_ text: Substring.UnicodeScalarView) -> String {
        var read = String.UnicodeScalarView()
        var isEscaped = false
        for scalar in text {
            if isEscaped {
                read.append(scalar == "n" ? "\n" : scalar)
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = true
            } else {
                read.append(scalar)
            }
        }
        return String(read)
    }

    private func event(_ title: String) -> ICalendar.Event {
        ICalendar.Event(
            uid: "0123456789ABCDEF@project", sequence: 2,
            changedAt: Instant(microseconds: 1_772_789_405_999_999), day: PlainDate(days: 20_518),
            title: title, text: "Shop fit-out")
    }

    @Test("whatever stands in a title, every line is whole, short, and read as it was written")
    func hostile() throws {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<300 {
            let title = (0..<Int.random(in: 0..<60, using: &random)).map { _ in
                Self.parts.randomElement(using: &random) ?? ""
            }.joined()
            let text = ICalendar(name: title, events: [event(title)]).text
            for line in Array(text.utf8).split(separator: 0x0A, omittingEmptySubsequences: false).dropLast() {
                #expect(line.last == 0x0D && line.count <= 76)
                #expect(line.dropLast().allSatisfy { ($0 >= 0x20 && $0 != 0x7F) || $0 == 0x09 })
                #expect(String(validating: line, as: UTF8.self) != nil)
            }
            let lines = unfolded(text)
            #expect(lines.count { $0 == "END:VEVENT" } == 1 && !lines.contains { $0 == "BEGIN:VALARM" })
            let summary = lines.first { $0.utf8.starts(with: "SUMMARY:".utf8) }
            let value = try #require(summary).unicodeScalars.dropFirst("SUMMARY:".count)
            #expect(Array(read(value).unicodeScalars) == kept(title))
        }
    }

    /// A title with breaks of one kind and without what no calendar can hold.
    private func kept(_ title: String) -> [Unicode.Scalar] {
        let scalars = Array(title.unicodeScalars)
        var kept: [Unicode.Scalar] = []
        for (place, scalar) in scalars.enumerated() {
            let isPair = scalar == "\r" && place + 1 < scalars.count && scalars[place + 1] == "\n"
            let isControl = scalar.value < 0x20 && scalar != "\t" && scalar != "\n" && scalar != "\r"
            if isPair || isControl || scalar.value == 0x7F { continue }
            kept.append(scalar == "\r" ? "\n" : scalar)
        }
        return kept
    }

    @Test("a day is a day: no time, no zone, no end; a stamp is in UTC")
    func day() {
        let lines = unfolded(ICalendar(name: "All", events: [event("Grand opening")]).text)
        #expect(lines.first == "BEGIN:VCALENDAR" && lines.dropLast().last == "END:VCALENDAR")
        #expect(lines.contains("DTSTART;VALUE=DATE:20260306") && lines.contains("DTSTAMP:20260306T093005Z"))
        #expect(lines.contains("UID:0123456789ABCDEF@project") && lines.contains("SEQUENCE:2"))
        #expect(!lines.contains { $0.hasPrefix("DTEND") || $0.hasPrefix("DURATION") })
    }
}
