/// The Swift file that is written.
struct Source {
    let text: String

    init(importing: String?, migrations: [String], words: [String], assets: [String]) {
        var text = "// Made by EmbedPortal. Changes here are lost at the next build.\n"
        if let importing { text += "import \(importing)\n" }
        text += "\nenum Resources {\n    static let all = PortalResources(\n"
        text += "        migrations: \(Self.list(migrations)),\n"
        text += "        words: \(Self.list(words)),\n"
        text += "        assets: \(Self.list(assets))\n"
        text += "    )\n}\n"
        self.text = text
    }

    private static func list(_ items: [String]) -> String {
        items.isEmpty ? "[]" : "[\n" + items.map { "            \($0),\n" }.joined() + "        ]"
    }
}

/// A short text as a Swift literal on one line.
func literal(_ text: String) -> String {
    let fence = fence(for: text)
    return fence + "\"" + escaped(text, fence: fence) + "\"" + fence
}

/// A whole file as a Swift literal of several lines, byte for byte what the file holds.
func block(_ text: String) -> String {
    let fence = fence(for: text)
    return fence + "\"\"\"\n" + escaped(text, fence: fence) + "\n\"\"\"" + fence
}

/// One `#` more than the longest run in the text: so nothing in it can end the literal or begin an escape.
private func fence(for text: String) -> String {
    var longest = 0
    var run = 0
    for byte in text.utf8 {
        run = byte == UInt8(ascii: "#") ? run + 1 : 0
        longest = max(longest, run)
    }
    return String(repeating: "#", count: longest + 1)
}

/// What a Swift source file cannot hold as it is: control characters, which the compiler refuses or (a carriage
/// return) turns into a line feed, and a byte order mark.
private func escaped(_ text: String, fence: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
        switch scalar.value {
        case 0x09, 0x0A: result.unicodeScalars.append(scalar)
        case 0..<0x20, 0x7F, 0xFEFF: result += "\\\(fence)u{\(String(scalar.value, radix: 16))}"
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result
}
