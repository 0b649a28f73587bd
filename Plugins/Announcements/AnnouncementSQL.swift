import PortalKit

extension Announcement {
    struct Line {
        let id: ID<Announcement>
        let ref: Ref<Announcement>
        let title: String
        let opening: String
        let hasFile: Bool
        let publishedAt: Instant?
        let sortedAt: Instant
        let audience: String?
        let author: String
    }

    static let newest = Keyset("a.published_at", .descending, id: "a.id")
    static let lastWritten = Keyset("a.created_at", .descending, id: "a.id")

    /// What the scope lets through, newest first: for customers what was published for them or for everybody.
    static func list(
        _ scope: Scope, search: String, _ paging: Paging, by keyset: Keyset, _ db: borrowing Reading
    ) throws -> [Line] {
        try db.rows(
            """
            SELECT a.id, a.ref, a.title, LEFT(a.body, 160), a.attachment_id IS NOT NULL, a.published_at,
                \(column: keyset), c.name, s.name
            FROM announcements_announcement a
            JOIN portico_staff s ON s.id = a.created_by
            LEFT JOIN portico_customer c ON c.id = a.customer_id
            WHERE \(sql: condition(scope, search)) AND \(paging, from: keyset)
            \(paging, order: keyset)
            """
        ) { row in
            Line(
                id: try row.next(), ref: try row.next(), title: try row.next(), opening: opening(try row.next()),
                hasFile: try row.next(), publishedAt: try row.next(), sortedAt: try row.next(),
                audience: try row.next(), author: try row.next())
        }
    }

    static func count(_ scope: Scope, search: String, _ db: borrowing Reading) throws -> Int {
        try db.first(
            """
            SELECT COUNT(*) FROM (SELECT 1 FROM announcements_announcement a
                WHERE \(sql: condition(scope, search)) LIMIT 1001) counted
            """
        ) { row in try row.next() } ?? 0
    }

    private static func condition(_ scope: Scope, _ search: String) -> SQL {
        let visible: SQL = "\(scope, on: "a", shared: "a.published_at", everybody: true)"
        if search.isEmpty { return visible }
        return "\(sql: visible) AND (a.title LIKE \(search.likePattern) OR a.body LIKE \(search.likePattern))"
    }

    /// - Throws: `PortalError.notFound` when there is none, or none for this viewer.
    static func find(_ ref: Ref<Announcement>, _ scope: Scope, _ db: borrowing Reading) throws -> Announcement {
        let found = try db.first(
            """
            SELECT a.id, a.ref, a.title, a.body, a.created_at, a.published_at, c.name, c.number, s.name, a.version,
                f.ref, f.name, f.type, f.size
            FROM announcements_announcement a
            JOIN portico_staff s ON s.id = a.created_by
            LEFT JOIN portico_customer c ON c.id = a.customer_id
            LEFT JOIN portico_attachment f ON f.id = a.attachment_id
            WHERE a.ref = \(ref) AND \(scope, on: "a", shared: "a.published_at", everybody: true)
            """
        ) { row in try Announcement(row) }
        guard let found else { throw PortalError.notFound }
        return found
    }

    private init(_ row: borrowing Row) throws {
        id = try row.next()
        ref = try row.next()
        title = try row.next()
        body = try row.next()
        createdAt = try row.next()
        publishedAt = try row.next()
        let customer: String? = try row.next()
        let number: Int? = try row.next()
        audience = customer.flatMap { name in number.map { Audience(name: name, number: $0) } }
        author = try row.next()
        version = try row.next()
        file = try Attachment.optional(row)
    }

    static func add(
        _ draft: Draft, file: UploadedFile?, by context: StaffContext, _ tx: borrowing Transaction
    ) throws -> (ID<Announcement>, Ref<Announcement>) {
        let ref: Ref<Announcement> = tx.newRef()
        let attachment = try file.map { try tx.attach($0) }
        let changed = try tx.execute(
            """
            INSERT INTO announcements_announcement
                (customer_id, ref, title, body, attachment_id, created_at, created_by)
            VALUES (\(try customer(draft, tx)), \(ref), \(draft.title), \(draft.body), \(attachment),
                \(context.now), \(context.staff.id))
            """)
        return (changed.id(), ref)
    }

    func save(_ draft: Draft, file: UploadedFile?, version: Int, _ tx: borrowing Transaction) throws {
        let attachment = try file.map { try tx.attach($0) }
        let changed = try tx.execute(
            """
            UPDATE announcements_announcement SET customer_id = \(try Self.customer(draft, tx)),
                title = \(draft.title), body = \(draft.body), version = version + 1,
                attachment_id = COALESCE(\(attachment), attachment_id)
            WHERE id = \(id) AND version = \(version)
            """)
        guard changed.affected == 1 else {
            throw PortalError.conflict("Somebody saved this meanwhile. Open it again and look at the change.")
        }
    }

    func setPublished(_ isPublished: Bool, by context: StaffContext, _ tx: borrowing Transaction) throws {
        try tx.executeOne(
            """
            UPDATE announcements_announcement SET published_at = \(isPublished ? context.now : nil),
                published_by = \(isPublished ? context.staff.id : nil), version = version + 1
            WHERE id = \(id) AND version = \(version)
            """)
    }

    private static func customer(_ draft: Draft, _ tx: borrowing Transaction) throws -> UInt64? {
        guard let number = draft.customer else { return nil }
        let id: UInt64? = try tx.first(
            "SELECT id FROM portico_customer WHERE number = \(number) AND removed_at IS NULL"
        ) { row in try row.next() }
        guard let id else { throw PortalError.invalid("customer", "No customer has that number.") }
        return id
    }
}
