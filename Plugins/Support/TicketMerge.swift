import PortalKit

// Two tickets about one thing become one: what was said in the first goes on in the second.
extension Ticket {
    /// Why it cannot be merged into another; nil where it can.
    func refusal(into other: Ticket) -> Words? {
        if other.id == id { return "That is this ticket." }
        if mergedInto != nil { return "This ticket was merged already." }
        if other.customer != customer {
            return "\("number", other.label) is of another customer, who would read this. Link them instead."
        }
        if let into = other.mergedInto {
            return "\("number", other.label) was merged into \("into", into.label): merge into that one."
        }
        guard other.status.isOpen else {
            return "\("number", other.label) is not open any more. Merge into a ticket that is."
        }
        return nil
    }

    /// Moves everything said in it into another ticket of its customer, with its people; what is left is closed and
    /// says where it went.
    ///
    /// - Parameter version: of this ticket, as it was seen.
    /// - Throws: `PortalError.invalid` with the refusal, `.conflict` when either changed meanwhile.
    func merge(
        into other: Ticket, version: Int, _ targets: TicketTargets, shown: Shown, by staff: StaffMember,
        _ scope: Scope, at now: Instant, _ tx: borrowing Transaction
    ) throws {
        if let refusal = refusal(into: other) { throw PortalError.invalid("into", refusal) }
        // Always the older one first, so that two who merge crosswise wait for each other and do not lock each other out.
        if number < other.number {
            try leave(for: other, version: version, at: now, tx)
            try other.receive(at: now, tx)
        } else {
            try other.receive(at: now, tx)
            try leave(for: other, version: version, at: now, tx)
        }
        try movePeople(to: other, by: staff.id, at: now, tx)
        try moveNotes(to: other, shown, tx)
        try moveWork(to: other, tx)
        let isNews = status == .new || status == .open
        try move(by: { _ in .closed }, scope, at: now, tx)
        try other.move(by: { $0 == .waiting && isNews ? .open : $0 }, scope, at: now, tx)
        for ticket in [self, other] {
            try ticket.keepTime(targets, at: now, tx)
            try ticket.refresh(scope, tx)
        }
        try noteBoth(.mergedInto, other.pointer, .merged, by: staff.id, at: now, tx)
        try tx.audit("support.ticket.merged", .ticket, id)
        try tx.notify(.ticketMerged, about: id, to: .contacts(people(tx)))
    }

    private func leave(
        for other: Ticket, version: Int, at now: Instant, _ tx: borrowing Transaction
    ) throws {
        try tx.save(
            """
            UPDATE support_ticket SET merged_into = \(other.id), touched_at = \(now), version = version + 1
            WHERE id = \(id) AND version = \(version) AND merged_into IS NULL
            """)
        // What was merged into it before goes along: each says where it is now, in one step.
        try tx.execute(
            """
            UPDATE support_ticket SET merged_into = \(other.id)
            WHERE customer_id = \(customer) AND merged_into = \(id)
            """)
    }

    private func receive(at now: Instant, _ tx: borrowing Transaction) throws {
        let held = try tx.execute(
            """
            UPDATE support_ticket SET touched_at = \(now), version = version + 1
            WHERE id = \(id) AND merged_into IS NULL AND status NOT IN ('solved', 'closed')
            """)
        guard held.affected == 1 else {
            throw PortalError.conflict("\("number", label) is not open any more. Nothing was merged.")
        }
    }

    /// The contacts `p` whose this ticket is, or who are in it, but for the one whose the other is.
    private func movers(to other: Ticket) -> SQL {
        """
        portico_contact p WHERE p.customer_id = \(customer) AND NOT (p.id <=> \(other.contact)) AND (p.id <=> \(contact)
            OR EXISTS (SELECT 1 FROM support_member o WHERE o.ticket_id = \(id) AND o.contact_id = p.id))
        """
    }

