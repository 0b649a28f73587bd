import PortalKit

/// What staff do with mail that nobody has confirmed.
enum LetterRoutes {
    private static let working: Right<StaffContext> = .staff(.workOnTickets)

    static let staff: [Route<StaffContext>] = [
        .get("/mail", needs: working) { request, context in
            let paging = try context.paging(request)
            return .page(LetterPages.list(try context.read { try Letter.listing(paging, $0) }, context.ui))
        },
        .get("/mail/{letter}", needs: working) { request, context in
            let letter = try found(request, context)
            let text = request.query["q"]
            let (files, people) = try context.read { db in
                (try Letter.files(of: letter, db), text.isEmpty ? [] : try Ticket.Owner.search(text, db))
            }
            return .page(
                LetterPages.detail(
                    letter, files, text, people, html: request.query["view"] == "html", context.ui))
        },
        .get("/mail/{letter}/html", needs: working) { request, context in
            guard let html = try found(request, context).body.html else { throw PortalError.notFound }
            return .mailBody(html)
        },
        .get("/mail/{letter}/original", needs: working) { request, context in
            guard let original = try found(request, context).original else { throw PortalError.notFound }
            return .file(original)
        },
        .post("/mail/{letter}/accept", needs: working, accept),
        .post("/mail/{letter}/discard", needs: working) { request, context, write in
            let letter = try found(request, context)
            try write { tx in
                try letter.decide(by: context.staff.id, at: context.now, tx)
                try tx.audit("support.letter.discarded", .letter, letter.id)
            }
            return .seeOther(Letter.list, saying: "The mail is discarded.")
        },
    ]

    private static func found(_ request: Request, _ context: StaffContext) throws -> Letter {
        let ref: Ref<Letter> = try request.ref(.letter)
        guard let letter = try context.read({ try Letter.find(ref, $0) }) else { throw PortalError.notFound }
        return letter
    }

    @Sendable private static func accept(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let letter = try found(request, context)
        let decision = try Letter.Decision(request.form, letter)
        let (owner, ticket) = try context.read { db in
            (
                try Ticket.Owner.find(decision.contact, db),
                decision.answers ? try letter.ticket.flatMap { try Ticket.find($0, context.scope, db) } : nil
            )
        }
        guard let owner else { throw PortalError.invalid("contact", "Choose whose it is.") }
        if let ticket, ticket.customer != owner.customer {
            throw PortalError.invalid("contact", "The ticket is another customer's.")
        }
        let ref = try write { tx in
            try letter.decide(by: context.staff.id, at: context.now, tx)
            let ref =
                try ticket.map { try answer(letter, to: $0, as: owner, context, tx) }
                ?? open(letter, for: owner, context, tx)
            try tx.audit("support.letter.accepted", .letter, letter.id)
            return ref
        }
        return .seeOther("\(Ticket.staffList)/\(ref)", saying: "The mail is in the ticket.")
    }

    private static func answer(
        _ letter: Letter, to ticket: Ticket, as owner: Ticket.Owner, _ context: StaffContext,
        _ tx: borrowing Transaction
    ) throws -> Ref<Ticket> {
        let draft = TicketNote.Draft(letter)
        let note = try ticket.add(
            draft, by: .customer(owner.contact, by: context.staff.id), moving: { $0.afterCustomer },
            TicketTargets(context.settings), context.scope, at: context.now, tx)
        try letter.become(
            note, of: ticket.id, contact: owner.contact, by: context.staff.id, at: context.now, tx)
        return ticket.ref
    }

    private static func open(
        _ letter: Letter, for owner: Ticket.Owner, _ context: StaffContext, _ tx: borrowing Transaction
    ) throws -> Ref<Ticket> {
        let ticket = try Ticket.open(
            Ticket.Draft(letter), for: owner, files: [], TicketTargets(context.settings),
            by: context.staff.id, at: context.now, tx)
        try letter.become(
            nil, of: ticket.id, contact: owner.contact, by: context.staff.id, at: context.now, tx)
        try tx.audit("support.ticket.opened", .ticket, ticket.id)
        if let contact = owner.contact {
            try tx.notify(.ticketOpened, about: ticket.id, to: .contact(contact))
        }
        return ticket.ref
    }
}

extension TicketNote.Draft {
    /// What staff accept as an answer; an empty one says so.
    init(_ letter: Letter) {
        body = letter.body.own.isEmpty ? letter.body.subject : letter.body.own
        (files, isShared, status) = ([], true, nil)
    }
}

extension Ticket.Draft {
    init(_ letter: Letter) {
        let title = String(letter.body.subject.unicodeScalars.prefix(160))
        subject = title.isEmpty ? IncomingMail.withoutSubject : title
        description = letter.body.text
        answers = TicketAnswers()
    }
}
