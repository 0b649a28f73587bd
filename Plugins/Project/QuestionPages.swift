import PortalKit

/// What people see of questions.
enum QuestionPages {
    // MARK: Customers

    /// What waits for the reader in one project; nothing where nothing does.
    static func panel(_ asked: [Question.Asked], _ ui: Interface) -> HTML {
        guard !asked.isEmpty else { return HTML() }
        let rows = asked.map {
            ui.row(
                named: $0.title, at: $0.path,
                second: ui.say("\("name", $0.asker) asks: \("text", $0.text.opening(100))"), icon: .message)
        }
        return ui.panel(title: "Waiting on you", isPadded: false, ui.rows(rows))
    }

    /// The way to ask about the whole project, for who may write in it.
    static func button(_ project: Project, _ context: CustomerContext) -> [HTML] {
        guard context.reach(.commentProjects) != .none, !project.isArchived else { return [] }
        return [context.ui.linkButton("Ask a question", to: project.path + "/question", icon: .message)]
    }

    static func form(_ project: Project, _ ui: Interface) -> Page {
        let title: Words = "Ask a question"
        let crumbs = ui.breadcrumb(
            [NamedLink("Projects", to: Project.list), NamedLink(named: project.name, to: project.path)],
            current: ui.say(title))
        let field = ui.field(
            "question", "Your question", hint: "The members of the project read it too, and the answer.",
            rows: 5)
        let form = ui.form(
            action: project.path + "/question", submit: title, cancel: NamedLink("Cancel", to: project.path),
            field)
        return Page(title, "\(crumbs)\(ui.pageHead(title: title))\(ui.panel(form))")
    }

    /// Whose answer a comment waits for, as this reader sees it.
    static func mark(_ comment: Comment, for viewer: Viewer? = nil, _ ui: Interface) -> HTML {
        guard let question = comment.question, question.isOpen else { return HTML() }
        if question.side == .staff {
            return ui.pill(viewer == nil ? "Waits for us" : "Not answered yet", .waiting)
        }
        if let viewer, question.waits(for: viewer.person) { return ui.pill("Waits for you", .waiting) }
        guard let name = question.contactName else { return ui.pill("Waits for a member", .waiting) }
        return ui.pill("Waits for \("name", name)", .waiting)
    }

    // MARK: Staff

    static func list(_ listing: Listing<Question.Asked>, _ ui: Interface) -> Page {
        let about = ListPage(
            "Questions waiting for us", search: "Search these questions", icon: .message,
            nothingYet: "No question waits.",
            explanation: "What customers ask in projects stands here until somebody answers it.")
        let crumbs = ui.breadcrumb(
            [NamedLink("Projects", to: Project.staffList)], current: ui.say("Questions waiting for us"))
        return ui.list(
            about, listing, above: crumbs,
            [
                ListColumn(.title("Question")) {
                    // What was asked about the whole project is called by the question itself.
                    let text = $0.text.opening(100)
                    return .title(text, to: $0.staffPath, second: $0.title == text ? "" : $0.title)
                },
                ListColumn(.text("From")) { .text("\($0.asker), \($0.customerName)") },
                ListColumn(.text("Project")) { .text($0.projectName) },
                ListColumn(.when("Asked")) { .moment($0.at) },
            ])
    }

    static func form(_ item: Item, of project: Project, _ members: [Member], _ ui: Interface) -> Page {
        let title: Words = "Ask a question"
        let crumbs = ui.breadcrumb(
            [
                NamedLink("Projects", to: Project.staffList),
                NamedLink(named: project.name, to: project.staffPath),
                NamedLink(named: item.title, to: item.staffPath),
            ], current: ui.say(title))
        let people =
            [Choice("", "Any member")] + members.map { Choice("\($0.ref)", Words(verbatim: $0.name)) }
        let hint: Words =
            "It is shared at once and stands under what waits for them, until somebody answered it."
        let fields: HTML = """
            \(ui.select("contact", "Whom", people))\(ui.field("question", "Question", hint: hint, rows: 5))
            """
        let form = ui.form(
            action: item.staffPath + "/question", submit: title,
            cancel: NamedLink("Cancel", to: item.staffPath), fields)
        return Page(title, "\(crumbs)\(ui.pageHead(title: title))\(ui.panel(form))")
    }

    /// How staff end one that is open.
    static func ending(_ comment: Comment, of item: Item, _ ui: Interface) -> HTML {
        guard let question = comment.question, question.isOpen else { return HTML() }
        return ui.postButton(
            question.ending == .done ? "Mark as done" : "Withdraw",
            to: "\(item.staffPath)/comments/\(comment.ref)/end", .text, small: true)
    }
}
