public import Web

/// What a status means to its reader. The word is always there; the colour only helps.
public enum Meaning: Sendable {
    /// Paid, Solved, Accepted, On.
    case good
    /// Waiting on you, To sign, Due soon.
    case waiting
    /// Overdue by 4 days, Refused, Revoked.
    case wrong
    /// New, In progress, Invited, Sending.
    case running
    /// On hold, Draft, Closed, Off.
    case rest

    var name: HTML {
        switch self {
        case .good: "good"
        case .waiting: "waiting"
        case .wrong: "wrong"
        case .running: "running"
        case .rest: "rest"
        }
    }
}

/// How large the initials of a person are drawn.
public enum AvatarSize: Sendable {
    /// 24 pixels, in lists.
    case inList
    /// 32 pixels.
    case medium
    /// 44 pixels, at a person's own page.
    case atPerson
}

/// A way to another page, named in the reader's language or by what it leads to.
public struct NamedLink: Sendable {
    var words: Words?
    var name: String
    var path: String

    /// A link whose label is translated.
    public init(_ label: Words, to path: String) {
        words = label
        name = ""
        self.path = path
    }

    /// A link whose label is data: a name, a number, a file.
    public init(named name: String, to path: String) {
        words = nil
        self.name = name
        self.path = path
    }
}

extension Interface {
    func label(of link: NamedLink) -> String {
        if let words = link.words { say(words) } else { link.name }
    }

    /// A link in running text.
    public func link(_ link: NamedLink) -> HTML {
        "<a class=\"link\" href=\"\(link: link.path)\">\(label(of: link))</a>"
    }

    /// A link in running text whose label is translated.
    public func link(_ label: Words, to path: String) -> HTML { link(NamedLink(label, to: path)) }

    /// A status in at most three words or a duration.
    public func pill(_ words: Words, _ meaning: Meaning) -> HTML {
        "<span class=\"pill \(meaning.name)\">\(say(words))</span>"
    }

    /// A small boxed word beside a name, such as "Staff".
    public func tag(_ words: Words) -> HTML { "<span class=\"tag\">\(say(words))</span>" }

    /// The initials of a person, hidden from assistive software because the name stands beside them.
    public func avatar(_ initials: String, ours: Bool = false, size: AvatarSize = .medium) -> HTML {
        let sized: HTML =
            switch size {
            case .inList: " in-list"
            case .medium: ""
            case .atPerson: " at-person"
            }
        return "<span class=\"avatar\(when: ours, " ours")\(sized)\" aria-hidden=\"true\">\(initials)</span>"
    }

    /// A person in a list: initials, name, and what stands at the end of the line.
    public func person(_ name: String, initials: String, ours: Bool = false, end: HTML = HTML()) -> HTML {
        """
        <div class="person">\(avatar(initials, ours: ours, size: .inList))<span>\(name)</span>\
        \(when: !end.isEmpty, "<span class=\"end\">\(end)</span>")</div>
        """
    }

    /// People under each other.
    public func people(_ people: [HTML]) -> HTML { "<div class=\"people\">\(people)</div>" }

    /// A file: name, and its size or what else is to know. Without a path it is not a link.
    ///
    /// - Parameter preview: how a browser shows it, where it does (``Attachment/preview(at:)``).
    public func fileRow(
        name: String, detail: String, path: String? = nil, icon: IconName = .file, preview: FilePreview? = nil
    ) -> HTML {
        let title: HTML =
            if let path { "<a class=\"name\" href=\"\(link: path)\">\(name)</a>" } else {
                "<span class=\"name\">\(name)</span>"
            }
        let (picture, way): (HTML, HTML) =
            switch preview {
            case nil: (icon.html, HTML())
            case .image(let address):
                (
                    """
                    <a class="shot" href="\(link: address)"><img src="\(link: address)" alt="\(name)" loading="lazy" \
                    width="96" height="72"></a>
                    """, HTML()
                )
            case .page(let address):
                (
                    icon.html,
                    " <a class=\"link\" href=\"\(link: address)\">\(say("Preview"))<span class=\"unseen\">: \(name)</span></a>"
                )
            }
        return """
            <div class="file">\(picture)<div class="words">\(title)<span class="second">\(detail)\(way)</span></div></div>
            """
    }

    /// Text that somebody wrote, as paragraphs. An empty line parts two of them; line breaks are kept.
    public func prose(_ text: String) -> HTML {
        var html: HTML = "<div class=\"prose\">"
        var paragraph = Substring()
        var rest = text.utf8[...]
        while !rest.isEmpty {
            let end = rest.firstIndex(of: 0x0A) ?? rest.endIndex
            let line = rest[..<end]
            if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) {
                if !paragraph.isEmpty { html += "<p>\(paragraph)</p>" }
                paragraph = Substring()
            } else {
                let start = paragraph.isEmpty ? line.startIndex : paragraph.startIndex
                paragraph = Substring(text.utf8[start..<end])
            }
            rest = end == rest.endIndex ? rest[end...] : rest[rest.index(after: end)...]
        }
        if !paragraph.isEmpty { html += "<p>\(paragraph)</p>" }
        html += "</div>"
        return html
    }

    /// What is typed or compared by eye: a secret in groups of four, a request id, a fingerprint.
    public func secret(_ text: String) -> HTML { "<span class=\"secret\">\(text)</span>" }
}
