import PortalKit

enum HoursRoutes {
    private static let working: Right<StaffContext> = .staff(.workOnProjects)

    static let staff = entries + projects

    private static let entries: [Route<StaffContext>] = [
        .get("/projects/{project}/items/{item}/time", needs: working) { request, context in
            let (project, item) = try DeskRoutes.foundItem(request, context)
            let entries = try context.read { try Hours.all(of: item, $0) }
            return .page(HoursPages.entries(entries, project, item, context))
        },
        .post("/projects/{project}/items/{item}/time", needs: working) { request, context, write in
            let (project, item) = try task(request, context)
            try DeskRoutes.refuseArchived(project)
            let draft = try Hours.Draft(request.form)
            try write { tx in
                try Hours.add(draft, to: item, of: project, by: context.staff.id, at: context.now, tx)
                try tx.audit("project.time.added", .item, item.id)
            }
            return .seeOther(item.staffPath + "/time", saying: "Time written down.")
        },
        .post("/projects/{project}/items/{item}/time/remove", needs: working) { request, context, write in
            let (project, item) = try task(request, context)
            try DeskRoutes.refuseArchived(project)
            let ref = try Ref<Hours>(request.form["entry"])
            try write { tx in
                try Hours.remove(ref, of: item, by: context.staff.id, at: context.now, tx)
                try tx.audit("project.time.removed", .item, item.id)
            }
            return .seeOther(item.staffPath + "/time", saying: "The entry is taken away.")
        },
    ]

    private static let projects: [Route<StaffContext>] = [
        .get("/projects/{project}/hours", needs: working) { request, context in
            let project = try DeskRoutes.found(request, context)
            let (account, switches) = try context.read { db in
                (try Hours.account(of: project, context.scope, db), try Hours.switches(of: project, db))
            }
            return .page(HoursPages.project(project, account, switches, context.ui))
        },
        .post("/projects/{project}/hours", needs: working) { request, context, write in
            let project = try DeskRoutes.found(request, context)
            try DeskRoutes.refuseArchived(project)
            var check = FormCheck(request.form)
            let hours =
                request.form["budget"].isEmpty ? nil : check.number("budget", in: 0...Hours.mostBudget)
            try check.finish()
            try write { tx in
                try Hours.set(budget: hours, of: project, tx)
                try tx.audit("project.budget.changed", .project, project.id)
            }
            return .seeOther(project.staffPath + "/hours", saying: "Saved.")
        },
        .post("/projects/{project}/hours/sharing", needs: working) { request, context, write in
            let project = try DeskRoutes.found(request, context)
            guard let what = Hours.Switch(rawValue: request.form["what"]) else { throw PortalError.notFound }
            let isOn = request.form["on"] == "1"
            if isOn { try project.refuseTemplate() }
            try write { tx in
                try Hours.share(what, isOn, of: project, at: context.now, tx)
                try tx.audit(isOn ? "project.hours.shared" : "project.hours.hidden", .project, project.id)
            }
            return .seeOther(project.staffPath + "/hours")
        },
    ]

    private static func task(_ request: Request, _ context: StaffContext) throws -> (Project, Item) {
        let (project, item) = try DeskRoutes.foundItem(request, context)
        guard item.kind == .task else { throw PortalError.notFound }
        return (project, item)
    }
}

enum HoursPages {
    static func said(_ minutes: Int) -> Words { "\("h", minutes / 60) h \("m", minutes % 60) min" }

    /// Beside a project: what its reader sees of it, and nothing where that is nothing.
    static func panel(_ account: Hours.Account, end: HTML = HTML(), _ ui: Interface) -> HTML {
        guard !account.isEmpty else { return HTML() }
        return ui.panel(title: "Hours", facts(account, ui))
    }

