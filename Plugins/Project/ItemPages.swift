import PortalKit

/// What customers see of a project's items, and the parts that staff see too.
enum ItemPages {
    // MARK: Rows

    static func row(
        _ item: Item, at path: String, viewer: Viewer? = nil, control: HTML = HTML(), _ ui: Interface
    ) -> HTML {
        ui.row(
            named: item.title, at: path, second: second(item, viewer, ui),
            icon: item.isDone ? .check : item.kind.icon,
            mark: mark(item, ui), control: control)
    }

    static func mark(_ item: Item, _ ui: Interface) -> HTML {
        if let approval = item.approval {
            if approval.isOpen { return ui.pill("Waits for approval", .waiting) }
            if let decision = approval.decision {
                return ui.pill(decision.verdict.words, decision.verdict.meaning)
            }
        }
        if item.isDone { return ui.pill("Done", .good) }
        if item.kind.isWork, let due = item.dueOn, due < ui.reader.day(ui.reader.now) {
            return ui.pill("Overdue", .wrong)
        }
        if item.asksFile { return ui.pill("File wanted", .waiting) }
        guard item.kind == .task, item.state != .todo else { return HTML() }
        return ui.pill(item.state.words, item.state.meaning)
    }

    private static func second(_ item: Item, _ viewer: Viewer?, _ ui: Interface) -> String {
        var parts: [String] = []
        if let list = item.list { parts.append(list.name) }
        if !item.folder.isEmpty { parts.append(item.folder) }
        if let contact = item.contact, contact == viewer?.person {
            parts.append(ui.say("Your task"))
        } else if let name = item.contactName ?? item.assigneeName {
            parts.append(name)
        }
        if let at = item.doneAt {
            parts.append(ui.say("Done \("when", ui.reader.moment(at))"))
        } else if let due = item.dueOn {
            parts.append(ui.say("Due \("day", ui.reader.date(due))"))
        } else if !item.kind.isWork {
            parts.append(ui.reader.moment(item.createdAt))
        }
        return parts.joined(separator: " · ")
    }

    /// The milestones that the reader sees, the next marked; nothing where there is none.
    static func timeline(_ milestones: [Item], at path: (Item) -> String, _ ui: Interface) -> HTML {
        guard !milestones.isEmpty else { return HTML() }
        let next = milestones.first { !$0.isDone }?.id
        let track = ui.track(
            "Milestones",
            milestones.map { item in
                let when: HTML =
                    item.doneAt.map { "\(ui.say("Done \("when", ui.reader.moment($0))"))" }
                    ?? item.dueOn.map { "\(ui.say("Due \("day", ui.reader.date($0))"))" } ?? HTML()
                let approval = item.isDone ? HTML() : mark(item, ui)
                return TimelineEntry(
                    "\(ui.link(NamedLink(named: item.title, to: path(item))))", second: "\(when) \(approval)",
                    item.isDone ? .done : item.id == next ? .current : .ahead)
            })
        return ui.panel(title: "Milestones", track)
    }

    static func update(_ item: Item, at path: String, foot: HTML = HTML(), _ ui: Interface) -> Contribution {
        let link: HTML = foot.isEmpty ? ui.link("Read and comment", to: path) : foot
        return ui.message(
            by: Speaker(item.author, initials: item.authorInitials, .ours), at: item.createdAt,
            anchor: item.anchor,
            text: "**\(item.title.markdownEscaped)**\n\n\(item.text)", foot: link, isInternal: !item.isShared)
    }

    // MARK: Lists

    /// One kind of a project, as a list of its own.
    static func list(
        _ kind: Item.Kind, _ listing: Listing<Item>, above: HTML, action: HTML = HTML(), isStaff: Bool,
        ticks: ListTicks<Item>? = nil, _ ui: Interface
    ) -> Page {
        let about = ListPage(
            kind.several, search: kind.search, icon: kind.icon, nothingYet: "Nothing is here yet.",
            explanation: isStaff
                ? "What you add here is private until you share it." : "What we share with you stands here.")
        var views = ListViews()
        if kind.isWork {
            views.add(
                "state", "State",
                [Choice("", "All")] + [Item.View.open, .done].map { Choice($0.rawValue, $0.words) })
        }
        var columns: [ListColumn<Item>] = [
            ListColumn(.title(kind.words)) {
                .title(
                    $0.title, to: isStaff ? $0.staffPath : $0.path, second: $0.text.opening())
            },
            ListColumn(.status("State")) { .html(mark($0, ui)) },
        ]
        if kind == .task {
            columns.append(ListColumn(.text("Whose")) { .text($0.contactName ?? $0.assigneeName ?? "") })
        }
        if kind.isWork {
            columns.append(ListColumn(.text("Due")) { $0.dueOn.map { .day($0) } ?? .none })
        }
        if isStaff {
            columns.append(
                ListColumn(.text("Portal")) {
                    .text(ui.say($0.isShared ? "Shared in the portal" : "Not shared"))
                })
        }
        // A customer's work has one day, when it is due: of two, a phone would not say which is which.
        if isStaff || !kind.isWork { columns.append(ListColumn(.when("Added")) { .moment($0.createdAt) }) }
        let isGrouped = listing.rows.contains { $0.list != nil || !$0.folder.isEmpty }
        let others = ui.say(kind == .document ? "Other documents" : "Other tasks")
        return ui.list(
            about, listing, views: views, action: action, ticks: ticks, above: above,
            groups: isGrouped ? { $0.list?.name ?? ($0.folder.isEmpty ? others : $0.folder) } : nil, columns)
    }

