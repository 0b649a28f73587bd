import PortalKit

// Lists of tickets: which, in which order, and how many.
extension Ticket {
    /// The named views of a customer's list.
    enum View: String, CaseIterable {
        case all, waiting, open, solved

        var condition: SQL {
            switch self {
            case .all: "TRUE"
            case .waiting: "t.status = 'waiting'"
            case .open: "t.status IN ('new', 'open', 'waiting')"
            case .solved: "t.status IN ('solved', 'closed')"
            }
        }
    }

    /// A page of a list, with how many there are in each view.
    struct Found<View> {
        let listing: Listing<Line>
        let counts: [(view: View, count: Int)]
    }

    /// The rows of a list. The customer is there always; joined loosely, the server begins with the tickets, in their
    /// order, and not with all customers.
    static func lines(_ from: SQL, _ at: SQL, _ writer: SQL, _ condition: SQL) -> SQL {
        """
        SELECT t.id, t.ref, t.number, t.subject, t.status, t.priority, COALESCE(p.name, c.name), c.name, s.name,
            \(sql: at), \(sql: writer), \(sql: due), t.version, t.created_at
        FROM \(sql: from)
        LEFT JOIN portico_customer c ON c.id = t.customer_id
        LEFT JOIN portico_contact p ON p.id = t.contact_id
        LEFT JOIN portico_staff s ON s.id = t.assignee_id
        WHERE \(sql: condition)
        """
    }

    /// Who wrote last of what the scope shows, asked for the rows of the page alone.
    private static func lastWriter(_ scope: Scope) -> SQL {
        """
        (SELECT COALESCE(ns.name, np.name, c.name) FROM support_note n
            LEFT JOIN portico_staff ns ON ns.id = n.created_by
            LEFT JOIN portico_contact np ON np.id = n.contact_id
            WHERE n.ticket_id = t.id AND \(sql: TicketNote.visible(scope))
            ORDER BY n.created_at DESC, n.id DESC LIMIT 1)
        """
    }

    private static let recent = Keyset("t.updated_at", .descending, id: "t.id")

    /// One customer's tickets, last updated first.
    static func listing(
        _ paging: Paging, _ scope: Scope, _ shown: Shown, _ db: borrowing Reading
    ) throws -> Found<View> {
        let views = View.allCases
        let view = paging.view(View.self) ?? .all
        let found: SQL = """
            \(sql: visible(scope)) AND \(sql: status(of: paging)) AND \(sql: matching(paging.search, scope, shown))
            """
        func rows(_ view: View) -> SQL {
            "support_ticket t WHERE \(sql: visible(scope)) AND \(sql: view.condition)"
        }
        let select = lines(
            "support_ticket t", "t.updated_at", lastWriter(scope), "\(sql: found) AND \(sql: view.condition)")
        let page = try db.rows(
            "\(sql: select) AND \(paging, from: recent) \(paging, order: recent)", Line.init)
        let isNarrowed = !paging.search.isEmpty || paging.filter("status", Status.self) != nil
        let all: SQL? =
            isNarrowed && paging.total(page) == nil
            ? "support_ticket t WHERE \(sql: found) AND \(sql: view.condition)" : nil
        let counts = try db.counts(of: views.map(rows) + (all.map { [$0] } ?? []))
        let seen = zip(views, counts).first { $0.0 == view }?.1
        let total = paging.total(page) ?? (isNarrowed ? counts.last : seen) ?? 0
        return Found(
            listing: paging.listing(page, total: total) { Position($0.at, $0.id) },
            counts: Array(zip(views, counts)))
    }

    private static func status(of paging: Paging) -> SQL {
        paging.filter("status", Status.self).map { "t.status = \($0.rawValue)" } ?? "TRUE"
    }
}

// MARK: Search

extension Ticket {
    /// The number in "#1042" or "1042".
    static func number(in text: String) -> Int? {
        let digits = text.utf8.first == UInt8(ascii: "#") ? text.dropFirst() : text[...]
        guard (1...9).contains(digits.utf8.count) else { return nil }
        return Int(digits)
    }

    /// A customer's search reads his own tickets from end to end, by their index: it finds parts of words too.
    static func matching(_ text: String, _ scope: Scope, _ shown: Shown) -> SQL {
        guard !text.isEmpty else { return "TRUE" }
        let own: SQL =
            shown.description
            ? "\(search: text, in: "t.subject", "t.description")" : "\(search: text, in: "t.subject")"
        return """
            (t.number = \(number(in: text)) OR \(sql: own) OR EXISTS (SELECT 1 FROM support_note n
                WHERE n.ticket_id = t.id AND \(sql: TicketNote.visible(scope)) AND \(search: text, in: "n.body")))
            """
    }

