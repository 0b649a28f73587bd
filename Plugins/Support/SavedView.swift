import PortalKit

/// How somebody of staff narrowed the list of tickets, under a name: his own, or everybody's.
struct SavedView {
    let id: ID<SavedView>
    let ref: Ref<SavedView>
    let name: String
    /// Everybody's; whoever may set up the desk keeps these.
    let isShared: Bool
    let filter: TicketFilter
    let version: Int

    var isCounted: Bool { filter.search.isEmpty }

    /// Of one person, and as many again of everybody: each is counted on every page of the list.
    static let most = 10

    init(_ row: borrowing Row) throws {
        id = try row.next()
        ref = try row.next()
        name = try row.next()
        isShared = try row.next()
        version = try row.next()
        var filter = TicketFilter()
        let queue: String = try row.next()
        filter.queue = Ticket.Queue(rawValue: queue) ?? .open
        filter.search = try row.next()
        let (priority, rating, order): (String, String, String) = (
            try row.next(), try row.next(), try row.next()
        )
        filter.priority = Ticket.Priority(rawValue: priority)
        filter.rating = Ticket.Rating.Score(rawValue: rating)
        filter.order = Ticket.Order(rawValue: order) ?? .touched
        filter.category = try row.next()
        self.filter = filter
    }

    static let columns: SQL = """
        SELECT v.id, v.ref, v.name, v.staff_id IS NULL, v.version, v.queue, v.search, v.priority, v.rating, v.sorting,
            g.ref
        FROM support_view v LEFT JOIN support_category g ON g.id = v.category_id
        """

    /// A person's own and everybody's, his own first.
    static func all(of staff: ID<StaffMember>, _ db: borrowing Reading) throws -> [SavedView] {
        try db.rows(
            """
            \(sql: columns) WHERE v.owner IN (0, \(staff)) ORDER BY v.owner = 0, v.name
            """, SavedView.init)
    }

    /// One that the person may change: his own, or everybody's where he sets up the desk.
    static func find(
        _ ref: Ref<SavedView>, of staff: ID<StaffMember>, setsUp: Bool, _ db: borrowing Reading
    ) throws -> SavedView? {
        try db.first(
            """
            \(sql: columns) WHERE v.ref = \(ref) AND (v.owner = \(staff) OR (v.owner = 0 AND \(setsUp)))
            """, SavedView.init)
    }

    /// What is filled in.
    struct Draft {
        let head: SetUpHead<SavedView>
        let name: String
        let isShared: Bool
        let filter: TicketFilter

        init(_ form: Form) throws(PortalError) {
            var check = FormCheck(form)
            head = try SetUpHead(form, &check)
            name = check.line("name", most: 60, missing: "Give it a name.")
            isShared = check.isTicked("shared")
            filter = TicketFilter(form)
            try check.finish()
        }
    }

    /// A new one with the filter of the list, or another name for an old one.
    static func save(
        _ draft: Draft, of staff: ID<StaffMember>, _ tx: borrowing Transaction
    ) throws -> ID<SavedView> {
        let (head, filter) = (draft.head, draft.filter)
        let owner: ID<StaffMember>? = draft.isShared ? nil : staff
        let kept: SQL = "(SELECT COUNT(*) FROM support_view x WHERE x.staff_id <=> \(owner))"
        return try head.save(
            "name",
            same: """
                SELECT v.id, v.ref FROM support_view v WHERE v.staff_id <=> \(owner) AND v.name = \(draft.name)
                """,
            find: "SELECT v.id FROM support_view v WHERE v.ref = \(head.ref)",
            update: """
                UPDATE support_view SET name = \(draft.name), staff_id = \(owner), version = version + 1
                WHERE ref = \(head.ref) AND version = \(head.version)
                """,
            insert: """
                INSERT INTO support_view (ref, staff_id, name, queue, search, priority, rating, sorting, category_id)
                SELECT \(tx.newRef() as Ref<SavedView>), \(owner), \(draft.name), \(filter.queue.rawValue),
                    \(filter.search), \(filter.priority?.rawValue ?? ""), \(filter.rating?.rawValue ?? ""),
                    \(filter.order.rawValue),
                    (SELECT g.id FROM support_category g WHERE g.ref = \(filter.category))
                FROM support_counter k WHERE k.name = 'ticket' AND \(sql: kept) < \(most)
                """, most: most, tx)
    }

    func delete(_ tx: borrowing Transaction) throws {
        try tx.execute("DELETE FROM support_view WHERE id = \(id)")
    }
}