    // MARK: One item

    static func detail(_ thread: Thread, _ context: CustomerContext) -> Page {
        let (item, ui) = (thread.item, context.ui)
        var main: HTML = "\(decisionPanel(thread, context))\(current(thread, at: item.path, ui))"
        if !item.text.isEmpty { main += ui.panel(ui.markdown(item.text)) }
        main += DocumentRequestPages.sending(thread, context)
        if !item.asksFile, item.contact != nil, item.contact == context.viewer.person, !item.isDone,
            !thread.project.isArchived,
            context.reach(.completeTasks) != .none
        {
            main += ui.panel(
                title: "Your task",
                ui.postButton("Mark as done", to: item.path + "/done", .filled, icon: .check))
        }
        let mayComment = context.reach(.commentProjects) != .none && !thread.project.isArchived
        var talk = thread.comments.map { comment in
            ui.message(
                by: speaker(comment, context), at: comment.at, anchor: comment.anchor,
                marks: QuestionPages.mark(comment, for: context.viewer, ui), text: comment.text)
        }
        if mayComment { talk.append(composer(item, context)) }
        if !talk.isEmpty { main += ui.section("Comments", ui.conversation(talk)) }
        let body = ui.columns(main: main, side: facts(thread, at: item.path, ui))
        return Page(
            Words(verbatim: item.title),
            "\(crumbs(thread, at: thread.project.path, list: Project.list, ui))\(head(item, ui))\(body)")
    }

    /// The decision on a page of its own.
    static func decide(_ thread: Thread, _ context: CustomerContext) -> Page {
        let ui = context.ui
        let crumbs = crumbs(thread, at: thread.project.path, list: Project.list, ui)
        return Page(
            Words(verbatim: thread.item.title),
            "\(crumbs)\(head(thread.item, ui))\(decisionPanel(thread, context))")
    }

    static func head(_ item: Item, actions: [HTML] = [], _ ui: Interface) -> HTML {
        ui.pageHead(
            named: item.title, sub: "\("kind", ui.say(item.kind.words)) by \("name", item.author)",
            pill: mark(item, ui), actions: actions)
    }

    static func crumbs(_ thread: Thread, at path: String, list: String, _ ui: Interface) -> HTML {
        let kind = thread.item.kind
        return ui.breadcrumb(
            [
                NamedLink("Projects", to: list), NamedLink(named: thread.project.name, to: path),
                NamedLink(kind.several, to: path + "/" + kind.segment),
            ], current: thread.item.title)
    }

    /// What is known of it, and its files; of a document the versions, of which the first is the current.
    static func facts(_ thread: Thread, at path: String, _ ui: Interface) -> HTML {
        let item = thread.item
        var facts: [(label: Words, value: HTML)] = []
        if let list = item.list { facts.append(("List", "\(list.name)")) }
        if !item.folder.isEmpty { facts.append(("Folder", "\(item.folder)")) }
        if let name = item.contactName ?? item.assigneeName { facts.append(("Whose", "\(name)")) }
        if let day = item.startsOn { facts.append(("Begins on", "\(ui.reader.date(day))")) }
        if let day = item.dueOn { facts.append(("Due", "\(ui.reader.date(day))")) }
        let isStaff = path == item.staffPath
        if let needs = DependencyPages.links(thread.needs, isStaff: isStaff, ui) {
            facts.append(("Waits for", needs))
        }
        if let spent = thread.spent { facts.append(("Hours", "\(ui.say(HoursPages.said(spent)))")) }
        if let ticket = thread.ticket { facts.append(("Ticket", ticket.html(ui))) }
        if let at = item.doneAt { facts.append(("Done", ui.moment(at))) }
        if let name = item.doneBy { facts.append(("Done by", "\(name)")) }
        var html = facts.isEmpty ? HTML() : ui.section("Details", ui.facts(facts, asPairs: true))
        guard !thread.files.isEmpty else { return html }
        let isVersioned = item.kind == .document
        let rows = thread.files.enumerated().map { index, file in
            let version = thread.files.count - index
            let said = "\(file.author), \(ui.reader.moment(file.at))"
            return ui.fileRow(
                file.attachment, at: "\(path)/files/\(file.ref)",
                detail: isVersioned ? ui.say("Version \("n", version)") + ", " + said : said)
        }
        html += ui.section(isVersioned ? "Versions" : "Files", ui.panel(isPadded: false, ui.rows(rows)))
        return html
    }

