import PortalKit

// What is read and written of questions. One is seen as its comment is: hidden again, it waits for nobody.
extension Question {
    private static let joined: SQL = """
        project_question q JOIN project_comment n ON n.id = q.comment_id JOIN project_item i ON i.id = q.item_id
        JOIN project_project p ON p.id = q.project_id JOIN portico_customer c ON c.id = q.customer_id
        LEFT JOIN portico_staff s ON s.id = n.created_by
        LEFT JOIN portico_contact k ON k.id = n.contact_id
        """

    private static let columns: SQL = """
        n.id, n.ref, p.ref, p.name, i.ref, i.title, i.kind, n.body, COALESCE(s.name, k.name, c.name), c.name, q.asked_at
        """

    private static let open: SQL = "q.settled_at IS NULL AND p.archived_at IS NULL"

    /// What waits for this person's answer: the oldest first.
    ///
    /// - Parameter project: nil for all of them.
    static func waiting(
        for person: ID<ContactReference>?, in project: ID<Project>?, _ scope: Scope, _ db: borrowing Reading
    ) throws -> [Asked] {
        try db.rows(
            """
            SELECT \(sql: columns) FROM \(sql: joined)
            WHERE \(scope, on: "q", members: "project_member(project_id)", of: "p") AND \(sql: Comment.visible(scope))
                AND q.waits_for = 'customer' AND \(sql: open) AND (q.contact_id IS NULL OR q.contact_id = \(person))
                AND (\(project) IS NULL OR q.project_id = \(project))
            ORDER BY q.asked_at LIMIT 50
            """, Asked.init)
    }

    private static let oldest = Keyset("q.asked_at", .ascending, id: "q.comment_id")

    /// What waits for staff.
    static func listing(_ paging: Paging, _ scope: Scope, _ db: borrowing Reading) throws -> Listing<Asked> {
        let found: SQL = """
            \(sql: Comment.visible(scope)) AND q.waits_for = 'staff' AND \(sql: open)
                AND \(search: paging.search, in: "i.title", "n.body")
            """
        return try db.listing(
            paging, by: oldest, "SELECT \(sql: columns) FROM \(sql: joined) WHERE \(sql: found)",
            counting: "\(sql: joined) WHERE \(sql: found)", Asked.init
        ) { Position($0.at, $0.id) }
    }

    // MARK: Writing

    /// Writes down that a comment asks.
    static func ask(
        _ comment: ID<Comment>, of side: Side, _ contact: ID<ContactReference>? = nil, on item: ID<Item>,
        of project: Project, at now: Instant, _ tx: borrowing Transaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO project_question (comment_id, customer_id, project_id, item_id, waits_for, contact_id, asked_at)
            VALUES (\(comment), \(project.customer), \(project.id), \(item), \(side.rawValue), \(contact), \(now))
                \(unscoped: "a question about an item that the scope found")
            """)
        try tx.audit("project.question.asked", .comment, comment)
    }

    /// Answers with a comment whatever on the item waits for who wrote it. Of two answers at once the first counts; the
    /// second is a comment.
    static func answer(
        _ item: Item, with comment: ID<Comment>, by actor: Item.Actor, at now: Instant,
        _ tx: borrowing Transaction
    ) throws {
        let side: Side = actor.staff == nil ? .customer : .staff
        let answered = try tx.execute(
            """
            UPDATE project_question q JOIN project_comment n ON n.id = q.comment_id
            SET q.settled_at = \(now), q.outcome = 'answered'
            WHERE q.item_id = \(item.id) AND q.waits_for = \(side.rawValue) AND q.settled_at IS NULL
                AND (\(side == .staff) OR (n.shared_at IS NOT NULL
                    AND (q.contact_id IS NULL OR q.contact_id = \(actor.contact))))
                \(unscoped: "on an item that the scope found")\(unscoped: "what asks")
            """)
        if answered.affected > 0 { try tx.audit("project.question.answered", .comment, comment) }
    }

    /// Staff end it without an answer.
    ///
    /// - Throws: `PortalError.conflict` when it was settled meanwhile.
    static func end(
        _ comment: Comment, as outcome: Outcome, at now: Instant, _ tx: borrowing Transaction
    ) throws {
        let ended = try tx.execute(
            """
            UPDATE project_question SET settled_at = \(now), outcome = \(outcome.rawValue)
            WHERE comment_id = \(comment.id) AND settled_at IS NULL
            """)
        guard ended.affected == 1 else { throw PortalError.conflict("It was settled a moment ago.") }
        try tx.audit("project.question.ended", .comment, comment.id)
    }

    /// Who is no longer in a project is not waited for in it.
    ///
    /// - Parameter project: nil for all of them.
    static func withdraw(
        from person: ID<ContactReference>, in project: ID<Project>? = nil, at now: Instant,
        _ tx: borrowing Transaction
    ) throws {
        try tx.execute(
            """
            UPDATE project_question SET settled_at = \(now), outcome = 'withdrawn'
            WHERE contact_id = \(person) AND settled_at IS NULL
                AND (\(project) IS NULL OR project_id = \(project))
            """)
    }
}

extension Question.Asked {
    init(_ row: borrowing Row) throws {
        id = try row.next()
        comment = try row.next()
        project = try row.next()
        projectName = try row.next()
        item = try row.next()
        title = try row.next()
        kind = try Item.Kind.read(row)
        text = try row.next()
        asker = try row.next()
        customerName = try row.next()
        at = try row.next()
    }
}

extension Question {
    /// Of a comment's row; nil where the comment asks nothing.
    init?(_ row: borrowing Row) throws {
        let side: String? = try row.next()
        contact = try row.next()
        contactName = try row.next()
        let outcome: String? = try row.next()
        self.outcome = outcome.flatMap(Outcome.init(rawValue:))
        guard let side = side.flatMap(Side.init(rawValue:)) else { return nil }
        self.side = side
    }
}

extension Item {
    /// The place that a question about the whole project makes for itself: shared, because it is its reader's own.
    static func open(
        _ draft: Question.Draft, in project: Project, at now: Instant, _ tx: borrowing Transaction
    ) throws -> (id: ID<Item>, ref: Ref<Item>) {
        let ref: Ref<Item> = tx.newRef()
        let id: ID<Item> = try tx.execute(
            """
            INSERT INTO project_item (customer_id, project_id, ref, kind, title, created_at, shared_at, told_at)
            VALUES (\(project.customer), \(project.id), \(ref), 'update', \(draft.title), \(now), \(now), \(now))
                \(unscoped: "in a project that the scope of this request found")
            """
        ).id()
        return (id, ref)
    }
}
