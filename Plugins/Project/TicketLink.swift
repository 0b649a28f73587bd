import PortalKit

/// The ticket that a task is about: a number that staff wrote. Whichever portal has tickets is asked for it as the reader,
/// so that a customer who does not see the ticket does not learn that a number was written.
struct TicketLink {
    let number: Int
    /// What the reader sees of it; nil where he sees nothing, or there are no tickets.
    let record: LinkedRecord?

    /// For staff, who see the number in any case.
    init?(_ item: Item, _ context: StaffContext) throws {
        guard let number = try context.read({ try item.ticket(context.scope, $0) }) else { return nil }
        (self.number, record) = (number, try context.record("ticket", number: number))
    }

    /// For a customer, who sees all of it or nothing.
    init?(_ item: Item, _ context: CustomerContext) throws {
        let scope = try context.scope(.viewProjects)
        guard let number = try context.read({ try item.ticket(scope, $0) }),
            let record = try context.record("ticket", number: number)
        else { return nil }
        (self.number, self.record) = (number, record)
    }

    func html(_ ui: Interface) -> HTML {
        guard let record else { return "#\(String(number))" }
        return "\(ui.link(NamedLink(named: "#\(number) \(record.title)", to: record.path)))"
    }

    /// What staff type: the number, with or without its sign; nothing takes it away.
    static func number(_ form: Form) throws(PortalError) -> Int? {
        var check = FormCheck(form)
        let text = check.line("ticket", most: 12)
        try check.finish()
        guard !text.isEmpty else { return nil }
        guard let number = Int(text.first == "#" ? text.dropFirst() : text[...]), (1...999_999_999) ~= number
        else { throw .invalid("ticket", "Enter the number of a ticket, such as 1042.") }
        return number
    }
}

extension Item {
    fileprivate func ticket(_ scope: Scope, _ db: borrowing Reading) throws -> Int? {
        guard kind == .task else { return nil }
        let found: [Int?] = try db.rows(
            """
            SELECT i.ticket FROM project_item i JOIN project_project p ON p.id = i.project_id
            WHERE i.id = \(id) AND \(sql: Project.visible(scope)) AND \(sql: Item.visible(scope))
            """
        ) { try $0.next() }
        return found.first.flatMap(\.self)
    }
}

enum TicketLinkRoutes {
    private static let working: Right<StaffContext> = .staff(.workOnProjects)

    static let staff: [Route<StaffContext>] = [
        .get("/projects/{project}/items/{item}/ticket", needs: working) { request, context in
            let (project, item) = try DeskRoutes.foundItem(request, context)
            guard item.kind == .task else { return .seeOther(item.staffPath) }
            return .page(form(item, of: project, try TicketLink(item, context), context.ui))
        },
        .post("/projects/{project}/items/{item}/ticket", needs: working) { request, context, write in
            let (project, item) = try DeskRoutes.foundItem(request, context)
            guard item.kind == .task else { throw PortalError.notFound }
            try DeskRoutes.refuseArchived(project)
            let number = try TicketLink.number(request.form)
            try write { tx in
                try tx.execute("UPDATE project_item SET ticket = \(number) WHERE id = \(item.id)")
                try tx.audit("project.item.linked", .item, item.id)
            }
            return .seeOther(item.staffPath, saying: "Saved.")
        },
    ]

    private static func form(
        _ item: Item, of project: Project, _ link: TicketLink?, _ ui: Interface
    ) -> Page {
        let title: Words = "Ticket"
        let crumbs = ui.breadcrumb(
            [
                NamedLink("Projects", to: Project.staffList),
                NamedLink(named: project.name, to: project.staffPath),
                NamedLink(named: item.title, to: item.staffPath),
            ], current: ui.say(title))
        let field = ui.field(
            "ticket", "Ticket's number", hint: "A customer's person sees it where he sees the ticket itself.",
            value: link.map { String($0.number) } ?? "", optional: true, width: .short, limit: 12)
        let form = ui.form(
            action: item.staffPath + "/ticket", submit: "Save",
            cancel: NamedLink("Cancel", to: item.staffPath),
            field)
        return Page(title, "\(crumbs)\(ui.pageHead(title: title))\(ui.panel(form))")
    }
}
