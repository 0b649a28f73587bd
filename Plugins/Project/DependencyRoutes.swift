import PortalKit

enum DependencyRoutes {
    private static let working: Right<StaffContext> = .staff(.workOnProjects)

    static let staff: [Route<StaffContext>] = [
        .get("/projects/{project}/items/{item}/waits", needs: working) { request, context in
            let (project, item) = try DeskRoutes.foundItem(request, context)
            let text = request.query["q"]
            let (needs, waiters, candidates) = try context.read { db in
                (
                    try item.needs(in: project, context.scope, db),
                    try item.waiters(in: project, context.scope, db),
                    try item.candidates(text, in: project, db)
                )
            }
            return .page(
                DependencyPages.page(project, item, (needs, waiters), text, candidates, context.ui))
        },
        .post("/projects/{project}/items/{item}/waits", needs: working) { request, context, write in
            let (project, item) = try DeskRoutes.foundItem(request, context)
            try DeskRoutes.refuseArchived(project)
            guard item.kind == .task else { throw PortalError.notFound }
            guard let ref = try? Ref<Item>(request.form["needs"]) else {
                throw PortalError.invalid("needs", "Choose a task of this project.")
            }
            let isOn = request.form["on"] != "0"
            try write { tx in
                if isOn {
                    try item.wait(for: ref, in: project, by: context.staff.id, at: context.now, tx)
                } else {
                    try item.stopWaiting(for: ref, tx)
                }
                try tx.audit("project.item.changed", .item, item.id)
            }
            return .seeOther(item.staffPath + "/waits", saying: "Saved.")
        },
    ]
}

enum DependencyPages {
    /// What it still waits for, as links, in the order of the tasks; nil for nothing.
    static func links(_ needs: [Item], isStaff: Bool, _ ui: Interface) -> HTML? {
        let open = needs.filter { !$0.isDone }
        guard !open.isEmpty else { return nil }
        var html = HTML()
        for (index, item) in open.enumerated() {
            html +=
                "\(index == 0 ? "" : ", ")\(ui.link(NamedLink(named: item.title, to: isStaff ? item.staffPath : item.path)))"
        }
        return html
    }

    static func page(
        _ project: Project, _ item: Item, _ both: (needs: [Item], waiters: [Item]), _ text: String,
        _ candidates: [(ref: Ref<Item>, title: String)], _ ui: Interface
    ) -> Page {
        let crumbs = ui.breadcrumb(
            [
                NamedLink("Projects", to: Project.staffList),
                NamedLink(named: project.name, to: project.staffPath),
                NamedLink(named: item.title, to: item.staffPath),
            ], current: ui.say("Waits for"))
        let path = item.staffPath + "/waits"
        let needs = both.needs.map { needed in
            let control =
                project.isArchived
                ? HTML()
                : ui.postButton(
                    "Take away", to: path, small: true, fields: [("needs", "\(needed.ref)"), ("on", "0")],
                    about: needed.title)
            return ItemPages.row(needed, at: needed.staffPath, control: control, ui)
        }
        let first = needs.isEmpty ? ui.allDone("It waits for nothing.") : ui.rows(needs)
        var html: HTML = """
            \(crumbs)\(ui.pageHead(title: "What \("title", item.title) waits for"))\
            \(ui.panel(title: "Waits for", isPadded: false, first))
            """
        if item.kind == .task, !project.isArchived {
            html += ui.panel(title: "Add a task", adding(path, text, candidates, ui))
        }
        if !both.waiters.isEmpty {
            let rows = both.waiters.map { ItemPages.row($0, at: $0.staffPath, ui) }
            html += ui.panel(title: "What waits for it", isPadded: false, ui.rows(rows))
        }
        return Page("What \("title", item.title) waits for", html)
    }

    private static func adding(
        _ path: String, _ text: String, _ found: [(ref: Ref<Item>, title: String)], _ ui: Interface
    ) -> HTML {
        let choices = found.prefix(50).map { Choice("\($0.ref)", Words(verbatim: $0.title)) }
        let search =
            text.isEmpty && found.count <= 50
            ? HTML() : ui.filterBar(action: path, search: "Title of the task", query: text, submit: "Find")
        guard !choices.isEmpty else { return "\(search)\(ui.allDone("There is no other open task."))" }
        let select = ui.select(
            "needs", "Task", Array(choices), hint: "It is to be done before this one begins.", width: .full)
        return "\(search)\(ui.form(action: path, submit: "Add", select))"
    }
}
