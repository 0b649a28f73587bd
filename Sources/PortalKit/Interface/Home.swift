public import Web

/// How pressing something is that waits for the reader. A list draws its first row so, and the others as usual.
public enum Urgency: Int, Sendable {
    /// Like the others: an outlined button.
    case usual
    /// More pressing than the usual: the filled button.
    case first
    /// Its day has passed: the filled button and the red tile.
    case late
}

extension Interface {
    /// Something that waits for the reader, with the one thing to do about it.
    ///
    /// - Parameters:
    ///   - reason: why it waits, in words; a pill may stand before it.
    ///   - amount: money, as the reader writes it.
    ///   - age: since when; instead of an amount.
    ///   - verb: what the button does: Pay, Answer, Review.
    public func waitingRow(
        icon: IconName, title: String, reason: HTML, amount: String = "", age: String = "", verb: Words,
        to path: String,
        urgency: Urgency = .usual
    ) -> HTML {
        """
        <div class="waiting-row"><span class="tile\(when: urgency == .late, " late")">\(icon.html)</span>\
        <div class="words"><h3 class="title">\(title)</h3><p class="reason">\(reason)</p></div><div class="way">\
        \(when: !amount.isEmpty, "<span class=\"amount\">\(amount)</span>")\
        \(when: !age.isEmpty, "<span class=\"age\">\(age)</span>")\
        \(linkButton(verb, to: path, urgency == .usual ? .outlined : .filled, about: title))</div></div>
        """
    }

    /// What waits for the reader, most pressing first. It says so in one line when there is nothing.
    public func waitingList(_ rows: [HTML]) -> HTML {
        if rows.isEmpty { return panel(isPadded: false, allDone("Nothing is waiting on you.")) }
        return panel(isPadded: false, self.rows(rows))
    }

    /// A number that is a link to the list it counts.
    ///
    /// - Parameters:
    ///   - number: as the reader writes it.
    ///   - line: one small line.
    public func counterCard(_ label: Words, number: String, line: HTML = HTML(), to path: String) -> HTML {
        """
        <a class="counter" href="\(link: path)"><span class="of">\(say(label))</span><span class="number">\(number)</span>\
        <span class="line">\(line)</span></a>
        """
    }

    /// Counter cards: four in a row, two on a phone.
    public func counters(_ cards: [HTML]) -> HTML {
        cards.isEmpty ? HTML() : "<div class=\"counters\">\(cards)</div>"
    }
}
