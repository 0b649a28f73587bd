/// What somebody wrote himself, apart from what he quotes below it.
package struct QuotedText: Sendable, Equatable {
    package let own: String
    /// Empty where nothing is quoted, or where answers stand between what is quoted.
    package let quoted: String

    init(own: String) { (self.own, quoted) = (own, "") }

    package init(_ text: String) {
        let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map {
            String($0) ?? ""
        }
        guard let start = Self.start(lines), start > 0 else {
            (own, quoted) = (text, "")
            return
        }
        let before = HeaderText.trimmed(lines[..<start].joined(separator: "\n"))
        if before.isEmpty {
            (own, quoted) = (text, "")
        } else {
            (own, quoted) = (before, lines[start...].joined(separator: "\n"))
        }
    }

    /// The line from which on everything is quoted.
    private static func start(_ lines: [String]) -> Int? {
        for index in lines.indices {
            // What is passed on is what the mail is about.
            if isForwarding(lines[index]) { return nil }
            if isDivider(lines, index) { return index }
            if let end = attribution(lines, index), isAllQuoted(lines[end...]) { return index }
        }
        return trailingQuote(lines)
    }

    // MARK: With marks before each line

    private static func isQuoted(_ line: String) -> Bool {
        line.utf8.first { $0 != 0x20 && $0 != 0x09 } == UInt8(ascii: ">")
    }

    private static func isBlank(_ line: String) -> Bool { line.utf8.allSatisfy { $0 <= 0x20 } }

    /// Only quoted and empty lines; a signature may end them.
    private static func isAllQuoted(_ lines: ArraySlice<String>) -> Bool {
        var hasQuote = false
        for line in lines {
            if isQuoted(line) {
                hasQuote = true
            } else if hasQuote, line == "-- " || line == "--" {
                return true
            } else if !isBlank(line) {
                return false
            }
        }
        return hasQuote
    }

    /// Quoted lines at the end without a line that says whose.
    private static func trailingQuote(_ lines: [String]) -> Int? {
        guard var index = lines.lastIndex(where: { !isBlank($0) }), isQuoted(lines[index]) else { return nil }
        while index > 0, isQuoted(lines[index - 1]) || isBlank(lines[index - 1]) { index -= 1 }
        while index < lines.count, isBlank(lines[index]) { index += 1 }
        return index
    }

    /// "On Monday … wrote:", on one line or wrapped over up to three: the line after it.
    private static func attribution(_ lines: [String], _ index: Int) -> Int? {
        let first = lines[index].lowercased()
        guard openings.contains(where: { first.utf8.starts(with: $0.utf8) }) else { return nil }
        var whole = ""
        for next in index..<min(index + 3, lines.count) {
            whole += (whole.isEmpty ? "" : " ") + lines[next].lowercased()
            let text = whole.utf8.reversed().drop { $0 <= 0x20 }
            guard text.first == UInt8(ascii: ":") else { continue }
            return verbs.contains(where: whole.contains) ? next + 1 : nil
        }
        return nil
    }

    private static let openings = ["on ", "op ", "am ", "le ", "el ", "il ", "den ", "em "]
    private static let verbs = [
        " wrote", " schreef", " schrieb", " a écrit", " escribió", " ha scritto", " skrev", " escreveu",
    ]

    // MARK: With a line between

    private static func isForwarding(_ line: String) -> Bool {
        let text = line.lowercased()
        return line.utf8.count < 80 && forwardings.contains(where: text.contains)
    }

    private static let forwardings = [
        "forwarded message", "begin forwarded message", "doorgestuurd bericht", "weergeleitete nachricht",
        "weitergeleitete nachricht", "message transféré", "mensaje reenviado",
    ]

    private static func isDivider(_ lines: [String], _ index: Int) -> Bool {
        let line = lines[index]
        guard let first = line.utf8.first, first == 0x2D || first == 0x5F || (0x41...0x5A).contains(first)
        else {
            return false
        }
        if first == 0x2D {
            let words = line.utf8.drop { $0 == 0x2D || $0 == 0x20 }
            let text = (String(words) ?? "").lowercased()
            return dividers.contains { text.utf8.starts(with: $0.utf8) }
        }
        if first == 0x5F {
            guard line.utf8.count >= 20, line.utf8.allSatisfy({ $0 == 0x5F || $0 <= 0x20 }) else {
                return false
            }
            return lines[(index + 1)...].prefix(3).contains { isField($0, froms) }
        }
        // Outlook's block of headers: whose, and when, one below the other.
        return isField(line, froms)
            && lines[(index + 1)...].prefix(3).contains { isField($0, sents) }
    }

    private static func isField(_ line: String, _ names: [String]) -> Bool {
        let text = String(line.utf8.drop { $0 == 0x2A || $0 == 0x20 }) ?? ""
        return names.contains { text.lowercased().utf8.starts(with: $0.utf8) }
    }

    private static let dividers = [
        "original message", "original appointment", "oorspronkelijk bericht", "oorspronkelijke bericht",
        "ursprüngliche nachricht", "message d'origine", "mensaje original", "reply message",
    ]
    private static let froms = ["from:", "van:", "von:", "de :", "de:"]
    private static let sents = [
        "sent:", "date:", "verzonden:", "datum:", "gesendet:", "envoyé :", "enviado:",
    ]
}
