import PortalKit

/// Minutes that somebody of staff spent on a ticket. They are for staff alone.
struct TimeSpent {
    let ref: Ref<TimeSpent>
    let staff: ID<StaffMember>
    let staffName: String
    let minutes: Int
    let remark: String
    let at: Instant
    let version: Int
    /// Who corrected it last, and when.
    let changedBy: String?
    let changedAt: Instant?

    /// From a minute to a day.
    static let range = 1...1_440

    /// His own, or any for who sets up the desk.
    func mayChange(_ context: StaffContext) -> Bool { staff == context.staff.id || context.may(.setUpDesk) }

    func path(in ticket: Ticket) -> String { "\(ticket.staffPath)/time/\(ref)" }

    /// Minutes as people write them: `90`, `1:30`, `1.5 h`, `1,5h`, `2h`, `1h 30`, `45 min`; nil for anything else.
    static func minutes(_ text: String) -> Int? {
        let bytes = Array(text.lowercased().utf8.filter { $0 != 0x20 && $0 != 0x09 })
        guard !bytes.isEmpty, bytes.count <= 12 else { return nil }
        if let colon = bytes.firstIndex(of: UInt8(ascii: ":")) {
            let (hours, rest) = (number(bytes[..<colon]), bytes[(colon + 1)...])
            guard let hours, rest.count == 2, let minutes = number(rest), minutes < 60 else { return nil }
            return hours * 60 + minutes
        }
        guard let sign = bytes.firstIndex(where: { $0 == UInt8(ascii: "h") || $0 == UInt8(ascii: "u") })
        else {
            return number(withoutUnit(bytes[...]))
        }
        let rest = withoutUnit(withoutWord(bytes[(sign + 1)...]))
        guard let hours = tenths(bytes[..<sign]) else { return nil }
        if rest.isEmpty { return hours * 6 }
        guard hours % 10 == 0, let minutes = number(rest), minutes < 60 else { return nil }
        return hours * 6 + minutes
    }

    /// `1:30`, as it can be typed again.
    static func written(_ minutes: Int) -> String {
        "\(minutes / 60):" + (minutes % 60 < 10 ? "0" : "") + "\(minutes % 60)"
    }

    /// At most four digits.
    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard (1...4).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    /// Tenths of what is written with at most one decimal, after a point or a comma.
    private static func tenths(_ text: ArraySlice<UInt8>) -> Int? {
        guard let mark = text.firstIndex(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }) else {
            return number(text).map { $0 * 10 }
        }
        let decimal = text[(mark + 1)...]
        guard decimal.count == 1, let whole = number(text[..<mark]), let part = number(decimal) else {
            return nil
        }
        return whole * 10 + part
    }

    /// Without `m` or `min` at its end.
    private static func withoutUnit(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        for unit in ["min", "m"]
        where text.count > unit.utf8.count && text.suffix(unit.utf8.count).elementsEqual(unit.utf8) {
            return text.dropLast(unit.utf8.count)
        }
        return text
    }

    /// Without what is left of "hour", "hours" or the Dutch "uur" behind its first letter.
    private static func withoutWord(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        for word in ["ours", "our", "ur"] where text.starts(with: word.utf8) {
            return text.dropFirst(word.utf8.count)
        }
        return text
    }

    /// What is filled in.
    struct Draft {
        let minutes: Int
        let remark: String
        let version: Int

        /// Nil where nothing was filled in; with a note that is no mistake.
        static func optional(_ form: Form) throws(PortalError) -> Draft? {
            form["minutes"].utf8.allSatisfy { $0 == 0x20 } ? nil : try Draft(form)
        }

        init(_ form: Form) throws(PortalError) {
            var check = FormCheck(form)
            let text = check.line("minutes", most: 20, missing: "Say how long, such as 1:30 or 90.")
            let wished = TimeSpent.minutes(text) ?? 0
            if !text.isEmpty, !TimeSpent.range.contains(wished) {
                check.refuse("minutes", "Write 90, 1:30 or 1.5 h: at least a minute and at most 24 hours.")
            }
            minutes = wished
            remark = check.line("remark", most: 160)
            version = check.number("version") ?? 0
            try check.finish()
        }
    }
}

// MARK: Statements

extension TimeSpent {
    private static let columns: SQL = """
        SELECT e.ref, e.staff_id, s.name, e.minutes, e.remark, e.created_at, e.version, b.name, e.changed_at
        FROM support_time e JOIN portico_staff s ON s.id = e.staff_id
        LEFT JOIN portico_staff b ON b.id = e.changed_by
        """

    private init(_ row: borrowing Row) throws {
        ref = try row.next()
        staff = try row.next()
        staffName = try row.next()
        minutes = try row.next()
        remark = try row.next()
        at = try row.next()
        version = try row.next()
        changedBy = try row.next()
        changedAt = try row.next()
    }

    static func all(of ticket: Ticket, _ db: borrowing Reading) throws -> [TimeSpent] {
        try db.rows(
            """
            \(sql: columns) WHERE e.ticket_id = \(ticket.id) AND e.removed_at IS NULL
            ORDER BY e.created_at DESC, e.id DESC
            """, TimeSpent.init)
    }

    static func find(_ ref: Ref<TimeSpent>, of ticket: Ticket, _ db: borrowing Reading) throws -> TimeSpent? {
        try db.first(
            """
            \(sql: columns) WHERE e.ref = \(ref) AND e.ticket_id = \(ticket.id) AND e.removed_at IS NULL
            """, TimeSpent.init)
    }

    /// All minutes of a ticket.
    static func sum(of ticket: Ticket, _ db: borrowing Reading) throws -> Int {
        try db.first(
            """
            SELECT CAST(COALESCE(SUM(e.minutes), 0) AS SIGNED) FROM support_time e
            WHERE e.ticket_id = \(ticket.id) AND e.removed_at IS NULL
            """
        ) { try $0.next() } ?? 0
    }

    static func add(
        _ draft: Draft, to ticket: Ticket, by staff: ID<StaffMember>, at now: Instant,
        _ tx: borrowing Transaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO support_time (customer_id, ticket_id, ref, staff_id, minutes, remark, created_at)
            VALUES (\(ticket.customer), \(ticket.id), \(tx.newRef() as Ref<TimeSpent>), \(staff), \(draft.minutes),
                \(draft.remark), \(now))
            """)
        try tx.audit("support.time.added", .ticket, ticket.id)
    }

    /// Corrects it: as the page was when it was opened, or not at all.
    func save(
        _ draft: Draft, in ticket: Ticket, by staff: ID<StaffMember>, at now: Instant,
        _ tx: borrowing Transaction
    )
        throws
    {
        try tx.save(
            """
            UPDATE support_time SET minutes = \(draft.minutes), remark = \(draft.remark), changed_at = \(now),
                changed_by = \(staff), version = version + 1
            WHERE ref = \(ref) AND version = \(draft.version) AND removed_at IS NULL
            """)
        try tx.audit("support.time.changed", .ticket, ticket.id)
    }

    func remove(
        _ version: Int, in ticket: Ticket, by staff: ID<StaffMember>, at now: Instant,
        _ tx: borrowing Transaction
    )
        throws
    {
        try tx.save(
            """
            UPDATE support_time SET removed_at = \(now), removed_by = \(staff), version = version + 1
            WHERE ref = \(ref) AND version = \(version) AND removed_at IS NULL
            """)
        try tx.audit("support.time.removed", .ticket, ticket.id)
    }
}
