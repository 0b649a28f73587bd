public import Web

/// What a boxed message is about.
public enum NoteKind: Sendable {
    case neutral, accent, waiting, wrong, good

    var name: HTML {
        switch self {
        case .neutral: ""
        case .accent: " accent"
        case .waiting: " waiting"
        case .wrong: " wrong"
        case .good: " good"
        }
    }

    var icon: HTML {
        switch self {
        case .neutral, .accent: IconName.info.html
        case .waiting, .wrong: IconName.warning.html
        case .good: IconName.check.html
        }
    }
}

extension Interface {
    /// A boxed message: a bold lead, a sentence, one link. At most one on a page.
    public func note(_ kind: NoteKind, lead: Words, _ text: Words? = nil, link way: NamedLink? = nil) -> HTML
    {
        var html: HTML = "<div class=\"note\(kind.name)\">\(kind.icon)<p><b>\(say(lead))</b>"
        if let text { html += " \(say(text))" }
        if let way { html += " \(link(way))" }
        html += "</p></div>"
        return html
    }

    /// A small sentence with an icon at the foot of a table's panel.
    public func tableFoot(_ words: Words) -> HTML {
        "<p class=\"table-foot\">\(IconName.info.html)\(say(words))</p>"
    }
}
