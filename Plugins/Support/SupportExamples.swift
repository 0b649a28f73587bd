import PortalKit

/// What the walk proves tickets with.
enum SupportExamples {
    static let all = Examples([ticket, note, file], forms: forms)

    private static let ticket = ExampleRecord(
        .ticket, of: .contact, shared: .always, removed: .never, seenBy: .viewTickets
    ) { it, tx in
        let ref: Ref<Ticket> = tx.newRef()
        try tx.execute("UPDATE support_counter SET value = value + 1 WHERE name = 'ticket'")
        try tx.execute(
            """
            INSERT INTO support_ticket (customer_id, ref, number, contact_id, subject, description, cause, solution,
                status, created_at, moved_at, updated_at, touched_at)
            SELECT \(it.customer), \(ref), k.value, \(it.contact), \(it.text), \(it.text), \(it.text), \(it.text),
                'open', \(it.now), \(it.now), \(it.now), \(it.now)
            FROM support_counter k
            """)
        return ref
    }

    private static let note = ExampleRecord(
        .note, in: .ticket, of: .contact, shared: .byStaff, removed: .never
    ) { it, tx in
        let ref: Ref<TicketNote> = tx.newRef()
        try tx.execute(
            """
            INSERT INTO support_note (customer_id, ticket_id, ref, body, created_at, created_by, shared_at, shared_by)
            SELECT t.customer_id, t.id, \(ref), \(it.text), \(it.now), \(it.staff), \(it.shared.at), \(it.shared.by)
            FROM support_ticket t WHERE t.ref = \(try it.parent() as Ref<Ticket>)
            """)
        return ref
    }

    private static let file = ExampleRecord(
        .file, in: .ticket, of: .contact, shared: .byStaff, removed: .never
    ) { it, tx in
        let ref: Ref<TicketFile> = tx.newRef()
        try tx.execute(
            """
            INSERT INTO support_file (customer_id, ticket_id, ref, attachment_id, created_at, created_by, shared_at,
                shared_by)
            SELECT t.customer_id, t.id, \(ref), \(try tx.attach(it.file)), \(it.now), \(it.staff), \(it.shared.at),
                \(it.shared.by)
            FROM support_ticket t WHERE t.ref = \(try it.parent() as Ref<Ticket>)
            """)
        return ref
    }

    private static let forms: [ExampleForm] = [
        .customer(
            "/tickets/new", ["subject": "broken", "description": "it arrived broken"],
            files: ["files", "files"]),
        .customer("/tickets/{ticket}", ["note": "thank you"], files: ["files"]),
        .customer("/tickets/{ticket}/rating", ["score": "bad", "comment": "it took long"]).after {
            (ref: Ref<Ticket>, tx) in
            try tx.execute("UPDATE support_ticket SET status = 'solved' WHERE ref = \(ref)")
        },
        .staff(
            "/tickets/new", ["subject": "broken", "description": "it arrived broken"],
            naming: ["contact": .contact], files: ["files"]),
        .staff("/tickets/{ticket}", ["note": "we look at it"], files: ["files"]),
        .staff("/tickets/{ticket}/properties", ["status": "waiting", "priority": "high"]),
        .staff("/tickets/{ticket}/edit", ["subject": "broken glass", "description": "it arrived broken"]),
        .staff("/tickets/{ticket}/notes/{note}/sharing", ["on": "1"]),
        .staff("/tickets/{ticket}/files/{file}/sharing", ["on": "1"]),
    ]
}
