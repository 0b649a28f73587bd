import PortalKit

// What a person's calendar program fetches by his private link: the days that he may see when it asks.
extension LinkRoute {
    static let calendar = LinkRoute("calendar", needs: .viewProjects, days: 730) { _, context in
        let (project, scope): (ID<Project>?, Scope) = (context.record(), context.scope)
        let calendar = try context.read { db in
            var name = context.ui.say("Projects")
            if let project {
                guard let found = try Project.name(of: project, scope, db) else { throw PortalError.notFound }
                name = found
            }
            return ICalendar(name: name, events: try Item.due(in: project, scope, context.ui, db))
        }
        return .text(calendar.text, as: .calendar)
    }
}

extension Project {
    fileprivate static func name(
        of project: ID<Project>, _ scope: Scope, _ db: borrowing Reading
    ) throws -> String? {
        try db.first(
            "SELECT p.name FROM project_project p WHERE p.id = \(project) AND \(sql: visible(scope))"
        ) { try $0.next() }
    }

    /// Those that a link can be made about.
    static func names(_ scope: Scope, _ db: borrowing Reading) throws -> [(ref: Ref<Project>, name: String)] {
        try db.rows(
            """
            SELECT p.ref, p.name FROM project_project p WHERE \(sql: visible(scope)) AND p.archived_at IS NULL
            ORDER BY p.name, p.id LIMIT 200
            """
        ) { (try $0.next(), try $0.next()) }
    }

    /// How the projects of the person's links are called, as far as he still sees them.
    static func names(
        of links: [PersonalLink], _ scope: Scope, _ db: borrowing Reading
    ) throws -> [ID<Project>: String] {
        let ids: [ID<Project>] = links.compactMap { $0.record() }
        guard !ids.isEmpty else { return [:] }
        let found: [(ID<Project>, String)] = try db.rows(
            "SELECT p.id, p.name FROM project_project p WHERE p.id IN (\(list: ids)) AND \(sql: visible(scope))"
        ) { (try $0.next(), try $0.next()) }
        return Dictionary(found) { first, _ in first }
    }
}

extension Item {
    /// More than these are no calendar any more; the latest count.
    private static let mostDays = 2_000

    /// The days of milestones and of the person's own tasks. A project is touched whenever its customer could see
    /// something new, so nothing in it was changed after that.
    fileprivate static func due(
        in project: ID<Project>?, _ scope: Scope, _ ui: Interface, _ db: borrowing Reading
    ) throws -> [ICalendar.Event] {
        try db.rows(
            """
            SELECT i.ref, i.version, p.updated_at, i.due_on, i.title, p.name, i.done_at IS NOT NULL
            FROM project_item i JOIN project_project p ON p.id = i.project_id
            WHERE \(sql: Project.visible(scope)) AND \(sql: visible(scope)) AND i.due_on IS NOT NULL
                AND (\(project) IS NULL OR i.project_id = \(project))
                AND (i.kind = 'milestone' OR (i.kind = 'task' AND i.contact_id = \(contactOf: scope)))
            ORDER BY i.due_on DESC, i.id DESC LIMIT \(mostDays)
            """
        ) { row in
            let (ref, version, changedAt): (Ref<Item>, Int, Instant) = (
                try row.next(), try row.next(), try row.next()
            )
            let (day, title, name, isDone): (PlainDate, String, String, Bool) = (
                try row.next(), try row.next(), try row.next(), try row.next()
            )
            return ICalendar.Event(
                uid: "\(ref)@project", sequence: max(0, version - 1), changedAt: changedAt, day: day,
                title: title, text: isDone ? "\(name)\n\(ui.say("Done"))" : name)
        }
    }
}

/// Making and revoking the links.
enum CalendarRoutes {
    static let path = "/project/calendar"

    static let customer: [Route<CustomerContext>] = [
        .get("/calendar", needs: .customer(.viewProjects)) { _, context in
            let panel = try panel(context, context.scope(.viewProjects))
            return .page(CalendarPages.page(panel, context.ui))
        },
        .post("/calendar", needs: .customer(.viewProjects)) { request, context, write in
            try refuseOthers(context)
            let (scope, text) = (try context.scope(.viewProjects), request.form["project"])
            let project = try text.isEmpty ? nil : chosen(Ref(text), scope, context)
            let name = try name(request.form)
            let address = try write { tx in
                if let project {
                    try tx.link(.calendar, named: name, about: project.id)
                } else {
                    try tx.link(.calendar, named: name)
                }
            }
            return .page(CalendarPages.made(address, of: project, context.ui))
        },
        .post("/calendar/revoke", needs: .customer(.viewProjects)) { request, context, write in
            try refuseOthers(context)
            let text = request.form["link"]
            let one: Ref<PersonalLink>? = try text.isEmpty ? nil : Ref(text)
            let count = try write { tx in
                guard let one else { return try tx.revokeLinks(.calendar) }
                return try tx.revokeLink(.calendar, one) ? 1 : 0
            }
            let said: Words =
                one == nil
                ? "Revoked. They lead nowhere from now on." : "Revoked. It leads nowhere from now on."
            return .seeOther(path, saying: count == 0 ? "There was no link any more." : said)
        },
    ]