    /// The names of those who have this ticket and not the other, and will.
    func newcomers(in other: Ticket, _ db: borrowing Reading) throws -> [String] {
        try db.rows(
            """
            SELECT p.name FROM \(sql: movers(to: other)) AND p.removed_at IS NULL
                AND NOT EXISTS (SELECT 1 FROM support_member m WHERE m.ticket_id = \(other.id) AND m.contact_id = p.id)
            ORDER BY p.name LIMIT 60
            """
        ) { try $0.next() }
    }

    /// Whoever had this ticket has the other one too.
    private func movePeople(
        to other: Ticket, by staff: ID<StaffMember>, at now: Instant, _ tx: borrowing Transaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO support_member (ticket_id, contact_id, customer_id, added_at, added_by)
            SELECT \(other.id), p.id, p.customer_id, \(now), \(staff) FROM \(sql: movers(to: other))
            ON DUPLICATE KEY UPDATE added_at = support_member.added_at
            """)
        let count: Int? = try tx.first(
            "SELECT COUNT(*) FROM support_member m WHERE m.ticket_id = \(other.id)"
        ) { try $0.next() }
        guard (count ?? 0) <= TicketMember.most else {
            throw PortalError.invalid(
                "into", "A ticket has room for \("n", TicketMember.most) people. Take somebody out first.")
        }
    }

    /// The description becomes a note of who opened it, with the files and the mail that came with it. The files and
    /// the mails of notes follow their notes by their foreign keys.
    private func moveNotes(to other: Ticket, _ shown: Shown, _ tx: borrowing Transaction) throws {
        try tx.execute(
            """
            UPDATE support_note SET ticket_id = \(other.id), came_from = COALESCE(came_from, \(number))
            WHERE ticket_id = \(id)
            """)
        let opening: ID<TicketNote> = try tx.execute(
            """
            INSERT INTO support_note (customer_id, ticket_id, ref, body, created_at, created_by, contact_id, acted_by,
                shared_at, shared_by, told_at, came_from)
            SELECT t.customer_id, \(other.id), \(tx.newRef() as Ref<TicketNote>),
                CONCAT_WS('\n\n', t.subject, NULLIF(t.description, '')), t.created_at, t.created_by,
                IF(t.created_by IS NULL, COALESCE(t.written_by, t.contact_id), NULL), t.acted_by,
                IF(\(shown.description), t.created_at, NULL), IF(\(shown.description), t.created_by, NULL),
                t.created_at, t.number
            FROM support_ticket t WHERE t.id = \(id)
            """
        ).id()
        // Beside a hidden description its files are seen; in a hidden note they would not be.
        try tx.execute(
            """
            UPDATE support_file SET ticket_id = \(other.id), note_id = \(shown.description ? opening : nil)
            WHERE ticket_id = \(id)
            """)
        try tx.execute(
            """
            UPDATE support_message SET ticket_id = \(other.id),
                note_id = IF(shared_at IS NULL, note_id, COALESCE(note_id, \(opening)))
            WHERE ticket_id = \(id)
            """)
    }

    /// What staff spent on it, and what anybody was writing: to what he was writing in the other, it is added.
    private func moveWork(to other: Ticket, _ tx: borrowing Transaction) throws {
        try tx.execute("UPDATE support_time SET ticket_id = \(other.id) WHERE ticket_id = \(id)")
        try tx.execute(
            """
            INSERT INTO support_draft (customer_id, ticket_id, staff_id, contact_id, body, is_shared, saved_at)
            SELECT d.customer_id, \(other.id), d.staff_id, d.contact_id, d.body, d.is_shared, d.saved_at
            FROM support_draft d WHERE d.ticket_id = \(id)
            ON DUPLICATE KEY UPDATE body = CONCAT(support_draft.body, '\n\n', VALUES(body)),
                is_shared = support_draft.is_shared AND VALUES(is_shared)
            """)
        try tx.execute("DELETE FROM support_draft WHERE ticket_id = \(id)")
    }
}
