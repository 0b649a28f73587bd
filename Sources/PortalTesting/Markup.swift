/// One start or end tag of a page, as our own components write it: attributes in double quotes.
struct Tag {
    let name: String
    let isEnd: Bool
    let attributes: [String: String]
    /// The text up to the next tag, with entities resolved.
    let text: String

    /// Every tag of a page, in order.
    static func all(in html: String) -> [Tag] {
        var tags: [Tag] = []
        var rest = Substring(html)
        while let open = rest.utf8.firstIndex(of: UInt8(ascii: "<")) {
            rest = rest[open...].dropFirst()
            guard let end = endOfTag(rest) else { break }
            let inside = rest[..<end]
            rest = rest[end...].dropFirst()
            let text = rest.prefix { $0 != "<" }
            let isEnd = inside.hasPrefix("/")
            let name = inside.drop { $0 == "/" }.prefix { !$0.isWhitespace && $0 != "/" }
            tags.append(
                Tag(
                    name: name.lowercased(), isEnd: isEnd,
                    attributes: attributes(inside.dropFirst(name.count)),
                    text: plain(String(text))))
        }
        return tags
    }

    /// A `>` within quotes does not end a tag.
    private static func endOfTag(_ text: Substring) -> Substring.Index? {
        var isQuoted = false
        for index in text.indices {
            if text[index] == "\"" { isQuoted.toggle() }
            if text[index] == ">" && !isQuoted { return index }
        }
        return nil
    }

    private static func attributes(_ text: Substring) -> [String: String] {
        var found: [String: String] = [:]
        var rest = text
        while true {
            rest = rest.drop { $0.isWhitespace || $0 == "/" }
            let name = rest.prefix { !$0.isWhitespace && $0 != "=" }
            if name.isEmpty { return found }
            rest = rest.dropFirst(name.count)
            guard rest.hasPrefix("=\"") else {
                found[String(name)] = ""
                rest = rest.drop { $0 == "=" }
                continue
            }
            rest = rest.dropFirst(2)
            let value = rest.prefix { $0 != "\"" }
            rest = rest.dropFirst(value.count).dropFirst()
            found[String(name)] = plain(String(value))
        }
    }

    /// Text as people read it.
    static func plain(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        var plain = ""
        var rest = Substring(text)
        while let sign = rest.firstIndex(of: "&") {
            plain += rest[..<sign]
            rest = rest[sign...]
            guard let entity = entities.first(where: { rest.hasPrefix($0.name) }) else {
                plain += "&"
                rest = rest.dropFirst()
                continue
            }
            plain += entity.text
            rest = rest.dropFirst(entity.name.count)
        }
        return plain + rest
    }

    private static let entities: [(name: String, text: String)] = [
        ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#34;", "\""), ("&#39;", "'"),
        ("&apos;", "'"),
    ]
}

/// A form of a page, with what stands in it.
public struct PageForm: Sendable {
    /// Where it posts to.
    public let action: String
    /// `post` or `get`.
    public let method: String
    /// The names and values that would be sent; buttons are not among them.
    public let fields: [String: String]
    /// The names and values of its buttons that have one.
    public let buttons: [String: String]

    /// Every form of a page.
    static func all(in tags: [Tag]) -> [PageForm] {
        var forms: [PageForm] = []
        var open: Tag?
        var fields: [String: String] = [:]
        var buttons: [String: String] = [:]
        var select: String?
        for tag in tags {
            let name = tag.attributes["name"] ?? ""
            let value = tag.attributes["value"] ?? ""
            switch (tag.name, tag.isEnd) {
            case ("form", false): (open, fields, buttons) = (tag, [:], [:])
            case ("form", true):
                guard let form = open else { continue }
                forms.append(
                    PageForm(
                        action: form.attributes["action"] ?? "", method: form.attributes["method"] ?? "get",
                        fields: fields, buttons: buttons))
                open = nil
            case ("input", false):
                let type = tag.attributes["type"] ?? "text"
                let isChoice = type == "radio" || type == "checkbox"
                if !name.isEmpty, type != "file", !isChoice || tag.attributes["checked"] != nil {
                    fields[name] = value
                }
            case ("button", false): if !name.isEmpty { buttons[name] = value }
            case ("textarea", false):
                fields[name] = tag.text.hasPrefix("\n") ? String(tag.text.dropFirst()) : tag.text
            case ("select", let isEnd): select = isEnd ? nil : name
            case ("option", false):
                guard let select else { continue }
                if fields[select] == nil || tag.attributes["selected"] != nil { fields[select] = value }
            default: break
            }
        }
        return forms
    }
}
