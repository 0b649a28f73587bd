import PortalKit

/// What somebody was writing to a ticket and has not sent yet: kept for him, and read by nobody else.
struct NoteDraft {
    let body: String
    /// Of staff: whether the note was going to be shared.
    let isShared: Bool
    let savedAt: Instant

    /// After so many days what was never sent is forgotten.
    static let days = 30
    /// So many minutes after somebody saved last, he still counts as writing.
    static let minutes = 5

    /// Whose it is. A login of the customer itself, a visitor and staff in somebody's place keep none: what they would
    /// keep, another person could read.
    enum Author: Equatable {
        case staff(ID<StaffMember>)
        case person(ID<ContactReference>)

        init?(_ viewer: Viewer) {
            guard let person = viewer.person, viewer.staff == nil else { return nil }
            self = .person(person)
        }

        var staff: ID<StaffMember>? { if case .staff(let id) = self { id } else { nil } }
        var person: ID<ContactReference>? { if case .person(let id) = self { id } else { nil } }
    }

    /// What a press in the composer asks for, beside sending.
    enum Wish: String {
        /// "Save draft".
        case save = "1"
        /// The page's script, while one types: it is answered with the lines below the composer alone.
        case quietly = "auto"
        case discard

        /// Nil where the note itself is sent.
        init?(_ form: Form) { self.init(rawValue: form["draft"]) }
    }

    /// What was typed so far.
    struct Draft {
        let body: String
        let isShared: Bool
        let seen: Seen
        let hasFiles: Bool

        init(_ form: Form) throws(PortalError) {
            var check = FormCheck(form)
            body = check.text("note", mostBytes: TicketNote.mostBytes)
            isShared = check.isTicked("shared")
            try check.finish()
            seen = Seen(form)
            hasFiles = !form.files.isEmpty
        }
    }

    /// How far somebody had read when he opened the page: how many notes stood there; nil where the form does not say.
    struct Seen {
        let count: Int?

        init(_ form: Form) { count = Int(form["seen"]).flatMap { (0...1_000_000).contains($0) ? $0 : nil } }

        /// For the form's hidden field.
        static func field(_ notes: [TicketNote], _ ui: Interface) -> HTML {
            ui.hidden("seen", String(notes.count))
        }

        /// Which notes of a ticket came after those: `n` is one.
        ///
        /// - Parameter scope: of the reader, who counted what he sees.
        func condition(_ scope: Scope) -> SQL {
            guard let count else { return "FALSE" }
            return """
                (SELECT COUNT(*) FROM support_note m WHERE m.ticket_id = n.ticket_id
                    AND (\(scope.isEverything) OR m.shared_at IS NOT NULL)
                    AND (m.created_at < n.created_at OR (m.created_at = n.created_at AND m.id < n.id))
                    \(unscoped: "notes of the ticket at hand")) >= \(count)
                """
        }
    }
}

extension NoteDraft.Author {
    /// The condition of his own rows; the draft stands as `d`.
    fileprivate var condition: SQL {
        switch self {
        case .staff(let id): "d.staff_id = \(id)"
        case .person(let id): "d.contact_id = \(id)"
        }
    }

    /// The condition of his own notes; the note stands as `n`.
    fileprivate var ofNotes: SQL {
        switch self {
        case .staff(let id): "n.created_by = \(id)"
        case .person(let id): "(n.contact_id = \(id) AND n.created_by IS NULL AND n.acted_by IS NULL)"
        }
    }
}

extension NoteDraft {
    private static func visible(_ scope: Scope) -> SQL { "\(scope, on: "d", own: "d.contact_id")" }

    /// The reader's own draft of a ticket that he sees; nil for who keeps none.
    static func find(
        of ticket: Ticket, by author: Author?, _ scope: Scope, _ db: borrowing Reading
    ) throws -> NoteDraft? {
        guard let author else { return nil }
        return try db.first(
            """
            SELECT d.body, d.is_shared, d.saved_at FROM support_draft d
            WHERE d.ticket_id = \(ticket.id) AND \(sql: author.condition) AND \(sql: visible(scope))
            """
        ) { NoteDraft(body: try $0.next(), isShared: try $0.next(), savedAt: try $0.next()) }
    }

