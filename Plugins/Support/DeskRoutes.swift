import PortalKit

/// What staff do.
enum DeskRoutes {
    private static let working: Right<StaffContext> = .staff(.workOnTickets)
    private static let fileLimit = TicketFile.limit

    static let staff =
        DeskListRoutes.staff + tickets + sharing + properties + correction + MemberRoutes.staff
        + RelationRoutes.staff
        + SetUpRoutes.staff

    private static let tickets: [Route<StaffContext>] = [
        .get("/tickets/new", needs: working) { request, context in .page(try new(request, context)) },
        .post("/tickets/new", needs: working, files: fileLimit, open),
        .get("/tickets/{ticket}", needs: working) { request, context in
            let desk = try desk(try found(request, context), chosen: request.query["answer"], context)
            return .page(DeskPages.detail(desk, context))
        },
        .post("/tickets/{ticket}", needs: working, files: fileLimit, write),
        .get("/tickets/{ticket}/pdf", needs: working) { request, context in
            let ticket = try found(request, context)
            return try context.read { try ticket.thread(context.scope, $0) }.answer(
                context.settings, context.ui)
        },
        .get("/tickets/{ticket}/files", needs: working) { request, context in
            let ticket = try found(request, context)
            let thread = try context.read { try ticket.thread(context.scope, $0) }
            let files = request.query["shared"] == "1" ? thread.sharedFiles : thread.files
            return ticket.archive(files, at: ticket.staffPath)
        },
        .get("/tickets/{ticket}/files/{file}", needs: working) { request, context in
            .file(try file(request, context).attachment)
        },
    ]

    @Sendable private static func open(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        guard let owner = try contact(request.form["contact"], context) else {
            throw PortalError.invalid("contact", "Choose for whom it is.")
        }
        let questions = try context.read { try TicketQuestions.ofStaff($0) }
        let draft = try Ticket.Draft(request.form, questions)
        let ref = try write { tx in
            let ticket = try Ticket.open(
                draft, for: owner, files: request.form.files, TicketTargets(context.settings),
                by: context.staff.id, at: context.now, tx)
            try tx.audit("support.ticket.opened", .ticket, ticket.id)
            if let contact = owner.contact {
                try tx.notify(.ticketOpened, about: ticket.id, to: .contact(contact))
            }
            return ticket.ref
        }
        return .seeOther("\(Ticket.staffList)/\(ref)", saying: "The ticket is open.")
    }

    @Sendable private static func write(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let ticket = try found(request, context)
        if let wish = NoteDraft.Wish(request.form) {
            return try DraftRoutes.answer(wish, request, of: ticket, context, write)
        }
        let time = try TimeSpent.Draft.optional(request.form)
        let draft = try TicketNote.Draft(request.form, mayBeEmpty: time != nil)
        let seen = NoteDraft.Seen(request.form)
        if let status = draft.status, !ticket.status.may(become: status) {
            throw PortalError.invalid("status", "It cannot become that from where it stands now.")
        }
        let people = try Mention.wished(
            request.form, draft, by: context.staff.id, among: try context.read { try Colleague.all($0) })
        try write { tx in
            try ticket.refuseUnread(seen, by: context.staff.id, context.scope, at: context.now, tx)
            try NoteDraft.discard(of: ticket, by: .staff(context.staff.id), context.scope, tx)
            let note = try ticket.add(
                draft, by: .staff(context.staff.id), moving: draft.law, TicketTargets(context.settings),
                context.scope, at: context.now, tx)
            if let time { try TimeSpent.add(time, to: ticket, by: context.staff.id, at: context.now, tx) }
            if let note {
                try Mention.add(people, to: note, at: context.now, tx)
            }
            if let status = draft.status { try ticket.tell(of: status, tx) }
        }
        return .seeOther(ticket.staffPath + "#answer", saying: said(draft))
    }

    private static func said(_ draft: TicketNote.Draft) -> Words {
        if draft.body.isEmpty && draft.files.isEmpty { return "Time written down." }
        return draft.isShared ? "Note shared." : "Internal note saved."
    }

    /// The switches: what they do holds from the next request on.
    private static let sharing: [Route<StaffContext>] = [
        .post("/tickets/{ticket}/notes/{note}/sharing", needs: working) { request, context, write in
            let ticket = try found(request, context)
            let isOn = request.form["on"] == "1"
            let ref: Ref<TicketNote> = try request.ref(.note)
            let note = try context.read { try TicketNote.find(ref, in: ticket.ref, context.scope, $0) }
            guard let note else { throw PortalError.notFound }
            try write { tx in
                let isNews = try note.share(isOn, by: context.staff.id, at: context.now, tx)
                if isNews {
                    try ticket.tell(note.id, at: context.now, tx)
                    try ticket.noteAnswer(at: context.now, tx)
                }
                try ticket.refresh(context.scope, tx)
                try tx.audit(isOn ? "support.note.shared" : "support.note.hidden", .note, note.id)
            }
            return .seeOther("\(ticket.staffPath)#\(note.anchor)")
        },
        .post("/tickets/{ticket}/files/{file}/sharing", needs: working) { request, context, write in
            let ticket = try found(request, context)
            let isOn = request.form["on"] == "1"
            let shown = try file(request, context)
            try write { tx in
                try shown.share(isOn, by: context.staff.id, at: context.now, tx)
                try ticket.refresh(context.scope, tx)
                try tx.audit(isOn ? "support.file.shared" : "support.file.hidden", .ticket, ticket.id)
            }
            return .seeOther("\(ticket.staffPath)#\(shown.anchor)")
        },
    ]

