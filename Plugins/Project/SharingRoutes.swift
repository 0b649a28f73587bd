import PortalKit

/// Showing or hiding several parts of a project at once: a page that asks, and one transaction.
enum SharingRoutes {
    private static let working: Right<StaffContext> = .staff(.workOnProjects)
    static let most = 100

    static let staff: [Route<StaffContext>] = [
        .get("/projects/{project}/sharing", needs: working) { request, context in
            let project = try DeskRoutes.found(request, context)
            let refs = request.query.values("item").prefix(most + 1).compactMap { try? Ref<Item>($0) }
            let (chosen, members) = try context.read { db in
                (
                    try Chosen(refs, of: project, context.scope, db),
                    try Member.all(of: project, context.scope, db)
                )
            }
            return .page(
                SharingPages.form(project, chosen, try project.onlookers(members, context), context.ui))
        },
        .post("/projects/{project}/sharing", needs: working) { request, context, write in
            let project = try DeskRoutes.found(request, context)
            let refs = try Set(request.form["items"].split(separator: " ").map { try Ref<Item>(String($0)) })
            guard (1...most).contains(refs.count) else {
                throw PortalError.invalid("items", "Choose between 1 and \("n", most).")
            }
            guard ["0", "1"].contains(request.form["on"]) else {
                throw PortalError.invalid("items", "Choose whether they are shown or hidden.")
            }
            let isOn = request.form["on"] == "1"
            if isOn { try project.refuseTemplate("items") }
            let items = try context.read { try Item.some(Array(refs), of: project, context.scope, $0) }
            // A form that names what is not there was not made by the page.
            guard items.count == refs.count else { throw PortalError.notFound }
            let changing = items.filter { $0.isShared != isOn }
            try write { tx in
                for item in changing {
                    try item.share(isOn, of: project, by: context.staff.id, at: context.now, tx)
                    try tx.audit(isOn ? "project.item.shared" : "project.item.hidden", .item, item.id)
                }
            }
            return .seeOther(
                items.first.map { "\(project.staffPath)/\($0.kind.segment)" } ?? project.staffPath,
                saying: isOn
                    ? Words(changing.count, one: "{n} is shared now.", other: "{n} are shared now.")
                    : Words(changing.count, one: "{n} is hidden now.", other: "{n} are hidden now."))
        },
    ]

    /// What was ticked, and what goes with it.
    struct Chosen {
        let items: [Item]
        let files: Int
        let hiddenComments: Int
        let isTooMuch: Bool

        init(
            _ refs: [Ref<Item>], of project: Project, _ scope: Scope, _ db: borrowing Reading
        ) throws {
            isTooMuch = refs.count > most
            items = isTooMuch ? [] : try Item.some(refs, of: project, scope, db)
            guard !items.isEmpty else {
                (files, hiddenComments) = (0, 0)
                return
            }
            let ids = items.map(\.id)
            (files, hiddenComments) = (
                try db.count(of: "project_file f WHERE f.item_id IN (\(list: ids))"),
                try db.count(
                    of: "project_comment n WHERE n.item_id IN (\(list: ids)) AND n.shared_at IS NULL")
            )
        }
    }
}

/// What staff see of it.
enum SharingPages {
    static func ticks(_ project: Ref<Project>) -> ListTicks<Item> {
        ListTicks(
            "item", to: "\(Project.staffList)/\(project)/sharing", chosen: "Show or hide the selected…",
            value: { "\($0.ref)" }, about: \.title)
    }

    static func form(
        _ project: Project, _ chosen: SharingRoutes.Chosen, _ onlookers: [Onlooker], _ ui: Interface
    ) -> Page {
        let title: Words = "Show or hide"
        let crumbs = ui.breadcrumb(
            [
                NamedLink("Projects", to: Project.staffList),
                NamedLink(named: project.name, to: project.staffPath),
            ],
            current: ui.say(title))
        let back = chosen.items.first.map { "\(project.staffPath)/\($0.kind.segment)" } ?? project.staffPath
        let head = "\(crumbs)\(ui.pageHead(title: title))" as HTML
        guard !chosen.items.isEmpty else {
            let none: Words =
                chosen.isTooMuch
                ? "These are more than \("n", SharingRoutes.most) at once." : "Nothing is chosen."
            let empty = ui.empty(
                .nothingYet(.tasks), title: none,
                explanation: "Tick what is to be shown or hidden in a list of the project.",
                ways: [ui.linkButton("Back to the project", to: project.staffPath)])
            return Page(title, "\(head)\(ui.errorSummary())\(empty)")
        }
        let fields: HTML = """
            \(ui.hidden("items", chosen.items.map { "\($0.ref)" }.joined(separator: " ")))\
            \(ui.whoSees(onlookers, own: "Is a member", isShared: false))\(consequences(project, chosen, ui))\
            \(ui.buttons([
                ui.button("Show on the portal", name: "on", value: "1"),
                ui.button("Hide", .outlined, name: "on", value: "0"),
                ui.linkButton("Cancel", to: back, .text),
            ]))
            """
        let rows = chosen.items.map {
            ui.row(
                named: $0.title, at: $0.staffPath,
                second: ui.say($0.isShared ? "Shared in the portal" : "Not shared"), icon: $0.kind.icon)
        }
        let main = ui.panel(ui.form(action: project.staffPath + "/sharing", fields))
        let side = ui.panel(
            title: "What is chosen", aside: "\("n", rows.count)", isPadded: false, ui.rows(rows))
        return Page(title, "\(head)\(ui.columns(main: main, side: side))")
    }

    /// What becomes visible with it, what does not, and who hears of it.
    private static func consequences(
        _ project: Project, _ chosen: SharingRoutes.Chosen, _ ui: Interface
    ) -> HTML {
        var html = HTML()
        if chosen.files > 0 {
            html +=
                "<p>\(ui.reader.say(chosen.files, one: "With it goes {n} file.", other: "With it go {n} files."))</p>"
        }
        if chosen.hiddenComments > 0 {
            let words = ui.reader.say(
                chosen.hiddenComments, one: "{n} comment stays hidden until its own switch is on.",
                other: "{n} comments stay hidden until their own switches are on.")
            html += "<p>\(words)</p>"
        }
        if !project.isShared {
            html += "<p>\(ui.say("The project itself is not shared, so nobody sees it yet."))</p>"
        }
        return html
            + "<p>\(ui.say("Of what is shown for the first time a mail is written: of updates and documents to the members, of a task to whose it is."))</p>"
    }
}
