import PortalKit

// The desk's list: what a filter finds, and how many there are in each queue and in each view that was saved.
extension TicketFilter {
    /// `support_ticket t`, or what the search finds of it.
    var from: SQL { Ticket.searched(search) }

    func condition(_ staff: ID<StaffMember>, at now: Instant) -> SQL {
        // Whoever searches, searches everywhere: the tab says where he was, not where the answer is.
        let place: SQL = search.isEmpty ? queue.condition(staff, at: now) : "TRUE"
        let priority: SQL = priority.map { "t.priority = \($0.rawValue)" } ?? "TRUE"
        let rating: SQL =
            rating.map {
                "EXISTS (SELECT 1 FROM support_rating r WHERE r.ticket_id = t.id AND r.score = \($0.rawValue))"
            } ?? "TRUE"
        let category: SQL =
            category.map {
                "t.category_id = (SELECT g.id FROM support_category g WHERE g.ref = \($0))"
            } ?? "TRUE"
        return "\(sql: place) AND \(sql: priority) AND \(sql: rating) AND \(sql: category)"
    }

    /// The names and versions of the tickets that it finds, at most so many.
    func all(_ most: Int, _ staff: ID<StaffMember>, at now: Instant, _ db: borrowing Reading) throws
        -> [BulkEntry]
    {
        try db.rows(
            """
            SELECT t.ref, t.version FROM \(sql: from) WHERE \(sql: condition(staff, at: now)) ORDER BY t.id
            LIMIT \(most)
            """
        ) { BulkEntry(ref: try $0.next(), version: try $0.next()) }
    }
}

extension Ticket {
    /// The desk's tickets.
    struct Queued {
        let listing: Listing<Line>
        let filter: TicketFilter
        let counts: [(queue: Queue, count: Int)]
        /// Those that search have no count: a common word costs more than all the rest of the page. The index of words
        /// finds all before it stops at a limit: with 50,000 tickets and 250,000 notes one view took 0.66 s (0.31 s with
        /// a limit in each part of the search), where a queue takes 0.6 ms.
        let views: [(view: SavedView, count: Int?)]
    }

    /// - Parameter views: whose rows are counted too, in the statement that counts the queues.
    static func queue(
        _ paging: Paging, _ filter: TicketFilter, _ views: [SavedView], _ staff: ID<StaffMember>,
        _ scope: Scope, at now: Instant, _ db: borrowing Reading
    ) throws -> Queued {
        let order = filter.order.keyset
        let isByOpening = filter.order == .newest || filter.order == .oldest
        let condition: SQL = "\(sql: visible(scope)) AND \(sql: filter.condition(staff, at: now))"
        let select = lines(filter.from, "t.touched_at", "NULL", condition)
        let page = try db.rows(
            "\(sql: select) AND \(paging, from: order) \(paging, order: order)", Line.init)
        // A search is not made twice where its first page has all of it.
        let all: SQL? =
            filter.isNarrowed && paging.total(page) == nil
            ? "\(sql: filter.from) WHERE \(sql: condition)" : nil
        let queues = Queue.allCases
        var counted: [SQL] = queues.map { "support_ticket t WHERE \(sql: $0.condition(staff, at: now))" }
        for view in views where view.isCounted {
            counted.append("support_ticket t WHERE \(sql: view.filter.condition(staff, at: now))")
        }
        if let all { counted.append(all) }
        let counts = try db.counts(of: counted)
        var ofViews = counts.dropFirst(queues.count)
        let seen = zip(queues, counts).first { $0.0 == filter.queue }?.1
        let total = paging.total(page) ?? (filter.isNarrowed ? counts.last : seen) ?? 0
        return Queued(
            listing: paging.listing(page, total: total) {
                Position(isByOpening ? $0.openedAt : $0.at, $0.id)
            }, filter: filter,
            counts: Array(zip(queues, counts)),
            views: views.map { ($0, $0.isCounted ? ofViews.popFirst() : nil) })
    }
}
