import PortalKit

// What is read of tickets. One statement serves customers and staff: the scope says whose and what is shared.
extension Ticket {
    static func visible(_ scope: Scope) -> SQL {
        "\(scope, on: "t", own: "t.contact_id", members: "support_member(ticket_id)")"
    }

    private static func columns(_ scope: Scope) -> SQL {
        """
        t.id, t.ref, t.number, t.subject, t.description, t.status, t.priority, t.cause, t.solution, t.created_at,
        t.moved_at, t.updated_at, t.version, t.customer_id, c.name, t.contact_id, COALESCE(p.name, c.name), p.ref, c.ref, s.ref,
        s.name, o.name, b.name, t.written_by, w.name, r.score, r.comment, r.rated_at, COALESCE(rp.name, c.name), rb.name,
        g.ref, g.name, \(sql: TicketField.values(for: scope)),
        IF(t.answered_at IS NULL, t.answer_by, NULL), t.solve_by, i.id, i.ref, i.number
        """
    }

    private static let joined: SQL = """
        support_ticket t
        JOIN portico_customer c ON c.id = t.customer_id
        LEFT JOIN portico_contact p ON p.id = t.contact_id
        LEFT JOIN portico_staff s ON s.id = t.assignee_id
        LEFT JOIN portico_staff o ON o.id = t.created_by
        LEFT JOIN portico_staff b ON b.id = t.acted_by
        LEFT JOIN portico_contact w ON w.id = t.written_by
        LEFT JOIN support_rating r ON r.ticket_id = t.id\(unscoped: "the rating of the ticket that the scope finds")
        LEFT JOIN portico_contact rp ON rp.id = r.contact_id
        LEFT JOIN portico_staff rb ON rb.id = r.acted_by
        LEFT JOIN support_category g ON g.id = t.category_id\(unscoped: "categories are the operator's")
        LEFT JOIN support_ticket i ON i.id = t.merged_into\(unscoped: "where the ticket that the scope finds went")
        """

    private init(_ row: borrowing Row) throws {
        id = try row.next()
        ref = try row.next()
        number = try row.next()
        subject = try row.next()
        description = try row.next()
        status = try Status.read(row)
        priority = try Priority.read(row)
        cause = try row.next()
        solution = try row.next()
        createdAt = try row.next()
        movedAt = try row.next()
        updatedAt = try row.next()
        version = try row.next()
        customer = try row.next()
        customerName = try row.next()
        contact = try row.next()
        contactName = try row.next()
        contactRef = try row.next()
        customerRef = try row.next()
        assignee = try row.next()
        assigneeName = try row.next()
        openedBy = try row.next()
        actedBy = try row.next()
        let writer: (id: ID<ContactReference>?, name: String?) = (try row.next(), try row.next())
        self.writer = writer.id.map { Writer(id: $0, name: writer.name ?? "") }
        rating = try Rating(row)
        let (category, name): (Ref<Category>?, String?) = (try row.next(), try row.next())
        self.category = category.flatMap { ref in name.map { CategoryName(ref: ref, name: $0) } }
        let values: String? = try row.next()
        self.values = TicketValue.all(values ?? "")
        answerBy = try row.next()
        solveBy = try row.next()
        let (into, at, number): (ID<Ticket>?, Ref<Ticket>?, Int?) = (
            try row.next(), try row.next(), try row.next()
        )
        mergedInto = into.flatMap { id in
            at.flatMap { ref in number.map { Pointer(id: id, ref: ref, number: $0) } }
        }
    }

    @Sendable static func find(_ ref: Ref<Ticket>, _ scope: Scope, _ db: borrowing Reading) throws -> Ticket?
    {
        try db.first(
            "SELECT \(sql: columns(scope)) FROM \(sql: joined) WHERE t.ref = \(ref) AND \(sql: visible(scope))",
            Ticket.init)
    }

    /// The one with this number, as staff name it.
    static func find(number: Int, _ scope: Scope, _ db: borrowing Reading) throws -> Ticket? {
        try db.first(
            "SELECT \(sql: columns(scope)) FROM \(sql: joined) WHERE t.number = \(number) AND \(sql: visible(scope))",
            Ticket.init)
    }

    /// The ticket that two permissions reach: who may answer, answers what he sees.
    static func find(
        _ ref: Ref<Ticket>, _ scopes: (Scope, Scope), _ db: borrowing Reading
    ) throws -> Ticket? {
        try db.first(
            """
            SELECT \(sql: columns(scopes.0)) FROM \(sql: joined)
            WHERE t.ref = \(ref) AND \(sql: visible(scopes.0)) AND \(sql: visible(scopes.1))
            """, Ticket.init)
    }

    /// Everything said about a ticket that was found, as far as the scope shows it.
    func thread(_ scope: Scope, _ db: borrowing Reading) throws -> TicketThread {
        TicketThread(
            ticket: self, notes: try TicketNote.all(of: self, scope, db),
            files: try TicketFile.all(of: self, scope, db),
            changes: try TicketChange.all(of: self, scope, db),
            mails: try TicketMail.all(of: self, scope, db)
        )
    }
}

extension RawRepresentable where RawValue == String, Self: CaseIterable {
    /// Reads a column that holds one of the cases.
    static func read(_ row: borrowing Row) throws -> Self {
        let text: String = try row.next()
        guard let value = Self(rawValue: text) ?? allCases.first else { throw PortalError.notFound }
        return value
    }
}

extension TicketNote {
    /// The conditions of a note that the reader may see; its ticket stands as `t`, it as `n`.
    static func visible(_ scope: Scope) -> SQL {
        """
        \(scope, on: "n", own: "t.contact_id", members: "support_member(ticket_id)", of: "t",
            shared: "n.shared_at")
        """
    }

