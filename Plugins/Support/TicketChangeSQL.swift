import PortalKit

extension TicketChange {
    /// What became of it and who is in it, in one statement.
    static func all(of ticket: Ticket, _ scope: Scope, _ db: borrowing Reading) throws -> [TicketChange] {
        try db.rows(
            """
            SELECT h.at AS at, h.id AS place, h.old_status, h.new_status, s.name, NULL, NULL, h.property,
                h.old_text, h.new_text, b.name
            FROM support_change h
            JOIN support_ticket t ON t.id = h.ticket_id
            LEFT JOIN portico_staff s ON s.id = h.assignee_id
            LEFT JOIN portico_staff b ON b.id = h.changed_by
            WHERE (h.property IS NULL OR \(scope.isEverything)) AND h.ticket_id = \(ticket.id) AND \(sql: Ticket.visible(scope))
                AND \(scope, on: "h", own: "t.contact_id", members: "support_member(ticket_id)", of: "t")
            UNION ALL
            SELECT m.added_at, 0, NULL, NULL, p.name, p.id, p.ref, NULL, NULL, NULL, NULL
            FROM support_member m
            JOIN support_ticket t ON t.id = m.ticket_id
            JOIN portico_contact p ON p.id = m.contact_id
            WHERE m.ticket_id = \(ticket.id) AND p.removed_at IS NULL AND \(sql: Ticket.visible(scope))
                AND \(scope, on: "m", own: "t.contact_id", members: "support_member(ticket_id)", of: "t")
                AND NOT (p.id <=> t.contact_id)
            ORDER BY at, place
            """
        ) { row in
            let at: Instant = try row.next()
            let _: Int = try row.next()
            let (old, new): (String?, String?) = (try row.next(), try row.next())
            let name: String? = try row.next()
            let person: ID<ContactReference>? = try row.next()
            let ref: Ref<ContactReference>? = try row.next()
            let property: String? = try row.next()
            let texts: (old: String?, new: String?) = (try row.next(), try row.next())
            let writer: String? = try row.next()
            if let property {
                return TicketChange(
                    at: at, what: .property(property, texts.old, texts.new, by: writer ?? ""))
            }
            if let person, let ref, let name {
                return TicketChange(
                    at: at, what: .joined(TicketMember(id: person, ref: ref, name: name, at: at)))
            }
            if let old = old.flatMap(Ticket.Status.init(rawValue:)),
                let new = new.flatMap(Ticket.Status.init(rawValue:))
            {
                return TicketChange(at: at, what: .status(old, new))
            }
            return TicketChange(at: at, what: name.map { .taken(by: $0) } ?? .given)
        }
    }
}
