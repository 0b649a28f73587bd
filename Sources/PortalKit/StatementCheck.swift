/// A statement that a portal must not send. It is a fault of the portal, found at its first use.
package enum StatementFault: Error, Equatable, CustomStringConvertible {
    case withoutOwner(portal: String, sql: String)
    case foreignTable(portal: String, table: String)
    case refusedText(portal: String, what: String)
    case tooFewOwners(portal: String, tables: Int, owners: Int)

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
        }
    }
}

/// Reads which tables a statement names. It need not understand SQL: it must not miss a table's name.
package enum StatementCheck {
    private static let views: Set<String> = [
        "portico_customer", "portico_contact", "portico_staff", "portico_attachment",
    ]
    private static let introducers: Set<String> = [
        "from", "join", "into", "update", "table", "straight_join",
    ]

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
        var names: [String] = []
        var expectsTable = false
        var inFromList = false
        var depth = 0
        var fromDepth = 0
        for token in try tokens(text, portal: portal) {
            switch token {
            case "(": depth += 1
            case ")":
                if inFromList && depth <= fromDepth { inFromList = false }
                depth -= 1
            case ",":
                if inFromList && depth == fromDepth { expectsTable = true }
            case ".":
                if expectsTable { throw .refusedText(portal: portal, what: "a qualified table") }
            default:
                if introducers.contains(token) {
                    expectsTable = true
                    inFromList = token == "from" || token == "join" || token == "update"
                    fromDepth = depth
                } else if expectsTable {
                    if token == "select" || token == "lateral" || token == "ignore" || token == "low_priority"
                    {
                        expectsTable = token != "select"
                    } else {
                        names.append(token)
                        expectsTable = false
                    }
                } else if ["where", "set", "values", "order", "group", "limit", "having"].contains(token),
                    depth == fromDepth
                {
                    inFromList = false
                }
            }
        }
        return names
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
