import PortalKit

/// What customers do.
enum TicketRoutes {
    private static let reading: Right<CustomerContext> = .customer(.viewTickets)

    static let customer = tickets + rating

    private static let tickets: [Route<CustomerContext>] = [
        .get("/tickets", needs: reading) { request, context in
            let scope = try context.scope(.viewTickets)
            let paging = try context.paging(request)
            let found = try context.read {
                try Ticket.listing(paging, scope, Ticket.Shown(context.settings), $0)
            }
            return .page(TicketPages.list(found, context))
        },
        .get("/tickets/new", needs: .customer(.openTickets)) { _, context in
            .page(TicketPages.new(context.ui))
        },
        .post("/tickets/new", needs: .customer(.openTickets), files: .files(10, megabytes: 100)) {
            request, context, write in
            let draft = try Ticket.Draft(request.form)
            let scope = try context.scope(.openTickets)
            let ticket = try write { tx in
                let ticket = try Ticket.open(
                    draft, files: request.form.files, scope, by: Ticket.Actor(context.viewer),
                    at: context.now,
                    tx)
                try tx.audit("support.ticket.opened", .ticket, ticket.id)
                return ticket
            }
            let sees = context.reach(.viewTickets) != .none
            return .seeOther(
                sees ? "\(Ticket.list)/\(ticket.ref)" : "\(Ticket.list)/new",
                saying: "Your ticket is with us. We answer here and by e-mail.")
        },
        .get("/tickets/{ticket}", needs: reading) { request, context in
            let scope = try context.scope(.viewTickets)
            let ref: Ref<Ticket> = try request.ref(.ticket)
            let thread = try context.read { db in try Ticket.find(ref, scope, db)?.thread(scope, db) }
            guard let thread else { throw PortalError.notFound }
            return .page(TicketPages.detail(thread, context))
        },
        .post("/tickets/{ticket}", needs: .customer(.answerTickets), files: .files(10, megabytes: 100)) {
            request, context, write in
            let scope = try context.scope(.answerTickets)
            let ticket = try answered(request, context)
            let isDone = request.form["done"] == "1"
            let draft = try TicketNote.Draft(request.form, mayBeEmpty: isDone)
            try write { tx in
                try ticket.hold(scope, Ticket.Reopening(context.settings), at: context.now, tx)
                try ticket.add(
                    draft, by: Ticket.Actor(context.viewer),
                    moving: { isDone ? $0.afterDone : $0.afterCustomer }, scope, at: context.now, tx)
                try tx.audit("support.ticket.answered", .ticket, ticket.id)
            }
            return .seeOther(
                ticket.path + "#answer", saying: isDone ? "The ticket is solved." : "Answer sent.")
        },
        .get("/tickets/{ticket}/files/{file}", needs: reading) { request, context in
            let scope = try context.scope(.viewTickets)
            let (ticket, ref): (Ref<Ticket>, Ref<TicketFile>) = (
                try request.ref(.ticket), try request.ref(.file)
            )
            guard let file = try context.read({ try TicketFile.find(ref, in: ticket, scope, $0) }) else {
                throw PortalError.notFound
            }
            return .file(file.attachment)
        },
    ]

    private static let rating: [Route<CustomerContext>] = [
        .get("/tickets/{ticket}/rating", needs: .customer(.answerTickets)) { request, context in
            let ticket = try answered(request, context)
            // A link in an old mail still leads to the ticket.
            guard ticket.canBeRated(context.settings) else { return .seeOther(ticket.path) }
            return .page(RatingPages.page(ticket, context.ui))
        },
        .post("/tickets/{ticket}/rating", needs: .customer(.answerTickets)) { request, context, write in
            let scope = try context.scope(.answerTickets)
            let ticket = try answered(request, context)
            guard context.settings[.asksForRating] else { throw PortalError.notFound }
            let draft = try Ticket.Rating.Draft(request.form)
            try write { tx in
                try ticket.rate(draft, scope, by: Ticket.Actor(context.viewer), at: context.now, tx)
                try tx.audit("support.ticket.rated", .ticket, ticket.id)
            }
            return .seeOther(ticket.path + "#rating", saying: "Thank you for telling us.")
        },
    ]

    /// The ticket that he sees and may answer.
    private static func answered(_ request: Request, _ context: CustomerContext) throws -> Ticket {
        let scopes = (try context.scope(.answerTickets), try seen(context))
        let ref: Ref<Ticket> = try request.ref(.ticket)
        guard let ticket = try context.read({ try Ticket.find(ref, scopes, $0) }) else {
            throw PortalError.notFound
        }
        return ticket
    }

    /// Who may answer and sees no ticket has none to answer: not found, as for everybody else's.
    private static func seen(_ context: CustomerContext) throws -> Scope {
        do { return try context.scope(.viewTickets) } catch { throw PortalError.notFound }
    }
}
