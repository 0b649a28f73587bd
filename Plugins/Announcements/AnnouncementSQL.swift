import PortalKit

extension Announcement {
    /// What the scope lets through: for customers what was published, for them or for everybody.
    private static func visible(_ scope: Scope) -> SQL {
        "\(scope, on: "a", shared: "a.published_at", everybody: true)"
    }

    private static func select(text: SQL, _ condition: SQL) -> SQL {
        """
        SELECT a.id, a.ref, a.title, \(sql: text), a.created_at, a.published_at, c.name, c.number, s.name,
            a.version, f.ref, f.name, f.type, f.size, f.verdict
        FROM announcements_announcement a
        LEFT JOIN portico_staff s ON s.id = a.created_by
        LEFT JOIN portico_customer c ON c.id = a.customer_id
        LEFT JOIN portico_attachment f ON f.id = a.attachment_id
        WHERE \(sql: condition)
        """
    }

    private init(_ row: borrowing Row) throws {
        id = try row.next()
        ref = try row.next()
        title = try row.next()
        text = try row.next()
        createdAt = try row.next()
        publishedAt = try row.next()
        customer = try row.next()
        customerNumber = try row.next()
        author = try row.next()
        version = try row.next()
        file = try Attachment.optional(row)
    }

    /// Customers read what was published last, staff what was written last.
    @Sendable static func listing(
        _ paging: Paging, _ scope: Scope, _ db: borrowing Reading
    ) throws -> Listing<Announcement> {
        let isStaff = scope.isEverything
        let order = Keyset(isStaff ? "a.created_at" : "a.published_at", .descending, id: "a.id")
        let found: SQL = "\(sql: visible(scope)) AND \(search: paging.search, in: "a.title", "a.body")"
        return try db.listing(
            paging, by: order, select(text: "left(a.body,160)", found),
            counting: "announcements_announcement a WHERE \(sql: found)", Announcement.init
        ) { Position(isStaff ? $0.createdAt : $0.at, $0.id) }
    }

    @Sendable static func count(_ scope: Scope, _ db: borrowing Reading) throws -> Int {
        try db.count(of: "announcements_announcement a WHERE \(sql: visible(scope))")
    }

    @Sendable static func latest(_ scope: Scope, _ most: Int, _ db: borrowing Reading) throws -> [Activity] {
        try db.rows("\(sql: select(text: "''", visible(scope))) ORDER BY a.published_at DESC LIMIT \(most)") {
            let it = try Announcement($0)
            return Activity(at: it.at, "Announced", thing: it.title, path: it.path, who: it.author)
        }
    }

    @Sendable static func find(
        _ ref: Ref<Announcement>, _ scope: Scope, _ db: borrowing Reading
    ) throws -> Announcement? {
        try db.first(select(text: "a.body", "a.ref = \(ref) AND \(sql: visible(scope))"), Announcement.init)
    }

    /// - Returns: the record that was written, over the stored one or as a new one.
    @Sendable static func save(
        _ draft: Draft, _ stored: Announcement?, _ context: StaffContext, _ tx: borrowing Transaction
    ) throws -> ID<Announcement> {
        let customer = try tx.customer(numbered: draft.customerNumber)
        let file = try draft.file.map { try tx.attach($0) }
        guard let stored else {
            return try tx.execute(
                """
                INSERT INTO announcements_announcement (ref, created_at, created_by, customer_id, title, body,
                    attachment_id, published_at, published_by)
                VALUES (\(tx.newRef() as Ref<Announcement>), \(context.now), \(context.staff.id), \(customer),
                    \(draft.title), \(draft.text), \(file), \(draft.isPublished ? context.now : nil),
                    \(draft.isPublished ? context.staff.id : nil))
                """
            ).id()
        }
        try tx.save(
            """
            UPDATE announcements_announcement SET
                customer_id = \(customer), title = \(draft.title), body = \(draft.text), version = version + 1,
                attachment_id = COALESCE(\(file), attachment_id),
                published_by = IF(\(draft.isPublished), COALESCE(published_by, \(context.staff.id)), NULL),
                published_at = IF(\(draft.isPublished), COALESCE(published_at, \(context.now)), NULL)
            WHERE id = \(stored.id) AND version = \(draft.version)
            """)
        return stored.id
    }
}
