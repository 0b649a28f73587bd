import PortalKit

/// Somebody of the customer who is in a ticket beside the one whose it is (E07–E11).
struct TicketMember {
    let id: ID<ContactReference>
    let ref: Ref<ContactReference>
    let name: String
    let at: Instant

    /// More than these make a mailing list of a ticket.
    static let most = 30

    /// The people of the ticket's customer who could be added, those with the text in their name.
    static func candidates(
        _ text: String, for ticket: Ticket, _ db: borrowing Reading
    ) throws -> [(ref: Ref<ContactReference>, name: String)] {
        try db.rows(
            """
            SELECT p.ref, p.name FROM portico_contact p
            WHERE p.customer_id = \(ticket.customer) AND p.removed_at IS NULL AND NOT (p.id <=> \(ticket.contact))
                AND NOT EXISTS (SELECT 1 FROM support_member m WHERE m.ticket_id = \(ticket.id) AND m.contact_id = p.id)
                AND \(sql: text.isEmpty ? "TRUE" : "\(search: text, in: "p.name")")
            ORDER BY p.name LIMIT 51
            """
        ) { (try $0.next(), try $0.next()) }
    }

    /// Takes somebody out of every ticket.
    static func forget(_ person: ID<ContactReference>, _ tx: borrowing Transaction) throws {
        try tx.execute("DELETE FROM support_member WHERE contact_id = \(person)")
    }
}

extension Ticket {
    /// Adds a person of the ticket's customer and gives him the portal.
    ///
    /// - Returns: nil when he is in it already.
    /// - Throws: `PortalError.invalid` for somebody of another customer, or when the ticket is full.
    func add(
        member ref: Ref<ContactReference>, by staff: StaffMember, at now: Instant, _ tx: borrowing Transaction
    ) throws -> Admission? {
        let found: (contact: ID<ContactReference>, isIn: Bool, count: Int)? = try tx.first(
            """
            SELECT p.id, EXISTS (SELECT 1 FROM support_member x
                WHERE x.ticket_id = \(id) AND x.contact_id = p.id),
                (SELECT COUNT(*) FROM support_member y WHERE y.ticket_id = \(id))
            FROM portico_contact p
            WHERE p.ref = \(ref) AND p.customer_id = \(customer) AND p.removed_at IS NULL
            """
        ) { (try $0.next(), try $0.next(), try $0.next()) }
        guard let found else {
            throw PortalError.invalid("contact", "Choose people of \("customer", customerName).")
        }
        guard !found.isIn, found.contact != contact else { return nil }
        guard found.count < TicketMember.most else {
            throw PortalError.invalid(
                "contact", "A ticket has room for \("n", TicketMember.most) people. Take somebody out first.")
        }
        try tx.execute(
            """
            INSERT INTO support_member (ticket_id, contact_id, customer_id, added_at, added_by)
            VALUES (\(id), \(found.contact), \(customer), \(now), \(staff.id))
            ON DUPLICATE KEY UPDATE added_at = added_at
            """)
        try tx.audit("support.member.added", .ticket, id)
        let admission = try tx.admit(found.contact, by: staff)
        if admission == .hasAccess || admission == .granted {
            try tx.notify(.memberAdded, about: id, to: .contact(found.contact))
        }
        return admission
    }

    /// - Returns: false when he was not in it.
    func remove(member ref: Ref<ContactReference>, _ tx: borrowing Transaction) throws -> Bool {
        let gone = try tx.execute(
            """
            DELETE m FROM support_member m JOIN portico_contact p ON p.id = m.contact_id
            WHERE m.ticket_id = \(id) AND p.ref = \(ref)
            """)
        guard gone.affected > 0 else { return false }
        try tx.audit("support.member.removed", .ticket, id)
        return true
    }

    /// Whose ticket it is: the person it belongs to, and who was added.
    func people(_ tx: borrowing Transaction) throws -> [ID<ContactReference>] {
        let members: [ID<ContactReference>] = try tx.rows(
            """
            SELECT m.contact_id FROM support_member m WHERE m.ticket_id = \(id)
                \(unscoped: "members of a ticket that this transaction holds")
            """
        ) { try $0.next() }
        return (contact.map { [$0] } ?? []) + members.filter { $0 != contact }
    }

    func onlookers(_ members: [TicketMember], _ context: StaffContext) throws -> [Onlooker] {
        try context.onlookers(
            of: .viewTickets, at: customer, own: contact.map { [$0] } ?? [], members: members.map(\.id))
    }
}
