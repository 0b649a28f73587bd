/// Texts of headers, made safe for one line.
enum HeaderText {
    /// Controls and ends of lines become a space, marks that turn the direction of reading are left out.
    static func singleLine(_ text: String, most: Int = 4_000) -> String {
        var line = String.UnicodeScalarView()
        var isPending = false
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0..<0x20, 0x20, 0x7F..<0xA0, 0x2028, 0x2029: isPending = true
            case 0x202A...0x202E, 0x2066...0x2069, 0x200E, 0x200F, 0x061C, 0xFEFF: break
            default:
                if isPending, !line.isEmpty { line.append(" ") }
                isPending = false
                line.append(scalar)
                if line.count >= most { return String(line) }
            }
        }
        return String(line)
    }

    /// What stands in angle brackets; where there are none, words with an at sign.
    static func messageIDs(_ raw: [UInt8]) -> [String] {
        let spaces: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D, 0x2C]
        var ids: [String] = []
        for word in raw.split(whereSeparator: { spaces.contains($0) || $0 == 0x3C || $0 == 0x3E }) {
            guard (3...250).contains(word.count), word.contains(0x40),
                word.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
            else { continue }
            ids.append(String(decoding: word, as: UTF8.self))
            if ids.count >= 200 { break }
        }
        return ids
    }

    /// Without empty lines and spaces at its ends.
    static func trimmed(_ text: String) -> String {
        let bytes = Array(text.utf8)
        guard let first = bytes.firstIndex(where: { $0 > 0x20 }),
            let last = bytes.lastIndex(where: { $0 > 0x20 })
        else { return "" }
        // The first line keeps its indentation.
        let start = bytes[..<first].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        return String(decoding: bytes[start...last], as: UTF8.self)
    }
}
