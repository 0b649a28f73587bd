import Web

/// Writes pieces as a part of a page.
struct HTMLWriter {
    private let pieces: [Piece]
    private let headings: [MarkdownDocument.Heading]
    private let level: Int
    private let hasAnchors: Bool
    private var html = HTML()
    /// What closes what is open, and whether that is a link.
    private var open: [(end: HTML, isLink: Bool)] = []
    private var nextHeading = 0
    private var isInLink = false

    init(_ document: MarkdownDocument, below level: Int, hasAnchors: Bool) {
        pieces = document.pieces
        headings = document.headings
        self.level = level
        self.hasAnchors = hasAnchors
    }

    mutating func written() -> HTML {
        html.reserve(pieces.count * 16)
        for (place, piece) in pieces.enumerated() {
            switch piece {
            case .open(let element): begin(element, at: place)
            case .close: end()
            case .text(let text): words(text)
            case .code(let text): html += "\(text)"
            case .lineBreak: html += "<br>"
            }
        }
        while !open.isEmpty { end() }
        return html
    }

    private mutating func end() {
        guard let last = open.popLast() else { return }
        html += last.end
        if last.isLink { isInLink = false }
    }

    private mutating func put(_ start: HTML, _ end: HTML, isLink: Bool = false) {
        html += start
        open.append((end, isLink))
        if isLink { isInLink = true }
    }

    private mutating func words(_ text: String) {
        guard !isInLink else {
            html += "\(text)"
            return
        }
        for run in WebAddresses.runs(of: text) {
            if run.isAddress, Link.isSafe(run.text) {
                html += "<a href=\"\(link: run.text)\" rel=\"noopener nofollow ugc\">\(run.text)</a>"
            } else {
                html += "\(run.text)"
            }
        }
    }

    private mutating func begin(_ element: Element, at place: Int) {
        switch element {
        case .quote: put("<blockquote>", "</blockquote>")
        case .bullets: put("<ul>", "</ul>")
        case .numbers(let start):
            put(start == 1 ? "<ol>" : "<ol start=\"\(start)\">", "</ol>")
        case .item(let isDone):
            guard let isDone else { return put("<li>", "</li>") }
            put("<li class=\"task\">\(isDone ? "☑" : "☐") ", "</li>")
        case .paragraph: put("<p>", "</p>")
        case .rule: put("<hr>", "")
        case .codeBlock: put("<pre><code>", "</code></pre>")
        case .heading: heading(at: place)
        // It is scrolled within itself, with the keyboard too.
        case .table: put("<div class=\"scrolled\" tabindex=\"0\"><table>", "</table></div>")
        case .tableHead: put("<thead>", "</thead>")
        case .tableBody: put("<tbody>", "</tbody>")
        case .row: put("<tr>", "</tr>")
        case .cell(let isHead, let alignment): cell(isHead && !pieces.isBlank(in: place), alignment)
        case .emphasis: put("<em>", "</em>")
        case .strong: put("<strong>", "</strong>")
        case .struck: put("<del>", "</del>")
        case .codeSpan: put("<code>", "</code>")
        case .link(let address), .image(let address): link(to: address, at: place)
        }
    }

    /// A heading without words is none: nobody could hear where it leads.
    private mutating func heading(at place: Int) {
        guard nextHeading < headings.count, headings[nextHeading].place == place else {
            return put("<p>", "</p>")
        }
        let heading = headings[nextHeading]
        nextHeading += 1
        let level = min(6, self.level + heading.depth)
        put("<h\(level)\(when: hasAnchors, " id=\"\(heading.anchor)\"")>", "</h\(level)>")
    }

    private mutating func cell(_ isHead: Bool, _ alignment: Element.Alignment) {
        let side: HTML =
            switch alignment {
            case .start: ""
            case .center: " class=\"to-center\""
            case .end: " class=\"to-end\""
            }
        if isHead { put("<th scope=\"col\"\(side)>", "</th>") } else { put("<td\(side)>", "</td>") }
    }

    /// Of a link to anywhere else its words remain; a picture is a link to it, with what it shows in words.
    private mutating func link(to address: String, at place: Int) {
        guard !isInLink, Link.isSafe(address) else { return put("", "") }
        put("<a href=\"\(link: address)\" rel=\"noopener nofollow ugc\">", "</a>", isLink: true)
        if pieces.isBlank(in: place) { html += "\(address)" }
    }
}
