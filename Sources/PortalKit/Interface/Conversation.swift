public import Web

/// Who says something in a conversation, as its reader sees him.
public struct Speaker: Sendable {
    var name: Words
    var initials: String
    var side: Side

    /// On which side of the counter somebody stands.
    public enum Side: Sendable {
        /// The person who reads the page; his words stand on a ground of their own.
        case reader
        /// Somebody of a customer, whose name stands beside the person's where it is another's than the reader's.
        case customer(firm: String)
        /// One of the operator's people: the initials are filled.
        case ours
    }

    /// Somebody of whom the name is shown.
    public init(_ name: String, initials: String, _ side: Side) {
        self.init(Words(verbatim: name), initials: initials, side)
    }

    /// The person who reads: "You".
    public static func reader(initials: String) -> Speaker { Speaker("You", initials: initials, .reader) }

    private init(_ name: Words, initials: String, _ side: Side) {
        self.name = name
        self.initials = initials
        self.side = side
    }
}

/// One contribution to a conversation: a message, or one small line about what changed.
public struct Contribution: Sendable {
    let html: HTML
}

extension Interface {
    /// What was said and what changed, oldest first, on a rail. The composer is its last message.
    public func conversation(_ contributions: [Contribution]) -> HTML {
        var html: HTML = "<ol class=\"conversation\">"
        for contribution in contributions { html += contribution.html }
        html += "</ol>"
        return html
    }

    /// A message.
    ///
    /// - Parameters:
    ///   - anchor: what stands behind # in an address that leads to it.
    ///   - marks: pills behind the name.
    ///   - files: made by ``fileRow(name:detail:path:icon:)``.
    ///   - foot: below a hairline: a switch at its start, who sees it at its end.
    ///   - isInternal: customers do not see it: dashed, hatched, and said in words.
    public func message(
        by speaker: Speaker, at instant: Instant, anchor: String, marks: HTML = HTML(), text: String,
        files: [HTML] = [], foot: HTML = HTML(), isInternal: Bool = false
    ) -> Contribution {
        var classes: HTML = ""
        var firm = HTML()
        switch speaker.side {
        case .reader: classes = " own"
        case .customer(let name) where !name.isEmpty: firm = "<span class=\"firm\">\(name)</span>"
        case .customer, .ours: break
        }
        if isInternal { classes = " internal" }
        let note: HTML = isInternal ? tag("Internal note") : HTML()
        return Contribution(
            html: """
                <li id="\(anchor)">\(circle(of: speaker))<article class="message\(classes)"><div class="message-head">\
                <h2>\(say(speaker.name))</h2>\(firm)\(note)\(marks)<span class="end">\(moment(instant))</span></div>\
                \(when: !text.isEmpty, markdown(text))\
                \(when: !files.isEmpty, "<div class=\"message-files\">\(files)</div>")\
                \(when: !foot.isEmpty, "<div class=\"message-foot\">\(foot)</div>")</article></li>
                """)
    }

    /// Where the reader writes: a form in the place of the next message.
    public func composer(by speaker: Speaker, _ form: HTML) -> Contribution {
        Contribution(
            html: """
                <li id="answer">\(circle(of: speaker))<div class="message composer">\(form)</div></li>
                """)
    }

    /// One line about what changed: "Nancy Davolio took the ticket".
    public func change(_ icon: IconName, _ words: Words, at instant: Instant) -> Contribution {
        Contribution(
            html: """
                <li><span class="event-mark">\(icon.html)</span><p class="event">\(say(words)), \(moment(instant))</p></li>
                """)
    }

    private func circle(of speaker: Speaker) -> HTML {
        if case .ours = speaker.side { return avatar(speaker.initials, ours: true) }
        return avatar(speaker.initials)
    }

    /// The button of a composer and what stands at its end.
    public func composerFoot(_ buttons: [HTML], end: Words? = nil) -> HTML {
        """
        <div class="message-foot"><div class="buttons">\(buttons)</div>\
        \(when: end != nil, "<span class=\"end\">\(end.map(say) ?? "")</span>")</div>
        """
    }
}
