/// One start or end tag of a page, as our own components write it: attributes in double quotes.
struct Tag {
    let name: String
    let isEnd: Bool
    let attributes: [String: String]
    /// The text up to the next tag, with entities resolved.
    let text: String

    /// Every tag of a page, in order. Byte by byte: tests read tens of thousands of pages.
    static func all(in html: String) -> [Tag] {
        let bytes = Array(html.utf8)[...]
        var tags: [Tag] = []
        var place = bytes.firstIndex(of: UInt8(ascii: "<"))
        while let open = place {
            guard let end = endOfTag(bytes[(open + 1)...]) else { break }
            let rest = bytes[(end + 1)...]
            let next = rest.firstIndex(of: UInt8(ascii: "<"))
            tags.append(Tag(bytes[(open + 1)..<end], text: rest[..<(next ?? rest.endIndex)]))
            place = next
        }
        return tags
    }

    private init(_ inside: ArraySlice<UInt8>, text: ArraySlice<UInt8>) {
        isEnd = inside.first == UInt8(ascii: "/")
        let named = inside.drop { $0 == UInt8(ascii: "/") }
        let name = named.prefix { !Self.isSpace($0) && $0 != UInt8(ascii: "/") }
        self.name = String(decoding: name, as: UTF8.self).lowercased()
        attributes = Self.attributes(named[name.endIndex...])
        self.text = Self.plain(text)
    }

    /// A `>` within quotes does not end a tag.
    private static func endOfTag(_ bytes: ArraySlice<UInt8>) -> Int? {
        var isQuoted = false
        return bytes.firstIndex { byte in
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            return byte == UInt8(ascii: ">") && !isQuoted
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    private static func attributes(_ bytes: ArraySlice<UInt8>) -> [String: String] {
        var found: [String: String] = [:]
        var rest = bytes
        while true {
            rest = rest.drop { isSpace($0) || $0 == UInt8(ascii: "/") }
            let name = rest.prefix { !isSpace($0) && $0 != UInt8(ascii: "=") }
            if name.isEmpty { return found }
            rest = rest[name.endIndex...]
            guard rest.starts(with: "=\"".utf8) else {
                found[String(decoding: name, as: UTF8.self)] = ""
                rest = rest.drop { $0 == UInt8(ascii: "=") }
                continue
            }
            let value = rest.dropFirst(2).prefix { $0 != UInt8(ascii: "\"") }
            rest = rest[value.endIndex...].dropFirst()
            found[String(decoding: name, as: UTF8.self)] = plain(value)
        }
    }

    /// Text as people read it.
    static func plain(_ bytes: ArraySlice<UInt8>) -> String {
        var plain: [UInt8] = []
        plain.reserveCapacity(bytes.count)
        var rest = bytes
        while let sign = rest.firstIndex(of: UInt8(ascii: "&")) {
            plain += rest[..<sign]
            rest = rest[sign...]
            let entity = entities.first { rest.starts(with: $0.name.utf8) }
            plain += (entity?.text ?? "&").utf8
            rest = rest.dropFirst(entity?.name.utf8.count ?? 1)
        }
        return String(decoding: plain + rest, as: UTF8.self)
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
