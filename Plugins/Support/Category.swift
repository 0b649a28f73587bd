import PortalKit

/// What tickets are about, as administrators name it.
struct Category {
    let id: ID<Category>
    let ref: Ref<Category>
    let name: String
    let position: Int
    let isInUse: Bool
    let version: Int
    /// How many tickets have it.
    let tickets: Int

    /// More than these nobody finds his way in.
    static let most = 100

    private init(_ row: borrowing Row) throws {
        id = try row.next()
        ref = try row.next()
        name = try row.next()
        position = try row.next()
        isInUse = try row.next()
        version = try row.next()
        tickets = try row.next()
    }

    private static let columns: SQL = """
        SELECT g.id, g.ref, g.name, g.position, g.archived_at IS NULL, g.version
        """

    /// Those that can be chosen, for customers as well.
    static func inUse(_ db: borrowing Reading) throws -> [Category] {
        try db.rows(
            """
            \(sql: columns), 0 FROM support_category g WHERE g.archived_at IS NULL ORDER BY g.position, g.name
                \(unscoped: "categories are the operator's")
            """, Category.init)
    }

    static func all(_ db: borrowing Reading) throws -> [Category] {
        try db.rows(
            """
            \(sql: columns), (SELECT COUNT(*) FROM support_ticket t WHERE t.category_id = g.id)
            FROM support_category g ORDER BY g.archived_at IS NOT NULL, g.position, g.name
            """, Category.init)
    }

    static func find(_ ref: Ref<Category>, _ tx: borrowing Transaction) throws -> Category? {
        try tx.first("\(sql: columns), 0 FROM support_category g WHERE g.ref = \(ref)", Category.init)
    }

    static func choices(_ categories: [Category]) -> [Choice] {
        [Choice("", "None")] + categories.map { Choice("\($0.ref)", Words(verbatim: $0.name)) }
    }

    /// One in an address: a filter of the desk.
    struct Named: RawRepresentable {
        let rawValue: String
        let ref: Ref<Category>

        init?(rawValue: String) {
            guard let ref = try? Ref<Category>(rawValue) else { return nil }
            (self.rawValue, self.ref) = (rawValue, ref)
        }
    }
}

// MARK: Written by administrators

extension Category: SetUpItem {
    static let object = ObjectKind("category")

    struct Draft {
        let head: SetUpHead<Category>
        let name: String
        let position: Int
    }

    static func draft(_ form: Form) throws -> Draft {
        var check = FormCheck(form)
        let draft = Draft(
            head: try SetUpHead(form, &check),
            name: check.line("name", most: 80, missing: "Give it a name."),
            position: min(check.number("position") ?? 0, 9_999))
        try check.finish()
        return draft
    }

    static func save(
        _ draft: Draft, at now: Instant, _ tx: borrowing Transaction
    ) throws -> ID<Category> {
        let archived = draft.head.archivedAt(now)
        return try draft.head.save(
            "name", same: "SELECT id, ref FROM support_category WHERE name = \(draft.name)",
            find: "SELECT id FROM support_category WHERE ref = \(draft.head.ref)",
            update: """
                UPDATE support_category SET name = \(draft.name), position = \(draft.position),
                    archived_at = IF(\(archived) IS NULL, NULL, COALESCE(archived_at, \(archived))),
                    version = version + 1
                WHERE ref = \(draft.head.ref) AND version = \(draft.head.version)
                """,
            insert: """
                INSERT INTO support_category (ref, name, position)
                SELECT \(tx.newRef() as Ref<Category>), \(draft.name), \(draft.position) FROM support_counter k
                WHERE k.name = 'ticket' AND (SELECT COUNT(*) FROM support_category) < \(most)
                """, most: most, tx)
    }

    static func page(_ item: Category?, _ ui: Interface) -> Page { SetUpPages.category(item, ui) }
}
