import PortalKit

extension Letter {
    private init(_ row: borrowing Row) throws {
        id = try row.next()
        ref = try row.next()
        doubt = MailSource.Doubt(rawValue: try row.next()) ?? .stranger
        isDecided = try row.next()
        ticket = try row.next()
        ticketNumber = try row.next()
        contact = try row.next()
        contactName = try row.next()
        body = try MailText(row)
        original = try Attachment.optional(row)
    }

    static func find(_ ref: Ref<Letter>, _ db: borrowing Reading) throws -> Letter? {
        try db.first(
            """
            SELECT l.id, l.ref, l.doubt, l.decided_at IS NOT NULL, t.ref, t.number, p.ref, p.name, l.author_name,
                l.author_address, l.subject, l.body, l.own_bytes, l.html, l.headers, l.is_cut, l.sent_at,
                l.created_at, a.ref, a.name, a.type, a.size, a.verdict
            FROM support_letter l
            LEFT JOIN support_ticket t ON t.id = l.ticket_id
            LEFT JOIN portico_contact p ON p.id = l.contact_id AND p.removed_at IS NULL
            LEFT JOIN portico_attachment a ON a.id = l.original_id
            WHERE l.ref = \(ref)
            """, Letter.init)
    }

    /// What waits for somebody to decide, newest first.
    static func listing(_ paging: Paging, _ db: borrowing Reading) throws -> Listing<Line> {
        let order = Keyset("l.created_at", .descending, id: "l.id")
        let found: SQL =
            "l.is_open = 1 AND \(search: paging.search, in: "l.subject", "l.author_name", "l.author_address")"
        return try db.listing(
            paging, by: order,
            """
            SELECT l.id, l.ref, l.author_name, l.author_address, l.subject, l.doubt, l.created_at
            FROM support_letter l WHERE \(sql: found)
            """, counting: "support_letter l WHERE \(sql: found)",
            { row in
                Line(
                    id: try row.next(), ref: try row.next(), author: try row.next(), address: try row.next(),
                    subject: try row.next(), doubt: MailSource.Doubt(rawValue: try row.next()) ?? .stranger,
                    at: try row.next())
            }
        ) { Position($0.at, $0.id) }
    }

    static func files(of letter: Letter, _ db: borrowing Reading) throws -> [Attachment] {
        try db.rows(
            """
            SELECT a.ref, a.name, a.type, a.size, a.verdict FROM support_letter_file f
            JOIN portico_attachment a ON a.id = f.attachment_id WHERE f.letter_id = \(letter.id) ORDER BY f.id
            """, Attachment.init)
    }

    static func add(
        _ mail: IncomingMail, _ doubt: MailSource.Doubt, _ ticket: ID<Ticket>?,
        _ contact: ID<ContactReference>?, at now: Instant, _ tx: borrowing Transaction
    ) throws {
        let original = try tx.attach(mail.original)
        let letter: ID<Letter> = try tx.execute(
            """
            INSERT INTO support_letter (ref, doubt, ticket_id, contact_id, author_name, author_address, subject,
                body, own_bytes, html, headers, kind, is_cut, original_id, sent_at, created_at)
            VALUES (\(tx.newRef() as Ref<Letter>), \(doubt.rawValue), \(ticket), \(contact), \(mail.authorName),
                \(mail.authorAddress), \(String(mail.subject.unicodeScalars.prefix(400))), \(mail.text),
                \(mail.ownBytes), \(mail.html), \(mail.headers), \(mail.kind.rawValue), \(mail.isCut), \(original),
                \(mail.sentAt), \(now))
            """
        ).id()
        for file in mail.files {
            try tx.execute(
                """
                INSERT INTO support_letter_file (letter_id, attachment_id) VALUES (\(letter), \(try tx.attach(file)))
                """)
        }
    }

    /// Decides it, once.
    ///
    /// - Throws: `PortalError.conflict` when somebody else was faster.
    func decide(by staff: ID<StaffMember>, at now: Instant, _ tx: borrowing Transaction) throws {
        try tx.save(
            """
            UPDATE support_letter SET decided_at = \(now), decided_by = \(staff)
            WHERE id = \(id) AND decided_at IS NULL
            """)
    }

    /// Makes it a mail of the ticket, seen by the customer as his own, with its files.
    func become(
        _ note: ID<TicketNote>?, of ticket: ID<Ticket>, contact: ID<ContactReference>?,
        by staff: ID<StaffMember>, at now: Instant, _ tx: borrowing Transaction
    ) throws {
        try tx.execute("UPDATE support_letter SET became_id = \(ticket) WHERE id = \(id)")
        try tx.execute(
            """
            INSERT INTO support_message (customer_id, ticket_id, note_id, contact_id, ref, author_name,
                author_address, subject, body, own_bytes, html, headers, kind, is_cut, original_id, sent_at,
                created_at, shared_at, shared_by)
            SELECT t.customer_id, t.id, \(note), \(contact), \(tx.newRef() as Ref<TicketMail>), l.author_name,
                l.author_address, l.subject, l.body, l.own_bytes, l.html, l.headers, l.kind, l.is_cut,
                l.original_id, l.sent_at, l.created_at, \(now), \(staff)
            FROM support_letter l JOIN support_ticket t ON t.id = \(ticket) WHERE l.id = \(id)
            """)
        let files: [ID<Attachment>] = try tx.rows(
            "SELECT attachment_id FROM support_letter_file WHERE letter_id = \(id) ORDER BY id"
        ) { try $0.next() }
        for file in files {
            try tx.execute(
                """
                INSERT INTO support_file (customer_id, ticket_id, note_id, ref, attachment_id, created_at, shared_at)
                SELECT t.customer_id, t.id, \(note), \(tx.newRef() as Ref<TicketFile>), \(file), \(now), \(now)
                FROM support_ticket t WHERE t.id = \(ticket)
                """)
        }
    }
}
