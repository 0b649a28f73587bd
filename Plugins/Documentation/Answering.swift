import PortalKit

// Articles that are offered before somebody asks.
extension Article {
    /// Where a person says that it answered his question.
    var answered: String { path + "/answered" }

    @Sendable static func suggestPublic(
        _ text: String, _ scope: Scope, _ most: Int, _ db: borrowing Reading
    ) throws -> [Suggestion] {
        try suggest(text, "\(sql: visible(scope)) AND a.is_internal = 0", most, db)
    }

    @Sendable static func suggestInternal(
        _ text: String, _ scope: Scope, _ most: Int, _ db: borrowing Reading
    ) throws -> [Suggestion] {
        try suggest(text, "\(sql: visible(scope)) AND a.is_internal = 1", most, db)
    }

    /// By the words that it shares with the text: one in the title counts as four in the text. What shares less than
    /// one of the title, or three others, answers nothing.
    private static func suggest(
        _ text: String, _ condition: SQL, _ most: Int, _ db: borrowing Reading
    ) throws -> [Suggestion] {
        let words = askedWords(text)
        guard !words.isEmpty else { return [] }
        let score: SQL = words.reduce("0") { sum, word in
            """
            \(sql: sum) + 4 * (\(search: word, in: "a.title")) + 2 * (\(search: word, in: "a.summary"))
                + (\(search: word, in: "a.body"))
            """
        }
        return try db.rows(
            """
            SELECT * FROM (SELECT a.ref, a.title, a.summary, \(sql: score) AS score, a.published_at, a.id
                FROM documentation_article a WHERE \(sql: condition)) x
            WHERE x.score >= 3 ORDER BY x.score DESC, x.published_at DESC, x.id DESC LIMIT \(most)
            """
        ) { row in
            let path = "\(list)/\(try row.next() as Ref<Article>)"
            let title: String = try row.next()
            return Suggestion(title, line: try row.next(), at: path, answered: path + "/answered")
        }
    }

    /// Words that questions are made of, and that say nothing about what is asked.
    private static let commonWords: Set<String> = [
        "and", "are", "but", "can", "did", "does", "for", "has", "have", "how", "its", "not", "our", "the",
        "this",
        "that", "was", "what", "when", "where", "which", "who", "why", "with", "you", "your",
    ]

    /// Eight words at most, of three letters and more.
    static func askedWords(_ text: String) -> [String] {
        let words = text.unicodeScalars
            .split { !$0.properties.isAlphabetic && $0.properties.numericType == nil }
            .map { String(String.UnicodeScalarView($0)) }
            .filter { $0.unicodeScalars.count >= 3 && !commonWords.contains($0.lowercased()) }
        return Array(words.prefix(8))
    }

    /// Writes down that it answered somebody's question; of an article that he still sees, once.
    func noteAnswered(_ access: Access, at now: Instant, _ tx: borrowing Transaction) throws {
        try tx.execute(
            """
            INSERT INTO documentation_deflection (article_id, customer_id, contact_id, said_at)
            SELECT a.id, \(ownerOf: access.scope), \(contactOf: access.scope), \(now)
            FROM documentation_article a WHERE a.id = \(id) AND \(sql: Self.visible(access))
            ON DUPLICATE KEY UPDATE said_at = VALUES(said_at)
            """)
    }
}
