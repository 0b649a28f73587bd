import PortalKit

/// What customers see.
enum TicketPages {
    static func list(_ found: Ticket.Found<Ticket.View>, _ context: CustomerContext) -> Page {
        let ui = context.ui
        var views = ListViews()
        for (view, count) in found.counts {
            views.add(view, words(view), count: count, isYours: view == .waiting)
        }
        views.add(
            "status", "Status",
            [Choice("", "Any status")] + Ticket.Status.allCases.map { Choice($0.rawValue, $0.words) })
        let own = context.reach(.viewTickets) == .own
        let about = ListPage(
            "Tickets",
            sub: own
                ? "Your tickets" : "All tickets of \("customer", context.viewer.customerName)",
            search: "Search these tickets", icon: .message, nothingYet: "No tickets yet.",
            explanation:
                "A ticket is a question, a complaint or a wish, with everything said about it in one place.")
        let mayOpen = context.reach(.openTickets) != .none
        return ui.list(
            about, found.listing, views: views,
            action: mayOpen
                ? ui.linkButton("New ticket", to: Ticket.list + "/new", .filled, icon: .plus) : HTML(),
            [
                ListColumn(.reference("Number")) { .text("#\($0.number)") },
                ListColumn(.title("Subject")) {
                    .title(
                        $0.subject, to: $0.path,
                        second: $0.lastWriter.map { ui.say("\("name", $0) wrote last") } ?? "")
                },
                ListColumn(.status("Status")) { .pill($0.status.words, $0.status.meaning) },
                ListColumn(.text("Whose it is")) { .text($0.contactName) },
                ListColumn(.when("Updated")) { .moment($0.at) },
            ])
    }

    private static func words(_ view: Ticket.View) -> Words {
        switch view {
        case .all: "All"
        case .waiting: "Waiting on you"
        case .open: "Open"
        case .solved: "Solved"
        }
    }

    static func fields(
        _ questions: TicketQuestions, asks: Bool, subject: String = "", _ ui: Interface
    ) -> HTML {
        let parts: [HTML] = [
            ui.field("subject", "Subject", value: subject, width: .long, limit: 160),
            "\(questions.inputs(nil, asks: asks, ui))",
            ui.field(
                "description", "Description", hint: "What happened, and what would help you?",
                rows: 8),
            ui.file("files", "Files", hint: filesHint, several: true, limit: TicketFile.limit),
        ]
        return "\(parts)"
    }

    static let markdownHint: Words = "**bold**, - lists, > quotes and `code` work here."
    static let filesHint: Words = "Up to 10 files, 100 MB together."

    static func detail(
        _ thread: TicketThread, _ draft: NoteDraft?, _ context: CustomerContext
    ) -> Page {
        let (ticket, ui) = (thread.ticket, context.ui)
        let shown = ticket.asShown(Ticket.Shown(context.settings))
        let head = ui.pageHead(
            named: ticket.subject, sub: opened(ticket, ui),
            pill: ui.pill(ticket.status.words, ticket.status.meaning))
        var talk = [first(thread, shown.description, context)]
        let question = ticket.status == .waiting ? thread.notes.last { $0.author.isStaff }?.id : nil
        talk += thread.contributions(ui, isStaff: false) { note in
            ui.message(
                by: speaker(note.author, context), at: note.at, anchor: note.anchor,
                marks:
                    "\(RelationPages.origin(note, ui))\(when: note.id == question, ui.pill("Question for you", .waiting))",
                text: note.body,
                files: thread.files(of: note).map { $0.row(ui, at: ticket.path, showing: true) })
        }
        let mayAnswer = context.reach(.answerTickets) != .none
        let takesAnswers = Ticket.Reopening(context.settings).takesAnswers(ticket, at: context.now)
        if mayAnswer, takesAnswers { talk.append(composer(thread, draft, context)) }
        let rating = mayAnswer && ticket.canBeRated(context.settings) ? RatingPages.panel(ticket, ui) : HTML()
        let body = ui.columns(
            main:
                "\(solution(shown, ui))\(rating)\(ui.conversation(talk))\(takesAnswers ? HTML() : ended(ticket, ui))",
            side: side(thread, ui))
        let crumbs = ui.breadcrumb([NamedLink("Tickets", to: Ticket.list)], current: ticket.label)
        let page = Page(Words(verbatim: ticket.subject), "\(crumbs)\(head)\(body)")
        return NoteDraft.Author(context.viewer) == nil ? page : page.running(DraftPages.script)
    }

    private static func opened(_ ticket: Ticket, _ ui: Interface) -> Words {
        if let staff = ticket.openedBy {
            return "\("number", ticket.label), opened for you by \("name", staff)"
        }
        let name = ticket.opener.name
        let said = ticket.actedBy.map { ui.onBehalf($0, of: name) } ?? name
        guard ticket.writer != nil else {
            return "\("number", ticket.label), opened by \("name", said)"
        }
        return "\("number", ticket.label), opened by \("name", said) for \("contact", ticket.contactName)"
    }

    private static func first(_ thread: TicketThread, _ text: String, _ context: CustomerContext)
        -> Contribution
    {
        let ticket = thread.ticket
        return context.ui.message(
            by: speaker(ticket.opener, context), at: ticket.createdAt, anchor: "description", text: text,
            files: thread.files(of: nil).map { $0.row(context.ui, at: ticket.path, showing: true) })
    }

