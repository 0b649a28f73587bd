import PortalKit

/// What the walk proves tickets with.
enum SupportExamples {
    static let all = Examples(
        [ticket, note, file, time] + MailExamples.records,
        forms: forms + RelationExamples.forms + MailExamples.forms)

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

    /// Staff's alone: no page of customers has one.
    private static let time = ExampleRecord(
        .time, in: .ticket, of: .contact, shared: .byStaff, removed: .possible
    ) { it, tx in
        let ref: Ref<TimeSpent> = tx.newRef()
        try tx.execute(
            """
            INSERT INTO support_time (customer_id, ticket_id, ref, staff_id, minutes, remark, created_at, removed_at,
                removed_by)
            SELECT t.customer_id, t.id, \(ref), \(it.staff), 90, \(it.text), \(it.now), \(it.removed.at),
                \(it.removed.by)
            FROM support_ticket t WHERE t.ref = \(try it.parent() as Ref<Ticket>)
            """)
        return ref
    }

    private static let forms: [ExampleForm] = [
        .customer(
            "/tickets/new", ["subject": "broken", "description": "it arrived broken"],
            naming: ["for": .contact], files: ["files", "files"]),
        .customer("/tickets/{ticket}", ["note": "thank you"], files: ["files"]),
        .customer("/tickets/{ticket}/rating", ["score": "bad", "comment": "it took long"]).after {
            (ref: Ref<Ticket>, tx) in
            try tx.execute("UPDATE support_ticket SET status = 'solved' WHERE ref = \(ref)")
        },
        .staff(
            "/tickets/new", ["subject": "broken", "description": "it arrived broken"],
            naming: ["contact": .contact], files: ["files"]),
        .staff("/tickets/{ticket}", ["note": "we look at it"], files: ["files"]),
        .staff("/mentions/{note}/done", [:]).after { (ref: Ref<TicketNote>, tx) in
            try tx.execute(
                """
                INSERT IGNORE INTO support_mention (note_id, staff_id, customer_id, ticket_id, created_at)
                SELECT n.id, s.id, n.customer_id, n.ticket_id, n.created_at FROM support_note n
                JOIN portico_staff s WHERE n.ref = \(ref)
                """)
        },
        .staff("/tickets/{ticket}/time", ["minutes": "1:30", "remark": "on the telephone"]),
        .staff("/tickets/{ticket}/time/{time}", ["minutes": "45", "remark": "on the telephone"]),
        .staff("/tickets/{ticket}/properties", ["status": "waiting", "priority": "high"]),
        .staff("/tickets/{ticket}/edit", ["subject": "broken glass", "description": "it arrived broken"]),
        .staff("/tickets/{ticket}/people", [:], naming: ["contact": .contact]),
        .staff("/tickets/{ticket}/people/remove", [:], naming: ["contact": .contact]).after {
            (ref: Ref<Ticket>, tx) in
            try tx.execute(
                """
                INSERT IGNORE INTO support_member (ticket_id, contact_id, customer_id, added_at)
                SELECT t.id, t.contact_id, t.customer_id, t.created_at FROM support_ticket t WHERE t.ref = \(ref)
                """)
        },
        .staff("/bulk", ["status": "waiting", "priority": "high"], naming: ["ticket": .ticket]),
        .staff("/views/edit", ["name": "Urgent ones", "filter[priority]": "urgent"]),
        .staff("/set-up/answer", ["title": "Thanks", "body": "Thank you, {name}."]),
        .staff("/set-up/category", ["name": "Returns", "position": "1"]),
        .staff(
            "/set-up/field",
            ["label": "Order number", "kind": "line", "audience": "fills", "position": "1"]),
        .staff("/tickets/{ticket}/notes/{note}/sharing", ["on": "1"]),
        .staff("/tickets/{ticket}/files/{file}/sharing", ["on": "1"]),
    ]
}
