import PortalKit

extension Ticket {
    /// What the customer says of a ticket once it is solved; said again, it replaces what was said before.
    struct Rating {
        enum Score: String, CaseIterable, Sendable {
            case good, bad

            var words: Words {
                switch self {
                case .good: "It went well"
                case .bad: "It did not go well"
                }
            }

            static var choices: [Choice] { allCases.map { Choice($0.rawValue, $0.words) } }

            var meaning: Meaning { self == .good ? .good : .wrong }
        }

        let score: Score
        let comment: String
        let at: Instant
        let name: String
        /// The member of staff who rated it in the customer's place.
        let actedBy: String?

        /// Of the columns score, comment, moment, name and member of staff; nil where nobody has rated.
        init?(_ row: borrowing Row) throws {
            let (score, comment): (String?, String?) = (try row.next(), try row.next())
            let at: Instant? = try row.next()
            let (name, actedBy): (String, String?) = (try row.next(), try row.next())
            guard let score = score.flatMap(Score.init), let comment, let at else { return nil }
            (self.score, self.comment, self.at, self.name) = (score, comment, at, name)
            self.actedBy = actedBy
        }

        /// What is filled in.
        struct Draft {
            let score: Score
            let comment: String

            init(_ form: Form) throws(PortalError) {
                var check = FormCheck(form)
                let chosen = Score(rawValue: form["score"])
                if chosen == nil { check.refuse("score", "Choose how it went.") }
                comment = check.text("comment", mostBytes: 4_000)
                score = chosen ?? .good
                try check.finish()
            }
        }
    }

    /// Whether it can be rated now.
    func canBeRated(_ settings: Settings) -> Bool {
        !status.isOpen && mergedInto == nil && settings[.asksForRating]
    }

    /// Writes it down.
    ///
    /// - Throws: `PortalError.conflict` when the ticket was opened again meanwhile.
    func rate(
        _ draft: Rating.Draft, _ scope: Scope, by actor: Actor, at now: Instant, _ tx: borrowing Transaction
    ) throws {
        let held = try tx.execute(
            """
            UPDATE support_ticket t SET t.touched_at = \(now)
            WHERE t.id = \(id) AND t.status IN ('solved', 'closed') AND \(sql: Self.visible(scope))
            """)
        guard held.affected == 1 else {
            throw PortalError.conflict("The ticket is open again. Rate it when it is solved.")
        }
        try tx.execute(
            """
            INSERT INTO support_rating (ticket_id, customer_id, score, comment, contact_id, acted_by, rated_at)
            SELECT t.id, t.customer_id, \(draft.score.rawValue), \(draft.comment), \(actor.contact),
                \(actor.actedBy), \(now)
            FROM support_ticket t WHERE t.id = \(id)\(unscoped: "a ticket that this transaction holds")
            ON DUPLICATE KEY UPDATE score = VALUES(score), comment = VALUES(comment),
                contact_id = VALUES(contact_id), acted_by = VALUES(acted_by), rated_at = VALUES(rated_at)
                \(unscoped: "its rating")
            """)
    }
}