    /// A link works for years without any sign-in: nobody makes one for somebody else.
    private static func refuseOthers(_ context: CustomerContext) throws {
        guard context.viewer.staff == nil else {
            throw PortalError.conflict("Only the person himself makes and revokes the links of his calendar.")
        }
    }

    private static func name(_ form: Form) throws -> String {
        var check = FormCheck(form)
        let name = check.line("name", most: 80)
        try check.finish()
        return name
    }

    private static func chosen(
        _ ref: Ref<Project>, _ scope: Scope, _ context: CustomerContext
    ) throws -> Project {
        guard let project = try context.read({ try Project.find(ref, scope, $0) }) else {
            throw PortalError.notFound
        }
        return project
    }

    /// What stands under the list of projects; nothing for whoever has no calendar of his own here.
    static func panel(_ context: CustomerContext, _ scope: Scope) throws -> HTML {
        guard context.viewer.hasSeat, context.viewer.staff == nil else { return HTML() }
        let links = try context.links(.calendar)
        let (names, projects) = try context.read { db in
            (try Project.names(of: links, scope, db), try Project.names(scope, db))
        }
        guard !links.isEmpty || !projects.isEmpty else { return HTML() }
        return CalendarPages.panel(links, names, projects, context.ui)
    }
}

/// What people see of their links.
enum CalendarPages {
    static func page(_ panel: HTML, _ ui: Interface) -> Page {
        let title: Words = "Calendar"
        let crumbs = ui.breadcrumb([NamedLink("Projects", to: Project.list)], current: ui.say(title))
        return Page(title, "\(crumbs)\(ui.pageHead(title: title))\(panel)")
    }

    static func panel(
        _ links: [PersonalLink], _ names: [ID<Project>: String],
        _ projects: [(ref: Ref<Project>, name: String)], _ ui: Interface
    ) -> HTML {
        let choices =
            [Choice("", "All projects")] + projects.map { Choice("\($0.ref)", Words(verbatim: $0.name)) }
        let form = ui.form(
            action: CalendarRoutes.path, submit: "Make a link",
            """
            <p>\(ui.say("Your calendar program fetches milestones and your own tasks by a private link, and keeps up with what changes."))</p>\
            \(ui.select("project", "What it shows", choices, width: .long))\
            \(ui.field(
                "name", "Name", hint: "Such as the device that uses it. Each is revoked by itself.", optional: true,
                width: .long, limit: 80))
            """)
        var html = ui.panel(title: "Calendar", form)
        if !links.isEmpty {
            let rows = links.map { link in
                let about =
                    link.record().map { (id: ID<Project>) in
                        names[id] ?? ui.say("A project you no longer see")
                    }
                    ?? ui.say("All projects")
                let until = ui.say(
                    "Made \("when", ui.reader.moment(link.madeAt)), works until \("end", ui.reader.moment(link.endsAt))"
                )
                let used =
                    link.usedAt.map { ui.say("Last used \("when", ui.reader.moment($0))") }
                    ?? ui.say("Not used yet")
                let revoke = ui.postButton(
                    "Revoke", to: CalendarRoutes.path + "/revoke", small: true,
                    fields: [("link", "\(link.ref)")])
                let named = link.name.isEmpty ? about : "\(link.name) · \(about)"
                return ui.row(
                    named: named, second: "\(used) · \(until)", icon: .calendar, control: revoke)
            }
            html += ui.panel(
                title: "Your calendar links",
                end: ui.postButton("Revoke all", to: CalendarRoutes.path + "/revoke", small: true),
                isPadded: false, ui.rows(rows))
        }
        return html
    }

    /// The only page that shows the address: no more than its hash is kept.
    static func made(_ address: String, of project: Project?, _ ui: Interface) -> Page {
        let title: Words = "Your calendar link"
        let crumbs = ui.breadcrumb([NamedLink("Projects", to: Project.list)], current: ui.say(title))
        let about: Words = project.map { Words(verbatim: $0.name) } ?? "All projects"
        let note = ui.note(
            .waiting, lead: "Copy it now.",
            "It is not shown again, and whoever has it sees what you see. A link you had for the same, under the same name, is revoked."
        )
        let body: HTML = """
            <p><span class="secret line">\(address)</span></p>\
            <p>\(ui.say("Subscribe to this address in your calendar program."))</p>
            """
        return Page(
            title,
            """
            \(crumbs)\(ui.pageHead(title: title, sub: about))\(note)\(ui.panel(body))\
            \(ui.linkButton("Back to the projects", to: Project.list))
            """)
    }
}
