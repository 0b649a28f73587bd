import PortalKit

extension Board {
    static func read(_ project: Project, _ part: Part, _ db: borrowing Reading) throws -> Board {
        let states = part.state.map { [$0] } ?? Item.State.allCases
        let all = states.map { top($0, after: part.after, of: project) }
        let tops = all.dropFirst().reduce(all[0]) { "\(sql: $0) UNION ALL \(sql: $1)" }
        // Bounded columns first, then what stands on the cards.
        let cards = try db.rows(
            """
            SELECT i.ref, i.title, t.state, t.position, l.name, COALESCE(k.name, s.name), i.due_on,
                i.shared_at IS NOT NULL, i.asks_file,
                (SELECT COUNT(*) FROM project_dependency d JOIN project_item n ON n.id = d.needs_id
                    WHERE d.item_id = i.id AND n.done_at IS NULL), i.moves
            FROM (\(sql: tops)) t JOIN project_item i ON i.id = t.id
            LEFT JOIN project_list l ON l.id = i.list_id
            LEFT JOIN portico_staff s ON s.id = i.assignee_id
            LEFT JOIN portico_contact k ON k.id = i.contact_id
            ORDER BY t.position, t.id
            """, Card.init)
        let counts = try counts(of: project, db)
        let columns = states.map { state in
            Column(state: state, cards: cards.filter { $0.state == state }, count: counts[state] ?? 0)
        }
        return Board(project: project, columns: columns, part: part)
    }

    private static func top(_ state: Item.State, after: Int?, of project: Project) -> SQL {
        guard state != .done else {
            return """
                SELECT * FROM (SELECT i.id, 'done' AS state, CAST(-1000000 * UNIX_TIMESTAMP(i.done_at) AS SIGNED) AS position
                FROM project_item i WHERE i.project_id = \(project.id) AND i.kind = 'task' AND i.done_at IS NOT NULL
                ORDER BY i.done_at DESC, i.id DESC LIMIT \(most)) top
                """
        }
        return """
            SELECT * FROM (SELECT i.id, i.state, COALESCE(i.place, i.id) AS position FROM project_item i
            WHERE i.project_id = \(project.id) AND i.kind = 'task' AND i.state = \(state.rawValue) AND i.done_at IS NULL
                AND COALESCE(i.place, i.id) >= \(after ?? 0) ORDER BY COALESCE(i.place, i.id) LIMIT \(most)) top
            """
    }

    private static func counts(
        of project: Project, _ db: borrowing Reading
    ) throws -> [Item.State: Int] {
        let found: [(Item.State, Int)] = try db.rows(
            """
            SELECT IF(i.done_at IS NULL, i.state, 'done') AS standing, COUNT(*) FROM project_item i
            WHERE i.project_id = \(project.id) AND i.kind = 'task' GROUP BY standing
            """
        ) { (try Item.State.read($0), try $0.next()) }
        return Dictionary(found) { first, _ in first }
    }
}

extension Board.Card {
    init(_ row: borrowing Row) throws {
        ref = try row.next()
        title = try row.next()
        state = try Item.State.read(row)
        place = try row.next()
        list = try row.next()
        who = try row.next()
        dueOn = try row.next()
        isShared = try row.next()
        asksFile = try row.next()
        needs = try row.next()
        moves = try row.next()
    }
}

// MARK: Moving

extension TaskMove {
    private static func outdated(_ item: Item) -> PortalError {
        .outdated(
            "Somebody moved “\("title", item.title)”, or what it was put after, a moment ago. Nothing was changed by you: here is how it is now."
        )
    }

