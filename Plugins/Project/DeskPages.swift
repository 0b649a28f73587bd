import PortalKit

/// What staff see of projects.
enum DeskPages {
    static func list(
        _ found: (listing: Listing<Project>, counts: [(view: Project.View, count: Int)]), _ ui: Interface
    ) -> Page {
        let about = ListPage(
            "Projects", search: "Search projects", icon: .flag, nothingYet: "No projects yet.",
            explanation:
                "A project has milestones, tasks, updates and documents, and you choose what its customer sees."
        )
        return ui.list(
            about, found.listing, views: ProjectPages.views(found.counts),
            action: """
                \(ui.linkButton("Questions waiting for us", to: QuestionRoutes.list, icon: .message))\
                \(ui.linkButton("Templates", to: TemplateRoutes.list))\
                \(ui.linkButton("New project", to: Project.staffList + "/new", .filled, icon: .plus))
                """,
            [
                ListColumn(.reference("Number")) { .text("P-\($0.number)") },
                ListColumn(.title("Project")) { .title($0.name, to: $0.staffPath, second: $0.customerName) },
                ListColumn(.status("Status")) { .pill($0.status.words, $0.status.meaning) },
                ListColumn(.text("Led by")) { .text($0.leadName ?? "") },
                ListColumn(.text("Tasks done")) { .text(ProjectPages.done($0, ui)) },
                ListColumn(.text("Portal")) {
                    .text(ui.say($0.isShared ? "Shared in the portal" : "Not shared"))
                },
                ListColumn(.when("Updated")) { .moment($0.updatedAt) },
            ])
    }

    // MARK: One project

    static func detail(
        _ overview: ProjectPages.Overview, _ onlookers: [Onlooker], _ ui: Interface
    ) -> Page {
        let project = overview.project
        let crumbs = ui.breadcrumb([NamedLink("Projects", to: Project.staffList)], current: project.name)
        let copying: Words = project.isTemplate ? "New project" : "Copy"
        let head = ui.pageHead(
            named: project.name,
            sub: project.isTemplate
                ? "Only staff see it."
                : "P-\("number", "\(project.number)") for \("customer", project.customerName)",
            pill: project.isTemplate
                ? ui.pill("Template", .rest) : ui.pill(project.status.words, project.status.meaning),
            actions: [
                ui.linkButton("Board", to: project.staffPath + "/board"),
                ui.linkButton("Export", to: project.staffPath + "/files/all", icon: .download),
                ui.linkButton(copying, to: project.staffPath + "/copy"),
                ui.linkButton("Edit", to: project.staffPath + "/edit"),
            ])
        let tabs = ProjectPages.tabs(project, at: project.staffPath, current: nil, ui)
        let adding = ui.buttons(
            Item.Kind.allCases.map {
                ui.linkButton(
                    $0.new, to: "\(project.staffPath)/items/new?kind=\($0.rawValue)", icon: .plus, small: true
                )
            } + [
                ui.linkButton("Ask for files", to: project.staffPath + "/requests", icon: .plus, small: true),
                ui.linkButton("Order of the tasks", to: project.staffPath + "/order", small: true),
                ui.linkButton("Hours and budget", to: project.staffPath + "/hours", small: true),
            ])
        var main = ProjectPages.progress(overview, ui)
        if project.isArchived {
            main += ui.note(
                .neutral, lead: "The project has been put away.", "Its people still read it; nobody writes.")
        } else {
            main += adding
        }
        for kind in Item.Kind.allCases { main += section(kind, overview, onlookers, ui) }
        let body = ui.columns(main: main, side: side(overview, onlookers, ui))
        let milestones = ItemPages.timeline(overview.items(.milestone), at: \.staffPath, ui)
        return Page(Words(verbatim: project.name), "\(crumbs)\(head)\(tabs)\(milestones)\(body)")
    }

    private static func section(
        _ kind: Item.Kind, _ overview: ProjectPages.Overview, _ onlookers: [Onlooker], _ ui: Interface
    ) -> HTML {
        let items = overview.items(kind)
        guard !items.isEmpty else { return HTML() }
        let path = overview.project.staffPath + "/" + kind.segment
        let rows = items.map {
            ItemPages.row(
                $0, at: $0.staffPath,
                control: overview.project.isTemplate ? HTML() : sharing($0, from: "project", ui), ui)
        }
        return ui.section(
            kind.several, aside: "\("n", overview.project.counts[kind])",
            end: ui.link("Show all", to: path),
            ui.panel(isPadded: false, ui.rows(rows)))
    }

