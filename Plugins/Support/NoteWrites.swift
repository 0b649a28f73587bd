import PortalKit

// What is written of notes and files. Their ticket was written or is held by the same transaction.
extension TicketNote {
    /// A note as it is; a customer's is shared by being written.
    static func add(
        _ body: String, to ticket: ID<Ticket>, isShared: Bool, by actor: Ticket.Actor, at now: Instant,
        _ tx: borrowing Transaction
    ) throws -> ID<TicketNote> {
        try tx.execute(
            """
            INSERT INTO support_note (customer_id, ticket_id, ref, body, created_at, created_by, contact_id,
                acted_by, shared_at, shared_by)
            SELECT t.customer_id, t.id, \(tx.newRef() as Ref<TicketNote>), \(body), \(now), \(actor.staff),
                \(actor.contact), \(actor.actedBy), \(isShared ? now : nil), \(isShared ? actor.staff : nil)
            FROM support_ticket t WHERE t.id = \(ticket)
                \(unscoped: "a ticket that this transaction holds")\(unscoped: "its note")
            """
        ).id()
    }

    /// Shows or hides what staff wrote.
    ///
    /// - Returns: whether it is shown now and nobody was told of it before.
    func share(_ isOn: Bool, by staff: ID<StaffMember>, at now: Instant, _ tx: borrowing Transaction) throws
        -> Bool
    {
        guard canBeHidden else {
            throw PortalError.conflict("The customer wrote this and always sees it.")
        }
        try tx.execute(
            """
            UPDATE support_note SET shared_by = IF(\(isOn), COALESCE(shared_by, \(staff)), NULL),
                shared_at = IF(\(isOn), COALESCE(shared_at, \(now)), NULL)
            WHERE id = \(id)
            """)
        guard isOn else { return false }
        return try tx.execute(
            "UPDATE support_note SET told_at = \(now) WHERE id = \(id) AND told_at IS NULL"
        ).affected == 1
    }

    /// Marks a note whose mail is written with it.
    static func noteTold(_ id: ID<TicketNote>, at now: Instant, _ tx: borrowing Transaction) throws {
        try tx.execute("UPDATE support_note SET told_at = \(now) WHERE id = \(id)")
    }
}

extension TicketFile {
    static func add(
        _ file: UploadedFile, to ticket: ID<Ticket>, note: ID<TicketNote>?, isShared: Bool,
        by actor: Ticket.Actor, at now: Instant, _ tx: borrowing Transaction
    ) throws {
        let attachment = try tx.attach(file)
        try tx.execute(
            """
            INSERT INTO support_file (customer_id, ticket_id, note_id, ref, attachment_id, created_at, created_by,
                shared_at, shared_by)
            SELECT t.customer_id, t.id, \(note), \(tx.newRef() as Ref<TicketFile>), \(attachment), \(now),
                \(actor.staff), \(isShared ? now : nil), \(isShared ? actor.staff : nil)
            FROM support_ticket t WHERE t.id = \(ticket)
                \(unscoped: "a ticket that this transaction holds")\(unscoped: "its file")
            """)
    }

    /// How many files customers may add: to one ticket, and in a day (SG03, ASVS 5.2.4).
    private static let most = (ofTicket: 200, ofDay: 100)

    /// - Throws: `PortalError.invalid` when so many more are too many of a customer for the ticket or the day.
    static func admit(
        _ count: Int, to ticket: ID<Ticket>, at now: Instant, _ tx: borrowing Transaction
    ) throws {
        guard count > 0 else { return }
        let kept: (ofTicket: Int, ofDay: Int)? = try tx.first(
            """
            SELECT COUNT(CASE WHEN f.ticket_id = t.id THEN 1 END),
                COUNT(CASE WHEN f.created_at > \(now.adding(seconds: -86_400)) THEN 1 END)
            FROM support_ticket t JOIN support_file f ON f.customer_id = t.customer_id AND f.created_by IS NULL
            WHERE t.id = \(ticket)
                \(unscoped: "a ticket that this transaction holds")\(unscoped: "its customer's files")
            """
        ) { (try $0.next(), try $0.next()) }
        guard let kept else { return }
        if kept.ofTicket + count > most.ofTicket {
            throw PortalError.invalid(
                "files", "A ticket takes up to \("n", most.ofTicket) files. Open a new one.")
        }
        if kept.ofDay + count > most.ofDay {
            throw PortalError.invalid("files", "Up to \("n", most.ofDay) files can be added in a day.")
        }
    }

    func share(_ isOn: Bool, by staff: ID<StaffMember>, at now: Instant, _ tx: borrowing Transaction) throws {
        guard isStaffs else {
            throw PortalError.conflict("The customer added this and always sees it.")
        }
        try tx.execute(
            """
            UPDATE support_file SET shared_by = IF(\(isOn), COALESCE(shared_by, \(staff)), NULL),
                shared_at = IF(\(isOn), COALESCE(shared_at, \(now)), NULL)
            WHERE ref = \(ref)
            """)
    }
}

extension Ticket {
    /// A note with its files, and everything that follows from it: it is said, shown, moved and told together.
    ///
    /// - Returns: the note, where something was said or added.
    @discardableResult
    func add(
        _ draft: TicketNote.Draft, by actor: Actor, moving law: Law, _ targets: TicketTargets,
        _ scope: Scope, at now: Instant, _ tx: borrowing Transaction
    ) throws -> ID<TicketNote>? {
        var added: ID<TicketNote>?
        if actor.staff != nil { try holdForStaff(at: now, tx) }
        let isShared = draft.isShared || actor.staff == nil
        if actor.staff == nil { try TicketFile.admit(draft.files.count, to: id, at: now, tx) }
        if !draft.body.isEmpty || !draft.files.isEmpty {
            let note = try TicketNote.add(draft.body, to: id, isShared: isShared, by: actor, at: now, tx)
            added = note
            for file in draft.files {
                try TicketFile.add(file, to: id, note: note, isShared: isShared, by: actor, at: now, tx)
            }
            if isShared, actor.staff != nil {
                try tell(note, at: now, tx)
                try noteAnswer(at: now, tx)
            }
            // The customer's own is told with the ticket; of staff's, the customer is told what was shared.
            let isSent = isShared && actor.staff != nil
            try tx.audit(isSent ? "support.note.sent" : "support.note.written", .note, note)
        }
        try move(by: law, scope, at: now, tx)
        try keepTime(targets, at: now, tx)
        try refresh(scope, tx)
        return added
    }

    /// The mail of a ticket that is solved now and was not before.
    func tell(of new: Status, _ tx: borrowing Transaction) throws {
        guard new == .solved, status != .solved else { return }
        try tx.notify(.ticketSolved, about: id, to: .contacts(people(tx)))
    }

    /// The mail of an answer, to everybody whose ticket it is.
    func tell(_ note: ID<TicketNote>, at now: Instant, _ tx: borrowing Transaction) throws {
        try TicketNote.noteTold(note, at: now, tx)
        try tx.notify(.ticketAnswered, about: note, to: .contacts(people(tx)))
    }
}
