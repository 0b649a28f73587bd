import PortalKit

/// The list of the desk.
enum DeskListRoutes {
    static let staff: [Route<StaffContext>] = [
        .get("/tickets", needs: .staff(.workOnTickets)) { request, context in
            let paging = try context.paging(request)
            let filter = TicketFilter(request.query)
            let (queued, categories) = try context.read { db in
                let views = try SavedView.all(of: context.staff.id, db)
                return (
                    try Ticket.queue(
                        paging, filter, views, context.staff.id, context.scope, at: context.now, db),
                    try Category.inUse(db)
                )
            }
            return .page(DeskListPages.queue(queued, categories, context.ui))
        }
    ]
}
