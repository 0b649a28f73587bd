import PortalKit

// What is read and written of what waits for what.
extension Item {
    /// More than these make a task that nobody begins.
    static let mostNeeds = 100

    /// What it waits for, as far as the reader sees it.
    func needs(in project: Project, _ scope: Scope, _ db: borrowing Reading) throws -> [Item] {
        try Self.some(
            of: project,
            where: """
                EXISTS (SELECT 1 FROM project_dependency d WHERE d.item_id = \(id) AND d.needs_id = i.id
                    \(unscoped: "between two items that the scope finds"))
                """, by: TaskOrder.key, scope, db)
    }

    /// What waits for it, for staff.
    func waiters(in project: Project, _ scope: Scope, _ db: borrowing Reading) throws -> [Item] {
        try Self.some(
            of: project,
            where: """
                EXISTS (SELECT 1 FROM project_dependency d WHERE d.needs_id = \(id) AND d.item_id = i.id)
                """, by: TaskOrder.key, scope, db)
    }

    /// The tasks that it could wait for, those with the text in their title.
    func candidates(
        _ text: String, in project: Project, _ db: borrowing Reading
    ) throws -> [(ref: Ref<Item>, title: String)] {
        try db.rows(
            """
            SELECT i.ref, i.title FROM project_item i
            WHERE i.project_id = \(project.id) AND i.kind = 'task' AND i.id <> \(id) AND i.done_at IS NULL
                AND NOT EXISTS (SELECT 1 FROM project_dependency d WHERE d.item_id = \(id) AND d.needs_id = i.id)
                AND \(sql: text.isEmpty ? "TRUE" : "\(search: text, in: "i.title")")
            ORDER BY i.id DESC LIMIT 51
            """
        ) { (try $0.next(), try $0.next()) }
    }

    private static func edges(
        of project: Project, _ tx: borrowing Transaction
    ) throws -> Dependencies<ID<Item>> {
        Dependencies(
            try tx.rows(
                "SELECT d.item_id, d.needs_id FROM project_dependency d WHERE d.project_id = \(project.id)"
            ) { (item: try $0.next(), needs: try $0.next()) })
    }

    /// Lets it wait for another task.
    ///
    /// - Throws: `PortalError.invalid` with the names of the circle that it would be.
    func wait(
        for ref: Ref<Item>, in project: Project, by staff: ID<StaffMember>, at now: Instant,
        _ tx: borrowing Transaction
    ) throws {
        // Two who each close half of a circle wait for each other here.
        try TaskOrder.lock(project, tx)
        let other: ID<Item>? = try tx.first(
            "SELECT id FROM project_item WHERE ref = \(ref) AND project_id = \(project.id) AND kind = 'task'"
        ) { try $0.next() }
        guard let other else { throw PortalError.invalid("needs", "Choose a task of this project.") }
        if let circle = try Self.edges(of: project, tx).circle(id, needing: other) {
            throw PortalError.invalid(
                "needs", "They would wait for each other: \("titles", try Self.titles(circle, tx)).")
        }
        let made = try tx.execute(
            """
            INSERT INTO project_dependency (item_id, needs_id, customer_id, project_id, created_at, created_by)
            SELECT \(id), \(other), \(project.customer), \(project.id), \(now), \(staff)
            FROM (SELECT COUNT(*) AS n FROM project_dependency WHERE item_id = \(id)) c WHERE c.n < \(Self.mostNeeds)
            ON DUPLICATE KEY UPDATE created_at = created_at
            """)
        let isThere = try tx.first(
            "SELECT 1 FROM project_dependency WHERE item_id = \(id) AND needs_id = \(other)"
        ) { try $0.next() as Int }
        guard made.affected > 0 || isThere != nil else {
            throw PortalError.invalid("needs", "A task waits for at most \("n", Self.mostNeeds) others.")
        }
    }

    /// Lets it wait for that no longer.
    func stopWaiting(for ref: Ref<Item>, _ tx: borrowing Transaction) throws {
        try tx.execute(
            """
            DELETE d FROM project_dependency d JOIN project_item i ON i.id = d.needs_id
            WHERE d.item_id = \(id) AND i.ref = \(ref)
            """)
    }

    /// The first names of a circle, which may be a long one.
    private static func titles(_ circle: [ID<Item>], _ tx: borrowing Transaction) throws -> String {
        let shown = Array(circle.prefix(8))
        let found: [(ID<Item>, String)] = try tx.rows(
            "SELECT id, title FROM project_item WHERE id IN (\(list: shown))"
        ) { (try $0.next(), try $0.next()) }
        let names = Dictionary(found) { first, _ in first }
        let last = circle.count > shown.count ? ["…"] : []
        return (shown.map { "“" + (names[$0] ?? "") + "”" } + last).joined(separator: " → ")
    }

    /// Moves what waits for it by as many days as it is due later now.
    ///
    /// - Returns: how many tasks moved.
    func shiftWaiters(to dueOn: PlainDate?, in project: Project, _ tx: borrowing Transaction) throws -> Int {
        guard kind == .task, let before = self.dueOn, let dueOn, before < dueOn else { return 0 }
        let days = dueOn.days - before.days
        let found: [(ID<Item>, Dependencies<ID<Item>>.Dates)] = try tx.rows(
            """
            SELECT i.id, i.starts_on, i.due_on FROM project_item i
            WHERE i.project_id = \(project.id) AND i.kind = 'task' AND i.done_at IS NULL
                AND COALESCE(i.starts_on, i.due_on) IS NOT NULL
            """
        ) { (try $0.next(), Dependencies.Dates(startsOn: try $0.next(), dueOn: try $0.next())) }
        let dates = Dictionary(found) { first, _ in first }
        let moved = try Self.edges(of: project, tx).shifted(with: id, dueOn: dueOn, by: days, dates)
        guard !moved.isEmpty else { return 0 }
        // A day that the calendar has no more room for stays.
        return try tx.execute(
            """
            UPDATE project_item SET starts_on = starts_on + INTERVAL \(Int(days)) DAY,
                due_on = due_on + INTERVAL \(Int(days)) DAY, version = version + 1
            WHERE id IN (\(list: Array(moved))) AND COALESCE(due_on, starts_on) + INTERVAL \(Int(days)) DAY IS NOT NULL
            """
        ).affected
    }
}