    private static func speaker(_ author: TicketNote.Author, _ context: CustomerContext) -> Speaker {
        switch author {
        case .staff(let name, let initials): return Speaker(name, initials: initials, .ours)
        case .contact(_, let name, let initials, let staff?):
            return Speaker(
                context.ui.onBehalf(staff, of: name), initials: initials, .customer(firm: ""))
        case .contact(let id, let name, let initials, nil):
            return id == context.viewer.person
                ? .reader(initials: initials) : Speaker(name, initials: initials, .customer(firm: ""))
        }
    }

    private static func composer(
        _ thread: TicketThread, _ draft: NoteDraft?, _ context: CustomerContext
    ) -> Contribution {
        let (ticket, ui) = (thread.ticket, context.ui)
        let keepsDrafts = NoteDraft.Author(context.viewer) != nil
        let buttons = [
            ui.button("Send answer"),
            !ticket.status.isOpen
                ? HTML() : ui.button("Send and mark as solved", .outlined, name: "done", value: "1"),
            keepsDrafts ? ui.button("Save draft", .text, name: "draft", value: "1") : HTML(),
        ]
        let state =
            keepsDrafts ? DraftPages.state(DraftPages.State(draft: draft), at: ticket.path, ui) : HTML()
        let fields: [HTML] = [
            ui.field(
                "note", "Your answer",
                hint: ticket.status.isOpen ? markdownHint : "An answer opens the ticket again.",
                value: draft?.body ?? "", rows: draft == nil ? 5 : 10),
            ui.file("files", "Add files", hint: filesHint, several: true, limit: TicketFile.limit),
            keepsDrafts ? DraftPages.marks(thread.notes, ui) : HTML(), ui.composerFoot(buttons),
        ]
        return ui.composer(
            by: .reader(initials: context.viewer.initials),
            "\(ui.form(action: ticket.path, takesFiles: true, "\(fields)"))\(state)")
    }

    private static func ended(_ ticket: Ticket, _ ui: Interface) -> HTML {
        if let into = ticket.mergedInto { return RelationPages.merged(ticket, at: into.path, ui) }
        return ui.note(
            .neutral, lead: ticket.status == .closed ? "The ticket is closed." : "The ticket is solved.",
            "A new question is a new ticket; name the number of this one.",
            link: NamedLink("New ticket", to: Ticket.list + "/new"))
    }

    private static func solution(
        _ shown: (description: String, cause: String, solution: String), _ ui: Interface
    ) -> HTML {
        var facts: [(label: Words, value: HTML)] = []
        if !shown.cause.isEmpty { facts.append(("Cause", ui.markdown(shown.cause))) }
        if !shown.solution.isEmpty { facts.append(("Solution", ui.markdown(shown.solution))) }
        return facts.isEmpty ? HTML() : ui.panel(title: "What we found", ui.facts(facts))
    }

    private static func side(_ thread: TicketThread, _ ui: Interface) -> HTML {
        let ticket = thread.ticket
        var html: HTML = ui.section("Progress", ui.timeline(progress(thread, ui)))
        var facts: [(label: Words, value: HTML)] = [
            ("Handled by", "\(ticket.assigneeName ?? ui.say("Nobody yet"))"),
            ("Priority", "\(ui.say(ticket.priority.words))"),
        ]
        if let category = ticket.category { facts.append(("Category", "\(category.name)")) }
        facts += ticket.values.map { (Words(verbatim: $0.label), "\($0.said(ui))") }
        facts.append(("Updated", ui.moment(ticket.updatedAt)))
        html += ui.section(
            "Details",
            end: ui.linkButton("Save as PDF", to: ticket.path + "/pdf", icon: .download, small: true),
            ui.facts(facts, asPairs: true))
        if !thread.members.isEmpty {
            html += ui.section("In this ticket", MemberPages.rows(thread, ui))
        }
        if !thread.files.isEmpty {
            let all = ui.linkButton(
                "Download all", to: ticket.path + "/files", icon: .download, small: true)
            html += ui.section(
                "Files", aside: "\("n", thread.files.count)", end: thread.files.count > 1 ? all : HTML(),
                ui.panel(isPadded: false, ui.rows(thread.files.map { $0.row(ui, at: ticket.path) })))
        }
        html += MailPages.side(thread.mails, at: ticket.path, ui) + SentPages.link(at: ticket.path, ui)
        return html
    }

    /// The way of a ticket, downwards in time, with what is to come hollow.
    private static func progress(_ thread: TicketThread, _ ui: Interface) -> [TimelineEntry] {
        let ticket = thread.ticket
        var steps: [(words: Words, at: Instant)] = [("Received", ticket.createdAt)]
        var status: Ticket.Status?
        for change in thread.changes {
            guard case .status(_, let new) = change.what else { continue }
            steps.append((new.words, change.at))
            status = new
        }
        // What came from elsewhere as solved or closed has its end, too.
        if !ticket.status.isOpen, status != ticket.status {
            steps.append((ticket.status.words, ticket.movedAt))
        }
        var entries = steps.enumerated().map { index, step in
            TimelineEntry(
                "\(ui.say(step.words))", second: ui.moment(step.at),
                index == steps.count - 1 ? .current : .done)
        }
        if ticket.status.isOpen { entries.append(TimelineEntry("\(ui.say("Solved"))", .ahead)) }
        return entries
    }
}
