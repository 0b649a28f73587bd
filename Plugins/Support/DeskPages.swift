import PortalKit

/// What staff see.
enum DeskPages {
    /// A ticket with what surrounds it.
    struct Desk {
        let thread: TicketThread
        let colleagues: [Colleague]
        let onlookers: [Onlooker]
    }

    static func queue(_ found: Ticket.Found<Ticket.Queue>, _ ui: Interface) -> Page {
        var views = ListViews()
        for (queue, count) in found.counts { views.add(queue, words(queue), count: count) }
        views.add("priority", "Priority", [Choice("", "Any priority")] + Ticket.Priority.choices)
        views.add("rating", "Rating", [Choice("", "Any rating")] + Ticket.Rating.Score.choices)
        let about = ListPage(
            "Tickets", search: "Search all tickets", icon: .message,
            nothingYet: "Nobody waits for an answer.",
            explanation: "What customers open in the portal, and what you open for them, stands here.")
        return ui.list(
            about, found.listing, views: views,
            action: ui.linkButton("New ticket", to: Ticket.staffList + "/new", .filled, icon: .plus),
            [
                ListColumn(.reference("Number")) { .text("#\($0.number)") },
                ListColumn(.title("Subject")) { .title($0.subject, to: $0.staffPath) },
                ListColumn(.status("Status")) { .pill($0.status.staffWords, $0.status.meaning) },
                ListColumn(.text("Priority")) { .text(ui.say($0.priority.words)) },
                ListColumn(.text("Customer")) { .text($0.customerName) },
                ListColumn(.text("Handled by")) { .text($0.assigneeName ?? "") },
                ListColumn(.when("Updated")) { .moment($0.at) },
            ])
    }

    private static func words(_ queue: Ticket.Queue) -> Words {
        switch queue {
        case .open: "Open"
        case .mine: "Mine"
        case .unassigned: "Unassigned"
        case .waiting: "Waiting on the customer"
        case .solved: "Solved"
        case .all: "All"
        }
    }

    // MARK: One ticket

    static func detail(_ desk: Desk, _ context: StaffContext) -> Page {
        let (ticket, ui) = (desk.thread.ticket, context.ui)
        let place: Words = "\("number", ticket.label), for \("name", ticket.contactName)"
        let head = ui.pageHead(
            named: ticket.subject, sub: place,
            detail: ui.link(
                NamedLink(named: ticket.customerName, to: "/staff/customers/\(ticket.customerRef)")),
            pill: ui.pill(ticket.status.staffWords, ticket.status.meaning),
            actions: [ui.linkButton("Edit", to: ticket.staffPath + "/edit")])
        var talk = [first(desk, ui)]
        talk += desk.thread.contributions(ui, isStaff: true) { message($0, desk, ui) }
        talk.append(composer(desk, context))
        let body = ui.columns(
            main: ui.conversation(talk),
            side: "\(panel(desk, ui))\(rating(ticket, ui))\(shared(desk.thread, ui))")
        let crumbs = ui.breadcrumb([NamedLink("Tickets", to: Ticket.staffList)], current: ticket.label)
        return Page(Words(verbatim: ticket.subject), "\(crumbs)\(head)\(body)")
    }

    private static func first(_ desk: Desk, _ ui: Interface) -> Contribution {
        let ticket = desk.thread.ticket
        return ui.message(
            by: speaker(ticket.opener, ticket, ui), at: ticket.createdAt, anchor: "description",
            text: ticket.description,
            files: desk.thread.files(of: nil).map { file($0, isSharedAround: true, desk, ui) },
            foot:
                "<span>\(ui.say("The description is always visible to the customer."))</span>\(who(desk, ui))"
        )
    }

    private static func message(_ note: TicketNote, _ desk: Desk, _ ui: Interface) -> Contribution {
        let ticket = desk.thread.ticket
        let files = desk.thread.files(of: note)
        let foot: HTML
        switch note.author {
        case .staff:
            let control = ui.switchButton(
                to: "\(ticket.staffPath)/notes/\(note.ref)/sharing", "Visible in the portal",
                state: note.isShared ? "Shared in the portal" : "Not shared", isOn: note.isShared)
            foot = "\(control)\(hidden(files, note, ui))\(who(desk, isShared: note.isShared, ui))"
        case .contact:
            foot = "<span>\(ui.say("Written by the customer, always visible to him"))</span>\(who(desk, ui))"
        }
        return ui.message(
            by: speaker(note.author, ticket, ui), at: note.at, anchor: note.anchor, text: note.body,
            files: files.map { file($0, isSharedAround: note.isShared, desk, ui) }, foot: foot,
            isInternal: !note.isShared)
    }