    /// The switch on the thing itself: it saves by itself, and what it does holds from the next request on.
    ///
    /// - Parameter page: the one that it stands on, and comes back to; nil for the thing's own.
    static func sharing(_ item: Item, from page: String? = nil, _ ui: Interface) -> HTML {
        ui.switchButton(
            to: item.staffPath + "/sharing", "Show \("title", item.title) in the portal",
            state: item.isShared ? "Shared in the portal" : "Not shared", isOn: item.isShared,
            fields: page.map { [("from", $0)] } ?? [])
    }

    private static func side(
        _ overview: ProjectPages.Overview, _ onlookers: [Onlooker], _ ui: Interface
    ) -> HTML {
        let project = overview.project
        var facts: [(label: Words, value: HTML)] = [("Led by", "\(project.leadName ?? ui.say("Nobody yet"))")]
        if let day = project.startsOn { facts.append(("Begins on", "\(ui.reader.date(day))")) }
        if let day = project.endsOn { facts.append(("Ends on", "\(ui.reader.date(day))")) }
        let seen =
            project.isTemplate
            ? HTML() : ui.whoSees(onlookers, own: "Is a member", isShared: project.isShared)
        var rows = overview.members.map { member in
            ui.row(
                named: member.name, at: "/staff/contacts/\(member.ref)",
                second: ui.say(MemberPages.state(member, onlookers, ui)), icon: .person,
                control: MemberPages.viewButton(member, onlookers, ui))
        }
        if rows.isEmpty { rows = [ui.allDone("Nobody is in it yet, so no customer sees it.")] }
        let people = ui.linkButton("Add people", to: project.staffPath + "/people", icon: .plus, small: true)
        rows.append("<div class=\"row\">\(people)</div>")
        let archive = ui.postButton(
            project.isArchived ? "Bring back" : "Put away", to: project.staffPath + "/archive", .text,
            small: true,
            fields: [("on", project.isArchived ? "0" : "1")])
        let about: HTML = project.description.isEmpty ? HTML() : ui.markdown(project.description)
        let keep =
            project.isTemplate
            ? HTML()
            : ui.linkButton("Keep as template", to: project.staffPath + "/template", .text, small: true)
        let members =
            project.isTemplate ? HTML() : ui.panel(title: "Members", isPadded: false, ui.rows(rows))
        return """
            \(ui.panel(title: "Project", "\(about)\(ui.facts(facts, asPairs: true))\(seen)"))\
            \(HoursPages.panel(overview.hours, ui))\(members)\(ui.buttons([archive, keep]))
            """
    }

    // MARK: One item

    static func item(
        _ thread: Thread, _ onlookers: [Onlooker], _ context: StaffContext
    ) -> Page {
        let (item, project, ui) = (thread.item, thread.project, context.ui)
        let crumbs = ItemPages.crumbs(thread, at: project.staffPath, list: Project.staffList, ui)
        let head = ItemPages.head(item, actions: actions(item, ui), ui)
        var main: HTML = ItemPages.current(thread, at: item.staffPath, ui)
        if !item.text.isEmpty { main += ui.panel(ui.markdown(item.text)) }
        if let decision = item.approval?.decision { main += ItemPages.decision(decision, ui) }
        var talk = thread.comments.map { comment($0, thread, onlookers, ui) }
        if !project.isArchived { talk.append(composer(item, context)) }
        main += ui.section("Comments", ui.conversation(talk))
        let side =
            "\(visibility(thread, onlookers, ui))\(ItemPages.facts(thread, at: item.staffPath, ui))" as HTML
        return Page(
            Words(verbatim: item.title), "\(crumbs)\(head)\(ui.columns(main: main, side: side))")
    }

    private static func actions(_ item: Item, _ ui: Interface) -> [HTML] {
        var actions = [ui.linkButton("Edit", to: item.staffPath + "/edit")]
        if item.isShared {
            actions.append(
                ui.linkButton("Ask a question", to: item.staffPath + "/question", icon: .message))
        }
        if item.kind == .task {
            actions.append(ui.linkButton("Waits for", to: item.staffPath + "/waits"))
            actions.append(ui.linkButton("Hours", to: item.staffPath + "/time", icon: .clock))
            actions.append(ui.linkButton("Ticket", to: item.staffPath + "/ticket"))
        }
        return actions
    }

