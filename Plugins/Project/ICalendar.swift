import PortalKit

/// Days on which something is due, as calendar programs read them (iCalendar, RFC 5545).
struct ICalendar {
    /// Something that is due on a day.
    struct Event {
        /// The same for the same thing as long as there is one (section 3.8.4.7).
        let uid: String
        /// How often it was changed (section 3.8.7.4).
        let sequence: Int
        /// Not before its last change (section 3.8.7.2).
        let changedAt: Instant
        let day: PlainDate
        let title: String
        let text: String
    }

    let name: String
    let events: [Event]

    var text: String {
        let head = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Portico//Projects//EN", "CALSCALE:GREGORIAN",
            "NAME:" + Self.escaped(name), "X-WR-CALNAME:" + Self.escaped(name),
            "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        ]
        let lines = head + events.flatMap(Self.lines) + ["END:VCALENDAR"]
        return lines.map { Self.folded($0) + "\r\n" }.joined()
    }

    /// A whole day has no end: without one it is that day alone (section 3.6.1), and nobody is busy on it.
    private static func lines(_ event: Event) -> [String] {
        [
            "BEGIN:VEVENT", "UID:" + event.uid, "DTSTAMP:" + stamp(event.changedAt),
            "SEQUENCE:\(event.sequence)", "DTSTART;VALUE=DATE:" + compact(event.day),
            "SUMMARY:" + escaped(event.title), "DESCRIPTION:" + escaped(event.text), "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    }

    /// `20260306` (section 3.3.4).
    private static func compact(_ day: PlainDate) -> String {
        String(decoding: day.description.utf8.filter { $0 != UInt8(ascii: "-") }, as: UTF8.self)
    }

    /// `20260306T093000Z` (section 3.3.5).
    private static func stamp(_ instant: Instant) -> String {
        let day: Int64 = 86_400_000_000
        let (whole, rest) = instant.microseconds.quotientAndRemainder(dividingBy: day)
        let days = rest < 0 ? whole - 1 : whole
        let seconds = Int((instant.microseconds - days * day) / 1_000_000)
        let clock = [seconds / 3_600, seconds / 60 % 60, seconds % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return compact(PlainDate(days: Int32(clamping: days))) + "T" + clock.joined() + "Z"
    }

    /// A value of type TEXT (section 3.3.11). What no text may hold there is left out: the other control characters.
    static func escaped(_ text: String) -> String {
        var escaped = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\", ";", ",": escaped.append(contentsOf: ["\\", scalar])
            case "\n" where previous == "\r": break
            case "\r", "\n": escaped.append(contentsOf: ["\\", "n"])
            case _ where (scalar.value < 0x20 && scalar != "\t") || scalar.value == 0x7F: break
            default: escaped.append(scalar)
            }
            previous = scalar
        }
        return String(escaped)
    }

    /// In lines of 75 bytes at most, of which each but the first begins with a space (section 3.1). No character of
    /// UTF-8 is torn apart: some programs decode each line by itself.
    static func folded(_ line: String) -> String {
        var folded = String.UnicodeScalarView()
        var room = 75
        for scalar in line.unicodeScalars {
            let width = UTF8.width(scalar)
            if width > room {
                folded.append(contentsOf: ["\r", "\n", " "])
                room = 74
            }
            folded.append(scalar)
            room -= width
        }
        return String(folded)
    }
}
