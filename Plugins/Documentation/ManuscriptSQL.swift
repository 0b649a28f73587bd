import PortalKit

// What staff read.
extension Manuscript {
    /// The named views of the desk's list.
    enum View: String, CaseIterable {
        case all, drafts, changed, published

        var condition: SQL {
            switch self {
            case .all: "TRUE"
            case .drafts: "a.published_at IS NULL"
            case .changed: "a.published_at IS NOT NULL AND a.draft_title IS NOT NULL"
            case .published: "a.published_at IS NOT NULL"
            }
        }
    }

    private static func select(_ condition: SQL, withText: Bool) -> SQL {
        let (body, draft): (SQL, SQL) = withText ? ("a.body", "a.draft_body") : ("''", "''")
        return """
            SELECT a.id, a.ref, a.title, a.summary, \(sql: body), a.draft_title, a.draft_summary, \(sql: draft),
                s.ref, s.title, a.is_internal, c.name, c.number, a.changed_at, a.published_at, p.name, a.version,
                (SELECT COUNT(*) FROM documentation_feedback f WHERE f.article_id = a.id AND f.is_helpful = 1),
                (SELECT COUNT(*) FROM documentation_feedback f WHERE f.article_id = a.id),
                (SELECT COUNT(*) FROM documentation_deflection d WHERE d.article_id = a.id)
            FROM documentation_article a
            LEFT JOIN documentation_section s ON s.id = a.section_id
            LEFT JOIN portico_customer c ON c.id = a.customer_id
            LEFT JOIN portico_staff p ON p.id = a.published_by
            WHERE \(sql: condition)
            """
    }

    private init(_ row: borrowing Row) throws {
        id = try row.next()
        ref = try row.next()
        live = Text(title: try row.next(), summary: try row.next(), body: try row.next())
        let (title, summary, body): (String?, String?, String?) =
            (try row.next(), try row.next(), try row.next())
        pending = title.map { Text(title: $0, summary: summary ?? "", body: body ?? "") }
        section = try Section.Name.optional(row)
        isInternal = try row.next()
        customer = try row.next()
        customerNumber = try row.next()
        changedAt = try row.next()
        publishedAt = try row.next()
        publishedBy = try row.next()
        version = try row.next()
        tally = Feedback.Tally(helpful: try row.next(), all: try row.next())
        deflections = try row.next()
    }

    /// A page of the list, with how many there are in each view.
    struct Found {
        let listing: Listing<Manuscript>
        let counts: [(view: View, count: Int)]
    }

    static func listing(_ paging: Paging, _ scope: Scope, _ db: borrowing Reading) throws -> Found {
        let view = paging.view(View.self) ?? .all
        let words = Article.matching(paging.search) {
            """
            \(search: $0, in: "a.title", "a.summary", "a.body", "a.draft_title", "a.draft_body")
            """
        }
        let found: SQL = "\(sql: words) AND \(sql: section(of: paging)) AND \(sql: view.condition)"
        let order = Keyset("a.changed_at", .descending, id: "a.id")
        let page = try db.rows(
            "\(sql: select(found, withText: false)) AND \(paging, from: order) \(paging, order: order)",
            Manuscript.init)
        let lists: [SQL] =
            View.allCases.map { "documentation_article a WHERE \(sql: $0.condition)" }
            + ["documentation_article a WHERE \(sql: found)"]
        let counts = try db.counts(of: lists)
        return Found(
            listing: paging.listing(page, total: counts.last ?? 0) { Position($0.changedAt, $0.id) },
            counts: Array(zip(View.allCases, counts)))
    }

    private static func section(of paging: Paging) -> SQL {
        guard let name = paging.filter("section", Article.Narrowed.self)?.rawValue else { return "TRUE" }
        guard let ref = try? Ref<Section>(name) else { return "a.section_id IS NULL" }
        return "a.section_id = (SELECT x.id FROM documentation_section x WHERE x.ref = \(ref))"
    }

    static func find(
        _ ref: Ref<Manuscript>, _ scope: Scope, _ db: borrowing Reading
    ) throws -> Manuscript? {
        try db.first(
            select("a.ref = \(ref) AND \(scope, on: "a")", withText: true), Manuscript.init)
    }

    /// What was published of it, last first.
    func versions(_ db: borrowing Reading) throws -> [Version] {
        try db.rows(
            "\(sql: Version.columns) WHERE v.article_id = \(id) ORDER BY v.number DESC LIMIT 100",
            Version.init)
    }
}

extension Version {
    fileprivate static let columns: SQL = """
        SELECT v.ref, v.number, v.title, v.summary, v.body, v.published_at, p.name FROM documentation_version v
        LEFT JOIN portico_staff p ON p.id = v.published_by
        """

    fileprivate init(_ row: borrowing Row) throws {
        ref = try row.next()
        number = try row.next()
        text = Manuscript.Text(title: try row.next(), summary: try row.next(), body: try row.next())
        publishedAt = try row.next()
        publishedBy = try row.next()
    }

    static func find(
        _ ref: Ref<Version>, of article: Manuscript, _ db: borrowing Reading
    ) throws -> Version? {
        try db.first(
            "\(sql: columns) WHERE v.ref = \(ref) AND v.article_id = \(article.id)", Version.init)
    }
}