    /// The switches, with what becomes visible, and which comments stay hidden.
    private static func visibility(_ thread: Thread, _ onlookers: [Onlooker], _ ui: Interface) -> HTML {
        let (item, project) = (thread.item, thread.project)
        guard !project.isTemplate else { return HTML() }
        var body: HTML = "\(sharing(item, ui))"
        body += ui.whoSees(onlookers, own: "Is a member", isShared: item.isShared && project.isShared)
        let files = thread.files.count
        if files > 0 {
            body +=
                "<p>\(ui.reader.say(files, one: "With it goes {n} file.", other: "With it go {n} files."))</p>"
        }
        let hidden = thread.comments.count { !$0.isShared }
        if hidden > 0 {
            let words = ui.reader.say(
                hidden, one: "{n} comment stays hidden until its own switch is on.",
                other: "{n} comments stay hidden until their own switches are on.")
            body += "<p>\(words)</p>"
        }
        if !project.isShared {
            body += "<p>\(ui.say("The project itself is not shared, so nobody sees it yet."))</p>"
        }
        var ways: [HTML] = []
        if item.kind.isWork {
            ways.append(
                ui.postButton(
                    item.isDone ? "Open again" : "Mark as done", to: item.staffPath + "/done", small: true,
                    fields: [("on", item.isDone ? "0" : "1")]))
        }
        if item.kind.takesApproval {
            let isOpen = item.approval?.askedAt != nil && item.approval?.decision == nil
            ways.append(
                ui.postButton(
                    isOpen
                        ? "Ask no more"
                        : item.approval?.decision == nil ? "Ask for approval" : "Ask once more",
                    to: item.staffPath + "/approval", small: true, fields: [("on", isOpen ? "0" : "1")]))
        }
        return ui.panel(title: "Portal", "\(body)\(ways.isEmpty ? HTML() : ui.buttons(ways))")
    }

    private static func comment(
        _ comment: Comment, _ thread: Thread, _ onlookers: [Onlooker], _ ui: Interface
    ) -> Contribution {
        let item = thread.item
        let isSeen = comment.isShared && item.isShared && thread.project.isShared
        let control: HTML =
            comment.isStaffs
            ? ui.switchButton(
                to: "\(item.staffPath)/comments/\(comment.ref)/sharing", "Visible in the portal",
                state: !comment.isShared
                    ? "Not shared" : item.isShared ? "Shared in the portal" : "Shared once the item is",
                isOn: comment.isShared)
            : "<span>\(ui.say("Written by the customer, who always sees it"))</span>"
        let who = ui.whoSees(onlookers, own: "Is a member", isShared: isSeen)
        let name = comment.actedBy.map { ui.say("\("staff", $0), on behalf of \("name", comment.author)") }
        return ui.message(
            by: Speaker(
                name ?? comment.author, initials: comment.initials,
                comment.isStaffs ? .ours : .customer(firm: thread.project.customerName)),
            at: comment.at, anchor: comment.anchor, marks: QuestionPages.mark(comment, ui),
            text: comment.text, foot: "\(control)\(QuestionPages.ending(comment, of: item, ui))\(who)",
            isInternal: !comment.isShared)
    }

    private static func composer(_ item: Item, _ context: StaffContext) -> Contribution {
        let ui = context.ui
        let fields: [HTML] = [
            ui.field("comment", "Comment", rows: 4),
            ui.checkbox(
                "shared", "Show on Portal?", hint: "It goes by mail to the members who may see it.",
                isOn: context.settings[.sharesNew]),
            ui.composerFoot([ui.button("Save comment")]),
        ]
        return ui.composer(
            by: Speaker(context.staff.name, initials: context.staff.initials, .ours),
            ui.form(action: item.staffPath, "\(fields)"))
    }

    // MARK: Beside a customer or a contact

    static func panel(on place: Panel.Place) -> Panel {
        Panel(on: place, "Projects", needs: .workOnProjects, isPadded: false) { context, record in
            let (projects, ui) = (
                try context.read { try Project.open(record, context.scope, $0) }, context.ui
            )
            guard !projects.isEmpty else { return nil }
            return ui.rows(
                projects.map {
                    ui.row(
                        named: $0.name, at: $0.staffPath, second: ProjectPages.done($0, ui),
                        mark: ui.pill($0.status.words, $0.status.meaning))
                })
        }
    }
}

extension Item.Kind {
    var new: Words {
        switch self {
        case .milestone: "New milestone"
        case .task: "New task"
        case .update: "New update"
        case .document: "New document"
        }
    }
}
