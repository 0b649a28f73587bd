public import Web

/// One dot of a timeline.
public struct TimelineEntry: Sendable {
    var title: HTML
    var second: HTML
    var state: State

    /// Where an entry stands in a process that goes on.
    public enum State: Sendable {
        /// A small event among others: an open dot.
        case event
        /// Behind us: a filled dot.
        case done
        /// Now: a filled dot and bold words.
        case current
        /// To come: an open dot and grey words.
        case ahead
    }

    /// An entry: what happened, and under it who and when.
    public init(_ title: HTML, second: HTML = HTML(), _ state: State = .event) {
        self.title = title
        self.second = second
        self.state = state
    }
}

extension Interface {
    /// Small events under each other, latest first; or the steps of a process, downwards in time.
    public func timeline(_ entries: [TimelineEntry]) -> HTML {
        var html: HTML = "<ol class=\"timeline\">"
        for entry in entries {
            switch entry.state {
            case .event: html += "<li>"
            case .done: html += "<li class=\"done\">"
            case .current: html += "<li class=\"current\" aria-current=\"step\">"
            case .ahead: html += "<li class=\"ahead\">"
            }
            html += "<span class=\"title\">\(entry.title)</span>"
            html += "\(when: !entry.second.isEmpty, "<span class=\"second\">\(entry.second)</span>")</li>"
        }
        html += "</ol>"
        return html
    }

    /// The steps of a process beside each other, each with a mark on a line: filled behind us, a ring around a dot where
    /// we are, open what is to come; under each other on a phone; and the same as a table behind a fold, whose words say
    /// what the marks do.
    ///
    /// - Parameter caption: what the steps are of, read aloud only: "Milestones".
    public func track(_ caption: Words, _ entries: [TimelineEntry]) -> HTML {
        var html: HTML = "<ol class=\"timeline track\">"
        var rows = HTML()
        for entry in entries {
            let (line, shape, words) = Self.mark(entry.state)
            let current: HTML = entry.state == .current ? " aria-current=\"step\"" : HTML()
            let second: HTML = entry.second.isEmpty ? HTML() : "<span class=\"second\">\(entry.second)</span>"
            html += """
                <li class="\(line)"\(current)><svg class="track-line" viewBox="0 0 10 2" preserveAspectRatio="none" \
                aria-hidden="true"><rect width="10" height="2"></rect></svg><svg class="track-mark" viewBox="0 0 16 16" \
                aria-hidden="true">\(shape)</svg><span class="title">\(entry.title)</span>\(second)</li>
                """
            rows +=
                "<tr><th scope=\"row\">\(entry.title)</th><td>\(entry.second)</td><td>\(say(words))</td></tr>"
        }
        let table: HTML = """
            <table class="chart-table"><caption class="unseen">\(say(caption))</caption><thead><tr><th scope="col">\
            \(say("Step"))</th><th scope="col">\(say("When"))</th><th scope="col">\(say("State"))</th></tr></thead>\
            <tbody>\(rows)</tbody></table>
            """
        return "\(html)</ol>\(folded("The same as a table", table))"
    }

    private static func mark(_ state: TimelineEntry.State) -> (line: HTML, shape: HTML, words: Words) {
        switch state {
        case .done:
            let check: HTML = "<path d=\"M4.5 8.4l2.4 2.4 4.6-5.2\"></path>"
            return ("done", "<circle cx=\"8\" cy=\"8\" r=\"7\"></circle>\(check)", "Done")
        case .current:
            let dot: HTML = "<circle class=\"dot\" cx=\"8\" cy=\"8\" r=\"3\"></circle>"
            return ("current", "<circle cx=\"8\" cy=\"8\" r=\"7\"></circle>\(dot)", "Now")
        case .event, .ahead: return ("ahead", "<circle cx=\"8\" cy=\"8\" r=\"7\"></circle>", "To come")
        }
    }

    /// The events of one day, under its name, in a panel that is not padded.
    public func day(_ name: String, _ entries: [TimelineEntry]) -> HTML {
        "<div class=\"day\"><h3 class=\"when\">\(name)</h3>\(timeline(entries))</div>"
    }

    /// Numbered steps to be followed: a heading and what to do.
    public func steps(_ steps: [(title: Words, body: HTML)]) -> HTML {
        var html: HTML = "<ol class=\"steps\">"
        for step in steps {
            html += "<li><h3>\(say(step.title))</h3><div class=\"stack\">\(step.body)</div></li>"
        }
        html += "</ol>"
        return html
    }

    /// How far something has come: a bar, and what is left in words.
    public func progress(_ label: Words, done: Int, of all: Int) -> HTML {
        """
        <progress class="progress" aria-label="\(say(label))" max="\(max(all, 1))" \
        value="\(max(done, 0))"></progress>
        """
    }
}