    /// Beside the conversation, and a page of its own when something in it has to be corrected.
    private static let properties: [Route<StaffContext>] = [
        .get("/tickets/{ticket}/properties", needs: working) { request, context in
            let ticket = try found(request, context)
            let (staff, questions) = try context.read {
                (try Colleague.all($0), try TicketQuestions.ofStaff($0))
            }
            return .page(DeskPages.properties(ticket, staff, questions, context.ui))
        },
        .post("/tickets/{ticket}/properties", needs: working) { request, context, write in
            let ticket = try found(request, context)
            let questions = try context.read { try TicketQuestions.ofStaff($0) }
            let wish = try Ticket.Properties(request.form, ticket, questions)
            let assignee = try context.read { try Colleague.find(wish.assignee, $0) }
            if assignee == nil && !wish.assignee.isEmpty {
                throw PortalError.invalid("assignee", "Choose who handles it.")
            }
            try write { tx in
                try ticket.change(
                    wish, assignee: assignee.map { ($0.ref, $0.id) }, TicketTargets(context.settings),
                    by: context.staff.id, context.scope, at: context.now, tx)
            }
            return .seeOther(ticket.staffPath, saying: "Saved.")
        },
    ]

    private static let correction: [Route<StaffContext>] = [
        .get("/tickets/{ticket}/edit", needs: working) { request, context in
            .page(DeskPages.correction(try found(request, context), context.ui))
        },
        .post("/tickets/{ticket}/edit", needs: working) { request, context, write in
            let ticket = try found(request, context)
            let correction = try Ticket.Correction(request.form)
            try write { tx in
                try ticket.save(correction, by: context.staff.id, at: context.now, tx)
                try tx.audit("support.ticket.changed", .ticket, ticket.id)
            }
            return .seeOther(ticket.staffPath, saying: "Saved.")
        },
    ]

    static func found(_ request: Request, _ context: StaffContext) throws -> Ticket {
        let ref: Ref<Ticket> = try request.ref(.ticket)
        guard let ticket = try context.read({ try Ticket.find(ref, context.scope, $0) }) else {
            throw PortalError.notFound
        }
        return ticket
    }

    private static func file(_ request: Request, _ context: StaffContext) throws -> TicketFile {
        let (ticket, ref): (Ref<Ticket>, Ref<TicketFile>) = (
            try request.ref(.ticket), try request.ref(.file)
        )
        guard let file = try context.read({ try TicketFile.find(ref, in: ticket, context.scope, $0) }) else {
            throw PortalError.notFound
        }
        return file
    }

    private static func contact(_ text: String, _ context: StaffContext) throws -> Ticket.Owner? {
        guard let ref = try? Ref<ContactReference>(text) else { return nil }
        return try context.read { try Ticket.Owner.find(ref, $0) }
    }

    /// The form for the contact that the address or the form names, or the search for one.
    private static func new(_ request: Request, _ context: StaffContext) throws -> Page {
        let named = request.form["contact"].isEmpty ? request.query["contact"] : request.form["contact"]
        if let owner = try contact(named, context) {
            let questions = try context.read { try TicketQuestions.ofStaff($0) }
            return DeskPages.new(owner, named, questions, context.ui)
        }
        let text = request.query["q"]
        let found = text.isEmpty ? [] : try context.read { try Ticket.Owner.search(text, $0) }
        return DeskPages.chooseContact(text, found, context.ui)
    }

    private static func desk(
        _ ticket: Ticket, chosen: String, _ context: StaffContext
    ) throws -> DeskPages.Desk {
        let me = context.staff.id
        let (thread, staff, questions, answers, links) = try context.read { db in
            (
                try ticket.thread(context.scope, db), try Colleague.all(db),
                try TicketQuestions.ofStaff(db), try ReadyAnswer.inUse(db), try TicketLink.all(of: ticket, db)
            )
        }
        let drafts = try context.read { db in
            DraftPages.State(
                draft: try NoteDraft.find(of: ticket, by: .staff(me), context.scope, db),
                others: try ticket.writers(but: me, at: context.now, db))
        }
        let (mentions, minutes) = try context.read {
            (try Mention.names(in: ticket, $0), try TimeSpent.sum(of: ticket, $0))
        }
        let onlookers = try ticket.onlookers(thread.members, context)
        return DeskPages.Desk(
            thread: thread, colleagues: staff, onlookers: onlookers, questions: questions,
            answers: answers, links: links, chosen: answers.first { "\($0.ref)" == chosen }, drafts: drafts,
            mentions: mentions, minutes: minutes)
    }
}
