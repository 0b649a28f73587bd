import PortalKit

// A second question in one ticket becomes a ticket of its own; what was said stays where it is.
extension Ticket {
    /// For whom the new ticket is: who wrote the note, or whose ticket it is.
    func owner(of note: TicketNote) -> Owner {
        guard case .contact(let writer?, let name, _, _) = note.author else {
            return Owner(customer: customer, contact: contact, name: contactName, customerName: customerName)
        }
        return Owner(customer: customer, contact: writer, name: name, customerName: customerName)
    }

    /// Opens a ticket out of a note.
    ///
    /// - Parameter files: the note's, which the new ticket has too; as visible as they are here.
    func split(
        _ draft: Draft, off note: TicketNote, _ files: [TicketFile], _ targets: TicketTargets,
        by staff: StaffMember, at now: Instant, _ tx: borrowing Transaction
    ) throws -> Ref<Ticket> {
        let owner = owner(of: note)
        let opened = try Ticket.open(draft, for: owner, files: [], targets, by: staff.id, at: now, tx)
        for file in files {
            try tx.execute(
                """
                INSERT INTO support_file (customer_id, ticket_id, ref, attachment_id, created_at, created_by, shared_at,
                    shared_by)
                SELECT f.customer_id, \(opened.id), \(tx.newRef() as Ref<TicketFile>), f.attachment_id, f.created_at,
                    f.created_by, IF(\(note.isShared), f.shared_at, NULL), IF(\(note.isShared), f.shared_by, NULL)
                FROM support_file f WHERE f.ref = \(file.ref) AND f.ticket_id = \(id)
                """)
        }
        let number: Int? = try tx.first("SELECT t.number FROM support_ticket t WHERE t.id = \(opened.id)") {
            try $0.next()
        }
        let new = Pointer(id: opened.id, ref: opened.ref, number: number ?? 0)
        try link(new, by: staff.id, at: now, tx)
        try tx.audit("support.ticket.opened", .ticket, opened.id)
        if let contact = owner.contact {
            try tx.notify(.ticketOpened, about: opened.id, to: .contact(contact))
        }
        return opened.ref
    }
}
