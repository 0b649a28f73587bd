import MariaDB
import PortalKit
import Web

/// A line of the log that customers read: who did what, when.
struct LogEntry: Sendable {
    /// Whose act it was. Names are looked up when the log is read: the trail holds none.
    enum Who: Sendable, Equatable {
        case person(String)
        case staff(String)
        /// Somebody who was removed or forgotten.
        case former
        /// By the customer's link.
        case visitor
        case system
    }

    let id: ID<LogEntry>
    let at: Instant
    /// The time in UTC, as programs read it.
    let time: String
    let action: String
    let kind: String?
    let record: UInt64?
    let who: Who
    let device: Device?
}

/// What the reader of the log wants to see of it.
struct LogFilter: Sendable {
    /// One of the customer's people, or `staff`.
    let person: String
    let part: LogTable.Part?
    let days: Int64?

    static let staff = "staff"
    static let periods: [Int64] = [7, 30, 90, 365]

    init(_ query: Form) {
        person = query["person"]
        part = LogTable.Part(rawValue: query["what"])
        days = Self.periods.first { String($0) == query["days"] }
    }

    func condition(_ customer: UInt64, _ table: LogTable, at now: Instant) -> SQL {
        var parts: [SQL] = ["a.customer_id = \(customer)", "a.action IN (\(list: table.told(part)))"]
        if let days { parts.append("a.at > \(now.adding(seconds: -days * 86_400))") }
        if person == Self.staff {
            parts.append("a.actor_kind = 'staff'")
        } else if !person.isEmpty {
            let seat = Crockford.decode(person) ?? []
            parts.append(
                "a.seat_id = (SELECT o.id FROM kernel_seat o WHERE o.ref = \(seat) AND o.customer_id = \(customer))"
            )
        }
        return SQL(joining: parts, by: " AND ")
    }
}

extension LogEntry {
    private static let order = Keyset("a.at", .descending, id: "a.id")

    /// The trail's rows of one customer, as far as customers are told; a name only of somebody of that customer, or of
    /// staff.
    private static func select(_ condition: SQL) -> SQL {
        """
        SELECT a.id, a.at, DATE_FORMAT(a.at, '%Y-%m-%dT%H:%i:%sZ'), a.action, a.subject_kind, a.subject_id,
            a.device, a.actor_kind, m.name, IF(s.contact_id IS NULL, c.name, p.name)
        FROM kernel_audit a
        LEFT JOIN kernel_staff m ON a.actor_kind = 'staff' AND m.id = a.actor_id
        LEFT JOIN kernel_seat s ON s.id = a.seat_id AND s.customer_id = a.customer_id
        LEFT JOIN kernel_contact p ON p.id = s.contact_id AND p.removed_at IS NULL
        LEFT JOIN kernel_customer c ON c.id = s.customer_id
        WHERE \(sql: condition)
        """
    }

    static func listing(
        _ paging: Paging, _ condition: SQL, _ db: borrowing Reading
    ) throws -> Listing<LogEntry> {
        try db.listing(
            paging, by: order, select(condition), counting: "kernel_audit a WHERE \(sql: condition)",
            LogEntry.init
        ) { Position($0.at, $0.id) }
    }

    /// The newest, for a file.
    static func newest(_ most: Int, _ condition: SQL, _ db: borrowing Reading) throws -> [LogEntry] {
        try db.rows("\(sql: select(condition)) ORDER BY a.at DESC, a.id DESC LIMIT \(most)", LogEntry.init)
    }

    private init(_ row: borrowing Row) throws {
        id = try row.next()
        at = try row.next()
        time = try row.next()
        action = try row.next()
        kind = try row.next()
        record = try row.next()
        let device: String? = try row.next()
        self.device = device.map(Device.init(name:))
        let actor: String = try row.next()
        let staff: String? = try row.next()
        let person: String? = try row.next()
        switch actor {
        case "staff": who = staff.map { .staff($0) } ?? .former
        case "guest": who = .visitor
        case "system": who = .system
        default: who = person.map { .person($0) } ?? .former
        }
    }

