public import Web

/// A day of a chart: one number drawn above the line, and one below it.
public struct ChartDay: Sendable {
    let day: PlainDate
    let above: Int
    let below: Int

    public init(_ day: PlainDate, above: Int, below: Int) {
        self.day = day
        self.above = above
        self.below = below
    }
}

/// A row of a chart of bars.
public struct Bar: Sendable {
    let label: String
    let count: Int
    let meaning: Meaning?

    /// - Parameters:
    ///   - count: at least 0; `countLimit` + 1 stands for more.
    ///   - meaning: colours the bar; its words have to say it too.
    public init(_ label: String, _ count: Int, meaning: Meaning? = nil) {
        self.label = label
        self.count = count
        self.meaning = meaning
    }
}

extension Interface {
    /// Two numbers a day as columns, the one above the line and the other below it, and the same as a table behind a
    /// fold. Place tells the two apart, and colour only helps; the shapes are a picture whose text says the sums.
    ///
    /// - Parameters:
    ///   - caption: what is counted, read aloud before the table: "Opened and solved by day".
    ///   - above: what is counted above the line: "Opened".
    ///   - days: in their order, without gaps.
    public func dayChart(_ caption: Words, above: Words, below: Words, _ days: [ChartDay]) -> HTML {
        // One a day is not drawn as if it were much.
        let most = max(4, days.map { max($0.above, $0.below) }.max() ?? 4)
        let (up, down) = (days.reduce(0) { $0 + $1.above }, days.reduce(0) { $0 + $1.below })
        let (aboveWords, belowWords) = (say(above), say(below))
        let text =
            "\(say(caption)). \(aboveWords): \(reader.number(up)). \(belowWords): \(reader.number(down))."
        var shapes = HTML()
        for (index, day) in days.enumerated() {
            let x = index * 10 + 1
            let (high, low) = (Self.length(day.above, of: most), Self.length(day.below, of: most))
            shapes += """
                <g><title>\(reader.date(day.day)): \(aboveWords) \(count(day.above)), \(belowWords) \(count(day.below))</title>\
                <rect class="above" x="\(x)" y="\(Self.full - high)" width="8" height="\(high)"></rect>\
                <rect class="below" x="\(x)" y="\(Self.full)" width="8" height="\(low)"></rect></g>
                """
        }
        let ends: HTML =
            if let first = days.first, let last = days.last {
                """
                <p class="chart-ends figures"><span>\(reader.date(first.day))</span><span>\(reader.date(last.day))</span></p>
                """
            } else { HTML() }
        return """
            <div class="chart"><ul class="chart-legend"><li><span class="key above" aria-hidden="true"></span>\
            \(say("\("what", aboveWords) (above the line): \("n", reader.number(up))"))</li>\
            <li><span class="key below" aria-hidden="true"></span>\
            \(say("\("what", belowWords) (below the line): \("n", reader.number(down))"))</li></ul>\
            <svg class="chart-days" viewBox="0 0 \(days.count * 10) \(2 * Self.full)" preserveAspectRatio="none" role="img" \
            aria-label="\(text)"><line x1="0" x2="\(days.count * 10)" y1="\(Self.full)" y2="\(Self.full)"></line>\
            \(shapes)</svg>\(ends)\(folded("The same as a table", dayTable(caption, above, below, days)))</div>
            """
    }

    private func dayTable(_ caption: Words, _ above: Words, _ below: Words, _ days: [ChartDay]) -> HTML {
        var rows = HTML()
        for day in days.reversed() {
            rows += """
                <tr><th scope="row">\(reader.date(day.day))</th><td class="number">\(count(day.above))</td>\
                <td class="number">\(count(day.below))</td></tr>
                """
        }
        return """
            <table class="chart-table days"><caption class="unseen">\(say(caption))</caption><thead><tr><th scope="col">\
            \(say("Day"))</th><th scope="col" class="number">\(say(above))</th><th scope="col" class="number">\
            \(say(below))</th></tr></thead><tbody>\(rows)</tbody></table>
            """
    }

    /// Numbers of one kind side by side: a table whose rows have a bar each, as long as the number is large.
    ///
    /// - Parameters:
    ///   - caption: what is counted, read aloud only.
    ///   - of: the head of the labels: "Age".
    ///   - counted: the head of the numbers: "Tickets".
    public func bars(_ caption: Words, of head: Words, counted: Words, _ bars: [Bar]) -> HTML {
        let most = max(1, bars.map(\.count).max() ?? 1)
        var rows = HTML()
        for bar in bars {
            let colour: HTML = bar.meaning.map { " \($0.name)" } ?? HTML()
            rows += """
                <tr><th scope="row">\(bar.label)</th><td class="number">\(count(bar.count))</td><td class="of">\
                <svg class="chart-bar\(colour)" viewBox="0 0 \(Self.full) 10" preserveAspectRatio="none" aria-hidden="true">\
                <rect width="\(Self.length(bar.count, of: most))" height="10"></rect></svg></td></tr>
                """
        }
        return """
            <table class="chart-table"><caption class="unseen">\(say(caption))</caption><thead><tr><th scope="col">\(say(head))</th>\
            <th scope="col" class="number">\(say(counted))</th><td></td></tr></thead><tbody>\(rows)</tbody></table>
            """
    }

    private static let full = 1_000

    /// How long a shape is; what is more than nothing can be seen.
    private static func length(_ count: Int, of most: Int) -> Int {
        guard count > 0 else { return 0 }
        return max(10, min(count, most) * full / most)
    }

    private func count(_ count: Int) -> String {
        count > countLimit ? reader.number(countLimit) + "+" : reader.number(max(0, count))
    }
}
