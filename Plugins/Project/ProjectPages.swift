import PortalKit

/// What customers see of projects.
enum ProjectPages {
    static func list(
        _ found: (listing: Listing<Project>, counts: [(view: Project.View, count: Int)]),
        below: HTML, _ context: CustomerContext
    ) -> Page {
        let ui = context.ui
        let own = context.reach(.viewProjects) == .own
        let about = ListPage(
            "Projects",
            sub: own ? "Your projects" : "All projects of \("customer", context.viewer.customerName)",
            search: "Search these projects", icon: .flag, nothingYet: "No projects yet.",
            explanation: "Here you will follow what we do for you, step by step.")
        return ui.list(
            about, found.listing, views: views(found.counts), below: below,
            [
                ListColumn(.title("Project")) {
                    .title(
                        $0.name, to: $0.path, second: $0.leadName.map { ui.say("Led by \("name", $0)") } ?? ""
                    )
                },
                ListColumn(.status("Status")) { .pill($0.status.words, $0.status.meaning) },
                ListColumn(.text("Tasks done")) { .text(done($0, ui)) },
                ListColumn(.when("Updated")) { .moment($0.updatedAt) },
            ])
    }

    static func views(_ counts: [(view: Project.View, count: Int)]) -> ListViews {
        var views = ListViews()
        for (view, count) in counts { views.add(view, view.words, count: count) }
        return views
    }

    static func done(_ project: Project, _ ui: Interface) -> String {
        project.counts.tasks == 0
            ? ""
            : ui.say(
                "\("n", ui.reader.number(project.counts.doneTasks)) of \("all", ui.reader.number(project.counts.tasks))"
            )
    }

    // MARK: One project

    struct Overview {
        let project: Project
        let items: [Item]
        let members: [Member]
        let hours: Hours.Account
        /// What waits for the reader's answer.
        var asked: [Question.Asked] = []

        func items(_ kind: Item.Kind) -> [Item] {
            let found = items.filter { $0.kind == kind }
            return kind == .task ? Array(found.prefix(Item.mostNext)) : found
        }
    }

    /// The lists of one project beside each other; those that the reader has nothing in are left out.
    static func tabs(
        _ project: Project, at path: String, current: Item.Kind?, _ ui: Interface
    ) -> HTML {
        var presets = [Preset("Overview", to: path, isCurrent: current == nil)]
        for kind in Item.Kind.allCases where project.counts[kind] > 0 || kind == current {
            presets.append(
                Preset(
                    kind.several, to: path + "/" + kind.segment, count: project.counts[kind],
                    isCurrent: kind == current))
        }
        return ui.presets(presets)
    }

    static func detail(_ overview: Overview, _ context: CustomerContext) -> Page {
        let (project, ui) = (overview.project, context.ui)
        let crumbs = ui.breadcrumb([NamedLink("Projects", to: Project.list)], current: project.name)
        let head = ui.pageHead(
            named: project.name, sub: period(project, ui),
            pill: ui.pill(project.status.words, project.status.meaning),
            actions: QuestionPages.button(project, context))
        let tabs = tabs(project, at: project.path, current: nil, ui)
        let above: HTML =
            "\(progress(overview, ui))\(ItemPages.timeline(overview.items(.milestone), at: \.path, ui))"
        let body = ui.columns(main: main(overview, context), side: side(overview, context))
        return Page(Words(verbatim: project.name), "\(crumbs)\(head)\(tabs)\(above)\(body)")
    }

    static func period(_ project: Project, _ ui: Interface) -> Words {
        let dates: String? =
            switch (project.startsOn.map(ui.reader.date), project.endsOn.map(ui.reader.date)) {
            case (let start?, let end?): ui.say("\("start", start) to \("end", end)")
            case (let start?, nil): ui.say("Since \("start", start)")
            case (nil, let end?): ui.say("Until \("end", end)")
            case (nil, nil): nil
            }
        switch (dates, project.leadName) {
        case (let dates?, let lead?): return "\("dates", dates), led by \("name", lead)"
        case (nil, let lead?): return "Led by \("name", lead)"
        case (let dates, nil): return Words(verbatim: dates ?? "")
        }
    }

    static func progress(_ overview: Overview, _ ui: Interface) -> HTML {
        let project = overview.project
        guard project.counts.tasks > 0 else { return HTML() }
        let words: Words =
            "\("n", ui.reader.number(project.counts.doneTasks)) of \("all", ui.reader.number(project.counts.tasks)) tasks done"
        return ui.panel(
            title: "Progress", aside: words,
            ui.progress(words, done: project.counts.doneTasks, of: project.counts.tasks))
    }

    private static func main(_ overview: Overview, _ context: CustomerContext) -> HTML {
        let (project, ui) = (overview.project, context.ui)
        let tasks = overview.items(.task), updates = overview.items(.update)
        var html = QuestionPages.panel(overview.asked, ui)
        let asked =
            context.reach(.approveItems) == .none ? [] : overview.items.filter { $0.approval?.isOpen == true }
        if !asked.isEmpty {
            html += ui.panel(
                title: "Please approve", isPadded: false,
                ui.rows(asked.map { ItemPages.row($0, at: $0.path, viewer: context.viewer, ui) }))
        }
        if !project.description.isEmpty { html += ui.panel(ui.markdown(project.description)) }
        if !tasks.isEmpty {
            html += ui.section(
                "Next", end: ui.link("All tasks", to: project.path + "/tasks"),
                ui.panel(
                    isPadded: false,
                    ui.rows(tasks.map { ItemPages.row($0, at: $0.path, viewer: context.viewer, ui) })))
        }
        if !updates.isEmpty {
            html += ui.section(
                "Updates", end: ui.link("All updates", to: project.path + "/updates"),
                ui.conversation(updates.map { ItemPages.update($0, at: $0.path, ui) }))
        }
        guard html.isEmpty, overview.items.isEmpty else { return html }
        return ui.empty(
            .nothingYet(.flag), title: "Nothing has been shared yet.",
            explanation: "What we share with you stands here: milestones, tasks, updates and documents.")
    }

    private static func side(_ overview: Overview, _ context: CustomerContext) -> HTML {
        let (project, ui) = (overview.project, context.ui)
        var html = HTML()
        let documents = overview.items(.document)
        if !documents.isEmpty {
            html += ui.section(
                "Documents", end: ui.link("All documents", to: project.path + "/documents"),
                ui.panel(
                    isPadded: false,
                    ui.rows(documents.map { ItemPages.row($0, at: $0.path, viewer: context.viewer, ui) })))
        }
        html += HoursPages.panel(overview.hours, ui)
        if !overview.members.isEmpty {
            let people = overview.members.map { member in
                let name = member.id == context.viewer.person ? ui.say("You") : member.name
                return ui.person(name, initials: member.initials)
            }
            html += ui.section("People", ui.people(people))
        }
        return html
    }
}

extension Item.Kind {
    var several: Words {
        switch self {
        case .milestone: "Milestones"
        case .task: "Tasks"
        case .update: "Updates"
        case .document: "Documents"
        }
    }

    /// What stands in addresses of its list.
    var segment: String { rawValue + "s" }
}
