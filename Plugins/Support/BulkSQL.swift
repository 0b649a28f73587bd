import PortalKit

extension Bulk {
    private static let columns: SQL = """
        SELECT b.id, b.ref, b.staff_id, w.name, b.status, b.priority, b.sets_assignee, s.ref, b.sets_category, g.ref,
            b.total, b.changed, b.todo, b.refused, b.begun_at, b.done_at, x.name
        FROM support_bulk b JOIN portico_staff w ON w.id = b.staff_id
        LEFT JOIN portico_staff s ON s.id = b.assignee_id
        LEFT JOIN portico_staff x ON x.id = b.stopped_by
        LEFT JOIN support_category g ON g.id = b.category_id
        """

    private init(_ row: borrowing Row) throws {
        id = try row.next()
        ref = try row.next()
        staff = try row.next()
        staffName = try row.next()
        var wish = BulkWish()
        let (status, priority): (String?, String?) = (try row.next(), try row.next())
        wish.status = status.flatMap(Ticket.Status.init)
        wish.priority = priority.flatMap(Ticket.Priority.init)
        let (setsAssignee, assignee): (Bool, Ref<StaffMember>?) = (try row.next(), try row.next())
        if setsAssignee { wish.assignee = assignee.map { .to($0) } ?? .nothing }
        let (setsCategory, category): (Bool, Ref<Category>?) = (try row.next(), try row.next())
        if setsCategory { wish.category = category.map { .to($0) } ?? .nothing }
        self.wish = wish
        total = try row.next()
        changed = try row.next()
        let (todo, refused): (String, String) = (try row.next(), try row.next())
        self.todo = todo.split(separator: "\n").compactMap(BulkEntry.init)
        self.refused = refused.split(separator: "\n").compactMap(Refusal.init)
        begunAt = try row.next()
        doneAt = try row.next()
        stoppedBy = try row.next()
    }

    static func find(_ ref: Ref<Bulk>, _ db: borrowing Reading) throws -> Bulk? {
        try db.first("\(sql: columns) WHERE b.ref = \(ref)", Bulk.init)
    }

    /// Writes down what is to be done; what was done a month ago is forgotten.
    static func begin(
        _ wish: BulkWish, _ entries: [BulkEntry], by staff: ID<StaffMember>, at now: Instant,
        _ tx: borrowing Transaction
    ) throws -> Ref<Bulk> {
        let old = now.adding(seconds: -30 * 86_400)
        try tx.execute(
            "DELETE FROM support_bulk WHERE begun_at < \(old) AND done_at IS NOT NULL ORDER BY begun_at LIMIT 100"
        )
        let ref: Ref<Bulk> = tx.newRef()
        try tx.execute(
            """
            INSERT INTO support_bulk (ref, staff_id, status, priority, sets_assignee, assignee_id, sets_category,
                category_id, total, todo, begun_at)
            VALUES (\(ref), \(staff), \(wish.status?.rawValue), \(wish.priority?.rawValue),
                \(wish.assignee.isSet), (SELECT s.id FROM portico_staff s WHERE s.ref = \(wish.assignee.value)),
                \(wish.category.isSet), (SELECT g.id FROM support_category g WHERE g.ref = \(wish.category.value)),
                \(entries.count), \(entries.map(\.text).joined(separator: "\n")), \(now))
            """)
        return ref
    }

    /// Holds it for this transaction; nil where it is done.
    static func hold(_ ref: Ref<Bulk>, _ tx: borrowing Transaction) throws -> Bulk? {
        let held = try tx.execute(
            "UPDATE support_bulk SET steps = steps + 1 WHERE ref = \(ref) AND done_at IS NULL")
        guard held.affected == 1 else { return nil }
        return try tx.first("\(sql: columns) WHERE b.ref = \(ref)", Bulk.init)
    }

    /// Ends it before its next slice: one that is being worked on is finished first.
    ///
    /// - Returns: false where it was over already.
    static func stop(
        _ ref: Ref<Bulk>, by staff: ID<StaffMember>, at now: Instant, _ tx: borrowing Transaction
    ) throws -> Bool {
        try tx.execute(
            """
            UPDATE support_bulk SET done_at = \(now), stopped_by = \(staff)
            WHERE ref = \(ref) AND done_at IS NULL
            """
        ).affected == 1
    }

