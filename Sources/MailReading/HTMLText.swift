/// The text of an HTML mail, for reading and searching. What it makes is plain text: it decides nothing about what a
/// browser may run, and takes any bytes.
enum HTMLText {
    static func text(of html: String, most: Int = 1 << 20) -> String {
        var reader = HTMLTextReader(Array(html.utf8), most: most)
        return reader.read()
    }

    static func escaped(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x26: bytes += Array("&amp;".utf8)
            case 0x3C: bytes += Array("&lt;".utf8)
            case 0x3E: bytes += Array("&gt;".utf8)
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// One pass over the bytes.
private struct HTMLTextReader {
    private let bytes: [UInt8]
    private let most: Int
    private var at = 0
    private var out: [UInt8] = []
    private var isSpacePending = false
    private var breaks = 0
    private var quotes = 0
    /// Where the open link leads, and where its words begin.
    private var link: (address: [UInt8], start: Int)?

    init(_ bytes: [UInt8], most: Int) {
        self.bytes = bytes
        self.most = most
    }

    mutating func read() -> String {
        while at < bytes.count, out.count < most {
            let byte = bytes[at]
            if byte == UInt8(ascii: "<"), isTag { readTag() } else { readText(byte) }
        }
        return HeaderText.trimmed(String(decoding: out, as: UTF8.self))
    }

    private var isTag: Bool {
        guard at + 1 < bytes.count else { return false }
        switch bytes[at + 1] {
        case UInt8(ascii: "/"), UInt8(ascii: "!"), UInt8(ascii: "?"), 0x41...0x5A, 0x61...0x7A: return true
        default: return false
        }
    }

    // MARK: Text

    private mutating func readText(_ byte: UInt8) {
        if byte == UInt8(ascii: "&"), let (text, length) = HTMLEntity.at(bytes, at) {
            at += length
            if text == "\u{A0}" { isSpacePending = true } else { put(Array(text.utf8)) }
            return
        }
        at += 1
        switch byte {
        case 0x09, 0x0A, 0x0C, 0x0D, 0x20: isSpacePending = true
        case 0x00..<0x20, 0x7F: break
        default: put([byte])
        }
    }

    private mutating func put(_ letters: [UInt8]) {
        if breaks > 0 {
            if !out.isEmpty { out += [UInt8](repeating: 0x0A, count: min(breaks, 2)) }
            for _ in 0..<min(quotes, 8) { out += [UInt8(ascii: ">"), 0x20] }
        } else if isSpacePending, !out.isEmpty {
            out.append(0x20)
        }
        (breaks, isSpacePending) = (0, false)
        out += letters
    }

    // MARK: Tags

    private mutating func readTag() {
        if bytes[at...].starts(with: Array("<!--".utf8)) { return skip(past: "-->", from: at + 4) }
        var index = at + 1
        let isEnd = bytes[index] == UInt8(ascii: "/")
        if isEnd { index += 1 }
        var name: [UInt8] = []
        while index < bytes.count, name.count < 20, isLetter(bytes[index]) {
            name.append(bytes[index] | 0x20)
            index += 1
        }
        let attributes = index
        skipAttributes(from: index)
        let tag = String(decoding: name, as: UTF8.self)
        if !isEnd, Self.hidden.contains(tag) { return skipElement(tag) }
        if tag == "a" { isEnd ? endLink() : beginLink(bytes[attributes..<at]) }
        apply(tag, isEnd: isEnd)
    }

    /// What is said beside the words of a link: text is read without the design that a link may hide behind.
    private mutating func beginLink(_ attributes: ArraySlice<UInt8>) {
        let mark = Array("href=".utf8)
        link = nil
        guard
            let start = attributes.indices.first(where: { index in
                attributes[index...].prefix(mark.count).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
                    == mark
            })
        else { return }
        let value = attributes[(start + mark.count)...].drop { $0 == 0x22 || $0 == 0x27 }
        let address = Array(
            value.prefix { $0 > 0x20 && $0 != 0x22 && $0 != 0x27 && $0 != 0x3E }.prefix(2_000))
        let isShown = ["http://", "https://", "mailto:"].contains {
            String(decoding: address.prefix(8), as: UTF8.self).lowercased().utf8.starts(with: $0.utf8)
        }
        if isShown { link = (address, out.count) }
    }

    private mutating func endLink() {
        guard let (address, start) = link else { return }
        link = nil
        let words = out[min(start, out.count)...].filter { $0 > 0x20 }
        let bare = address.starts(with: Array("mailto:".utf8)) ? Array(address.dropFirst(7)) : address
        // Where the words are the address itself, or there are none, nothing has to be added.
        guard !words.isEmpty, !words.elementsEqual(bare), !words.elementsEqual(address) else { return }
        isSpacePending = true
        put(Array("<".utf8) + address + Array(">".utf8))
    }

    private func isLetter(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
    }

    /// To the end of the tag; a `>` in a quoted value does not end it.
    private mutating func skipAttributes(from start: Int) {
        var index = start
        var quote: UInt8?
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == 0x22 || byte == 0x27 {
                quote = bytes[index - 2] == 0x3D ? byte : nil
            } else if byte == UInt8(ascii: ">") {
                break
            }
        }
        at = index
    }

    private mutating func skip(past end: String, from start: Int) {
        let mark = Array(end.utf8)
        var index = start
        while index + mark.count <= bytes.count {
            if bytes[index] == mark[0], bytes[index..<(index + mark.count)].elementsEqual(mark) {
                at = index + mark.count
                return
            }
            index += 1
        }
        at = bytes.count
    }

    /// Its content is for programs; without an end it lasts to the end.
    private mutating func skipElement(_ tag: String) {
        let mark = Array(("</" + tag).utf8)
        var index = at
        while index + mark.count <= bytes.count {
            if bytes[index] == 0x3C,
                zip(bytes[index..<(index + mark.count)], mark).allSatisfy({ $0 == $1 || $0 | 0x20 == $1 })
            {
                at = index
                skipAttributes(from: index + mark.count)
                return
            }
            index += 1
        }
        at = bytes.count
    }

    private mutating func apply(_ tag: String, isEnd: Bool) {
        switch tag {
        case "br": if !isEnd { breaks += 1 }
        case "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "pre", "hr":
            breaks = max(breaks, 2)
        case "div", "tr", "section", "article", "header", "footer", "dt", "dd", "center", "address":
            breaks = max(breaks, 1)
        case "li":
            breaks = max(breaks, 1)
            if !isEnd { put([UInt8(ascii: "-"), 0x20]) }
        case "td", "th": isSpacePending = true
        case "blockquote":
            breaks = max(breaks, 2)
            quotes = max(0, quotes + (isEnd ? -1 : 1))
        default: break
        }
    }

    private static let hidden: Set<String> = [
        "script", "style", "head", "title", "template", "noscript", "svg", "math", "iframe", "object",
        "textarea",
        "select", "xml",
    ]
}
