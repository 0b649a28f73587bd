public import Web

/// Why there is nothing to see. Each reason has its own answer.
public enum EmptyKind: Sendable {
    /// There is none yet: say what it is and offer the first action, filled.
    case nothingYet(IconName)
    /// The search or filter finds none: name it and offer where there is a match.
    case noMatch
    /// It is not part of the reader's account: say who can give it.
    case noAccess
}

extension Interface {
    /// What stands in the place of a list that has no rows.
    ///
    /// - Parameters:
    ///   - title: one sentence, such as "No tickets yet".
    ///   - explanation: one or two lines.
    ///   - ways: buttons and links on, the first one the most likely.
    public func empty(_ kind: EmptyKind, title: Words, explanation: Words? = nil, ways: [HTML] = []) -> HTML {
        let icon: IconName =
            switch kind {
            case .nothingYet(let icon): icon
            case .noMatch: .search
            case .noAccess: .lock
            }
        var html: HTML =
            "<div class=\"empty\"><span class=\"empty-tile\">\(icon.html)</span><h2>\(say(title))</h2>"
        if let explanation { html += "<p>\(say(explanation))</p>" }
        html += "\(when: !ways.isEmpty, "<div class=\"buttons\">\(ways)</div>")</div>"
        return html
    }

    /// One line in a panel whose list is empty and may stay so: "Nothing is waiting on you."
    public func allDone(_ words: Words) -> HTML { "<p class=\"all-done\">\(say(words))</p>" }
}
