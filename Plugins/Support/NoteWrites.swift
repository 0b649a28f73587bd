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
                shared_at, shared_by)
            SELECT t.customer_id, t.id, \(tx.newRef() as Ref<TicketNote>), \(body), \(now), \(actor.staff),
                \(actor.contact), \(isShared ? now : nil), \(isShared ? actor.staff : nil)
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
            throw PortalError.conflict("The customer wrote this himself. He always sees it.")
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

    func share(_ isOn: Bool, by staff: ID<StaffMember>, at now: Instant, _ tx: borrowing Transaction) throws {
        guard isStaffs else {
            throw PortalError.conflict("The customer added this himself. He always sees it.")
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
    func add(
        _ draft: TicketNote.Draft, by actor: Actor, moving law: Law,
        _ scope: Scope, at now: Instant, _ tx: borrowing Transaction
    ) throws {
        let isShared = draft.isShared || actor.staff == nil
        if !draft.body.isEmpty || !draft.files.isEmpty {
            let note = try TicketNote.add(draft.body, to: id, isShared: isShared, by: actor, at: now, tx)
            for file in draft.files {
                try TicketFile.add(file, to: id, note: note, isShared: isShared, by: actor, at: now, tx)
            }
            if isShared, actor.staff != nil { try tell(note, at: now, tx) }
            try tx.audit("support.note.written", .note, note)
        }
        try move(by: law, scope, at: now, tx)
        try refresh(scope, tx)
    }

    /// The mail of an answer, to the person whose ticket it is.
    func tell(_ note: ID<TicketNote>, at now: Instant, _ tx: borrowing Transaction) throws {
        try TicketNote.noteTold(note, at: now, tx)
        if let contact { try tx.notify(.ticketAnswered, about: note, to: .contact(contact)) }
    }
}
