import PortalKit

extension Announcement {
    /// One line of a list.
    struct Line {
        let id: ID<Announcement>
        let ref: Ref<Announcement>
        let title: String
        let opening: String
        let isPublished: Bool
        let at: Instant
        let customer: String?
        let author: String
    }

    static let newest = Keyset("a.published_at", .descending, id: "a.id")
    static let lastWritten = Keyset("a.created_at", .descending, id: "a.id")

    /// What the scope lets through: for customers what was published, for them or for everybody.
    static func listing(
        _ scope: Scope, _ search: String, _ paging: Paging, by keyset: Keyset, _ db: borrowing Reading
    ) throws -> Listing<Line> {
        let lines = try db.rows(
            """
            SELECT a.id, a.ref, a.title, SUBSTRING_INDEX(LEFT(a.body, 120), '\n', 1), a.published_at IS NOT NULL,
                \(column: keyset), c.name, s.name
            FROM announcements_announcement a
            JOIN portico_staff s ON s.id = a.created_by
            LEFT JOIN portico_customer c ON c.id = a.customer_id
            WHERE \(sql: condition(scope, search)) AND \(paging, from: keyset)
            \(paging, order: keyset)
            """
        ) { row in
            Line(
                id: try row.next(), ref: try row.next(), title: try row.next(), opening: try row.next(),
                isPublished: try row.next(), at: try row.next(), customer: try row.next(), author: try row.next())
        }
        return paging.listing(lines, total: try count(scope, search, db)) { Position($0.at, $0.id) }
    }

    static func count(_ scope: Scope, _ search: String, _ db: borrowing Reading) throws -> Int {
        try db.first(
            """
            SELECT COUNT(*) FROM (SELECT 1 FROM announcements_announcement a
                WHERE \(sql: condition(scope, search)) LIMIT 1001) counted
            """
        ) { try $0.next() } ?? 0
    }

    private static func condition(_ scope: Scope, _ search: String) -> SQL {
        let visible: SQL = "\(scope, on: "a", shared: "a.published_at", everybody: true)"
        guard !search.isEmpty else { return visible }
        return "\(sql: visible) AND (a.title LIKE \(search.likePattern) OR a.body LIKE \(search.likePattern))"
    }

    /// - Throws: `PortalError.notFound` when there is none, or none for this viewer.
    static func find(_ request: Request, _ context: some RecordContext) throws -> Announcement {
        let scope = try context.scope(.viewAnnouncements)
        let ref: Ref<Announcement> = try request.ref(.announcement)
        let found = try context.read { db in
            try db.first(
                """
                SELECT a.id, a.ref, a.title, a.body, a.published_at, c.name, c.number, s.name,
                    f.ref, f.name, f.type, f.size, a.version
                FROM announcements_announcement a
                JOIN portico_staff s ON s.id = a.created_by
                LEFT JOIN portico_customer c ON c.id = a.customer_id
                LEFT JOIN portico_attachment f ON f.id = a.attachment_id
                WHERE a.ref = \(ref) AND \(scope, on: "a", shared: "a.published_at", everybody: true)
                """
            ) { row in
                Announcement(
                    id: try row.next(), ref: try row.next(), title: try row.next(), body: try row.next(),
                    publishedAt: try row.next(), customer: try row.next(), customerNumber: try row.next(),
                    author: try row.next(), file: try Attachment.optional(row), version: try row.next())
            }
        }
        guard let found else { throw PortalError.notFound }
        return found
    }

    static func add(_ draft: Draft, _ context: StaffContext, _ tx: borrowing Transaction) throws -> ID<Announcement> {
        try tx.execute(
            """
            INSERT INTO announcements_announcement
                (customer_id, ref, title, body, attachment_id, created_at, created_by)
            VALUES (\(try customer(draft, tx)), \(tx.newRef() as Ref<Announcement>), \(draft.title), \(draft.body),
                \(try draft.file.map { try tx.attach($0) }), \(context.now), \(context.staff.id))
            """
        ).id()
    }

    func save(_ draft: Draft, version: String, _ tx: borrowing Transaction) throws {
        let changed = try tx.execute(
            """
            UPDATE announcements_announcement SET customer_id = \(try Self.customer(draft, tx)),
                title = \(draft.title), body = \(draft.body), version = version + 1,
                attachment_id = COALESCE(\(try draft.file.map { try tx.attach($0) }), attachment_id)
            WHERE id = \(id) AND version = \(Int(version))
            """)
        guard changed.affected == 1 else {
            throw PortalError.conflict("Somebody saved this meanwhile. Open it again and look at the change.")
        }
    }

    func setPublished(_ isOn: Bool, _ context: StaffContext, _ tx: borrowing Transaction) throws {
        try tx.executeOne(
            """
            UPDATE announcements_announcement SET published_at = \(isOn ? context.now : nil),
                published_by = \(isOn ? context.staff.id : nil), version = version + 1
            WHERE id = \(id) AND version = \(version)
            """)
    }

    private static func customer(_ draft: Draft, _ tx: borrowing Transaction) throws -> ID<Announcement>? {
        guard let number = draft.customerNumber else { return nil }
        let id: ID<Announcement>? = try tx.first(
            "SELECT id FROM portico_customer WHERE number = \(number) AND removed_at IS NULL"
        ) { try $0.next() }
        guard let id else { throw PortalError.invalid("customer", "No customer has that number.") }
        return id
    }
}
