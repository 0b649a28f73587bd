import PortalKit

// The forms of staff.
extension DeskPages {
    static func form(
        _ ticket: Ticket, _ colleagues: [Colleague], _ questions: TicketQuestions, summary: Bool,
        _ ui: Interface
    ) -> HTML {
        let statuses = [ticket.status] + ticket.status.next
        let people =
            [Choice("", "Nobody yet")]
            + colleagues.map { Choice("\($0.ref)", Words(verbatim: $0.name)) }
        let hint: Words = "Visible in the portal when filled in."
        let fields: [HTML] = [
            ui.select(
                "status", "Status", statuses.map { Choice($0.rawValue, $0.staffWords) },
                value: ticket.status.rawValue, width: .full),
            ui.select(
                "assignee", "Handled by", people, value: ticket.assignee?.description ?? "", width: .full),
            ui.select(
                "priority", "Priority", Ticket.Priority.choices, value: ticket.priority.rawValue, width: .full
            ),
            "\(questions.inputs(ticket, asks: false, ui))",
            ui.field("cause", "Cause", hint: hint, value: ticket.cause, optional: true, rows: 3),
            ui.field("solution", "Solution", hint: hint, value: ticket.solution, optional: true, rows: 3),
            ui.hidden("version", String(ticket.version)),
        ]
        return ui.form(
            action: ticket.staffPath + "/properties", submit: "Save", style: .outlined, summary: summary,
            "\(fields)")
    }

    static func properties(
        _ ticket: Ticket, _ colleagues: [Colleague], _ questions: TicketQuestions, _ ui: Interface
    ) -> Page {
        page("Properties", ticket, ui.panel(form(ticket, colleagues, questions, summary: true, ui)), ui)
    }

    static func correction(_ ticket: Ticket, _ ui: Interface) -> Page {
        let fields: HTML = """
            \(ui.field("subject", "Subject", value: ticket.subject, width: .long, limit: 160))\
            \(ui.field("description", "Description", value: ticket.description, rows: 8))\
            \(ui.hidden("version", String(ticket.version)))
            """
        let form = ui.form(
            action: ticket.staffPath + "/edit", submit: "Save ticket",
            cancel: NamedLink("Cancel", to: ticket.staffPath), fields)
        return page("Edit ticket", ticket, ui.panel(form), ui)
    }

    private static func page(_ title: Words, _ ticket: Ticket, _ body: HTML, _ ui: Interface) -> Page {
        let crumbs = ui.breadcrumb(
            [
                NamedLink("Tickets", to: Ticket.staffList),
                NamedLink(named: ticket.label, to: ticket.staffPath),
            ], current: ui.say(title))
        return Page(title, "\(crumbs)\(ui.pageHead(title: title))\(body)")
    }

    // MARK: A new one

    static func new(
        _ owner: Ticket.Owner, _ contact: String, _ questions: TicketQuestions, _ ui: Interface
    ) -> Page {
        let form = ui.form(
            action: Ticket.staffList + "/new", submit: "Open ticket",
            cancel: NamedLink("Cancel", to: Ticket.staffList), takesFiles: true,
            "\(TicketPages.fields(questions, asks: false, ui))\(ui.hidden("contact", contact))")
        return newPage("For \("name", owner.name) at \("customer", owner.customerName)", ui.panel(form), ui)
    }

    static func chooseContact(
        _ text: String, _ found: [(Ref<ContactReference>, Ticket.Owner)], _ ui: Interface
    ) -> Page {
        var html: HTML = "\(ui.errorSummary())"
        html += ui.filterBar(
            action: Ticket.staffList + "/new", search: "Name of the contact or the customer", query: text,
            submit: "Find")
        if !found.isEmpty {
            html += ui.panel(
                isPadded: false,
                ui.rows(
                    found.map { ref, owner in
                        ui.row(
                            named: owner.name, at: "\(Ticket.staffList)/new?contact=\(ref)",
                            second: owner.customerName, icon: .person)
                    }))
        } else if !text.isEmpty {
            html += ui.empty(.noMatch, title: "No contact has that in the name.")
        }
        return newPage("For whom is it?", html, ui)
    }

    private static func newPage(_ sub: Words, _ body: HTML, _ ui: Interface) -> Page {
        let title: Words = "New ticket"
        let crumbs = ui.breadcrumb([NamedLink("Tickets", to: Ticket.staffList)], current: ui.say(title))
        return Page(title, "\(crumbs)\(ui.pageHead(title: title, sub: sub))\(body)")
    }

    // MARK: Beside a customer or a contact

    /// The open tickets, and on a contact's page the way to a new one.
    static func panel(_ lines: [Ticket.Line], contact: Ref<ContactReference>?, _ ui: Interface) -> HTML {
        var rows = lines.map { line in
            ui.row(
                named: line.subject, at: line.staffPath, second: "#\(line.number)",
                mark: ui.pill(line.status.staffWords, line.status.meaning))
        }
        if lines.isEmpty { rows = [ui.allDone("No open tickets.")] }
        if let contact {
            rows.append(
                "<div class=\"row\">\(ui.linkButton("New ticket", to: "\(Ticket.staffList)/new?contact=\(contact)", small: true))</div>"
            )
        }
        return ui.rows(rows)
    }
}
