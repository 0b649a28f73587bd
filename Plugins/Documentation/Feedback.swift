import PortalKit

/// Whether an article helped somebody; said again, it replaces what he said before.
struct Feedback {
    let isHelpful: Bool
    let comment: String
    let at: Instant
    let name: String
    /// The member of staff who said it in the customer's place.
    let actedBy: String?

    enum Answer: String, CaseIterable {
        case yes, no

        static var choices: [Choice] { [Choice("yes", "Yes"), Choice("no", "No")] }
    }

    /// How many said what of an article.
    struct Tally {
        let helpful: Int
        let all: Int
    }

    /// What is filled in.
    struct Draft {
        let answer: Answer
        let comment: String

        init(_ form: Form) throws(PortalError) {
            var check = FormCheck(form)
            let chosen = Answer(rawValue: form["helpful"])
            if chosen == nil { check.refuse("helpful", "Choose whether it helped.") }
            comment = check.text("comment", mostBytes: 4_000)
            answer = chosen ?? .yes
            try check.finish()
        }
    }

    private init(_ row: borrowing Row) throws {
        isHelpful = try row.next()
        comment = try row.next()
        at = try row.next()
        name = try row.next()
        actedBy = try row.next()
    }

    private static let columns: SQL = """
        SELECT f.is_helpful, f.comment, f.given_at, COALESCE(p.name, c.name), m.name FROM documentation_feedback f
        LEFT JOIN portico_customer c ON c.id = f.customer_id
        LEFT JOIN portico_contact p ON p.id = f.contact_id
        LEFT JOIN portico_staff m ON m.id = f.acted_by
        """

    /// What the reader said himself.
    static func own(
        _ article: Article, _ access: Article.Access, _ db: borrowing Reading
    ) throws -> Feedback? {
        try db.first(
            """
            \(sql: columns) WHERE \(access.scope, on: "f") AND f.article_id = \(article.id)
                AND f.person = COALESCE(\(contactOf: access.scope), 0)
            """, Feedback.init)
    }

    /// Everything that was said of an article, last first; for staff.
    static func all(of article: ID<Manuscript>, _ db: borrowing Reading) throws -> [Feedback] {
        try db.rows(
            """
            \(sql: columns) WHERE f.article_id = \(article) AND f.comment <> ''
            ORDER BY f.given_at DESC, f.id DESC LIMIT 50
            """, Feedback.init)
    }

    /// Everything that one person said, with the titles; for questions of privacy.
    static func given(
        by person: ID<ContactReference>, _ db: borrowing Reading
    ) throws -> [(title: String, isHelpful: Bool, comment: String)] {
        try db.rows(
            """
            SELECT a.title, f.is_helpful, f.comment FROM documentation_feedback f
            JOIN documentation_article a ON a.id = f.article_id
            WHERE f.contact_id = \(person) ORDER BY f.id
            """
        ) { (try $0.next(), try $0.next(), try $0.next()) }
    }

    /// The titles of what answered a question of one person; for questions of privacy.
    static func answers(
        to person: ID<ContactReference>, _ db: borrowing Reading
    ) throws -> [String] {
        try db.rows(
            """
            SELECT a.title FROM documentation_deflection d JOIN documentation_article a ON a.id = d.article_id
            WHERE d.contact_id = \(person) ORDER BY d.id
            """
        ) { try $0.next() }
    }

    /// Writes it down, of an article that the reader still sees.
    static func give(
        _ draft: Draft, of article: Article, _ access: Article.Access, by viewer: Viewer, at now: Instant,
        _ tx: borrowing Transaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO documentation_feedback (article_id, customer_id, contact_id, is_helpful, comment, acted_by,
                given_at)
            SELECT a.id, \(ownerOf: access.scope), \(contactOf: access.scope), \(draft.answer == .yes),
                \(draft.comment), \(viewer.staff?.id), \(now)
            FROM documentation_article a
            WHERE a.id = \(article.id) AND \(sql: Article.visible(access))
            ON DUPLICATE KEY UPDATE is_helpful = VALUES(is_helpful), comment = VALUES(comment),
                acted_by = VALUES(acted_by), given_at = VALUES(given_at)
            """)
    }
}
