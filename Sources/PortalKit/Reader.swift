import Web

/// The person who reads the page: language, time zone, and how dates and numbers are written for them.
public struct Reader: Sendable {
    /// A BCP 47 tag such as `en` or `nl`.
    public let language: String
    /// An IANA zone such as `Europe/Berlin`.
    public let timeZone: String
    /// The instant of the request.
    public let now: Instant
    let book: WordBook?
    private let formats: Formats
    /// The day it is where the reader is.
    private let today: PlainDate

    package init(
        language: String, timeZone: String, now: Instant, book: WordBook? = nil, formats: Formats = .shared
    ) {
        self.formats = formats
        self.language = language
        self.timeZone = timeZone
        self.now = now
        self.book = book
        today = formats.day(of: now, zone: timeZone)
    }

    /// The text in the reader's language; English where a translation is missing.
    public func say(_ words: Words) -> String {
        if let counted = words.counted {
            return say(
                counted.count, one: Words(key: counted.one, values: counted.values),
                other: Words(key: words.key, values: words.values))
        }
        guard let book else { return words.english }
        if book.language == WordBook.pseudo { return "[" + words.english + "]" }
        switch book.entries[words.key] {
        case .text(let text): return words.filled(text)
        case .plural(_, let other): return words.filled(other)
        case nil: return words.english
        }
    }

    /// One of two texts by the language's plural rule; `{n}` in it becomes the number.
    ///
    /// English and Dutch have the rule of CLDR's `one`: exactly 1.
    public func say(_ count: Int, one: Words, other: Words) -> String {
        let isOne = count == 1
        let number = Words.Value(name: "n", text: self.number(count))
        func fill(_ words: Words, _ template: String?) -> String {
            let counted = Words(key: words.key, values: words.values + [number])
            return template.map(counted.filled) ?? counted.english
        }
        guard let book else { return fill(isOne ? one : other, nil) }
        if book.language == WordBook.pseudo { return "[" + fill(isOne ? one : other, nil) + "]" }
        if case .plural(let single, let many) = book.entries[other.key] {
            return fill(isOne ? one : other, isOne ? single : many)
        }
        return fill(isOne ? one : other, nil)
    }

    /// When something happened, as people say it: "2 hours ago", "Yesterday", "6 March", "6 March 2024".
    public func moment(_ instant: Instant) -> String {
        let ago = now.seconds(since: instant)
        if ago >= 0 && ago < 60 { return say("Just now") }
        let day = formats.day(of: instant, zone: timeZone)
        if ago > 0 && ago < 3_600 {
            return say(Int(ago / 60), one: "{n} minute ago", other: "{n} minutes ago")
        }
        if ago > 0 && day == today {
            return say(Int(ago / 3_600), one: "{n} hour ago", other: "{n} hours ago")
        }
        if ago > 0 && day.days == today.days - 1 { return say("Yesterday") }
        return date(day)
    }

    /// The full date and time with the zone's name, for titles and machines' neighbours.
    public func exactly(_ instant: Instant) -> String {
        let (date, minute, zone) = formats.parts(instant, language: language, zone: timeZone)
        return date + ", " + Formats.time(minute) + " " + zone
    }

    /// The same, straight into a page.
    func writeExactly(_ instant: Instant, _ piece: inout HTML.StringInterpolation) {
        let (date, minute, zone) = formats.parts(instant, language: language, zone: timeZone)
        piece.appendInterpolation(date)
        piece.appendLiteral(", ")
        piece.appendInterpolation(twoDigits: minute / 60)
        piece.appendLiteral(":")
        piece.appendInterpolation(twoDigits: minute % 60)
        piece.appendLiteral(" ")
        piece.appendInterpolation(zone)
    }

    /// "14:05", in the reader's zone.
    public func time(_ instant: Instant) -> String {
        formats.time(instant, zone: timeZone)
    }

    /// The day of an instant in the reader's zone.
    public func day(_ instant: Instant) -> PlainDate {
        formats.day(of: instant, zone: timeZone)
    }

    /// "6 March" in this year, else "6 March 2024". A plain date is never shifted.
    public func date(_ date: PlainDate) -> String {
        let withYear = date.civil.year != today.civil.year
        return formats.date(date, language: language, withYear: withYear)
    }

    /// "6 March 2026": as papers write it, which are read in other years.
    public func fullDate(_ date: PlainDate) -> String {
        formats.date(date, language: language, withYear: true)
    }

    /// A number given in tenths.
    func tenths(_ tenths: Int) -> String { formats.tenths(tenths, language: language) }

    /// A whole number with the language's grouping.
    public func number(_ number: Int) -> String {
        if number > -1_000 && number < 1_000 { return String(number) }
        return formats.number(number, language: language)
    }

    /// An amount as the language writes it, with the sign of its currency: "€1,234.50", "€ 1.234,50".
    public func money(_ money: Money) -> String { formats.money(money, language: language) }

    /// How many, with at most three digits after the decimal sign: "2", "1.125".
    public func quantity(_ quantity: Quantity) -> String {
        formats.decimal(quantity.thousandths, digits: 3, language: language)
    }

    /// A part of a hundred: "21%", "5.5%".
    public func percentage(_ share: Percentage) -> String {
        formats.decimal(share.hundredths, digits: 2, language: language) + "%"
    }

    /// A file's size: "812 B", "48 KB", "1.2 MB" (decimal units, as IEC 80000-13 has them).
    public func size(_ bytes: Int) -> String {
        switch bytes {
        case ..<1_000: return say("\("n", bytes) B")
        case ..<1_000_000: return say("\("n", bytes / 1_000) KB")
        default: return say("\("n", formats.tenths(bytes / 100_000, language: language)) MB")
        }
    }
}

extension Words {
    init(key: String, values: [Value]) {
        self.key = key
        self.values = values
        counted = nil
    }
}
