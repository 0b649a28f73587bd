import Foundation

/// The texts for people that stand in a Swift file, found without the compiler: every string literal that reads like
/// a text and stands where a text for people may stand.
struct WordsInSource {
    struct Literal: Equatable {
        /// As `Words` makes its key of it: `\("name", value)` is `{name}`.
        var key: String
        var line: Int
        /// It holds a value without a name, so it is HTML, SQL or a plain `String`.
        var isNameless = false
        /// The code before it on its way here: `ui.say(`.
        var before: String
    }

    private(set) var literals: [Literal] = []
    private let source: [UInt8]
    private var place = 0
    private var line = 1

    init(_ text: String) {
        source = Array(text.utf8)
        while place < source.count { step() }
    }

    /// Texts that a person can read.
    var keys: [Literal] { literals.filter(Self.isForPeople) }

    private static let codeOnly = [
        "malformed(", "preconditionFailure(", "fault(", "message:", "context:", "BadRequest.tooLarge(",
        "unscoped:", "Kept(", "because:",
    ]

    static func isForPeople(_ literal: Literal) -> Bool {
        let text = literal.key
        guard !literal.isNameless, !text.contains("<"), !text.hasPrefix(" "), !text.hasSuffix(" "),
            !text.contains("=\"")
        else {
            return false
        }
        // Without what stands in braces, a letter must be left.
        let bare = text.replacing(/\{[a-z]+\}/, with: "")
        guard bare.contains(where: \.isLetter) else { return false }
        if codeOnly.contains(where: { literal.before.hasSuffix($0) }) { return false }
        // Names with an underscore are tables, columns and functions.
        if text.contains("_")
            || text.contains(/^(SELECT|INSERT|UPDATE|DELETE|CASE|FALSE|TRUE|NULL|[a-z]\.[a-z]+)\b/)
        {
            return false
        }
        let first = bare.first { !$0.isWhitespace }
        return bare.contains(" ") || first?.isUppercase == true || first == "("
    }

    // MARK: Scanning

    private func byte(_ offset: Int = 0) -> UInt8 {
        place + offset < source.count ? source[place + offset] : 0
    }

    private mutating func advance(_ count: Int = 1) {
        for _ in 0..<count {
            if byte() == 0x0A { line += 1 }
            place += 1
        }
    }

    private func starts(_ text: StaticString) -> Bool {
        let bytes = Array(text.description.utf8)
        return source[place...].starts(with: bytes)
    }

    private mutating func step() {
        if starts("//") {
            while place < source.count, byte() != 0x0A { advance() }
        } else if starts("/*") {
            while place < source.count, !starts("*/") { advance() }
            advance(2)
        } else if byte() == UInt8(ascii: "\"") {
            literal()
        } else {
            advance()
        }
    }

    /// The last words of code before this place, without line breaks.
    private var before: String {
        let start = max(0, place - 160)
        let text = String(decoding: source[start..<place], as: UTF8.self)
        return text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
            .joined(separator: " ").replacing("( ", with: "(")
    }

    private mutating func literal() {
        var found = Literal(key: "", line: line, before: before)
        let isLong = starts("\"\"\"")
        advance(isLong ? 3 : 1)
        var bytes: [UInt8] = []
        while place < source.count {
            if isLong ? starts("\"\"\"") : byte() == UInt8(ascii: "\"") { break }
            guard byte() == UInt8(ascii: "\\") else {
                bytes.append(byte())
                advance()
                continue
            }
            advance()
            if byte() == UInt8(ascii: "(") {
                let name = interpolation()
                if let name { bytes += Array("{\(name)}".utf8) } else { found.isNameless = true }
            } else if byte() == 0x0A {
                // A continued line: what follows joins without the indentation.
                advance()
                while byte() == 0x20 { advance() }
            } else {
                bytes.append(byte() == UInt8(ascii: "n") ? 0x0A : byte())
                advance()
            }
        }
        advance(isLong ? 3 : 1)
        found.key = isLong ? Self.unindented(bytes) : String(decoding: bytes, as: UTF8.self)
        literals.append(found)
    }

    /// What stands in `\( … )`; the literals inside are found too. The name, when it begins with one.
    private mutating func interpolation() -> String? {
        advance()
        let start = place
        var depth = 1
        while place < source.count, depth > 0 {
            if byte() == UInt8(ascii: "(") { depth += 1 }
            if byte() == UInt8(ascii: ")") { depth -= 1 }
            if depth == 0 { break }
            step()
        }
        let inside = String(decoding: source[start..<min(place, source.count)], as: UTF8.self)
        advance()
        return inside.prefixMatch(of: /"([a-z]+)",/).map { String($0.1) }
    }

    private static func unindented(_ bytes: [UInt8]) -> String {
        let lines = String(decoding: bytes, as: UTF8.self).split(
            separator: "\n", omittingEmptySubsequences: false)
        let indent = lines.last?.prefix { $0 == " " }.count ?? 0
        return lines.dropFirst().dropLast().map { line in
            String(line.dropFirst(min(indent, line.prefix { $0 == " " }.count)))
        }.joined(separator: "\n")
    }
}
