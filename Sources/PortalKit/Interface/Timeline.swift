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
