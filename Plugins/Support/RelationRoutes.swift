import PortalKit

/// Tickets that have to do with each other: linked, brought together, taken apart.
enum RelationRoutes {
    private static let working: Right<StaffContext> = .staff(.workOnTickets)

    static let staff = links + merging + splitting

    private static let links: [Route<StaffContext>] = [
        .get("/tickets/{ticket}/links", needs: working) { request, context in
            let ticket = try DeskRoutes.found(request, context)
            let links = try context.read { try TicketLink.all(of: ticket, $0) }
            return .page(RelationPages.links(ticket, links, context.ui))
        },
        .post("/tickets/{ticket}/links", needs: working) { request, context, write in
            let ticket = try DeskRoutes.found(request, context)
            guard let other = try numbered(request.form["number"], context) else {
                throw PortalError.invalid("number", "No ticket has that number.")
            }
            try write { tx in
                try ticket.link(other.pointer, by: context.staff.id, at: context.now, tx)
            }
            return .seeOther(ticket.staffPath + "/links", saying: "Linked.")
        },
        .post("/tickets/{ticket}/links/remove", needs: working) { request, context, write in
            let ticket = try DeskRoutes.found(request, context)
            let ref = try Ref<Ticket>(request.form["ticket"])
            guard let other = try context.read({ try Ticket.find(ref, context.scope, $0) }) else {
                throw PortalError.notFound
            }
            let isGone = try write { tx in
                try ticket.unlink(other.pointer, by: context.staff.id, at: context.now, tx)
            }
            guard isGone else { throw PortalError.conflict("They were not linked any more.") }
            return .seeOther(ticket.staffPath + "/links", saying: "The link is gone.")
        },
    ]

    private static let merging: [Route<StaffContext>] = [
        .get("/tickets/{ticket}/merge", needs: working) { request, context in
            let ticket = try DeskRoutes.found(request, context)
            let typed = request.form["into"]
            let number = typed.isEmpty ? request.query["q"] : typed
            let other = try numbered(number, context)
            let newcomers = try other.map { other in
                try context.read { try ticket.newcomers(in: other, $0) }
            }
            return .page(
                RelationPages.merge(
                    RelationPages.Merging(
                        ticket: ticket, number: number, other: other, newcomers: newcomers ?? []), context.ui)
            )
        },
        .post("/tickets/{ticket}/merge", needs: working) { request, context, write in
            let ticket = try DeskRoutes.found(request, context)
            guard let other = try numbered(request.form["into"], context) else {
                throw PortalError.invalid("into", "No ticket has that number.")
            }
            var check = FormCheck(request.form)
            let version = check.number("version") ?? 0
            try write { tx in
                try ticket.merge(
                    into: other, version: version,
                    TicketTargets(context.settings),
                    shown: Ticket.Shown(context.settings), by: context.staff, context.scope, at: context.now,
                    tx)
            }
            return .seeOther(
                other.staffPath, saying: "\("number", ticket.label) is part of this ticket now.")
        },
    ]

    private static let splitting: [Route<StaffContext>] = [
        .get("/tickets/{ticket}/notes/{note}/split", needs: working) { request, context in
            let it = try source(request, context)
            let questions = try context.read { try TicketQuestions.ofStaff($0) }
            return .page(RelationPages.split(it.note, it.files, it.ticket, questions, context.ui))
        },
        .post("/tickets/{ticket}/notes/{note}/split", needs: working) { request, context, write in
            let it = try source(request, context)
            let draft = try Ticket.Draft(request.form, context.read { try TicketQuestions.ofStaff($0) })
            let files = request.form["files"].isEmpty ? [] : it.files
            let ref = try write { tx in
                try it.ticket.split(
                    draft, off: it.note, files, TicketTargets(context.settings), by: context.staff,
                    at: context.now, tx)
            }
            return .seeOther("\(Ticket.staffList)/\(ref)", saying: "The ticket is open.")
        },
    ]

    private static func numbered(_ text: String, _ context: StaffContext) throws -> Ticket? {
        guard let number = Ticket.number(in: text) else { return nil }
        return try context.read { try Ticket.find(number: number, context.scope, $0) }
    }

    private static func source(
        _ request: Request, _ context: StaffContext
    ) throws -> (ticket: Ticket, note: TicketNote, files: [TicketFile]) {
        let ticket = try DeskRoutes.found(request, context)
        let ref: Ref<TicketNote> = try request.ref(.note)
        return try context.read { db in
            guard let note = try TicketNote.find(ref, in: ticket.ref, context.scope, db) else {
                throw PortalError.notFound
            }
            return (
                ticket, note, try TicketFile.all(of: ticket, context.scope, db).filter { $0.note == note.id }
            )
        }
    }
}
