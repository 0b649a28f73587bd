/// Whether a migration may be run again when nobody knows if it took effect before a kill.
struct MigrationText {
    private let tokens: [String]
    /// INSERT, UPDATE and DELETE run in one transaction with the row that says they are done; DDL commits by
    /// itself.
    let isTransactional: Bool

    /// Throws a sentence that says what to write instead.
    init(_ sql: String) throws(Refusal) {
        tokens = try SQLTokens.of(sql)
        isTransactional = ["INSERT", "UPDATE", "DELETE"].contains(tokens.first ?? "")
        try check()
    }

    struct Refusal: Error {
        let reason: String
    }

    private func check() throws(Refusal) {
        switch tokens.first ?? "" {
        case "": throw Refusal(reason: "it holds no statement")
        case "CREATE": try checkCreate()
        case "DROP", "RENAME":
            try oneStatement()
            guard Self.objects.contains(tokens.dropFirst().first ?? "") else {
                throw Refusal(reason: "this \(tokens[0]) is not one for migrations")
            }
            try demand("IF EXISTS", in: tokens[...])
        case "ALTER": try checkAlter()
        case "INSERT":
            try oneStatement()
            guard contains("INSERT IGNORE", in: tokens[...]) || contains("ON DUPLICATE KEY", in: tokens[...])
            else { throw Refusal(reason: "write INSERT IGNORE or ON DUPLICATE KEY UPDATE") }
        case "UPDATE", "DELETE": try oneStatement()
        default: throw Refusal(reason: "\(tokens[0]) is not a statement for migrations")
        }
    }

    private static let objects: Set = [
        "TABLE", "INDEX", "VIEW", "TRIGGER", "PROCEDURE", "FUNCTION", "SEQUENCE",
    ]

    private func checkCreate() throws(Refusal) {
        guard let place = tokens.firstIndex(where: Self.objects.contains) else {
            throw Refusal(reason: "this CREATE is not one for migrations")
        }
        switch tokens[place] {
        case "TABLE", "INDEX", "SEQUENCE":
            try oneStatement()
            guard tokens.dropFirst(place + 1).starts(with: ["IF", "NOT", "EXISTS"]) else {
                throw Refusal(reason: "write CREATE \(tokens[place]) IF NOT EXISTS")
            }
            if tokens[place] == "TABLE", tokens.contains("SELECT") {
                throw Refusal(reason: "a table filled by SELECT can be left half filled")
            }
        case "VIEW":
            try oneStatement()
            fallthrough
        default:
            // The body of a trigger or routine holds semicolons; the server takes no second statement anyhow.
            guard tokens.starts(with: ["CREATE", "OR", "REPLACE"]) else {
                throw Refusal(reason: "write CREATE OR REPLACE \(tokens[place])")
            }
        }
    }

    private func checkAlter() throws(Refusal) {
        try oneStatement()
        guard tokens.dropFirst().first == "TABLE" else { throw Refusal(reason: "only tables are altered") }
        for clause in clauses() {
            switch clause.first ?? "" {
            case "ADD": try demand("IF NOT EXISTS", in: clause)
            case "DROP", "CHANGE", "RENAME": try demand("IF EXISTS", in: clause)
            case "MODIFY", "ALTER", "CONVERT", "DEFAULT", "CHARACTER", "CHARSET", "COLLATE", "COMMENT",
                "ENGINE",
                "ROW_FORMAT", "ALGORITHM", "LOCK":
                continue
            default:
                throw Refusal(reason: "ALTER TABLE … \(clause.first ?? "") is not known to be repeatable")
            }
        }
    }

    /// What ALTER TABLE name does, comma by comma.
    private func clauses() -> [ArraySlice<String>] {
        var rest = tokens.dropFirst(2)
        if rest.starts(with: ["IF", "EXISTS"]) { rest = rest.dropFirst(2) }
        rest = rest.dropFirst()
        while rest.first == "." { rest = rest.dropFirst(2) }
        var depth = 0
        return rest.split(omittingEmptySubsequences: false) { token in
            if token == "(" { depth += 1 }
            if token == ")" { depth -= 1 }
            return token == "," && depth == 0
        }
    }

    private func oneStatement() throws(Refusal) {
        guard tokens.contains(";") else { return }
        throw Refusal(reason: "one statement a file")
    }

    private func demand(_ words: String, in clause: ArraySlice<String>) throws(Refusal) {
        guard !contains(words, in: clause) else { return }
        throw Refusal(reason: "write \(clause.first ?? "") … \(words)")
    }

    private func contains(_ words: String, in clause: ArraySlice<String>) -> Bool {
        let wanted = words.split(separator: " ").map(String.init)
        return clause.indices.contains { clause[$0...].starts(with: wanted) }
    }
}

/// The words and signs of a statement, without comments, and without what stands in quotes.
enum SQLTokens {
    /// Words in capitals; a quoted text or name is `'`; a semicolon at the very end is left out.
    static func of(_ sql: String) throws(MigrationText.Refusal) -> [String] {
        let bytes = Array(sql.utf8)
        var tokens: [String] = []
        var place = 0
        while place < bytes.count {
            let byte = bytes[place]
            if let end = try comment(bytes, at: place) {
                place = end
            } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "`") {
                place = try quoted(bytes, from: place)
                tokens.append("'")
            } else if isWord(byte) {
                let word = bytes[place...].prefix(while: isWord)
                tokens.append(String(decoding: word, as: UTF8.self).uppercased())
                place += word.count
            } else {
                if byte > UInt8(ascii: " ") { tokens.append(String(decoding: [byte], as: UTF8.self)) }
                place += 1
            }
        }
        if tokens.last == ";" { tokens.removeLast() }
        return tokens
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...:
            true
        default: false
        }
    }

    /// Where the comment that begins here ends, nil if none does.
    private static func comment(_ bytes: [UInt8], at place: Int) throws(MigrationText.Refusal) -> Int? {
        let rest = bytes[place...]
        if rest.starts(with: "-- ".utf8) || rest.starts(with: "--\n".utf8) || rest.first == UInt8(ascii: "#")
        {
            return rest.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        }
        guard rest.starts(with: "/*".utf8) else { return nil }
        if rest.starts(with: "/*!".utf8) || rest.starts(with: "/*M!".utf8) {
            throw MigrationText.Refusal(reason: "a comment that is run on some servers only")
        }
        var end = place + 2
        while end + 1 < bytes.count {
            if bytes[end] == UInt8(ascii: "*"), bytes[end + 1] == UInt8(ascii: "/") { return end + 2 }
            end += 1
        }
        throw MigrationText.Refusal(reason: "a comment has no end")
    }

    /// The place behind the closing quote. A doubled quote reads as two texts, which does no harm here.
    private static func quoted(_ bytes: [UInt8], from start: Int) throws(MigrationText.Refusal) -> Int {
        let quote = bytes[start]
        var place = start + 1
        while place < bytes.count {
            if bytes[place] == quote { return place + 1 }
            place += bytes[place] == UInt8(ascii: "\\") && quote != UInt8(ascii: "`") ? 2 : 1
        }
        throw MigrationText.Refusal(reason: "a quote has no end")
    }
}