    /// The customer's people who can be chosen.
    static func people(of customer: UInt64, _ db: borrowing Reading) throws -> [(ref: String, name: String)] {
        try db.rows(
            """
            SELECT s.ref, COALESCE(p.name, c.name) FROM kernel_seat s
            JOIN kernel_customer c ON c.id = s.customer_id
            LEFT JOIN kernel_contact p ON p.id = s.contact_id
            WHERE s.customer_id = \(customer) AND p.removed_at IS NULL ORDER BY 2, s.id LIMIT 500
            """
        ) { row in
            let ref: Ref<Seat> = try row.next()
            return (ref.description, try row.next())
        }
    }
}

/// What the records of some entries are called now, for somebody who may see them now.
struct LogNames {
    struct Name {
        let text: String
        let path: String?
    }

    private var names: [String: Name] = [:]

    subscript(_ entry: LogEntry, _ table: LogTable) -> Name? {
        guard let record = table.record(of: entry.action, entry.kind), let id = entry.record else {
            return nil
        }
        return names["\(record.key) \(id)"]
    }

    /// One statement for all kinds and 500 entries; its parts are held to what the reader may see.
    ///
    /// - Parameter scope: what the reader reaches by the permission of a kind; nil for nothing.
    init(
        _ entries: [LogEntry], _ table: LogTable, _ db: borrowing Reading,
        scope: (Permission, Portal) -> Scope?
    ) throws {
        for start in stride(from: 0, to: entries.count, by: Self.most) {
            try add(entries[start..<min(entries.count, start + Self.most)], table, db, scope)
        }
    }

    /// So many entries are asked for at once.
    private static let most = 500

    private mutating func add(
        _ entries: ArraySlice<LogEntry>, _ table: LogTable, _ db: borrowing Reading,
        _ scope: (Permission, Portal) -> Scope?
    ) throws {
        var wanted: [String: (record: LogTable.Record, ids: Set<UInt64>)] = [:]
        for entry in entries {
            guard let id = entry.record, let record = table.record(of: entry.action, entry.kind) else {
                continue
            }
            wanted[record.key, default: (record, [])].ids.insert(id)
        }
        let parts: [SQL] = wanted.sorted { $0.key < $1.key }.compactMap { key, wish in
            guard let permission = wish.record.logged.permission, let name = wish.record.logged.name,
                let scope = scope(permission, wish.record.portal)
            else { return nil }
            return Self.part(key, wish.record, name, wish.ids.sorted(), scope)
        }
        guard !parts.isEmpty else { return }
        let rows: [(key: String, id: UInt64, ref: [UInt8], name: String)] = try db.rows(
            SQL(joining: parts, by: " UNION ALL ")
        ) { row in (try row.next(), try row.next(), try row.next(), try row.next()) }
        for row in rows {
            let record = wanted[row.key]?.record
            names["\(row.key) \(row.id)"] = Name(text: row.name, path: record?.path(row.ref))
        }
    }

    private static func part(
        _ key: String, _ record: LogTable.Record, _ name: StaticString, _ ids: [UInt64], _ scope: Scope
    ) -> SQL {
        let shown: SQL = scope.isEverything ? "TRUE" : record.shown ?? "TRUE"
        return """
            SELECT \(key), r.id, r.ref, \(static: name) FROM \(sql: record.table) r
            WHERE r.id IN (\(list: ids)) AND \(sql: shown)
                AND \(scope, on: "r", own: record.logged.own, members: record.logged.members, everybody: true)
            """
    }
}

extension LogTable.Record {
    var key: String { portal.id + "." + logged.kind.name }

    /// The customer's page of one record.
    fileprivate func path(_ ref: [UInt8]) -> String? {
        page?.below(portal.isKernel ? [] : [portal.id]).template
            .replacing("{" + logged.kind.name + "}", with: Crockford.encode(ref))
    }
}
