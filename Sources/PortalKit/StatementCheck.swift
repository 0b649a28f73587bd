/// A statement that a portal must not send. It is a fault of the portal, found at its first use.
package enum StatementFault: Error, Equatable, CustomStringConvertible {
    case withoutOwner(portal: String, sql: String)
    case foreignTable(portal: String, table: String)
    case refusedText(portal: String, what: String)
    case tooFewOwners(portal: String, tables: Int, owners: Int)
    case changesWhileReading(portal: String, sql: String)

    package var description: String {
        switch self {
        case .withoutOwner(let portal, let sql):
            "A customer's statement of \(portal) has no Scope: \(sql)"
        case .foreignTable(let portal, let table):
            "A statement of \(portal) names the table \(table); it may name \(portal)_… and the views portico_…"
        case .refusedText(let portal, let what):
            "A statement of \(portal) contains \(what), which portals do not use"
        case .tooFewOwners(let portal, let tables, let owners):
            "A customer's statement of \(portal) names \(tables) tables but \(owners) scopes; write one for each"
        case .changesWhileReading(let portal, let sql):
            "A statement of \(portal) changes something where it may only read: \(sql)"
        }
    }
}

/// Reads which tables a statement names. It need not understand SQL: it must not miss a table's name.
package enum StatementCheck {
    private static let views: Set<String> = [
        "portico_customer", "portico_contact", "portico_staff", "portico_attachment",
    ]
    private static let verbs: Set<String> = ["select", "insert", "replace", "update", "delete"]
    /// What reads or writes beside tables, or makes the server wait.
    private static let refused: Set<String> = [
        "outfile", "dumpfile", "load_file", "sleep", "benchmark", "get_lock", "release_lock",
        "release_all_locks", "is_free_lock", "is_used_lock", "procedure",
    ]

    /// What is lent for reading sends nothing but SELECT: so no page changes anything by being looked at.
    package static func onlyReads(_ sql: SQL, portal: String) throws(StatementFault) {
        let start = sql.bytes.drop { $0 == 0x20 || $0 == 0x0A || $0 == 0x28 }.prefix(6)
        guard start.elementsEqual("SELECT".utf8, by: { $0 & 0xDF == $1 }) else {
            throw .changesWhileReading(portal: portal, sql: sql.text)
        }
    }

    package static func check(_ sql: SQL, portal: String, countsOwners: Bool) throws(StatementFault) {
        var own = 0
        for table in try tables(sql.text, portal: portal) {
            if table.hasPrefix(portal + "_") {
                own += 1
            } else if !views.contains(table) {
                throw .foreignTable(portal: portal, table: table)
            }
        }
        let owners = sql.scopes + sql.unscoped
        if countsOwners && own > owners { throw .tooFewOwners(portal: portal, tables: own, owners: owners) }
    }

    /// Every name that stands where a table may stand, lower-cased.
    static func tables(_ text: String, portal: String) throws(StatementFault) -> [String] {
        let tokens = try tokens(text, portal: portal)
        guard let verb = tokens.first, verbs.contains(verb) else {
            throw .refusedText(
                portal: portal, what: "another beginning than SELECT, INSERT, UPDATE or DELETE")
        }
        if let word = tokens.first(where: refused.contains) { throw .refusedText(portal: portal, what: word) }
        var reader = TableReader()
        for (index, token) in tokens.enumerated() {
            do throws(TableReader.Refusal) {
                try reader.read(token, next: index + 1 < tokens.count ? tokens[index + 1] : "")
            } catch {
                throw .refusedText(portal: portal, what: error.what)
            }
        }
        return reader.names
    }

    /// Words and the signs `( ) , .`; quoted text is dropped. What could hide a name is refused.
    private static func tokens(_ text: String, portal: String) throws(StatementFault) -> [String] {
        var tokens: [String] = []
        var word: [UInt8] = []
        let bytes = Array(text.utf8)
        var index = 0
        func refuse(_ what: String) -> StatementFault { .refusedText(portal: portal, what: what) }
        func isWord(_ byte: UInt8) -> Bool {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x24, 0x80...: true
            default: false
            }
        }
        while index < bytes.count {
            let byte = bytes[index]
            if isWord(byte) {
                word.append((0x41...0x5A).contains(byte) ? byte + 0x20 : byte)
                index += 1
                continue
            }
            if !word.isEmpty {
                tokens.append(String(decoding: word, as: UTF8.self))
                word.removeAll(keepingCapacity: true)
            }
            switch byte {
            case UInt8(ascii: "`"), UInt8(ascii: "\""), UInt8(ascii: "@"), UInt8(ascii: "#"),
                UInt8(ascii: ";"),
                UInt8(ascii: "\\"):
                throw refuse("the sign " + String(decoding: [byte], as: UTF8.self))
            case UInt8(ascii: "-") where bytes.dropFirst(index + 1).first == byte: throw refuse("a comment")
            case UInt8(ascii: "/") where bytes.dropFirst(index + 1).first == UInt8(ascii: "*"):
                throw refuse("a comment")
            case UInt8(ascii: "'"):
                guard let end = bytes[(index + 1)...].firstIndex(of: byte) else {
                    throw refuse("an open quote")
                }
                index = end
            case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ","), UInt8(ascii: "."):
                tokens.append(String(decoding: [byte], as: UTF8.self))
            default: break
            }
            index += 1
        }
        if !word.isEmpty { tokens.append(String(decoding: word, as: UTF8.self)) }
        return tokens
    }
}
