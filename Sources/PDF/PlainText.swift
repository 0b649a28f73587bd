/// Texts as they may be shown: no sign that only steers a terminal or ends a C string.
enum PlainText {
    /// Line ends become LF, tabs a space; other control characters go, and so does what Unicode promises never to make a
    /// character (23.7), which cairo refuses.
    static func clean(_ text: String) -> String {
        guard
            text.utf8.contains(where: {
                $0 < 0x20 && $0 != 0x0A || $0 == 0x7F || $0 == 0xC2 || $0 == 0xE2 || $0 >= 0xEF
            })
        else {
            return text
        }
        var clean = String.UnicodeScalarView()
        var afterReturn = false
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0A where afterReturn: break
            case 0x0A, 0x0D, 0x2028, 0x2029: clean.append("\n")
            case 0x09: clean.append(" ")
            case ..<0x20, 0x7F..<0xA0, 0xFDD0...0xFDEF: break
            case let value where value & 0xFFFE == 0xFFFE: break
            default: clean.append(scalar)
            }
            afterReturn = scalar.value == 0x0D
        }
        return String(clean)
    }

    /// On one line.
    static func line(_ text: String) -> String {
        let clean = clean(text)
        guard clean.utf8.contains(0x0A) else { return clean }
        return String(decoding: clean.utf8.map { $0 == 0x0A ? 0x20 : $0 }, as: UTF8.self)
    }
}