    /// Of a document, what all are given: its newest version.
    static func current(_ thread: Thread, at path: String, _ ui: Interface) -> HTML {
        guard thread.item.kind == .document, let file = thread.files.first else { return HTML() }
        return ui.panel(
            isPadded: false,
            ui.rows([
                ui.fileRow(file.attachment, at: "\(path)/files/\(file.ref)", icon: .download, showing: true)
            ]))
    }

    static func decision(_ decision: Item.Decision, _ ui: Interface) -> HTML {
        let line: Words = "\("name", decision.name), \("when", ui.reader.exactly(decision.at))"
        return ui.note(
            decision.verdict == .approved ? .good : .waiting, lead: decision.verdict.words,
            decision.comment.isEmpty ? line : Words(verbatim: ui.say(line) + ": " + decision.comment))
    }

    private static func decisionPanel(_ thread: Thread, _ context: CustomerContext) -> HTML {
        let (item, ui) = (thread.item, context.ui)
        guard let approval = item.approval else { return HTML() }
        if let decision = approval.decision { return Self.decision(decision, ui) }
        guard approval.isOpen, context.reach(.approveItems) != .none, !thread.project.isArchived else {
            return HTML()
        }
        let asked = approval.askedBy.map { ui.say("\("name", $0) asks you to approve this.") } ?? ""
        let fields: HTML = """
            <p>\(asked)</p>\(ui.field("wish", "Comment", hint: "Needed where something should change.", optional: true, rows: 3))\
            \(ui.hidden("round", String(approval.round)))\
            \(ui.buttons([
                ui.button("Approve", .final, name: "verdict", value: "approved"),
                ui.button("Ask for changes", .outlined, name: "verdict", value: "changes"),
            ]))
            """
        return ui.panel(title: "Your approval", ui.form(action: item.path + "/decision", fields))
    }

    private static func composer(_ item: Item, _ context: CustomerContext) -> Contribution {
        let ui = context.ui
        let fields: [HTML] = [
            ui.field("comment", "Your comment", rows: 4),
            item.kind == .document
                ? HTML() : ui.file("files", "Add files", hint: filesHint, several: true, limit: Item.limit),
            ui.checkbox(
                "asks", "It is a question", hint: "It stands in our list until somebody answered it."),
            ui.composerFoot([ui.button("Send comment")]),
        ]
        return ui.composer(
            by: .reader(initials: context.viewer.initials),
            ui.form(action: item.path, takesFiles: true, "\(fields)"))
    }

    static let filesHint: Words = "Up to 10 files, 100 MB together."

    private static func speaker(_ comment: Comment, _ context: CustomerContext) -> Speaker {
        if comment.isStaffs { return Speaker(comment.author, initials: comment.initials, .ours) }
        if let staff = comment.actedBy {
            return Speaker(
                context.ui.say("\("staff", staff), on behalf of \("name", comment.author)"),
                initials: comment.initials,
                .customer(firm: ""))
        }
        return comment.contact == context.viewer.person
            ? .reader(initials: comment.initials)
            : Speaker(comment.author, initials: comment.initials, .customer(firm: ""))
    }
}

extension Item.Kind {
    var search: Words {
        switch self {
        case .milestone: "Search milestones"
        case .task: "Search tasks"
        case .update: "Search updates"
        case .document: "Search documents"
        }
    }
}

extension String {
    /// With what Markdown would read as its own escaped (CommonMark 0.31.2, section 2.4).
    var markdownEscaped: String {
        var text = ""
        for character in unicodeScalars {
            if character.isASCII && !character.properties.isAlphabetic
                && character.properties.numericType == nil
                && character != " "
            {
                text.unicodeScalars.append("\\")
            }
            text.unicodeScalars.append(character)
        }
        return text
    }
}
