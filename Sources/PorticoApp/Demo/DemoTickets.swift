import MariaDB
import PortalKit

extension DemoLoad {
    /// Tickets with what was said about them; nothing where the program has no support portal.
    func loadTickets(by staff: UInt64) throws {
        guard Shipped.portals.contains(where: { $0.id == "support" }) else { return }
        try loadDesk()
        for ticket in DemoTicket.all { try load(ticket, staff) }
    }

    private func load(_ demo: DemoTicket, _ staff: UInt64) throws {
        let opened = now.adding(seconds: -Int64(demo.daysAgo) * 86_400 - 3_600 * 22)
        func at(_ note: DemoNote) -> Instant { min(opened.adding(seconds: Int64(note.hours) * 3_600), now) }
        let last = demo.notes.filter { $0.author != .hidden }.map(at).max() ?? opened
        _ = try connection.execute("UPDATE support_counter SET value = value + 1 WHERE name = 'ticket'")
        let ticket = try connection.execute(
            """
            INSERT INTO support_ticket (customer_id, ref, number, contact_id, subject, description, status, priority,
                category_id, assignee_id, solution, created_at, moved_at, updated_at, touched_at)
            SELECT p.customer_id, RANDOM_BYTES(10), k.value, p.id, \(demo.subject), \(demo.description),
                \(demo.status), \(demo.priority),
                (SELECT g.id FROM support_category g WHERE g.name = \(demo.category)), \(demo.handled ? staff : nil), \(demo.solution), \(opened),
                \(last), \(last), \(demo.notes.map(at).max() ?? opened)
            FROM support_counter k
            JOIN kernel_contact p ON p.name = \(demo.contact) AND p.customer_id = \(customers[demo.customer])
            WHERE k.name = 'ticket'
            """
        ).insertID
        for note in demo.notes { try load(note, of: ticket, staff, at: at(note)) }
        guard demo.status != "new" else { return }
        _ = try connection.execute(
            """
            INSERT INTO support_change (customer_id, ticket_id, at, old_status, new_status)
            SELECT customer_id, id, \(last), 'new', status FROM support_ticket WHERE id = \(ticket)
            """)
        guard let said = demo.rating else { return }
        _ = try connection.execute(
            """
            INSERT INTO support_rating (ticket_id, customer_id, score, comment, contact_id, rated_at)
            SELECT id, customer_id, \(said.score), \(said.comment), contact_id, \(last)
            FROM support_ticket WHERE id = \(ticket)
            """)
    }

    private func load(_ note: DemoNote, of ticket: UInt64, _ staff: UInt64, at instant: Instant) throws {
        let isStaffs = note.author != .customer
        let shared = note.author == .hidden ? nil : instant
        let id = try connection.execute(
            """
            INSERT INTO support_note (customer_id, ticket_id, ref, body, created_at, created_by, contact_id, shared_at,
                shared_by, told_at)
            SELECT customer_id, id, RANDOM_BYTES(10), \(note.body), \(instant), \(isStaffs ? staff : nil),
                IF(\(isStaffs), NULL, contact_id), \(shared), \(isStaffs && shared != nil ? staff : nil), \(shared)
            FROM support_ticket WHERE id = \(ticket)
            """
        ).insertID
        guard let file = note.file else { return }
        let attachment = try keep(file, by: staff, of: "support")
        _ = try connection.execute(
            """
            INSERT INTO support_file (customer_id, ticket_id, note_id, ref, attachment_id, created_at, created_by,
                shared_at, shared_by)
            SELECT customer_id, id, \(id), RANDOM_BYTES(10), \(attachment), \(instant), \(staff), \(shared),
                \(shared == nil ? nil : staff)
            FROM support_ticket WHERE id = \(ticket)
            """)
    }
}
