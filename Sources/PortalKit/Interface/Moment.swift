public import Web

extension Interface {
    /// A moment as people say it ("2 hours ago"), absolute on hover and in print.
    public func moment(_ instant: Instant) -> HTML {
        var piece = HTML.StringInterpolation(literalCapacity: 128, interpolationCount: 0)
        write(instant, &piece)
        return HTML(stringInterpolation: piece)
    }

    func write(_ instant: Instant, _ piece: inout HTML.StringInterpolation) {
        piece.appendLiteral("<time datetime=\"")
        instant.writeUTC(&piece)
        piece.appendLiteral("\" title=\"")
        reader.writeExactly(instant, &piece)
        piece.appendLiteral("\">")
        piece.appendInterpolation(reader.moment(instant))
        piece.appendLiteral("</time>")
    }
}

extension Instant {
    /// Date and time in UTC to the minute, for machines: `2026-03-06T14:05Z` (HTML, section 2.3.5.7).
    func writeUTC(_ piece: inout HTML.StringInterpolation) {
        let minutes = wholeSeconds >= 0 ? wholeSeconds / 60 : (wholeSeconds - 59) / 60
        let day = minutes >= 0 ? minutes / 1_440 : (minutes - 1_439) / 1_440
        let date = PlainDate(days: Int32(clamping: day)).civil
        let minute = Int(minutes - day * 1_440)
        piece.appendInterpolation(twoDigits: date.year / 100)
        piece.appendInterpolation(twoDigits: date.year)
        piece.appendLiteral("-")
        piece.appendInterpolation(twoDigits: date.month)
        piece.appendLiteral("-")
        piece.appendInterpolation(twoDigits: date.day)
        piece.appendLiteral("T")
        piece.appendInterpolation(twoDigits: minute / 60)
        piece.appendLiteral(":")
        piece.appendInterpolation(twoDigits: minute % 60)
        piece.appendLiteral("Z")
    }
}
