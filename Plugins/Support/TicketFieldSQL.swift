import PortalKit

// What is read and written of fields.
extension TicketField {
    private init(_ row: borrowing Row) throws {
        id = try row.next()
        ref = try row.next()
        label = try row.next()
        kind = try Kind.read(row)
        let lines: String = try row.next()
        choices = lines.split(separator: "\n").map(String.init)
        audience = try Audience.read(row)
        isRequired = try row.next()
        position = try row.next()
        isInUse = try row.next()
        version = try row.next()
    }

    private static let columns: SQL = """
        SELECT f.id, f.ref, f.label, f.kind, f.choices, f.audience, f.is_required, f.position,
            f.archived_at IS NULL, f.version
        FROM support_field f
        """

    /// Those that are asked for.
    static func inUse(_ db: borrowing Reading) throws -> [TicketField] {
        try db.rows(
            "\(sql: columns) WHERE f.archived_at IS NULL ORDER BY f.position, f.label", TicketField.init)
    }

    /// Those that a customer fills in when he opens a ticket.
    static func filled(_ db: borrowing Reading) throws -> [TicketField] {
        try db.rows(
            """
            \(sql: columns) WHERE f.archived_at IS NULL AND f.audience = 'fills' ORDER BY f.position, f.label
                \(unscoped: "fields are the operator's")
            """, TicketField.init)
    }

    static func all(_ db: borrowing Reading) throws -> [TicketField] {
        try db.rows(
            "\(sql: columns) ORDER BY f.archived_at IS NOT NULL, f.position, f.label", TicketField.init)
    }

    /// A column with what stands in the fields of the ticket `t`, a line for each, as far as its reader has it.
    static func values(for scope: Scope) -> SQL {
        let shown: SQL = scope.isEverything ? "TRUE" : "f.audience <> 'staff'"
        return """
            (SELECT GROUP_CONCAT(CONCAT_WS('\\t', f.kind, f.label, v.value)
                    ORDER BY f.position, f.label SEPARATOR '\\n')
                FROM support_value v JOIN support_field f ON f.id = v.field_id
                WHERE v.ticket_id = t.id AND \(sql: shown))
                \(unscoped: "values of the ticket that the scope finds")\(unscoped: "their fields")
            """
    }

    // MARK: Values

    /// Writes what stands in the field of a ticket that this transaction holds.
    func set(_ value: String, of ticket: ID<Ticket>, _ tx: borrowing Transaction) throws {
        guard !value.isEmpty else {
            try tx.execute(
                """
                DELETE FROM support_value WHERE ticket_id = \(ticket) AND field_id = \(id)
                    \(unscoped: "a ticket that this transaction holds")
                """)
            return
        }
        try tx.execute(
            """
            INSERT INTO support_value (ticket_id, field_id, customer_id, value)
            SELECT t.id, \(id), t.customer_id, \(value) FROM support_ticket t WHERE t.id = \(ticket)
            ON DUPLICATE KEY UPDATE value = VALUES(value)
                \(unscoped: "a ticket that this transaction holds")\(unscoped: "its value")
            """)
    }
}
