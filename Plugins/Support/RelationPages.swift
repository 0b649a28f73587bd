import PortalKit

/// How tickets that have to do with each other are shown, brought together and taken apart.
enum RelationPages {
    // MARK: On the page of a ticket

    static func panel(_ desk: DeskPages.Desk, _ ui: Interface) -> HTML {
        let ticket = desk.thread.ticket
        var rows = desk.links.map { row($0, HTML(), ui) }
        if ticket.mergedInto == nil {
            let ways = [
                ui.linkButton("Link", to: ticket.staffPath + "/links", icon: .plus, small: true),
                ui.linkButton("Merge", to: ticket.staffPath + "/merge", small: true),
            ]
            rows.append("<div class=\"row\">\(ui.buttons(ways))</div>")
        }
        guard !rows.isEmpty else { return HTML() }
        return ui.panel(title: "Related tickets", isPadded: false, ui.rows(rows))
    }

    private static func row(_ link: TicketLink, _ control: HTML, _ ui: Interface) -> HTML {
        ui.row(
            named: link.subject, at: link.staffPath,
            second: "\(link.label), \(link.customerName), \(ui.say(link.kind.words))",
            mark: ui.pill(link.status.staffWords, link.status.meaning), control: control)
    }

    /// Where everything went that was said in a merged ticket.
    static func merged(_ ticket: Ticket, at path: String?, _ ui: Interface) -> HTML {
        guard let into = ticket.mergedInto, let path else { return HTML() }
        return ui.note(
            .neutral, lead: "This ticket was merged into \("number", into.label).",
            "What was said here is there now, and it goes on there.",
            link: NamedLink("Open \("number", into.label)", to: path))
    }

    /// The ticket in which a note was written.
    static func origin(_ note: TicketNote, _ ui: Interface) -> HTML {
        note.cameFrom.map { ui.tag("From \("number", "#\($0)")") } ?? HTML()
    }

    // MARK: Links

    static func links(_ ticket: Ticket, _ links: [TicketLink], _ ui: Interface) -> Page {
        let rows = links.map { link in
            let control =
                link.kind == .linked
                ? ui.postButton(
                    "Remove", to: ticket.staffPath + "/links/remove", small: true,
                    fields: [("ticket", "\(link.ref)")], about: link.label) : HTML()
            return row(link, control, ui)
        }
        let list: HTML =
            rows.isEmpty
            ? ui.allDone("No ticket is linked with this one.") : ui.panel(isPadded: false, ui.rows(rows))
        let form = ui.form(
            action: ticket.staffPath + "/links", submit: "Link",
            ui.field("number", "Number of the other ticket", width: .short, limit: 10))
        return page(
            "Related tickets", ticket,
            "\(list)\(ui.panel(title: "Link a ticket", form))",
            sub: "For your people only. A link may lead to a ticket of another customer.", ui)
    }

    // MARK: Merging

    /// What is to be merged, and who reads more than before.
    struct Merging {
        let ticket: Ticket
        /// As it was typed.
        let number: String
        let other: Ticket?
        let newcomers: [String]
    }

    static func merge(_ it: Merging, _ ui: Interface) -> Page {
        let refusal = it.other.flatMap { it.ticket.refusal(into: $0) }
        if let other = it.other, refusal == nil { return confirm(it, other, ui) }
        let search = ui.filterBar(
            action: it.ticket.staffPath + "/merge", search: "Number of the ticket that stays",
            query: it.number, submit: "Find")
        let found: HTML =
            if let refusal {
                ui.note(.wrong, lead: refusal)
            } else if it.number.isEmpty { HTML() } else {
                ui.empty(.noMatch, title: "No ticket has that number.")
            }
        return page(
            "Merge", it.ticket, "\(ui.errorSummary())\(search)\(found)",
            sub: "Two tickets about one thing become one.", ui)
    }

    private static func confirm(_ it: Merging, _ other: Ticket, _ ui: Interface) -> Page {
        let mine = it.ticket
        var consequences: [Words] = [
            "Everything said in \("number", mine.label), with its files and mails, goes on in \("other", other.label).",
            "\("number", mine.label) is closed and says where it went. This cannot be undone.",
            "The people of \("number", mine.label) get a mail.",
        ]
        if !it.newcomers.isEmpty {
            consequences.insert(
                "\("names", it.newcomers.joined(separator: ", ")) will read what was shared in \("other", other.label).",
                at: 1)
        }
        let row = ui.row(
            named: other.subject, at: other.staffPath,
            second: "\(other.label), \(other.contactName), \(other.customerName)",
            mark: ui.pill(other.status.staffWords, other.status.meaning))
        let fields: HTML = """
            \(ui.panel(isPadded: false, ui.rows([row])))\
            \(ui.hidden("into", String(other.number)))\(ui.hidden("version", String(mine.version)))
            """
        let page = ui.confirmPage(
            title: "Merge \("number", mine.label) into \("other", other.label)?", consequences: consequences,
            action: mine.staffPath + "/merge", submit: "Merge", under: steps(to: mine), fields: fields)
        return Page("Merge", "\(ui.errorSummary())\(page)")
    }

    private static func steps(to ticket: Ticket) -> [NamedLink] {
        [
            NamedLink("Tickets", to: Ticket.staffList),
            NamedLink(named: ticket.label, to: ticket.staffPath),
        ]
    }

    // MARK: Splitting

    static func split(
        _ note: TicketNote, _ files: [TicketFile], _ ticket: Ticket, _ questions: TicketQuestions,
        _ ui: Interface
    ) -> Page {
        let hint: Words =
            note.isShared
            ? "The customer reads this."
            : "The customer reads this, and the note was internal: leave out what is."
        let taking = ui.reader.say(
            files.count, one: "The new ticket has {n} file of the note too",
            other: "The new ticket has {n} files of the note too")
        let fields: [HTML] = [
            ui.field("subject", "Subject", value: "", width: .long, limit: 160),
            "\(questions.inputs(nil, asks: false, ui))",
            ui.field("description", "Description", hint: hint, value: note.body, rows: 8),
            files.isEmpty ? HTML() : ui.checkbox("files", Words(verbatim: taking), isOn: note.isShared),
        ]
        let form = ui.form(
            action: "\(ticket.staffPath)/notes/\(note.ref)/split", submit: "Open ticket",
            cancel: NamedLink("Cancel", to: ticket.staffPath), "\(fields)")
        return page(
            "Split off", ticket, ui.panel(form),
            sub:
                "A new ticket for \("name", ticket.owner(of: note).name), linked with this one. The note stays here.",
            ui)
    }

    private static func page(
        _ title: Words, _ ticket: Ticket, _ body: HTML, sub: Words, _ ui: Interface
    ) -> Page {
        let crumbs = ui.breadcrumb(steps(to: ticket), current: ui.say(title))
        return Page(title, "\(crumbs)\(ui.pageHead(title: title, sub: sub))\(body)")
    }
}
