import PortalKit

// What customers read.
extension Article {
    /// What the reader may see: published, for all or for his customer, internal only with the right to it.
    static func visible(_ access: Access) -> SQL {
        "\(sql: visible(access.scope)) AND (a.is_internal = 0 OR \(access.seesInternal))"
    }

    static func visible(_ scope: Scope) -> SQL {
        "\(scope, on: "a", shared: "a.published_at", everybody: true)"
    }

    private static func columns(body: SQL) -> SQL {
        """
        a.id, a.ref, a.title, a.summary, \(sql: body) AS body, s.ref AS section, s.title AS section_title,
            a.is_internal, a.customer_id IS NOT NULL AS is_for_one, a.published_at
        """
    }

    private static let joined: SQL = """
        documentation_article a
        LEFT JOIN documentation_section s ON s.id = a.section_id\(unscoped: "sections are the same for all")
        """

    private static func select(body: SQL, _ condition: SQL) -> SQL {
        "SELECT \(sql: columns(body: body)) FROM \(sql: joined) WHERE \(sql: condition)"
    }

    private init(_ row: borrowing Row) throws {
        id = try row.next()
        ref = try row.next()
        title = try row.next()
        summary = try row.next()
        body = try row.next()
        section = try Section.Name.optional(row)
        isInternal = try row.next()
        isForOne = try row.next()
        publishedAt = try row.next()
    }

    /// Every word of what is looked for, anywhere in the article.
    static func matching(_ text: String, in columns: (String) -> SQL = anywhere) -> SQL {
        text.utf8.split(separator: 0x20).prefix(8).reduce("TRUE") { found, word in
            "\(sql: found) AND \(sql: columns(String(Substring(word))))"
        }
    }

    private static func anywhere(_ word: String) -> SQL {
        "\(search: word, in: "a.title", "a.summary", "a.body")"
    }

    // MARK: Lists

    static func listing(
        _ paging: Paging, _ access: Access, _ db: borrowing Reading
    ) throws -> Listing<Article> {
        let found: SQL = """
            \(sql: visible(access)) AND \(sql: matching(paging.search)) AND \(sql: section(of: paging))
            """
        return try db.listing(
            paging, by: Keyset("a.published_at", .descending, id: "a.id"), select(body: "''", found),
            counting: "documentation_article a WHERE \(sql: found)", Article.init
        ) { Position($0.publishedAt, $0.id) }
    }

    private static func section(of paging: Paging) -> SQL {
        guard let name = paging.filter("section", Narrowed.self)?.rawValue else { return "TRUE" }
        guard name != Shelf.Choice.none else { return "a.section_id IS NULL" }
        guard let ref = try? Ref<Section>(name) else { return "FALSE" }
        return """
            a.section_id = (SELECT x.id FROM documentation_section x
                WHERE x.ref = \(ref)\(unscoped: "sections are the same for all"))
            """
    }

    /// Every section in which the reader sees something, with its first articles by title.
    static func shelves(
        _ access: Access, each most: Int = 6, _ db: borrowing Reading
    ) throws -> [Shelf] {
        let rows = try db.rows(
            """
            SELECT x.id, x.ref, x.title, x.summary, x.body, x.section, x.section_title, x.is_internal,
                x.is_for_one, x.published_at, x.total
            FROM (SELECT \(sql: columns(body: "''")), COALESCE(s.position, 4294967295) AS position,
                COALESCE(s.id, 0) AS number,
                ROW_NUMBER() OVER (PARTITION BY a.section_id ORDER BY a.title, a.id) AS place,
                COUNT(*) OVER (PARTITION BY a.section_id) AS total
                FROM \(sql: joined) WHERE \(sql: visible(access))) x
            WHERE x.place <= \(most) ORDER BY x.position, x.number, x.place
            """
        ) { row in (article: try Article(row), count: try row.next() as Int) }
        return rows.reduce(into: []) { shelves, row in
            if let last = shelves.last, last.section == row.article.section {
                shelves[shelves.count - 1].articles.append(row.article)
            } else {
                shelves.append(
                    Shelf(section: row.article.section, articles: [row.article], count: row.count))
            }
        }
    }

    static func find(
        _ ref: Ref<Article>, _ access: Access, _ db: borrowing Reading
    ) throws -> Article? {
        try db.first(select(body: "a.body", "a.ref = \(ref) AND \(sql: visible(access))"), Article.init)
    }

    // MARK: The search over all portals

    @Sendable static func searchPublic(
        _ text: String, _ scope: Scope, _ most: Int, _ db: borrowing Reading
    ) throws -> [SearchSource.Match] {
        try search(text, "\(sql: visible(scope)) AND a.is_internal = 0", most, db)
    }

    @Sendable static func searchInternal(
        _ text: String, _ scope: Scope, _ most: Int, _ db: borrowing Reading
    ) throws -> [SearchSource.Match] {
        try search(text, "\(sql: visible(scope)) AND a.is_internal = 1", most, db)
    }

    /// What has the words in its title comes first.
    private static func search(
        _ text: String, _ condition: SQL, _ most: Int, _ db: borrowing Reading
    ) throws -> [SearchSource.Match] {
        let inTitle = matching(text) { "\(search: $0, in: "a.title")" }
        return try db.rows(
            """
            \(sql: select(body: "''", "\(sql: condition) AND \(sql: matching(text))"))
            ORDER BY (\(sql: inTitle)) DESC, a.published_at DESC, a.id DESC LIMIT \(most)
            """, Article.init
        ).map(\.match)
    }
}