    private static func speaker(
        _ author: TicketNote.Author, _ ticket: Ticket, _ ui: Interface
    ) -> Speaker {
        switch author {
        case .staff(let name, let initials): Speaker(name, initials: initials, .ours)
        case .contact(let id, let name, let initials, let staff):
            Speaker(
                staff.map { ui.onBehalf($0, of: name) } ?? name, initials: initials,
                .customer(firm: id == nil ? "" : ticket.customerName))
        }
    }

    /// Sharing a note shares no file that is hidden by itself: it is said.
    private static func hidden(_ files: [TicketFile], _ note: TicketNote, _ ui: Interface) -> HTML {
        let count = files.count { !$0.isShared }
        guard note.isShared, count > 0 else { return HTML() }
        return
            "<span>\(ui.reader.say(count, one: "{n} file is not shared", other: "{n} files are not shared"))</span>"
    }

    /// A file of a note is seen where both are shared.
    private static func file(
        _ file: TicketFile, isSharedAround: Bool, _ desk: Desk, _ ui: Interface
    ) -> HTML {
        let ticket = desk.thread.ticket
        let state: Words = file.isShared ? "Shared in the portal" : "Not shared"
        let control =
            file.isStaffs
            ? ui.switchButton(
                to: "\(ticket.staffPath)/files/\(file.ref)/sharing",
                "Show \("name", file.attachment.name) in the portal", state: state, isOn: file.isShared)
            : HTML()
        let seen =
            file.isStaffs ? who(desk, isShared: file.isShared && isSharedAround, ui) : HTML()
        return "<div id=\"\(file.anchor)\">\(file.row(ui, at: ticket.staffPath))\(control)\(seen)</div>"
    }

    private static func who(_ desk: Desk, isShared: Bool = true, _ ui: Interface) -> HTML {
        ui.whoSees(desk.onlookers, own: "Opened the ticket, or it is his", isShared: isShared)
    }

    private static func composer(_ desk: Desk, _ context: StaffContext) -> Contribution {
        let (ticket, ui) = (desk.thread.ticket, context.ui)
        let statuses =
            [Choice("", "The status stays")]
            + ticket.status.next.map { Choice($0.rawValue, $0.staffWords) }
        let shows = Words(
            desk.onlookers.count(where: \.sees), one: "Show in the support portal, to {n} person",
            other: "Show in the support portal, to {n} people")
        let isShared = context.settings[.sharesNewNotes]
        let rule: Words =
            isShared ? "Notes are shared unless you untick it" : "Notes are internal unless you share them"
        let fields: [HTML] = [
            ui.field("note", "New note", rows: 5),
            ui.file("files", "Add files", hint: TicketPages.filesHint, several: true),
            ui.checkbox("shared", shows, isOn: isShared),
            statuses.count > 1 ? ui.select("status", "Afterwards", statuses) : HTML(),
            ui.composerFoot([ui.button("Save note")], end: rule),
        ]
        return ui.composer(
            by: Speaker(context.staff.name, initials: context.staff.initials, .ours),
            ui.form(action: ticket.staffPath, takesFiles: true, "\(fields)"))
    }

    // MARK: Beside it

    private static func panel(_ desk: Desk, _ ui: Interface) -> HTML {
        ui.panel(title: "Properties", form(desk.thread.ticket, desk.colleagues, summary: false, ui))
    }

    private static func rating(_ ticket: Ticket, _ ui: Interface) -> HTML {
        guard let rating = ticket.rating else { return HTML() }
        return ui.panel(title: "How it went", RatingPages.facts(rating, ui))
    }

    private static func shared(_ thread: TicketThread, _ ui: Interface) -> HTML {
        func line(_ shared: Int, _ all: Int) -> HTML { "\(ui.say("\("n", shared) of \("all", all)"))" }
        return ui.panel(
            title: "Shared with the customer",
            ui.facts(
                [
                    ("Notes", line(thread.notes.count(where: \.isShared), thread.notes.count)),
                    ("Files", line(thread.files.count(where: \.isShared), thread.files.count)),
                ], asPairs: true))
    }
}
