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
        .get("/tickets/new", needs: .customer(.openTickets)) { request, context in
            let about = request.query["q"]
            let questions = try context.read { try TicketQuestions.ofCustomers($0) }
            return .page(
                AskingPages.new(
                    about, try context.suggestions(for: about), questions,
                    for: try context.colleagues(holding: .viewTickets), context.ui))
        },
        .post("/tickets/new", needs: .customer(.openTickets), files: TicketFile.limit) {
            request, context, write in
            let questions = try context.read { try TicketQuestions.ofCustomers($0) }
            let draft = try Ticket.Draft(request.form, questions, asks: true)
            let scope = try context.scope(.openTickets)
            let colleague = try TicketPerson.chosen(request.form, context)
            let ticket = try write { tx in
                let ticket = try Ticket.open(
                    draft, for: colleague, files: request.form.files, TicketTargets(context.settings), scope,
                    by: Ticket.Actor(context.viewer), at: context.now, tx)
                try tx.audit("support.ticket.opened", .ticket, ticket.id)
                if let colleague, let writer = context.viewer.person {
                    try tx.notify(
                        .ticketOpenedForColleague, about: ticket.id, to: .contacts([colleague.id, writer]))
                }
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
            let found = try context.read { db in
                try Ticket.find(ref, scope, db).map { ticket in
                    (
                        try ticket.thread(scope, db),
                        try NoteDraft.find(of: ticket, by: NoteDraft.Author(context.viewer), scope, db)
                    )
                }
            }
            guard let (thread, draft) = found else { throw PortalError.notFound }
            return .page(TicketPages.detail(thread, draft, context))
        },
        .post("/tickets/{ticket}", needs: .customer(.answerTickets), files: TicketFile.limit) {
            request, context, write in
            let scope = try context.scope(.answerTickets)
            let ticket = try answered(request, context)
            if let wish = NoteDraft.Wish(request.form) {
                return try DraftRoutes.answer(wish, request, of: ticket, context, write)
            }
            let isDone = request.form["done"] == "1"
            let draft = try TicketNote.Draft(request.form, mayBeEmpty: isDone)
            try write { tx in
                try ticket.hold(scope, Ticket.Reopening(context.settings), at: context.now, tx)
                try ticket.add(
                    draft, by: Ticket.Actor(context.viewer),
                    moving: { isDone ? $0.afterDone : $0.afterCustomer },
                    TicketTargets(context.settings), scope, at: context.now, tx)
                try NoteDraft.discard(of: ticket, by: NoteDraft.Author(context.viewer), scope, tx)
                try tx.audit("support.ticket.answered", .ticket, ticket.id)
            }
            return .seeOther(
                ticket.path + "#answer", saying: isDone ? "The ticket is solved." : "Answer sent.")
        },
        .get("/tickets/{ticket}/pdf", needs: reading) { request, context in
            let scope = try context.scope(.viewTickets)
            let ref: Ref<Ticket> = try request.ref(.ticket)
            return try context.read { db in
                guard let ticket = try Ticket.find(ref, scope, db) else { throw PortalError.notFound }
                return try ticket.thread(scope, db).answer(context.settings, context.ui)
            }
        },
        .get("/tickets/{ticket}/files", needs: reading) { request, context in
            let scope = try context.scope(.viewTickets)
            let ref: Ref<Ticket> = try request.ref(.ticket)
            return try context.read { db in
                guard let ticket = try Ticket.find(ref, scope, db) else { throw PortalError.notFound }
                return ticket.archive(try TicketFile.all(of: ticket, scope, db), at: ticket.path)
            }
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
