/// Follows a statement word by word and notes what stands where a table may stand. Where it cannot be sure, it
/// refuses: a portal's author then writes the statement in a plainer way.
struct TableReader {
    struct Refusal: Error {
        let what: String
    }

    private(set) var names: [String] = []
    /// For the statement and each open parenthesis: whether a comma is followed by a table.
    private var lists = [false]
    private var expectsTable = false
    private var wasTable = false
    private var previous = ""

    private static let modifiers: Set<String> = [
        "ignore", "low_priority", "high_priority", "delayed", "quick", "into", "lateral",
    ]
    private static let ends: Set<String> = [
        "where", "set", "order", "group", "limit", "having", "select", "union", "except", "intersect",
        "window",
        "returning",
    ]

    mutating func read(_ token: String, next: String) throws(Refusal) {
        let isAfterTable = wasTable
        wasTable = false
        switch token {
        case "(":
            guard !expectsTable || next == "select" else { throw Refusal(what: "tables in parentheses") }
            expectsTable = false
            lists.append(false)
        case ")":
            if lists.count > 1 { lists.removeLast() }
        case ",":
            if lists.last == true { expectsTable = true }
        case ".":
            if expectsTable || isAfterTable { throw Refusal(what: "a table with the name of its database") }
        default:
            word(token, next: next)
        }
        previous = token
    }

    private mutating func word(_ token: String, next: String) {
        switch token {
        case "from", "join", "straight_join": expect(inList: true)
        case "update" where previous == "key": setList(false)
        case "update" where previous == "for": break
        case "update": expect(inList: true)
        case "using" where next != "(": expect(inList: true)
        case "into", "table": expectsTable = true
        case "insert" where previous.isEmpty, "replace" where previous.isEmpty: expectsTable = true
        case _ where expectsTable:
            if Self.modifiers.contains(token) { return }
            names.append(token)
            expectsTable = false
            wasTable = true
        // A word after a point is a column, and FORCE INDEX FOR ORDER BY stands amid the tables.
        case _ where Self.ends.contains(token) && previous != "." && previous != "for": setList(false)
        default: break
        }
    }

    private mutating func expect(inList: Bool) {
        expectsTable = true
        setList(inList)
    }

    private mutating func setList(_ isList: Bool) { lists[lists.count - 1] = isList }
}
