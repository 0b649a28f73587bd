import PortalKit

/// A part of the documentation that groups articles. Customers see it where they see one of its articles.
struct Section {
    let id: ID<Section>
    let ref: Ref<Section>
    let title: String
    let position: Int
    let createdAt: Instant
    let version: Int
    /// How many articles stand in it, drafts too.
    let articles: Int

    static let staffList = "/staff/documentation/sections"
    var staffPath: String { "\(Self.staffList)/\(ref)" }

    /// What an article says of its section.
    struct Name: Equatable {
        let ref: Ref<Section>
        let title: String

        /// Of the columns ref and title; nil where there is no section.
        static func optional(_ row: borrowing Row) throws -> Name? {
            let (ref, title): (Ref<Section>?, String?) = (try row.next(), try row.next())
            guard let ref, let title else { return nil }
            return Name(ref: ref, title: title)
        }

        static func == (left: Name, right: Name) -> Bool { left.ref.description == right.ref.description }
    }

    /// What staff fill in.
    struct Draft {
        let title: String
        let position: Int
        let version: Int?

        init(_ sheet: inout FormSheet, _ stored: Section?) {
            title = sheet.line("title", "Title", stored?.title, most: 120, missing: "Enter a title.")
            position = sheet.number(
                "position", "Position", stored?.position, hint: "Sections with a smaller number come first.",
                in: 0...9_999)
            version = sheet.version(stored?.version)
        }
    }

    // MARK: Statements

    private static let columns: SQL = """
        SELECT s.id, s.ref, s.title, s.position, s.created_at, s.version,
            (SELECT COUNT(*) FROM documentation_article a WHERE a.section_id = s.id)
        FROM documentation_section s
        """

    private init(_ row: borrowing Row) throws {
        id = try row.next()
        ref = try row.next()
        title = try row.next()
        position = try row.next()
        createdAt = try row.next()
        version = try row.next()
        articles = try row.next()
    }

    @Sendable static func listing(
        _ paging: Paging, _ scope: Scope, _ db: borrowing Reading
    ) throws -> Listing<Section> {
        let found: SQL = "\(scope, on: "s") AND \(search: paging.search, in: "s.title")"
        let rows = try db.rows(
            "\(sql: columns) WHERE \(sql: found) ORDER BY s.position, s.id LIMIT 100", Section.init)
        return paging.listing(rows, total: rows.count) { Position($0.createdAt, $0.id) }
    }

    /// All of them, in their order, to choose from.
    static func all(_ db: borrowing Reading) throws -> [Section] {
        try db.rows("\(sql: columns) ORDER BY s.position, s.id LIMIT 500", Section.init)
    }

    @Sendable static func find(
        _ ref: Ref<Section>, _ scope: Scope, _ db: borrowing Reading
    ) throws -> Section? {
        try db.first("\(sql: columns) WHERE s.ref = \(ref) AND \(scope, on: "s")", Section.init)
    }

    @Sendable static func save(
        _ draft: Draft, _ stored: Section?, _ context: StaffContext, _ tx: borrowing Transaction
    ) throws -> ID<Section> {
        let taken: Int? = try tx.first(
            """
            SELECT 1 FROM documentation_section s
            WHERE s.title = \(draft.title) AND NOT s.id <=> \(stored?.id) FOR UPDATE
            """
        ) { try $0.next() }
        if taken != nil { throw PortalError.invalid("title", "There is a section with this title.") }
        guard let stored else {
            return try tx.execute(
                """
                INSERT INTO documentation_section (ref, title, position, created_at, created_by)
                VALUES (\(tx.newRef() as Ref<Section>), \(draft.title), \(draft.position), \(context.now),
                    \(context.staff.id))
                """
            ).id()
        }
        try tx.save(
            """
            UPDATE documentation_section
            SET title = \(draft.title), position = \(draft.position), version = version + 1
            WHERE id = \(stored.id) AND version = \(draft.version)
            """)
        return stored.id
    }
}
