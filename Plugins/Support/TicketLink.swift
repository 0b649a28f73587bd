import PortalKit

/// Two tickets that have to do with each other, as one of them sees the other. For staff alone: they may be of two
/// customers.
struct TicketLink {
    enum Kind: String, CaseIterable {
        case linked, merged

        var words: Words {
            switch self {
            case .linked: "Linked"
            case .merged: "Merged into this one"
            }
        }
    }

    let kind: Kind
    let ref: Ref<Ticket>
    let number: Int
    let subject: String
    let status: Ticket.Status
    let customerName: String

    var staffPath: String { "\(Ticket.staffList)/\(ref)" }
    var label: String { "#\(number)" }

    /// More than these belong together under one ticket.
    static let most = 50

    /// What is linked with a ticket, and what was merged into it.
    static func all(of ticket: Ticket, _ db: borrowing Reading) throws -> [TicketLink] {
        try db.rows(
            """
            SELECT x.kind, o.ref, o.number, o.subject, o.status, c.name FROM (
                SELECT 'linked' AS kind, l.high_id AS id FROM support_link l WHERE l.low_id = \(ticket.id)
                UNION ALL
                SELECT 'linked', l.low_id FROM support_link l WHERE l.high_id = \(ticket.id)
                UNION ALL
                SELECT 'merged', m.id FROM support_ticket m
                WHERE m.customer_id = \(ticket.customer) AND m.merged_into = \(ticket.id)
            ) x
            JOIN support_ticket o ON o.id = x.id JOIN portico_customer c ON c.id = o.customer_id
            ORDER BY o.number LIMIT 200
            """
        ) { row in
            TicketLink(
                kind: try Kind.read(row), ref: try row.next(), number: try row.next(),
                subject: try row.next(), status: try Ticket.Status.read(row), customerName: try row.next())
        }
    }
}

// MARK: Written by staff

extension Ticket {
    /// - Throws: `PortalError.invalid` when it is the same ticket, or there are too many.
    func link(_ other: Pointer, by staff: ID<StaffMember>, at now: Instant, _ tx: borrowing Transaction)
        throws
    {
        guard other.id != id else { throw PortalError.invalid("number", "That is this ticket.") }
        for ticket in [pointer, other] {
            let count: Int? = try tx.first(
                """
                SELECT COUNT(*) FROM support_link l WHERE l.low_id = \(ticket.id) OR l.high_id = \(ticket.id)
                """
            ) { try $0.next() }
            guard (count ?? 0) < TicketLink.most else {
                throw PortalError.invalid(
                    "number",
                    "\("number", ticket.label) has \("n", TicketLink.most) links, which is the most.")
            }
        }
        let added = try tx.execute(
            """
            INSERT IGNORE INTO support_link (low_id, high_id, linked_at, linked_by)
            VALUES (LEAST(\(id), \(other.id)), GREATEST(\(id), \(other.id)), \(now), \(staff))
            """)
        guard added.affected == 1 else { return }
        try noteBoth(.linked, other, .linked, by: staff, at: now, tx)
        try tx.audit("support.ticket.linked", .ticket, id)
    }

    /// - Returns: false when they were not linked.
    func unlink(
        _ other: Pointer, by staff: ID<StaffMember>, at now: Instant, _ tx: borrowing Transaction
    ) throws -> Bool {
        let gone = try tx.execute(
            """
            DELETE FROM support_link
            WHERE low_id = LEAST(\(id), \(other.id)) AND high_id = GREATEST(\(id), \(other.id))
            """)
        guard gone.affected == 1 else { return false }
        try noteBoth(.unlinked, other, .unlinked, by: staff, at: now, tx)
        try tx.audit("support.ticket.linked", .ticket, id)
        return true
    }

    /// Writes down at the desk what became of two tickets together, at each of them.
    func noteBoth(
        _ mine: TicketChange.Property, _ other: Pointer, _ theirs: TicketChange.Property,
        by staff: ID<StaffMember>, at now: Instant, _ tx: borrowing Transaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO support_change (customer_id, ticket_id, at, property, new_text, changed_by)
            SELECT t.customer_id, t.id, \(now), IF(t.id = \(id), \(mine.rawValue), \(theirs.rawValue)),
                IF(t.id = \(id), \(other.label), \(label)), \(staff)
            FROM support_ticket t WHERE t.id IN (\(id), \(other.id))
            """)
    }
}