    /// Of these those that there are.
    static func known(_ entries: [BulkEntry], _ db: borrowing Reading) throws -> [BulkEntry] {
        guard !entries.isEmpty else { return [] }
        let known: [Ref<Ticket>] = try db.rows(
            "SELECT t.ref FROM support_ticket t WHERE t.ref IN (\(list: entries.map(\.ref)))"
        ) { try $0.next() }
        let all = Set(known)
        return entries.filter { all.contains($0.ref) }
    }

    /// How the tickets are called.
    static func names(of refs: [Ref<Ticket>], _ db: borrowing Reading) throws -> [BulkName] {
        guard !refs.isEmpty else { return [] }
        return try db.rows(
            "SELECT t.ref, t.number, t.subject FROM support_ticket t WHERE t.ref IN (\(list: refs)) ORDER BY t.number"
        ) { BulkName(ref: try $0.next(), number: try $0.next(), subject: try $0.next()) }
    }
}

/// What a ticket is called.
struct BulkName {
    let ref: Ref<Ticket>
    let number: Int
    let subject: String
}

// MARK: Doing it

/// The work of one transaction.
struct BulkRun {
    let bulk: Bulk
    let targets: TicketTargets
    let scope: Scope
    let now: Instant
    /// Finds a ticket within the transaction.
    let find: (Ref<Ticket>) throws -> Ticket?

    /// How far it is afterwards.
    struct Done {
        let changed: Int
        let refused: Int
        let isAll: Bool
    }

    /// Changes the next tickets, each as by itself.
    func slice(_ most: Int, _ tx: borrowing Transaction) throws -> Done {
        let category = try bulk.wish.category.value.flatMap { try Category.find($0, tx) }
        let staff = try Colleague.everybody(tx)
        var (changed, refused) = (bulk.changed, bulk.refused)
        for entry in bulk.todo.prefix(most) {
            if let reason = try change(entry, category, staff, tx) {
                refused.append(Bulk.Refusal(ref: entry.ref, reason: reason))
            } else {
                changed += 1
            }
        }
        let rest = bulk.todo.dropFirst(most)
        try tx.execute(
            """
            UPDATE support_bulk SET todo = \(rest.map(\.text).joined(separator: "\n")), changed = \(changed),
                refused = \(refused.map(\.text).joined(separator: "\n")),
                done_at = IF(\(rest.isEmpty), \(now), NULL)
            WHERE id = \(bulk.id)
            """)
        return Done(changed: changed, refused: refused.count, isAll: rest.isEmpty)
    }

    /// - Returns: why it was left as it was.
    private func change(
        _ entry: BulkEntry, _ category: Category?, _ staff: [Ref<StaffMember>: ID<StaffMember>],
        _ tx: borrowing Transaction
    ) throws -> Bulk.Reason? {
        guard let ticket = try find(entry.ref) else { return .gone }
        let wish = bulk.wish
        guard entry.version ?? ticket.version == ticket.version else { return .changed }
        guard ticket.status.may(become: wish.status ?? ticket.status) else { return .status }
        guard !wish.isMet(by: ticket) else { return .same }
        let ref = wish.assignee.isSet ? wish.assignee.value : ticket.assignee
        let assignee = ref.flatMap { ref in staff[ref].map { (ref: ref, id: $0) } }
        do {
            try ticket.change(
                Ticket.Properties(ticket, wish, category), assignee: assignee, targets, by: bulk.staff, scope,
                at: now, tx)
            return nil
        } catch PortalError.conflict {
            // Its first statement is the guard: nothing of it was written.
            return .changed
        }
    }
}

/// The next tickets of a change that goes on in the background.
struct BulkStep: Codable, Sendable {
    let bulk: String
}

extension TaskKind {
    static let changeTickets: TaskKind = TaskKind("support.bulk-change", BulkStep.take)
}

extension BulkStep {
    @Sendable fileprivate static func take(
        _ step: BulkStep, _ context: SystemContext, _ write: consuming Write
    ) throws {
        let ref = try Ref<Bulk>(step.bulk)
        try write { tx in
            guard let bulk = try Bulk.hold(ref, tx) else { return }
            let run = BulkRun(
                bulk: bulk, targets: TicketTargets(context.settings), scope: context.scope, now: context.now
            ) { ref in try context.read { try Ticket.find(ref, context.scope, $0) } }
            let done = try run.slice(Bulk.slice, tx)
            if !done.isAll { try tx.enqueue(.changeTickets, payload: step) }
        }
    }
}