    /// Where a note stands and who wrote it.
    static let joined: SQL = """
        support_note n JOIN support_ticket t ON t.id = n.ticket_id
        JOIN portico_customer c ON c.id = n.customer_id
        LEFT JOIN portico_staff s ON s.id = n.created_by
        LEFT JOIN portico_contact p ON p.id = n.contact_id
        LEFT JOIN portico_staff b ON b.id = n.acted_by
        """

    private static let columns: SQL = """
        n.id, n.ref, n.body, n.created_at, n.shared_at, n.created_by IS NOT NULL, n.contact_id,
        COALESCE(s.name, p.name, c.name), COALESCE(s.initials, p.initials, UPPER(LEFT(c.name, 1))),
        b.name, n.came_from
        """

    init(_ row: borrowing Row) throws {
        id = try row.next()
        ref = try row.next()
        body = try row.next()
        at = try row.next()
        sharedAt = try row.next()
        let isStaff: Bool = try row.next()
        let contact: ID<ContactReference>? = try row.next()
        let name: String = try row.next()
        let initials: String = try row.next()
        let actedBy: String? = try row.next()
        author =
            isStaff
            ? .staff(name: name, initials: initials)
            : .contact(contact, name: name, initials: initials, by: actedBy)
        cameFrom = try row.next()
    }

    static func all(of ticket: Ticket, _ scope: Scope, _ db: borrowing Reading) throws -> [TicketNote] {
        try db.rows(
            """
            SELECT \(sql: columns) FROM \(sql: joined)
            WHERE n.ticket_id = \(ticket.id) AND \(sql: Ticket.visible(scope)) AND \(sql: visible(scope))
            ORDER BY n.created_at, n.id
            """, TicketNote.init)
    }

    static func find(
        _ ref: Ref<TicketNote>, in ticket: Ref<Ticket>, _ scope: Scope, _ db: borrowing Reading
    ) throws -> TicketNote? {
        try db.first(
            """
            SELECT \(sql: columns) FROM \(sql: joined)
            WHERE n.ref = \(ref) AND t.ref = \(ticket) AND \(sql: Ticket.visible(scope)) AND \(sql: visible(scope))
            """, TicketNote.init)
    }
}

extension TicketNote {
    /// What a person opened and wrote, as it is handed out to him.
    static func written(by person: ID<ContactReference>, _ db: borrowing Reading) throws
        -> [(name: String, value: String)]
    {
        try db.rows(
            """
            SELECT t.number, t.subject, t.description FROM support_ticket t
            WHERE ((t.contact_id = \(person) AND t.written_by IS NULL) OR t.written_by = \(person)) AND t.created_by IS NULL
            UNION ALL
            SELECT t.number, 'note', n.body FROM support_note n JOIN support_ticket t ON t.id = n.ticket_id
            WHERE n.contact_id = \(person)
            UNION ALL
            SELECT t.number, 'rating', CONCAT_WS('. ', r.score, NULLIF(r.comment, ''))
            FROM support_rating r JOIN support_ticket t ON t.id = r.ticket_id WHERE r.contact_id = \(person)
            """
        ) { row in
            let number: Int = try row.next()
            let (title, text): (String, String) = (try row.next(), try row.next())
            return ("#\(number), \(title)", text)
        }
    }
}

extension TicketFile {
    /// The conditions of a file that the reader may see; its note, where it has one, stands as `n`.
    static func visible(_ scope: Scope) -> SQL {
        """
        \(scope, on: "f", own: "t.contact_id", members: "support_member(ticket_id)", of: "t",
            shared: "f.shared_at")
        AND (f.note_id IS NULL OR \(sql: TicketNote.visible(scope)))
        """
    }

    private static let selected: SQL = """
        SELECT f.ref, f.note_id, f.created_by IS NOT NULL, f.shared_at, a.ref, a.name, a.type, a.size,
            a.verdict
        FROM support_file f
        JOIN support_ticket t ON t.id = f.ticket_id
        JOIN portico_attachment a ON a.id = f.attachment_id
        LEFT JOIN support_note n ON n.id = f.note_id
        """

    private init?(_ row: borrowing Row) throws {
        ref = try row.next()
        note = try row.next()
        isStaffs = try row.next()
        sharedAt = try row.next()
        guard let attachment = try Attachment.optional(row) else { return nil }
        self.attachment = attachment
    }

    static func all(of ticket: Ticket, _ scope: Scope, _ db: borrowing Reading) throws -> [TicketFile] {
        try db.rows(
            """
            \(sql: selected) WHERE f.ticket_id = \(ticket.id) AND \(sql: Ticket.visible(scope))
                AND \(sql: visible(scope))
            ORDER BY f.id
            """, TicketFile.init
        ).compactMap(\.self)
    }

    /// As visible as everything it hangs on, at this moment.
    static func find(
        _ ref: Ref<TicketFile>, in ticket: Ref<Ticket>, _ scope: Scope, _ db: borrowing Reading
    ) throws -> TicketFile? {
        try db.first(
            """
            \(sql: selected) WHERE f.ref = \(ref) AND t.ref = \(ticket) AND \(sql: Ticket.visible(scope))
                AND \(sql: visible(scope))
            """, TicketFile.init) ?? nil
    }
}

extension Ticket {
    /// What another portal shows of the ticket with this number.
    @Sendable static func linked(
        _ number: Int, _ scope: Scope, _ db: borrowing Reading
    ) throws -> LinkedRecord? {
        try find(number: number, scope, db).map {
            LinkedRecord($0.subject, at: $0.path, staff: $0.staffPath)
        }
    }
}
