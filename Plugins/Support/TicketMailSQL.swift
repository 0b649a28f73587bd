import PortalKit

extension Ticket {
    /// The ticket to which a mail about this one belongs now, where the scope reaches it: itself, or where it was merged.
    static func place(of id: ID<Ticket>, _ scope: Scope, _ db: borrowing Reading) throws -> Pointer? {
        try db.first(
            """
            SELECT t.id, t.ref, t.number FROM support_ticket t
            WHERE t.id = (SELECT COALESCE(m.merged_into, m.id) FROM support_ticket m WHERE m.id = \(id)\
                \(unscoped: "what it was merged into is found by the scope")) AND \(sql: visible(scope))
            """
        ) { try Pointer(id: $0.next(), ref: $0.next(), number: $0.next()) }
    }
}

extension TicketMail {
    /// The conditions of a mail that the reader may see; its ticket stands as `t`, it as `m`.
    private static func visible(_ scope: Scope) -> SQL {
        """
        \(scope, on: "m", own: "t.contact_id", members: "support_member(ticket_id)", of: "t",
            shared: "m.shared_at")
        """
    }

    private static let columns: SQL = """
        m.id, m.ref, m.kind, m.note_id, m.author_name, m.author_address, m.subject, m.body, m.own_bytes, m.html,
        m.headers, m.is_cut, m.sent_at, m.created_at, a.ref, a.name, a.type, a.size, a.verdict,
        m.shared_at
        """

    private static let joined: SQL = """
        support_message m JOIN support_ticket t ON t.id = m.ticket_id
        LEFT JOIN portico_attachment a ON a.id = m.original_id
        """

    private init(_ row: borrowing Row) throws {
        id = try row.next()
        ref = try row.next()
        kind = IncomingMail.Kind(rawValue: try row.next()) ?? .person
        note = try row.next()
        body = try MailText(row)
        original = try Attachment.optional(row)
        sharedAt = try row.next()
    }

    static func find(
        _ ref: Ref<TicketMail>, in ticket: Ref<Ticket>, _ scope: Scope, _ db: borrowing Reading
    ) throws -> TicketMail? {
        try db.first(
            """
            SELECT \(sql: columns) FROM \(sql: joined)
            WHERE m.ref = \(ref) AND t.ref = \(ticket) AND \(sql: Ticket.visible(scope)) AND \(sql: visible(scope))
            """, TicketMail.init)
    }

    /// Shows or hides what a machine sent.
    ///
    /// - Throws: `PortalError.conflict` for a person's mail, which its customer always sees.
    func share(_ isOn: Bool, by staff: ID<StaffMember>, at now: Instant, _ tx: borrowing Transaction) throws {
        guard canBeShared else {
            throw PortalError.conflict("The customer wrote this and always sees it.")
        }
        try tx.execute(
            """
            UPDATE support_message SET shared_by = IF(\(isOn), COALESCE(shared_by, \(staff)), NULL),
                shared_at = IF(\(isOn), COALESCE(shared_at, \(now)), NULL)
            WHERE id = \(id)
            """)
    }

    /// A mail in the list beside a ticket.
    struct Line {
        let ref: Ref<TicketMail>
        let author: String
        let subject: String
        let kind: IncomingMail.Kind
        let at: Instant
    }

    static func all(of ticket: Ticket, _ scope: Scope, _ db: borrowing Reading) throws -> [Line] {
        try db.rows(
            """
            SELECT m.ref, IF(m.author_name = '', m.author_address, m.author_name), m.subject, m.kind, m.created_at
            FROM support_message m JOIN support_ticket t ON t.id = m.ticket_id
            WHERE m.ticket_id = \(ticket.id) AND \(sql: Ticket.visible(scope)) AND \(sql: visible(scope))
            ORDER BY m.created_at DESC, m.id DESC LIMIT 100
            """
        ) { row in
            Line(
                ref: try row.next(), author: try row.next(), subject: try row.next(),
                kind: IncomingMail.Kind(rawValue: try row.next()) ?? .person, at: try row.next())
        }
    }

    static func files(of mail: TicketMail, in ticket: Ticket, _ scope: Scope, _ db: borrowing Reading) throws
        -> [TicketFile]
    {
        guard let note = mail.note else { return [] }
        return try TicketFile.all(of: ticket, scope, db).filter { $0.note == note }
    }

    /// Keeps a mail beside what became of it, with the message as it came.
    ///
    /// - Parameter sharedAt: from when on its customer sees it; nil for staff alone.
    static func add(
        _ mail: IncomingMail, to ticket: ID<Ticket>, note: ID<TicketNote>?, contact: ID<ContactReference>?,
        sharedAt: Instant?, at now: Instant, _ tx: borrowing Transaction
    ) throws {
        let original = try tx.attach(mail.original)
        try tx.execute(
            """
            INSERT INTO support_message (customer_id, ticket_id, note_id, contact_id, ref, author_name,
                author_address, subject, body, own_bytes, html, headers, kind, is_cut, original_id, sent_at,
                created_at, shared_at)
            SELECT t.customer_id, t.id, \(note), \(contact), \(tx.newRef() as Ref<TicketMail>), \(mail.authorName),
                \(mail.authorAddress), \(String(mail.subject.unicodeScalars.prefix(400))), \(mail.text),
                \(mail.ownBytes), \(mail.html), \(mail.headers), \(mail.kind.rawValue), \(mail.isCut),
                \(original), \(mail.sentAt), \(now), \(sharedAt)
            FROM support_ticket t WHERE t.id = \(ticket)
                \(unscoped: "a ticket that this transaction holds")\(unscoped: "its mail")
            """)
    }
}

extension TicketMail {
    /// Forgets who wrote and what only programs read; what was said stays as the note that it became.
    static func forget(_ person: ID<ContactReference>, _ tx: borrowing Transaction) throws {
        try tx.execute(
            """
            UPDATE support_message SET author_name = '', author_address = '', headers = '', html = NULL,
                original_id = NULL
            WHERE contact_id = \(person)
            """)
        try tx.execute(
            """
            DELETE f FROM support_letter_file f JOIN support_letter l ON l.id = f.letter_id
            WHERE l.contact_id = \(person)
            """)
        try tx.execute("DELETE FROM support_letter WHERE contact_id = \(person)")
    }
}