    private static func facts(_ account: Hours.Account, _ ui: Interface) -> HTML {
        var facts: [(label: Words, value: HTML)] = []
        if let spent = account.spent { facts.append(("Spent", "\(ui.say(said(spent)))")) }
        if let budget = account.budget { facts.append(("Budget", "\(ui.say(said(budget)))")) }
        var html = ui.facts(facts, asPairs: true)
        if let budget = account.budget, budget > 0, account.spent != nil {
            let spent = account.spent ?? 0
            html += ui.progress("Hours of the budget", done: min(spent, budget), of: budget)
            if spent > budget { html += ui.pill("Over the budget", .wrong) }
        }
        return html
    }

    static func project(
        _ project: Project, _ account: Hours.Account, _ switches: Hours.Switches, _ ui: Interface
    ) -> Page {
        let path = project.staffPath + "/hours"
        let crumbs = ui.breadcrumb(
            [
                NamedLink("Projects", to: Project.staffList),
                NamedLink(named: project.name, to: project.staffPath),
            ], current: ui.say("Hours and budget"))
        let known = account.isEmpty ? ui.allDone("Nobody wrote down any time.") : facts(account, ui)
        func control(_ label: Words, _ what: Hours.Switch, _ isOn: Bool) -> HTML {
            ui.switchButton(
                to: path + "/sharing", label, state: isOn ? "Shared in the portal" : "Not shared", isOn: isOn,
                fields: [("what", what.rawValue)])
        }
        let hours = ui.settingRow(
            "Members see the hours", effect: "\(ui.say("Sums, of the tasks that they see."))",
            control: control("Members see the hours", .hours, switches.hours))
        let budget = ui.settingRow(
            "Members see the budget", effect: "\(ui.say("The hours that were agreed."))",
            control: control("Members see the budget", .budget, switches.budget))
        var html: HTML =
            "\(crumbs)\(ui.pageHead(title: "Hours and budget"))\(ui.panel(title: "Hours", known))"
        if !project.isArchived {
            let field = ui.field(
                "budget", "Budget in hours", kind: .number,
                value: account.budget.map { String($0 / 60) } ?? "", optional: true, width: .short, limit: 6)
            html += ui.panel(title: "Budget", ui.form(action: path, submit: "Save", field))
        }
        return Page("Hours and budget", "\(html)\(ui.panel(title: "Portal", "\(hours)\(budget)"))")
    }

    static func entries(
        _ entries: [Hours], _ project: Project, _ item: Item, _ context: StaffContext
    ) -> Page {
        let ui = context.ui
        let path = item.staffPath + "/time"
        let crumbs = ui.breadcrumb(
            [
                NamedLink("Projects", to: Project.staffList),
                NamedLink(named: project.name, to: project.staffPath),
                NamedLink(named: item.title, to: item.staffPath),
            ], current: ui.say("Hours"))
        let sum: Words = "\("time", ui.say(said(entries.reduce(0) { $0 + $1.minutes }))) all together"
        let rows = entries.map { entry in
            let control =
                entry.staff == context.staff.id && !project.isArchived
                ? ui.postButton(
                    "Take away", to: path + "/remove", small: true, fields: [("entry", "\(entry.ref)")],
                    about: entry.remark) : HTML()
            let second = [ui.reader.moment(entry.at), entry.remark].filter { !$0.isEmpty }
            return ui.row(
                named: "\(entry.staffName), \(ui.say(said(entry.minutes)))",
                second: second.joined(separator: " · "), icon: .clock, control: control)
        }
        let list = rows.isEmpty ? ui.allDone("Nobody wrote down any time.") : ui.rows(rows)
        var html: HTML = "\(crumbs)\(ui.pageHead(title: "Hours", sub: sum))"
        if item.kind == .task, !project.isArchived {
            let fields: [HTML] = [
                ui.fieldRow([
                    ui.field("hours", "Hours", kind: .number, optional: true, width: .short, limit: 2),
                    ui.field("minutes", "Minutes", kind: .number, optional: true, width: .short, limit: 2),
                ]),
                ui.field("remark", "For what", optional: true, width: .long, limit: 160),
            ]
            html += ui.panel(title: "Add time", ui.form(action: path, submit: "Add time", "\(fields)"))
        }
        return Page("Hours", "\(html)\(ui.panel(title: "Entries", isPadded: false, list))")
    }
}
