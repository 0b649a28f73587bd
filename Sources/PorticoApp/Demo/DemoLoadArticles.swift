import Kernel
import MariaDB
import PortalKit

// The demo's knowledge base.
extension DemoLoad {
    func loadArticles(by author: UInt64) throws {
        guard Shipped.portals.contains(where: { $0.id == "documentation" }) else { return }
        var sections: [String: UInt64] = [:]
        for (place, title) in DemoArticle.sections.enumerated() {
            sections[title] = try connection.execute(
                """
                INSERT INTO documentation_section (ref, title, position, created_at, created_by)
                VALUES (\(Token.random(10)), \(title), \(10 * place), \(now), \(author))
                """
            ).insertID
        }
        for article in DemoArticle.all { try load(article, in: sections[article.section], by: author) }
    }

    private func load(_ demo: DemoArticle, in section: UInt64?, by author: UInt64) throws {
        let at = now.adding(seconds: -Int64(demo.publishedDaysAgo ?? 1) * 86_400 - 7_200)
        let published = demo.publishedDaysAgo == nil ? nil : at
        let new = demo.pending
        let id = try connection.execute(
            """
            INSERT INTO documentation_article (ref, customer_id, section_id, is_internal, title, summary, body,
                draft_title, draft_summary, draft_body, created_at, created_by, changed_at, published_at, published_by)
            VALUES (\(Token.random(10)), \(demo.customer.flatMap { customers[$0] }), \(section), \(demo.isInternal),
                \(demo.title), \(demo.summary), \(demo.body), \(new == nil ? nil : demo.title),
                \(new == nil ? nil : demo.summary), \(new), \(at), \(author), \(at), \(published),
                \(published == nil ? nil : author))
            """
        ).insertID
        guard published != nil else { return }
        let texts = [demo.before, demo.body].compactMap(\.self)
        for (number, text) in texts.enumerated() {
            let moment = at.adding(seconds: -86_400 * Int64(texts.count - 1 - number))
            _ = try connection.execute(
                """
                INSERT INTO documentation_version (ref, article_id, number, title, summary, body, published_at,
                    published_by)
                VALUES (\(Token.random(10)), \(id), \(number + 1), \(demo.title), \(demo.summary), \(text), \(moment),
                    \(author))
                """)
        }
        for verdict in demo.said { try load(verdict, of: id, at: at.adding(seconds: 90_000)) }
    }

    private func load(_ verdict: DemoVerdict, of article: UInt64, at moment: Instant) throws {
        _ = try connection.execute(
            """
            INSERT INTO documentation_feedback (article_id, customer_id, contact_id, is_helpful, comment, given_at)
            SELECT \(article), p.customer_id, MIN(p.id), \(verdict.isHelpful), \(verdict.comment), \(moment)
            FROM kernel_contact p WHERE p.customer_id = \(customers[verdict.customer]) GROUP BY p.customer_id
            """)
    }
}
