/// Characters that are written by name or number, such as `&amp;` and `&#8364;` (CommonMark 0.31, 6.2).
enum Entities {
    /// The names that people type; of any other the name itself is shown.
    private static let names: [String: String] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "shy": "\u{AD}",
        "copy": "©", "reg": "®", "trade": "™", "deg": "°", "plusmn": "±", "times": "×", "divide": "÷",
        "micro": "µ", "middot": "·", "frac12": "½", "frac14": "¼", "frac34": "¾", "sect": "§", "para": "¶",
        "euro": "€", "pound": "£", "yen": "¥", "cent": "¢", "hellip": "…", "ndash": "–", "mdash": "—",
        "bull": "•", "laquo": "«", "raquo": "»", "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”",
        "larr": "←", "rarr": "→", "uarr": "↑", "darr": "↓", "harr": "↔", "check": "✓", "infin": "∞",
        "ne": "≠", "le": "≤", "ge": "≥",
    ]

    /// What an entity with its `&` and `;` stands for; itself where it is not known.
    static func text(of entity: String) -> String {
        let name = entity.utf8.dropFirst().dropLast()
        guard entity.utf8.first == 0x26, entity.utf8.last == 0x3B else { return entity }
        guard name.first == 0x23 else { return names[String(Substring(name))] ?? entity }
        let digits = name.dropFirst()
        let isHexadecimal = digits.first == 0x78 || digits.first == 0x58
        let number =
            isHexadecimal
            ? UInt32(String(Substring(digits.dropFirst())), radix: 16) : UInt32(String(Substring(digits)))
        guard let number, let scalar = Unicode.Scalar(number), !isControl(scalar) else { return "\u{FFFD}" }
        return String(Character(scalar))
    }

    /// Neither drawn nor a space; a tab and a line's end are.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D: false
        case 0x00...0x1F, 0x7F...0x9F: true
        default: false
        }
    }
}
