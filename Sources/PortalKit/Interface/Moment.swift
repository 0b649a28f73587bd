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
        piece.appendInterpolation(reader.exactly(instant))
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
        pad(date.year / 100, &piece)
        pad(date.year % 100, &piece)
        piece.appendLiteral("-")
        pad(date.month, &piece)
        piece.appendLiteral("-")
        pad(date.day, &piece)
        piece.appendLiteral("T")
        pad(minute / 60, &piece)
        piece.appendLiteral(":")
        pad(minute % 60, &piece)
        piece.appendLiteral("Z")
    }

    private func pad(_ number: Int, _ piece: inout HTML.StringInterpolation) {
        if number < 10 { piece.appendLiteral("0") }
        piece.appendInterpolation(number)
    }
}