    /// The desk's search reads the index of words of all tickets and notes, and the number.
    static func searched(_ text: String) -> SQL {
        guard !text.isEmpty else { return "support_ticket t" }
        guard let words = words(text) else {
            return """
                (SELECT x.id FROM support_ticket x WHERE x.number = \(number(in: text))
                    UNION SELECT y.id FROM support_ticket y WHERE \(search: text, in: "y.subject")) hits
                JOIN support_ticket t ON t.id = hits.id
                """
        }
        return """
            (SELECT x.id FROM support_ticket x WHERE x.number = \(number(in: text))
                UNION SELECT y.id FROM support_ticket y
                    WHERE MATCH(y.subject, y.description) AGAINST (\(words) IN BOOLEAN MODE)
                UNION SELECT n.ticket_id FROM support_note n
                    WHERE MATCH(n.body) AGAINST (\(words) IN BOOLEAN MODE)) hits
            JOIN support_ticket t ON t.id = hits.id
            """
    }

    /// What InnoDB leaves out of its index of words (information_schema.INNODB_FT_DEFAULT_STOPWORD), from three letters
    /// on: asked for, they would be found in nothing.
    private static let stopWords: Set<String> = [
        "about", "are", "com", "for", "from", "how", "that", "the", "this", "und", "was", "what", "when",
        "where",
        "who", "will", "with", "www",
    ]

    /// Every word of the text as one that has to occur: `+"late"* …`; nil where none is long enough for the index.
    /// What a person types never reaches the parser of the server: only letters and digits do.
    static func words(_ text: String) -> String? {
        let words: [String] =
            text.unicodeScalars
            .split { !$0.properties.isAlphabetic && $0.properties.numericType == nil }
            .map { String(String.UnicodeScalarView($0)) }
            .filter { $0.unicodeScalars.count >= 3 && !stopWords.contains($0.lowercased()) }
        guard !words.isEmpty else { return nil }
        return words.prefix(8).map { "+" + $0 + "*" }.joined(separator: " ")
    }

    /// What the search over all portals finds: the exact number first.
    @Sendable static func search(
        _ text: String, _ scope: Scope, _ most: Int, _ settings: Settings, _ db: borrowing Reading
    ) throws -> [SearchSource.Match] {
        let condition: SQL = "\(sql: visible(scope)) AND \(sql: matching(text, scope, Shown(settings)))"
        let select = lines("support_ticket t", "t.updated_at", "NULL", condition)
        return try db.rows(
            "\(sql: select) ORDER BY t.number = \(number(in: text) ?? 0) DESC, t.updated_at DESC LIMIT \(most)",
            Line.init
        ).map { SearchSource.Match("#\($0.number) \($0.subject)", line: $0.contactName, at: $0.path) }
    }
}

// MARK: Home and tabs

extension Ticket {
    @Sendable static func countOpen(_ scope: Scope, _ db: borrowing Reading) throws -> Int {
        try db.count(
            of: "support_ticket t WHERE \(sql: visible(scope)) AND \(sql: View.open.condition)")
    }

    @Sendable static func countWaiting(_ context: CustomerContext) throws -> SQL {
        let scope = try context.scope(.viewTickets)
        return
            "SELECT COUNT(*) FROM support_ticket t WHERE \(sql: visible(scope)) AND \(sql: View.waiting.condition)"
    }

    /// What waits for the customer's answer, longest first.
    static func waiting(_ scope: Scope, _ db: borrowing Reading) throws -> [Line] {
        let select = lines(
            "support_ticket t", "t.moved_at", lastWriter(scope),
            "\(sql: visible(scope)) AND \(sql: View.waiting.condition)")
        return try db.rows("\(sql: select) ORDER BY t.moved_at LIMIT 50", Line.init)
    }

    /// What was said last of what the scope shows.
    @Sendable static func latest(_ scope: Scope, _ most: Int, _ db: borrowing Reading) throws -> [Activity] {
        try db.rows(
            """
            SELECT n.shared_at, t.ref, t.subject, COALESCE(s.name, p.name, c.name) FROM \(sql: TicketNote.joined)
            WHERE \(sql: visible(scope)) AND \(sql: TicketNote.visible(scope))
            ORDER BY n.shared_at DESC LIMIT \(most)
            """
        ) { row in
            let at: Instant = try row.next()
            let ref: Ref<Ticket> = try row.next()
            let subject: String = try row.next()
            return Activity(
                at: at, "Wrote about", thing: subject, path: "\(Ticket.list)/\(ref)", who: try row.next())
        }
    }

    /// The open tickets of a customer or a contact, for staff who look at his page.
    static func open(_ record: Panel.Record, _ db: borrowing Reading) throws -> [Line] {
        let whose: SQL =
            record.contact.map { "t.contact_id = \($0)" } ?? "t.customer_id = \(record.customer)"
        let select = lines(
            "support_ticket t", "t.touched_at", "NULL",
            "t.customer_id = \(record.customer) AND \(sql: whose) AND \(sql: View.open.condition)")
        return try db.rows("\(sql: select) ORDER BY t.touched_at DESC LIMIT 6", Line.init)
    }
}

extension Ticket.Line {
    init(_ row: borrowing Row) throws {
        id = try row.next()
        ref = try row.next()
        number = try row.next()
        subject = try row.next()
        status = try Ticket.Status.read(row)
        priority = try Ticket.Priority.read(row)
        contactName = try row.next()
        customerName = try row.next()
        assigneeName = try row.next()
        at = try row.next()
        lastWriter = try row.next()
        dueAt = try row.next()
        version = try row.next()
        openedAt = try row.next()
    }
}
