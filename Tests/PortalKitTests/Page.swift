import Testing

@testable import PortalKit

/// A piece of a page, read as a browser would: tags with their attributes, and texts.
struct Page {
    struct Tag {
        let name: String
        let isEnd: Bool
        let attributes: [String: String]
    }

    private(set) var tags: [Tag] = []
    /// The texts between the tags, as they stand in the source.
    private(set) var text = ""

    private static let empty: Set<String> = [
        "input", "br", "hr", "img", "meta", "link", "path", "circle", "rect", "line", "polyline", "ellipse",
    ]

    init(_ html: HTML) {
        var rest = html.text[...]
        while let open = rest.firstIndex(of: "<") {
            text += rest[..<open]
            rest = rest[open...].dropFirst()
            var isQuoted = false
            let end = rest.firstIndex { character in
                if character == "\"" { isQuoted.toggle() }
                return character == ">" && !isQuoted
            }
            guard let end else { break }
            tags.append(Self.tag(rest[..<end]))
            rest = rest[end...].dropFirst()
        }
        text += rest
    }

    private static func tag(_ source: Substring) -> Tag {
        var rest = source.drop { $0 == "/" }
        let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "!" }
        rest = rest.dropFirst(name.count)
        var attributes: [String: String] = [:]
        while true {
            rest = rest.drop { $0 == " " || $0 == "/" || $0 == "\n" }
            let attribute = rest.prefix { $0 != "=" && $0 != " " }
            guard !attribute.isEmpty else { break }
            rest = rest.dropFirst(attribute.count)
            guard rest.hasPrefix("=\"") else {
                attributes[String(attribute)] = ""
                continue
            }
            let value = rest.dropFirst(2).prefix { $0 != "\"" }
            attributes[String(attribute)] = String(value)
            rest = rest.dropFirst(2 + value.count + 1)
        }
        return Tag(name: String(name).lowercased(), isEnd: source.hasPrefix("/"), attributes: attributes)
    }

    func all(_ name: String) -> [Tag] { tags.filter { $0.name == name && !$0.isEnd } }

    /// What a browser would have to guess: ends without a start, starts without an end.
    var faults: [String] {
        var open: [String] = []
        var faults: [String] = []
        for tag in tags where !Self.empty.contains(tag.name) && tag.name != "!" && !tag.name.hasPrefix("!") {
            if !tag.isEnd {
                open.append(tag.name)
            } else if open.last == tag.name {
                open.removeLast()
            } else {
                faults.append("</\(tag.name)> in \(open.last ?? "nothing")")
            }
        }
        return faults + open.map { "<\($0)> is not ended" }
    }

    /// Fields that nobody would read a name of: no label, no name of their own.
    var unlabelled: [String] {
        let labels = Set(all("label").compactMap { $0.attributes["for"] })
        var depth = 0
        var found: [String] = []
        for tag in tags {
            if tag.name == "label" { depth += tag.isEnd ? -1 : 1 }
            guard ["input", "select", "textarea"].contains(tag.name), !tag.isEnd else { continue }
            if ["hidden", "submit"].contains(tag.attributes["type"] ?? "") { continue }
            let isNamed = depth > 0 || tag.attributes["aria-label"] != nil
            if !isNamed, !labels.contains(tag.attributes["id"] ?? "") {
                found.append(tag.attributes["name"] ?? tag.name)
            }
        }
        return found
    }

    /// `aria-describedby`, `for` and links to `#…` that lead nowhere.
    var danglingReferences: [String] {
        let ids = Set(tags.compactMap { $0.attributes["id"] })
        return tags.flatMap { tag -> [String] in
            let described = tag.attributes["aria-describedby"]?.split(separator: " ").map(String.init) ?? []
            let labelled = tag.name == "label" ? [tag.attributes["for"]].compactMap { $0 } : []
            let linked = [tag.attributes["href"]].compactMap { $0 }.filter { $0.hasPrefix("#f-") }.map {
                String($0.dropFirst())
            }
            return (described + labelled + linked).filter { !ids.contains($0) }
        }
    }
}
