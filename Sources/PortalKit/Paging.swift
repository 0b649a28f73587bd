/// In which order a list stands, by one column and the row's id, which makes it total.
public struct Keyset: Sendable {
    /// Which end comes first.
    public enum Order: Sendable {
        case ascending
        case descending
    }

    let column: StaticString
    let id: StaticString
    let order: Order

    /// `Keyset("a.published_at", .descending, id: "a.id")`; the columns are NOT NULL where the list has rows.
    public init(_ column: StaticString, _ order: Order, id: StaticString) {
        self.column = column
        self.order = order
        self.id = id
    }
}

/// Where a row stands in its list.
public struct Position: Sendable, Equatable {
    let key: SQLValue
    let id: UInt64

    /// A row of a list that is sorted by time.
    public init<Noun>(_ key: Instant, _ id: ID<Noun>) {
        self.init(key: key.sqlValue, id: id.value)
    }

    /// A row of a list that is sorted by text.
    public init<Noun>(_ key: String, _ id: ID<Noun>) {
        self.init(key: .text(key), id: id.value)
    }

    init(key: SQLValue, id: UInt64) {
        self.key = key
        self.id = id
    }
}

/// Which part of a list a page shows. It pages by key and not by offset, so that the last page costs what the
/// first does, and nothing is shown twice or left out when rows come and go meanwhile.
public struct Paging: Sendable {
    enum Direction: UInt8 {
        case after = 1
        case before = 2
    }

    /// Rows on a page: 25, 50 or 100.
    public let size: Int
    /// What the search field of the list holds: one line of at most 200 characters.
    public let search: String
    let direction: Direction
    let position: Position?
    let ordinal: Int
    let address: String
    let query: Query
    let seal: CursorSeal
    /// Whether the page says how many rows there are in all.
    let counts: Bool

    /// The whole-set search and filters stay in the links; a cursor belongs to one list, one filter and one person.
    ///
    /// - Throws: `PortalError.notFound` when the cursor in the address was not made for this list.
    package init(_ request: Request, seal: CursorSeal) throws(PortalError) {
        self.seal = seal
        counts = true
        address = "/" + request.path.segments.map { Percent.segment($0) }.joined(separator: "/")
        query = Query(request.query).setting("after", nil).setting("before", nil)
        search = String(request.query["q"].trimmed.unicodeScalars.prefix(200))
        size =
            [25, 50, 100].contains { String($0) == request.query["limit"] }
            ? Int(request.query["limit"]) ?? 25 : 25
        direction = request.query.has("before") ? .before : .after
        let text = direction == .before ? request.query["before"] : request.query["after"]
        guard !text.isEmpty else {
            position = nil
            ordinal = 0
            return
        }
        guard let cursor = Cursor(text, list: address + query.text, seal: seal) else { throw .notFound }
        position = cursor.position
        ordinal = cursor.ordinal
    }

    /// Which of a list's named views the address asks for, the field `view`; the first where it names none of them.
    public func view<View: RawRepresentable & CaseIterable>(_ type: View.Type) -> View?
    where View.RawValue == String {
        View(rawValue: query["view"]) ?? View.allCases.first
    }

    /// What one select of the filter bar is set to, the field `filter[name]`; nil where it does not filter.
    public func filter<Value: RawRepresentable>(_ name: String, _ type: Value.Type) -> Value?
    where Value.RawValue == String {
        Value(rawValue: query["filter[" + name + "]"])
    }

    /// The first so many rows of a list, for a card or a summary.
    public static func first(_ count: Int) -> Paging { Paging(size: max(0, count - 1)) }

    /// The first matches of a search, which nobody counts.
    static func matches(_ text: String, most: Int) -> Paging { Paging(size: most, search: text) }

    private init(size: Int, search: String? = nil) {
        self.size = size
        self.search = search ?? ""
        counts = search == nil
        direction = .after
        position = nil
        ordinal = 0
        address = ""
        query = Query()
        seal = CursorSeal { _ in [] }
    }

    /// How many rows there are in all where the page itself tells, because it is the first and has room left.
    public func total<Row>(_ rows: [Row]) -> Int? {
        position == nil && rows.count <= size ? rows.count : nil
    }