    /// Keeps what was typed so far; nothing typed keeps nothing.
    ///
    /// What comes late, when the note that it became was sent already, is not kept again.
    static func save(
        _ draft: Draft, of ticket: Ticket, by author: Author, _ scope: Scope, at now: Instant,
        _ tx: borrowing Transaction
    ) throws {
        guard !draft.body.isEmpty else { return try discard(of: ticket, by: author, scope, tx) }
        try tx.execute(
            """
            INSERT INTO support_draft (customer_id, ticket_id, staff_id, contact_id, body, is_shared, saved_at)
            SELECT t.customer_id, t.id, \(author.staff), \(author.person), \(draft.body), \(draft.isShared), \(now)
            FROM support_ticket t WHERE t.id = \(ticket.id) AND \(sql: Ticket.visible(scope))
                AND NOT EXISTS (SELECT 1 FROM support_note n WHERE n.ticket_id = t.id AND \(sql: author.ofNotes)
                    AND \(sql: draft.seen.condition(scope)) AND LEFT(n.body, CHAR_LENGTH(\(draft.body))) = \(draft.body)
                    \(unscoped: "his own notes"))
            ON DUPLICATE KEY UPDATE body = VALUES(body), is_shared = VALUES(is_shared), saved_at = VALUES(saved_at)
                \(unscoped: "the row is the writer's, of the ticket that the scope found")
            """)
    }

    /// Takes it away: it was sent, or is not wanted.
    static func discard(
        of ticket: Ticket, by author: Author?, _ scope: Scope, _ tx: borrowing Transaction
    ) throws {
        guard let author else { return }
        try tx.execute(
            """
            DELETE d FROM support_draft d
            WHERE d.ticket_id = \(ticket.id) AND \(sql: author.condition) AND \(sql: visible(scope))
            """)
    }

    /// Forgets what was never sent.
    static let sweep = Job("support.sweep-drafts", every: .seconds(86_400)) { context, write in
        let limit = context.now.adding(seconds: -Int64(days) * 86_400)
        try write { tx in _ = try tx.execute("DELETE FROM support_draft WHERE saved_at < \(limit)") }
    }

    // MARK: His own

    /// What a person has not sent, as it is handed out to him alone.
    static func written(
        by person: ID<ContactReference>, _ db: borrowing Reading
    ) throws -> [(name: String, value: String)] {
        try db.rows(
            """
            SELECT t.number, d.body FROM support_draft d JOIN support_ticket t ON t.id = d.ticket_id
            WHERE d.contact_id = \(person) ORDER BY t.number
            """
        ) { row in
            let number: Int = try row.next()
            return ("#\(number) draft", try row.next())
        }
    }

    static func forget(_ person: ID<ContactReference>, _ tx: borrowing Transaction) throws {
        try tx.execute("DELETE FROM support_draft WHERE contact_id = \(person)")
    }
}

// MARK: Two who answer at once

extension Ticket {
    /// Who else of staff is writing an answer just now.
    func writers(
        but staff: ID<StaffMember>, at now: Instant, _ db: borrowing Reading
    ) throws -> [String] {
        try db.rows(
            """
            SELECT s.name FROM support_draft d JOIN portico_staff s ON s.id = d.staff_id
            WHERE d.ticket_id = \(id) AND d.staff_id <> \(staff)
                AND d.saved_at > \(now.adding(seconds: -Int64(NoteDraft.minutes) * 60))
            ORDER BY s.name LIMIT 10
            """
        ) { try $0.next() }
    }

    /// Who wrote last of what somebody of staff has not read yet; nil where he has read everything.
    func news(
        after seen: NoteDraft.Seen, for staff: ID<StaffMember>, _ scope: Scope, _ db: borrowing Reading
    ) throws -> String? {
        try db.first(unread(seen, staff, scope)) { try $0.next() }
    }

    /// Holds the ticket, so that of two who send at once the second hears of the first.
    ///
    /// - Throws: `PortalError.invalid` when somebody else wrote since the page was opened: it comes back with what was
    ///   typed and with what is new, and is sent from there.
    func refuseUnread(
        _ seen: NoteDraft.Seen, by staff: ID<StaffMember>, _ scope: Scope, at now: Instant,
        _ tx: borrowing Transaction
    ) throws {
        try tx.execute("UPDATE support_ticket SET touched_at = \(now) WHERE id = \(id)")
        // Read after the row was ours, this is what is committed by now.
        let name: String? = try tx.first(unread(seen, staff, scope)) { try $0.next() }
        guard let name else { return }
        throw PortalError.invalid(
            "seen",
            "\("name", name) wrote here after you opened the page. Read it above: what you typed is kept, and not sent yet."
        )
    }

    private func unread(_ seen: NoteDraft.Seen, _ staff: ID<StaffMember>, _ scope: Scope) -> SQL {
        """
        SELECT COALESCE(s.name, p.name, c.name) FROM \(sql: TicketNote.joined)
        WHERE n.ticket_id = \(id) AND NOT (n.created_by <=> \(staff)) AND \(sql: seen.condition(scope))
        ORDER BY n.created_at DESC, n.id DESC LIMIT 1
        """
    }
}