    /// Puts a task into a column of the board.
    ///
    /// - Throws: `PortalError.outdated` when it does not stand any more where it was seen, or its new neighbour does not.
    func carryOut(
        _ item: Item, in project: Project, by staff: ID<StaffMember>, at now: Instant,
        _ tx: borrowing Transaction
    ) throws {
        guard let to = Item.State(rawValue: column), let from = Item.State(rawValue: from) else {
            throw PortalError.invalid("to", "Choose where it goes.")
        }
        try TaskOrder.lock(project, tx)
        let stood: SQL =
            from == .done ? "done_at IS NOT NULL" : "done_at IS NULL AND state = \(from.rawValue)"
        let change: SQL =
            to == .done
            ? "done_by = IF(done_at IS NULL, \(staff), done_by), done_at = COALESCE(done_at, \(now))"
            : "state = \(to.rawValue), done_at = NULL, done_by = NULL, done_by_contact = NULL"
        let changed = try tx.execute(
            """
            UPDATE project_item SET moves = moves + 1, \(sql: change)
            WHERE id = \(item.id) AND kind = 'task' AND moves = \(seen) AND \(sql: stood)
            """)
        guard changed.affected == 1 else { throw Self.outdated(item) }
        if to != .done {
            try put(item, among: "i.state = \(to.rawValue)", in: project, tx)
        }
        if from != to, item.isShared { try project.touch(at: now, tx) }
    }

    /// Puts an open task into a list, or into none.
    func carryOut(listing item: Item, in project: Project, at now: Instant, _ tx: borrowing Transaction)
        throws
    {
        try TaskOrder.lock(project, tx)
        let (to, from) = (try Self.list(column, of: project, tx), try Self.list(from, of: project, tx))
        let changed = try tx.execute(
            """
            UPDATE project_item SET moves = moves + 1, version = version + IF(list_id <=> \(to), 0, 1), list_id = \(to)
            WHERE id = \(item.id) AND kind = 'task' AND moves = \(seen) AND done_at IS NULL AND list_id <=> \(from)
            """)
        guard changed.affected == 1 else { throw Self.outdated(item) }
        try put(item, among: "i.list_id <=> \(to)", in: project, tx)
        if item.isShared { try project.touch(at: now, tx) }
    }

    private static func list(
        _ text: String, of project: Project, _ tx: borrowing Transaction
    ) throws -> ID<TaskList>? {
        if text == noList { return nil }
        let ref = try Ref<TaskList>(text)
        let id: ID<TaskList>? = try tx.first(
            "SELECT l.id FROM project_list l WHERE l.ref = \(ref) AND l.project_id = \(project.id)"
        ) { try $0.next() }
        guard let id else { throw PortalError.notFound }
        return id
    }

    /// Gives it the place after its new neighbour, or before the first of those. All that stand between move on by one:
    /// the places stay the same numbers, each given once, so that whatever is added later stays last.
    private func put(
        _ item: Item, among column: SQL, in project: Project, _ tx: borrowing Transaction
    ) throws {
        let place: SQL = "coalesce(i.place,i.id)"
        let tasks: SQL = "project_item i WHERE i.project_id = \(project.id) AND i.kind = 'task'"
        let own: Int? = try tx.first("SELECT \(sql: place) FROM \(sql: tasks) AND i.id = \(item.id)") {
            try $0.next()
        }
        let which: SQL = after.map { "i.ref = \($0)" } ?? "TRUE"
        let found: [Int] = try tx.rows(
            """
            SELECT \(sql: place) FROM \(sql: tasks) AND i.done_at IS NULL AND \(sql: column) AND i.id <> \(item.id)
                AND \(sql: which) ORDER BY \(sql: place) LIMIT 1
            """
        ) { try $0.next() }
        guard let own else { throw PortalError.notFound }
        guard let other = found.first else {
            if after == nil { return }
            throw Self.outdated(item)
        }
        if after == nil, own < other { return }
        let isUp = other < own
        // Upwards it takes the place of the one that came next.
        let next: Int? =
            isUp && after != nil
            ? try tx.first("SELECT MIN(\(sql: place)) FROM \(sql: tasks) AND \(sql: place) > \(other)") {
                try $0.next()
            } : other
        let span: SQL =
            isUp
            ? "\(sql: place) BETWEEN \(next) AND \(own)" : "\(sql: place) BETWEEN \(own) AND \(other)"
        let neighbour: SQL = isUp ? "lead" : "lag"
        try tx.execute(
            """
            UPDATE project_item t JOIN (SELECT i.id, \(sql: neighbour)(\(sql: place)) OVER (ORDER BY \(sql: place)) AS place
                FROM \(sql: tasks) AND \(sql: span)) s ON s.id = t.id
            SET t.place = IF(t.id = \(item.id), \(next), s.place)
            """)
    }
}
