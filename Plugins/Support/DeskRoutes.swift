import PortalKit

/// What staff do.
enum DeskRoutes {
    private static let working: Right<StaffContext> = .staff(.workOnTickets)
    private static let fileLimit = FileLimit.files(10, megabytes: 100)

    static let staff = tickets + sharing + properties + correction

    private static let tickets: [Route<StaffContext>] = [
        .get("/tickets", needs: working, queue),
        .get("/tickets/new", needs: working) { request, context in .page(try new(request, context)) },
        .post("/tickets/new", needs: working, files: fileLimit, open),
        .get("/tickets/{ticket}", needs: working) { request, context in
            .page(DeskPages.detail(try desk(try found(request, context), context), context))
        },
        .post("/tickets/{ticket}", needs: working, files: fileLimit, write),
        .get("/tickets/{ticket}/files/{file}", needs: working) { request, context in
            .file(try file(request, context).attachment)
        },
    ]

    @Sendable private static func queue(_ request: Request, _ context: StaffContext) throws -> Answer {
        let paging = try context.paging(request)
        let found = try context.read { try Ticket.queue(paging, context.staff.id, context.scope, $0) }
        return .page(DeskPages.queue(found, context.ui))
    }

    @Sendable private static func open(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        guard let owner = try contact(request.form["contact"], context) else {
            throw PortalError.invalid("contact", "Choose for whom it is.")
        }
        let draft = try Ticket.Draft(request.form)
        let ref = try write { tx in
            let ticket = try Ticket.open(
                draft, for: owner, files: request.form.files, by: context.staff.id, at: context.now, tx)
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
        let draft = try TicketNote.Draft(request.form)
        if let status = draft.status, !ticket.status.may(become: status) {
            throw PortalError.invalid("status", "It cannot become that from where it stands now.")
        }
        try write { tx in
            try ticket.add(
                draft, by: .staff(context.staff.id), moving: draft.law, context.scope, at: context.now, tx)
            if let status = draft.status { try ticket.tell(of: status, tx) }
        }
        let said: Words = draft.isShared ? "Note shared." : "Internal note saved."
        return .seeOther(ticket.staffPath + "#answer", saying: said)
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
                if isNews { try ticket.tell(note.id, at: context.now, tx) }
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
            let staff = try context.read { try Colleague.all($0) }
            return .page(DeskPages.properties(ticket, staff, context.ui))
        },
        .post("/tickets/{ticket}/properties", needs: working) { request, context, write in
            let ticket = try found(request, context)
            let wish = try Ticket.Properties(request.form, ticket)
            let assignee = try context.read { try Colleague.find(wish.assignee, $0) }
            if assignee == nil && !wish.assignee.isEmpty {
                throw PortalError.invalid("assignee", "Choose who handles it.")
            }
            try write { tx in
                try ticket.save(wish, assignee: assignee?.id, context.scope, at: context.now, tx)
                if assignee?.ref != ticket.assignee {
                    try ticket.noteAssignee(assignee?.id, at: context.now, tx)
                }
                try tx.audit("support.ticket.changed", .ticket, ticket.id)
                try ticket.tell(of: wish.status, tx)
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
                try ticket.save(correction, at: context.now, tx)
                try tx.audit("support.ticket.changed", .ticket, ticket.id)
            }
            return .seeOther(ticket.staffPath, saying: "Saved.")
        },
    ]

    private static func found(_ request: Request, _ context: StaffContext) throws -> Ticket {
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
        if let owner = try contact(named, context) { return DeskPages.new(owner, named, context.ui) }
        let text = request.query["q"]
        let found = text.isEmpty ? [] : try context.read { try Ticket.Owner.search(text, $0) }
        return DeskPages.chooseContact(text, found, context.ui)
    }

    private static func desk(_ ticket: Ticket, _ context: StaffContext) throws -> DeskPages.Desk {
        let (thread, staff) = try context.read { db in
            (try ticket.thread(context.scope, db), try Colleague.all(db))
        }
        let onlookers = try context.onlookers(
            of: .viewTickets, at: ticket.customer, own: ticket.contact.map { [$0] } ?? [])
        return DeskPages.Desk(thread: thread, colleagues: staff, onlookers: onlookers)
    }
}
