/// The header of a message while it is written: lines of at most 78 bytes where they can be broken, at most
/// 998 always (RFC 5322 §2.1.1), of printable ASCII alone.
struct HeaderLines {
    private static let width = 78
    /// Lines with encoded words are shorter (RFC 2047 §2).
    private static let widthEncoded = 76

    private(set) var bytes: [UInt8] = []
    private var column = 0
    private var isAtName = false

    /// A field of our own words.
    mutating func add(_ name: StaticString, _ value: String) {
        begin(name)
        appendFolded(Self.printable(value), width: Self.width)
        end()
    }

    /// Text that people wrote: a subject.
    mutating func add(_ name: StaticString, text: String) {
        begin(name)
        let text = Self.singleLine(text)
        let words = text.isEmpty ? [] : text.utf8.split(separator: 0x20, omittingEmptySubsequences: false)
        let isPlain = Self.isPlainASCII(text) && words.allSatisfy { !$0.isEmpty && $0.count <= 60 }
        if isPlain {
            for word in words { appendFolded(Array(word), width: Self.width) }
        } else {
            appendEncoded(text)
        }
        end()
    }

    /// A person, and no second one.
    mutating func add(_ name: StaticString, _ mailbox: Mailbox) {
        begin(name)
        let person = Self.singleLine(mailbox.name)
        let address = Array(mailbox.address.text.utf8)
        if person.isEmpty {
            appendFolded(address, width: Self.width)
        } else if Self.isPlainASCII(person), person.utf8.count <= 50 {
            appendFolded(Self.quoted(person), width: Self.width)
            appendFolded([0x3C] + address + [0x3E], width: Self.width)
        } else {
            appendEncoded(person)
            appendFolded([0x3C] + address + [0x3E], width: Self.widthEncoded)
        }
        end()
    }

    /// Names of other messages.
    mutating func add(_ name: StaticString, _ ids: [MessageID]) {
        begin(name)
        for id in ids { appendFolded([0x3C] + Array(id.text.utf8) + [0x3E], width: Self.width) }
        end()
    }

    // MARK: Lines

    private mutating func begin(_ name: StaticString) {
        column = 0
        append(Array("\(name):".utf8))
        isAtName = true
    }

    private mutating func end() { bytes += [0x0D, 0x0A] }

    private mutating func append(_ part: [UInt8]) {
        bytes += part
        column += part.count
    }

    /// A space and the word; the space begins a new line when the word does not fit into this one.
    private mutating func appendFolded(_ word: [UInt8], width: Int) {
        if column + 1 + word.count > width, !isAtName {
            bytes += [0x0D, 0x0A]
            column = 0
        }
        isAtName = false
        append([0x20] + word)
    }

    private mutating func appendEncoded(_ text: String) {
        let room = Self.widthEncoded - column - 1
        for word in EncodedWords(text).words(firstFits: room, othersFit: Self.widthEncoded - 1) {
            appendFolded(word, width: Self.widthEncoded)
        }
    }

    // MARK: Text

    /// Printable ASCII that no reader takes for an encoded word.
    private static func isPlainASCII(_ text: String) -> Bool {
        var previous: UInt8 = 0
        for byte in text.utf8 {
            if byte < 0x20 || byte >= 0x7F || byte == 0x3F && previous == 0x3D { return false }
            previous = byte
        }
        return true
    }

    /// `"Ada \"Countess\" Lovelace"` (RFC 5322 §3.2.4).
    private static func quoted(_ text: String) -> [UInt8] {
        let inside = text.utf8.flatMap { $0 == 0x22 || $0 == 0x5C ? [0x5C, $0] : [$0] }
        return [0x22] + inside + [0x22]
    }

    private static func printable(_ text: String) -> [UInt8] {
        text.utf8.filter { $0 >= 0x20 && $0 < 0x7F }
    }

    /// The text on one line: controls and breaks of lines become one space, marks that turn the direction of
    /// what follows (they can make `gpj.exe` look like `exe.jpg`) are left out, both ends are trimmed.
    static func singleLine(_ text: String) -> String {
        var line = String.UnicodeScalarView()
        var isPending = false
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x00..<0x20, 0x7F..<0xA0, 0x2028, 0x2029: isPending = true
            case 0x202A...0x202E, 0x2066...0x2069: break
            case 0x20 where isPending || line.isEmpty: isPending = true
            default:
                if isPending, !line.isEmpty { line.append(" ") }
                isPending = false
                line.append(scalar)
            }
        }
        while line.last == " " { line.removeLast() }
        return String(line)
    }
}
