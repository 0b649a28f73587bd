import PortalKit

/// What staff see.
enum DeskPages {
    /// A ticket with what surrounds it.
    struct Desk {
        let thread: TicketThread
        let colleagues: [Colleague]
        let onlookers: [Onlooker]
        let questions: TicketQuestions
        let answers: [ReadyAnswer]
        let links: [TicketLink]
        /// The one that was chosen for the composer.
        let chosen: ReadyAnswer?
        let drafts: DraftPages.State
        /// For whom of staff which note is.
        let mentions: [ID<TicketNote>: [(name: String, id: ID<StaffMember>)]]
        /// What staff spent on it, in minutes.
        let minutes: Int
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
        talk += desk.thread.contributions(ui, isStaff: true) {
            message($0, desk, MentionPages.marks(desk.mentions[$0.id] ?? [], me: context.staff.id, ui), ui)
        }
        if ticket.mergedInto == nil { talk.append(DeskComposer.composer(desk, context)) }
        let body = ui.columns(
            main:
                "\(RelationPages.merged(ticket, at: ticket.mergedInto?.staffPath, ui))\(ui.conversation(talk))",
            side:
                "\(panel(desk, ui))\(MemberPages.panel(desk, ui))\(RelationPages.panel(desk, ui))\(rating(ticket, ui))\(TimePages.panel(desk.minutes, ticket, ui))\(shared(desk.thread, ui))\(MailPages.side(desk.thread.mails, at: ticket.staffPath, ui))\(SentPages.link(at: ticket.staffPath, ui))"
        )
        let crumbs = ui.breadcrumb([NamedLink("Tickets", to: Ticket.staffList)], current: ticket.label)
        return Page(Words(verbatim: ticket.subject), "\(crumbs)\(head)\(body)").running(DraftPages.script)
            .listening(to: .record(answer: "note", list: Ticket.staffList), ui)
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

    private static func message(
        _ note: TicketNote, _ desk: Desk, _ marks: HTML, _ ui: Interface
    ) -> Contribution {
        let ticket = desk.thread.ticket
        let files = desk.thread.files(of: note)
        let foot: HTML
        switch note.author {
        case .staff:
            let control = ui.switchButton(
                to: "\(ticket.staffPath)/notes/\(note.ref)/sharing", "Visible in the portal",
                state: note.isShared ? "Shared in the portal" : "Not shared", isOn: note.isShared)
            foot = "\(control)\(hidden(files, note, ui))\(who(desk, isShared: note.isShared, ui))"
        case .contact where note.isShared:
            foot = "<span>\(ui.say("Written by the customer, who always sees it"))</span>\(who(desk, ui))"
        case .contact:
            foot =
                "<span>\(ui.say("Descriptions are hidden by a setting"))</span>\(who(desk, isShared: false, ui))"
        }
        let split = ui.link("Split off", to: "\(ticket.staffPath)/notes/\(note.ref)/split")
        return ui.message(
            by: speaker(note.author, ticket, ui), at: note.at, anchor: note.anchor,
            marks: "\(RelationPages.origin(note, ui))\(marks)\(split)", text: note.body,
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
        let state: Words =
            !file.isShared
            ? "Not shared" : isSharedAround ? "Shared in the portal" : "Shared once the note is"
        let control =
            file.isStaffs
            ? ui.switchButton(
                to: "\(ticket.staffPath)/files/\(file.ref)/sharing",
                "Show \("name", file.attachment.name) in the portal", state: state, isOn: file.isShared)
            : HTML()
        let seen =
            file.isStaffs ? who(desk, isShared: file.isShared && isSharedAround, ui) : HTML()
        return
            "<div id=\"\(file.anchor)\">\(file.row(ui, at: ticket.staffPath, showing: true))\(control)\(seen)</div>"
    }

    private static func who(_ desk: Desk, isShared: Bool = true, _ ui: Interface) -> HTML {
        ui.whoSees(desk.onlookers, own: "Whose ticket it is, or who opened it", isShared: isShared)
    }

    // MARK: Beside it

    private static func panel(_ desk: Desk, _ ui: Interface) -> HTML {
        let ticket = desk.thread.ticket
        var due: [(label: Words, value: HTML)] = []
        for (label, moment) in [("Answer by" as Words, ticket.answerBy), ("Solve by", ticket.solveBy)] {
            guard let moment, ticket.status.isOpen else { continue }
            let late = moment < ui.reader.now ? ui.pill("Overdue", .wrong) : HTML()
            due.append((label, "\(ui.deadline(moment)) \(late)"))
        }
        let facts = due.isEmpty ? HTML() : ui.facts(due, asPairs: true)
        let form = form(ticket, desk.colleagues, desk.questions, summary: false, ui)
        return ui.panel(title: "Properties", "\(facts)\(form)")
    }

    private static func rating(_ ticket: Ticket, _ ui: Interface) -> HTML {
        guard let rating = ticket.rating else { return HTML() }
        return ui.panel(title: "How it went", RatingPages.facts(rating, ui))
    }

    private static func shared(_ thread: TicketThread, _ ui: Interface) -> HTML {
        func line(_ shared: Int, _ all: Int) -> HTML { "\(ui.say("\("n", shared) of \("all", all)"))" }
        let facts = ui.facts(
            [
                ("Notes", line(thread.notes.count(where: \.isShared), thread.notes.count)),
                ("Files", line(thread.files.count(where: \.isShared), thread.files.count)),
            ], asPairs: true)
        let path = thread.ticket.staffPath + "/files"
        var ways = [
            ui.linkButton(
                "Save as PDF", to: thread.ticket.staffPath + "/pdf", icon: .download, small: true)
        ]
        if thread.files.count > 1 {
            ways.append(ui.linkButton("Download all files", to: path, icon: .download, small: true))
        }
        if thread.sharedFiles.count > 1, thread.sharedFiles.count < thread.files.count {
            ways.append(ui.linkButton("Download shared files", to: path + "?shared=1", small: true))
        }
        return ui.panel(
            title: "Shared with the customer", "\(facts)\(ui.buttons(ways))")
    }
}
