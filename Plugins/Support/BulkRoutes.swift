import PortalKit

/// Changing many tickets at once: a page that asks what is to change, and one that says what became of it.
enum BulkRoutes {
    private static let working: Right<StaffContext> = .staff(.workOnTickets)
    static let path = "/staff/support/bulk"

    static let staff: [Route<StaffContext>] = [
        .get("/bulk", needs: working) { request, context in
            let result = request.query["result"]
            if request.form.isEmpty, !result.isEmpty {
                return .page(try shown(try Ref(result), context))
            }
            let chosen = try chosen(request, context)
            let (staff, categories) = try context.read { (try Colleague.all($0), try Category.inUse($0)) }
            return .page(BulkPages.form(chosen, staff, categories, context.ui))
        },
        .post("/bulk", needs: working, change),
    ]

    @Sendable private static func change(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        guard request.form["stop"].isEmpty else {
            return try stop(try Ref(request.form["stop"]), context, write)
        }
        let chosen = try chosen(request, context)
        let (staff, categories) = try context.read { (try Colleague.all($0), try Category.inUse($0)) }
        let wish = try BulkWish(request.form, staff, categories)
        guard !chosen.entries.isEmpty, chosen.entries.count <= Bulk.most else {
            throw PortalError.invalid("assignee", "Choose between 1 and \("n", Bulk.most) tickets.")
        }
        let (ref, done) = try write { tx in
            let ref = try Bulk.begin(wish, chosen.entries, by: context.staff.id, at: context.now, tx)
            guard chosen.entries.count <= Bulk.atOnce, let bulk = try Bulk.hold(ref, tx) else {
                try tx.enqueue(.changeTickets, payload: BulkStep(bulk: "\(ref)"))
                return (ref, nil as BulkRun.Done?)
            }
            let run = BulkRun(
                bulk: bulk, targets: TicketTargets(context.settings), scope: context.scope, now: context.now
            ) { ref in try context.read { try Ticket.find(ref, context.scope, $0) } }
            return (ref, try run.slice(Bulk.atOnce, tx))
        }
        guard let done, done.refused == 0 else { return .seeOther("\(path)?result=\(ref)") }
        return .seeOther(
            chosen.filter.path,
            saying: Words(done.changed, one: "One ticket changed.", other: "{n} tickets changed."))
    }

    private static func stop(
        _ ref: Ref<Bulk>, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        guard try context.read({ try Bulk.find(ref, $0) }) != nil else { throw PortalError.notFound }
        let isStopped = try write { try Bulk.stop(ref, by: context.staff.id, at: context.now, $0) }
        return .seeOther(
            "\(path)?result=\(ref)", saying: isStopped ? "The work is stopped." : "It was over already.")
    }

    private static func shown(_ ref: Ref<Bulk>, _ context: StaffContext) throws -> Page {
        let found = try context.read { db in
            try Bulk.find(ref, db).map { bulk in
                (bulk, try Bulk.names(of: bulk.left.prefix(BulkPages.shown).map(\.ref), db))
            }
        }
        guard let (bulk, names) = found else { throw PortalError.notFound }
        return BulkPages.result(bulk, names, context.ui)
    }

    /// What the address or the form names: each ticked ticket once, or all that the filter finds.
    private static func chosen(_ request: Request, _ context: StaffContext) throws -> BulkPages.Chosen {
        let form = request.form.isEmpty ? request.query : request.form
        let filter = TicketFilter(form)
        let isAll = form["all"] == "1"
        return try context.read { db in
            let entries =
                isAll
                ? try filter.all(Bulk.most + 1, context.staff.id, at: context.now, db)
                : try ticked(form, isSent: !request.form.isEmpty, db)
            let first = entries.prefix(BulkPages.Chosen.shown).map(\.ref)
            return BulkPages.Chosen(
                entries: entries, isAll: isAll, filter: filter, named: try Bulk.names(of: first, db))
        }
    }

    /// The ticked ones. A form that was sent and names one that is not there was not made by the page.
    private static func ticked(_ form: Form, isSent: Bool, _ db: borrowing Reading) throws -> [BulkEntry] {
        var entries: [BulkEntry] = []
        var seen: Set<Ref<Ticket>> = []
        let texts = form.values("ticket").map { $0[...] } + form["tickets"].split(separator: " ")
        for text in texts.prefix(Bulk.most + 1) {
            guard let entry = BulkEntry(text) else {
                if isSent { throw PortalError.notFound }
                continue
            }
            if seen.insert(entry.ref).inserted { entries.append(entry) }
        }
        let known = try Bulk.known(entries, db)
        if isSent, known.count < entries.count { throw PortalError.notFound }
        return known
    }
}
