import PortalKit

enum DocumentRequestRoutes {
    private static let working: Right<StaffContext> = .staff(.workOnProjects)

    static let customer: [Route<CustomerContext>] = [
        // The form alone, for when something in it has to be corrected.
        .get("/projects/{project}/items/{item}/delivery", needs: .customer(.commentProjects)) {
            request, context in
            let (project, item) = try ProjectRoutes.reached(request, .commentProjects, context)
            // Who is not asked, or not any more, reads what it was about.
            guard item.awaitsFile(of: context.viewer.person) else { return .seeOther(item.path) }
            return .page(DocumentRequestPages.send(Thread(project: project, item: item), context))
        },
        .post(
            "/projects/{project}/items/{item}/delivery", needs: .customer(.commentProjects), files: Item.limit
        ) {
            request, context, write in
            let (project, item) = try ProjectRoutes.reached(request, .commentProjects, context)
            guard item.asksFile, item.isDone || item.awaitsFile(of: context.viewer.person) else {
                throw PortalError.notFound
            }
            let files = request.form.files
            guard !files.isEmpty else { throw PortalError.invalid("files", "Choose the file.") }
            try write { tx in
                try item.deliver(files, of: project, by: Item.Actor(context.viewer), at: context.now, tx)
                try tx.audit("project.item.delivered", .item, item.id)
                try CustomerAct(.finished, of: item.ref).tell(tx)
            }
            return .seeOther(item.path, saying: "We have it. Thank you.")
        },
    ]

    static let staff: [Route<StaffContext>] = [
        .get("/projects/{project}/requests", needs: working) { request, context in
            let project = try DeskRoutes.found(request, context)
            let (items, members) = try context.read { db in
                (
                    try Item.requests(of: project, context.scope, db),
                    try Member.all(of: project, context.scope, db)
                )
            }
            return .page(DocumentRequestPages.desk(project, items, members, context))
        },
        .post("/projects/{project}/requests", needs: working) { request, context, write in
            let project = try DeskRoutes.found(request, context)
            try DeskRoutes.refuseArchived(project)
            let draft = try DocumentRequest.Draft(request.form)
            if draft.isShared { try project.refuseTemplate("shared") }
            try write { tx in
                try DocumentRequest.add(draft, to: project, by: context.staff.id, at: context.now, tx)
            }
            return .seeOther(
                project.staffPath + "/requests",
                saying: draft.isShared
                    ? "Asked. Who is asked has a mail." : "Saved. Nobody of the customer sees it yet.")
        },
    ]
}

enum DocumentRequestPages {
    /// What is asked for, and where to send it; nothing for who cannot.
    static func sending(_ thread: Thread, _ context: CustomerContext) -> HTML {
        let (item, ui) = (thread.item, context.ui)
        guard item.awaitsFile(of: context.viewer.person), !thread.project.isArchived,
            context.reach(.commentProjects) != .none
        else { return HTML() }
        let field = ui.file(
            "files", "Files", hint: ItemPages.filesHint, several: true, optional: false, limit: Item.limit)
        return ui.panel(
            title: "We need a file from you",
            ui.form(action: item.path + "/delivery", submit: "Send", takesFiles: true, field))
    }

    /// Sending on a page of its own.
    static func send(_ thread: Thread, _ context: CustomerContext) -> Page {
        let ui = context.ui
        let crumbs = ItemPages.crumbs(thread, at: thread.project.path, list: Project.list, ui)
        return Page(
            Words(verbatim: thread.item.title),
            "\(crumbs)\(ItemPages.head(thread.item, ui))\(sending(thread, context))")
    }

    static func desk(
        _ project: Project, _ items: [Item], _ members: [Member], _ context: StaffContext
    ) -> Page {
        let ui = context.ui
        let crumbs = ui.breadcrumb(
            [
                NamedLink("Projects", to: Project.staffList),
                NamedLink(named: project.name, to: project.staffPath),
            ], current: ui.say("Files we need"))
        let open = items.count { !$0.isDone }
        let sub: Words = "\("n", items.count - open) of \("all", items.count) are here"
        var html: HTML = "\(crumbs)\(ui.pageHead(title: "Files we need", sub: items.isEmpty ? nil : sub))"
        if !items.isEmpty {
            let rows = items.map {
                ItemPages.row(
                    $0, at: $0.staffPath, control: project.isTemplate ? HTML() : DeskPages.sharing($0, ui), ui
                )
            }
            html += ui.panel(isPadded: false, ui.rows(rows))
        }
        if !project.isArchived { html += ui.panel(title: "Ask for files", form(project, members, context)) }
        return Page("Files we need", html)
    }

    private static func form(_ project: Project, _ members: [Member], _ context: StaffContext) -> HTML {
        let ui = context.ui
        let theirs =
            [Choice("", "Any member")] + members.map { Choice("\($0.ref)", Words(verbatim: $0.name)) }
        let fields: [HTML] = [
            ui.field("titles", "What you need", hint: "One thing a line. Each becomes a task.", rows: 6),
            ui.select("contact", "From whom", theirs),
            ui.field("due", "Due", kind: .date, optional: true, width: .short),
            project.isTemplate
                ? HTML()
                : ui.checkbox(
                    "shared", "Show on Portal?", hint: "Who is asked has one mail for all of them.",
                    isOn: context.settings[.sharesNewTasks]),
        ]
        return ui.form(action: project.staffPath + "/requests", submit: "Ask for files", "\(fields)")
    }
}
