/// Text beyond ASCII in a header, as words of ASCII (RFC 2047).
///
/// What is written here can stand in a phrase (a person's name) and in a subject: §5 (3) allows the fewest
/// characters, and nothing that is between those can end a word or a line.
struct EncodedWords {
    /// The longest word, with its marks (§2).
    static let longest = 75
    private static let head = Array("=?UTF-8?".utf8)
    private static let tail = Array("?=".utf8)
    private static let marks = head.count + 2 + tail.count

    private let scalars: [[UInt8]]
    private let isBase64: Bool

    init(_ text: String) {
        scalars = text.unicodeScalars.map { Array(String($0).utf8) }
        let bytes = text.utf8.count
        let quoted = text.utf8.reduce(0) { $0 + Self.width($1) }
        isBase64 = (bytes + 2) / 3 * 4 < quoted
    }

    /// The words, the first at most `room` bytes long (if one letter fits into that), the others `width`.
    /// A code point is never split over two.
    func words(firstFits room: Int, othersFit width: Int) -> [[UInt8]] {
        var words: [[UInt8]] = []
        var part: [UInt8] = []
        for scalar in scalars {
            let limit = min(Self.longest, words.isEmpty ? room : width)
            if !part.isEmpty, size(of: part + scalar) > limit {
                words.append(word(part))
                part = []
            }
            part += scalar
        }
        if !part.isEmpty { words.append(word(part)) }
        return words
    }

    private func size(of part: [UInt8]) -> Int {
        Self.marks + (isBase64 ? (part.count + 2) / 3 * 4 : part.reduce(0) { $0 + Self.width($1) })
    }

    private func word(_ part: [UInt8]) -> [UInt8] {
        let letter = UInt8(ascii: isBase64 ? "B" : "Q")
        return Self.head + [letter, 0x3F] + (isBase64 ? Base64.encoded(part) : Self.quoted(part)) + Self.tail
    }

    private static func quoted(_ part: [UInt8]) -> [UInt8] {
        part.flatMap { byte in
            if byte == 0x20 { return [UInt8(ascii: "_")] }
            return width(byte) == 1 ? [byte] : QuotedPrintable.escape(byte)
        }
    }

    private static func width(_ byte: UInt8) -> Int {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x20, 0x21, 0x2A, 0x2B, 0x2D, 0x2F: 1
        default: 3
        }
    }
}
