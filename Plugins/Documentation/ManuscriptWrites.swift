import PortalKit

extension Manuscript {
    /// Writes a new article; nobody reads it yet.
    static func begin(
        _ draft: Draft, by staff: ID<StaffMember>, at now: Instant, _ tx: borrowing Transaction
    ) throws -> (id: ID<Manuscript>, ref: Ref<Manuscript>) {
        let ref: Ref<Manuscript> = tx.newRef()
        let id: ID<Manuscript> = try tx.execute(
            """
            INSERT INTO documentation_article (ref, customer_id, section_id, is_internal, title, summary, body,
                created_at, created_by, changed_at)
            VALUES (\(ref), \(try tx.customer(numbered: draft.customerNumber)), \(try section(of: draft, tx)),
                \(draft.isInternal), \(draft.text.title), \(draft.text.summary), \(draft.text.body), \(now),
                \(staff), \(now))
            """
        ).id()
        return (id, ref)
    }

    /// Writes over what was shown. Of a published article the new text waits until it is published; where it stands
    /// and who reads it holds at once.
    func save(_ draft: Draft, at now: Instant, _ tx: borrowing Transaction) throws {
        let (customer, section) = (
            try tx.customer(numbered: draft.customerNumber), try Self.section(of: draft, tx)
        )
        try tx.save(
            """
            UPDATE documentation_article
            SET customer_id = \(customer), section_id = \(section), is_internal = \(draft.isInternal),
                changed_at = \(now), version = version + 1, \(sql: written(draft.text))
            WHERE id = \(id) AND version = \(draft.version)
            """)
    }

    /// Takes back what an older version said; of a published article it waits until it is published.
    func restore(_ version: Version, at now: Instant, _ tx: borrowing Transaction) throws {
        try tx.save(
            """
            UPDATE documentation_article
            SET changed_at = \(now), version = version + 1, \(sql: written(version.text))
            WHERE id = \(id) AND version = \(self.version)
            """)
    }

    private func written(_ text: Text) -> SQL {
        guard publishedAt != nil else {
            return "title = \(text.title), summary = \(text.summary), body = \(text.body)"
        }
        let new = text == live ? nil : text
        return "draft_title = \(new?.title), draft_summary = \(new?.summary), draft_body = \(new?.body)"
    }

    /// The assignments that make what was written last what customers read.
    private static let taken: SQL = """
        title = COALESCE(draft_title, title), summary = COALESCE(draft_summary, summary),
            body = COALESCE(draft_body, body), draft_title = NULL, draft_summary = NULL, draft_body = NULL,
            version = version + 1
        """

    /// Customers read what was written last, from now on; it is kept as a version of its own.
    static func publish(
        _ id: ID<Manuscript>, by staff: ID<StaffMember>, at now: Instant, _ tx: borrowing Transaction
    ) throws {
        let changed = try tx.execute(
            """
            UPDATE documentation_article SET \(sql: taken), published_at = \(now), published_by = \(staff)
            WHERE id = \(id) AND (published_at IS NULL OR draft_title IS NOT NULL)
            """)
        guard changed.affected == 1 else { throw PortalError.conflict("There is nothing new to publish.") }
        try tx.execute(
            """
            INSERT INTO documentation_version (article_id, ref, number, title, summary, body, published_at,
                published_by)
            SELECT a.id, \(tx.newRef() as Ref<Version>),
                1 + COALESCE((SELECT MAX(v.number) FROM documentation_version v WHERE v.article_id = a.id), 0),
                a.title, a.summary, a.body, a.published_at, a.published_by
            FROM documentation_article a WHERE a.id = \(id)
            """)
    }

    /// Nobody reads it any more; its versions stay.
    func withdraw(at now: Instant, _ tx: borrowing Transaction) throws {
        let changed = try tx.execute(
            """
            UPDATE documentation_article
            SET \(sql: Self.taken), published_at = NULL, published_by = NULL, changed_at = \(now)
            WHERE id = \(id) AND published_at IS NOT NULL
            """)
        guard changed.affected == 1 else { throw PortalError.conflict("It is not published.") }
    }

    private static func section(of draft: Draft, _ tx: borrowing Transaction) throws -> ID<Section>? {
        guard let ref = draft.section else { return nil }
        let id: ID<Section>? = try tx.first("SELECT s.id FROM documentation_section s WHERE s.ref = \(ref)") {
            try $0.next()
        }
        guard let id else { throw PortalError.invalid("section", "Choose one of these.") }
        return id
    }
}