    /// The rows of this page, in the order of the list, with the links to the neighbours.
    ///
    /// - Parameters:
    ///   - rows: what the statement gave: one more than fits tells that there is more.
    ///   - total: how many rows there are in all pages together; counting may stop at 1,000.
    public func listing<Row>(_ rows: [Row], total: Int, _ place: (Row) -> Position) -> Listing<Row> {
        let hasMore = rows.count > size
        var shown = Array(rows.prefix(size))
        if direction == .before { shown.reverse() }
        let first = direction == .before ? max(0, ordinal - shown.count) : ordinal
        let hasPrevious = direction == .before ? hasMore : position != nil
        let hasNext = direction == .before ? true : hasMore
        func link(_ name: String, _ row: Row?, ordinal: Int) -> String? {
            guard let row else { return nil }
            let cursor = Cursor(position: place(row), ordinal: ordinal)
            let text = cursor.text(list: address + query.text, seal: seal)
            return address + query.setting(name, text).text
        }
        return Listing(
            rows: shown, first: shown.isEmpty ? 0 : first + 1, total: total,
            previous: hasPrevious ? link("before", shown.first, ordinal: first) : nil,
            next: hasNext ? link("after", shown.last, ordinal: first + shown.count) : nil,
            address: address, search: search, query: query)
    }
}

/// One page of a list.
public struct Listing<Row> {
    /// What the page shows.
    public let rows: [Row]
    /// The number of the first row, counted from 1; 0 when there is none.
    public let first: Int
    /// All rows of all pages; `Listing.countLimit` + 1 stands for more.
    public let total: Int
    /// The address of the page before.
    public let previous: String?
    /// The address of the page after.
    public let next: String?
    /// The list's own address, and what is searched for in it.
    let address: String
    let search: String
    /// The fields of the address but for the cursor.
    let query: Query
}

extension Reading {
    /// One page of a list.
    ///
    /// - Parameters:
    ///   - rows: a statement that ends with its condition; what the page adds to it stands behind an AND.
    ///   - all: what is counted: `"support_ticket t WHERE …"`, with the same condition.
    ///   - place: where a row stands, by the columns of the keyset.
    public func listing<Noun>(
        _ paging: Paging, by keyset: Keyset, _ rows: SQL, counting all: SQL,
        _ map: (borrowing Row) throws -> Noun, place: (Noun) -> Position
    ) throws -> Listing<Noun> {
        let page: SQL = "\(sql: rows) AND \(paging, from: keyset) \(paging, order: keyset)"
        let found = try self.rows(page, map)
        return paging.listing(found, total: paging.counts ? try count(of: all) : found.count, place)
    }
}

extension Reading {
    /// How many rows each of several lists has, each counted up to 1,001, in one statement.
    ///
    /// - Parameter lists: `"support_ticket t WHERE …"` each.
    public func counts(of lists: [SQL]) throws -> [Int] {
        guard !lists.isEmpty else { return [] }
        let each: [SQL] = lists.map { "(SELECT COUNT(*) FROM (SELECT 1 FROM \(sql: $0) LIMIT 1001) counted)" }
        return try first("SELECT \(sql: SQL(joining: each, by: ", "))") { row in
            try lists.map { _ in try row.next() }
        } ?? []
    }
}

/// Counting stops here: `SELECT COUNT(*) FROM (SELECT 1 … LIMIT 1001) counted`.
public let countLimit = 1_000

extension SQL.StringInterpolation {
    /// The condition that a row comes after (or before) the cursor.
    public mutating func appendInterpolation(_ paging: Paging, from keyset: Keyset) {
        guard let position = paging.position else { return appendStatic("TRUE") }
        let ascends = (keyset.order == .ascending) == (paging.direction == .after)
        // Written so that the index can seek: `key <= ? AND (key < ? OR id < ?)`.
        appendStatic("(")
        appendStatic(keyset.column)
        appendStatic(ascends ? " >= " : " <= ")
        appendBind(position.key)
        appendStatic(" AND (")
        appendStatic(keyset.column)
        appendStatic(ascends ? " > " : " < ")
        appendBind(position.key)
        appendStatic(" OR ")
        appendStatic(keyset.id)
        appendStatic(ascends ? " > " : " < ")
        appendBind(.uint(position.id))
        appendStatic("))")
    }

    /// `ORDER BY … LIMIT …` of this page.
    public mutating func appendInterpolation(_ paging: Paging, order keyset: Keyset) {
        let ascends = (keyset.order == .ascending) == (paging.direction == .after)
        appendStatic("ORDER BY ")
        appendStatic(keyset.column)
        appendStatic(ascends ? " ASC, " : " DESC, ")
        appendStatic(keyset.id)
        appendStatic(ascends ? " ASC LIMIT " : " DESC LIMIT ")
        appendBind(.int(Int64(paging.size + 1)))
    }
}

extension Listing {
    /// "Showing 26–50 of 312", for the pager.
    public func showing(_ reader: Reader) -> Words {
        let last = first + max(0, rows.count - 1)
        let range = reader.number(first) + "–" + reader.number(last)
        let all = total > countLimit ? reader.number(countLimit) + "+" : reader.number(total)
        return "Showing \("range", range) of \("all", all)"
    }
}

extension SQL.StringInterpolation {
    /// The column a list is ordered by, to make each row's ``Position`` of.
    public mutating func appendInterpolation(column keyset: Keyset) {
        appendStatic(keyset.column)
    }
}
