/// What a page is given, read strictly: nothing but the tags that Markdown has, closed in order, and links that lead
/// where they may.
enum WrittenMarkup {
    private static let names: Set<String> = [
        "a", "blockquote", "br", "code", "del", "div", "em", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol",
        "p",
        "pre", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
    ]
    private static let fixed: Set<String> = [
        "<div class=\"scrolled\" tabindex=\"0\">", "<li class=\"task\">", "<th scope=\"col\">",
        "<th scope=\"col\" class=\"to-center\">", "<th scope=\"col\" class=\"to-end\">",
        "<td class=\"to-center\">", "<td class=\"to-end\">",
    ]

    /// - Returns: what is wrong with it, nothing when it is right.
    static func faults(_ markup: String) -> [String] {
        var faults: [String] = []
        var open: [String] = []
        var rest = markup.utf8[...]
        while let start = rest.firstIndex(of: 0x3C) {
            if rest[..<start].contains(where: { $0 == 0x3E || $0 == 0x22 || $0 == 0x27 }) {
                faults.append("a mark that is not escaped")
            }
            guard let end = rest[start...].firstIndex(of: 0x3E) else { return faults + ["a tag without end"] }
            let tag = String(Substring(rest[start...end]))
            rest = rest[rest.index(after: end)...]
            if tag.hasPrefix("</") {
                if "</\(open.popLast() ?? "")>" != tag { faults.append("\(tag) closes something else") }
            } else {
                let name = String(tag.dropFirst().prefix { $0 != " " && $0 != ">" })
                if !names.contains(name) || !isAllowed(tag, name) { faults.append(tag) }
                if name == "a", open.contains("a") { faults.append("a link in a link") }
                if name != "br", name != "hr" { open.append(name) }
            }
        }
        if rest.contains(0x3E) { faults.append("a mark that is not escaped") }
        return faults + open.map { "\($0) is not closed" }
    }

    private static func isAllowed(_ tag: String, _ name: String) -> Bool {
        if tag == "<\(name)>" || fixed.contains(tag) { return true }
        if name == "ol" {
            return tag.hasPrefix("<ol start=\"") && tag.dropFirst(11).dropLast(2).allSatisfy(\.isNumber)
        }
        guard name == "a", tag.hasSuffix("\" rel=\"noopener nofollow ugc\">") else { return false }
        let address = tag.dropFirst("<a href=\"".count).lowercased()
        return ["http://", "https://", "mailto:", "/", "#", "?"].contains {
            address.utf8.starts(with: $0.utf8)
        }
            && !address.utf8.starts(with: "//".utf8)
    }
}
