import PortalKit

/// Who is in a ticket, for staff and for its customer.
enum MemberPages {
    struct People {
        let ticket: Ticket
        let members: [TicketMember]
        let onlookers: [Onlooker]
    }

    static func page(
        _ people: People, _ text: String, _ found: [(ref: Ref<ContactReference>, name: String)],
        _ ui: Interface
    ) -> Page {
        let ticket = people.ticket
        let crumbs = ui.breadcrumb(
            [
                NamedLink("Tickets", to: Ticket.staffList),
                NamedLink(named: ticket.label, to: ticket.staffPath),
            ], current: ui.say("People"))
        let sub: Words =
            "Of \("customer", ticket.customerName). They read and answer this ticket, and get its mails."
        var rows = people.members.map { row($0, people, ui) }
        rows.insert(
            ui.row(named: ticket.contactName, second: ui.say("Whose ticket it is"), icon: .person), at: 0)
        return Page(
            "People",
            """
            \(crumbs)\(ui.pageHead(title: "People in \("number", ticket.label)", sub: sub))\
            \(ui.panel(title: "In the ticket", isPadded: false, ui.rows(rows)))\
            \(ui.panel(title: "Add people", adding(ticket, text, found, ui)))
            """)
    }

    private static func row(_ member: TicketMember, _ people: People, _ ui: Interface) -> HTML {
        let path = people.ticket.staffPath + "/people/remove"
        return ui.row(
            named: member.name, at: "/staff/contacts/\(member.ref)",
            second: ui.say(state(member, people, ui)),
            icon: .person,
            control: ui.postButton(
                "Take out", to: path, small: true, fields: [("contact", "\(member.ref)")],
                about: member.name))
    }

    /// Whether he reads it now, and what stands in the way.
    private static func state(_ member: TicketMember, _ people: People, _ ui: Interface) -> Words {
        guard let onlooker = people.onlookers.first(where: { $0.contact == member.id }) else {
            return "No portal user yet: an administrator invites on the contact's page"
        }
        return onlooker.sees
            ? "Reads it since \("when", ui.reader.moment(member.at))"
            : ui.reason(onlooker.why, own: "Whose ticket it is")
    }

    private static func adding(
        _ ticket: Ticket, _ text: String, _ found: [(ref: Ref<ContactReference>, name: String)],
        _ ui: Interface
    ) -> HTML {
        let path = ticket.staffPath + "/people"
        let shown = found.prefix(50).map { Choice("\($0.ref)", Words(verbatim: $0.name)) }
        let search =
            text.isEmpty && found.count <= 50
            ? HTML()
            : ui.filterBar(action: path, search: "Name of the contact", query: text, submit: "Find")
        guard !shown.isEmpty else {
            let none: Words =
                text.isEmpty ? "Everybody of the customer is in it." : "No contact has that in the name."
            return "\(search)\(ui.allDone(none))"
        }
        return
            "\(search)\(ui.form(action: path, submit: "Add people", ui.checkboxes("contact", "Contacts", Array(shown))))"
    }

    /// What came of adding people.
    static func said(_ admissions: [Admission]) -> Words {
        guard let first = admissions.first else { return "They were in the ticket already." }
        guard admissions.count == 1 else {
            let count = admissions.count { $0 == .hasAccess || $0 == .granted }
            return "\("n", admissions.count) people are in the ticket; \("m", count) of them read it now."
        }
        switch first {
        case .hasAccess, .granted: return "Reads the ticket now, and a mail says so."
        case .invited: return "In the ticket, and reads it once the invitation is accepted."
        case .waits: return "In the ticket, and reads it once invited by an administrator."
        case .hasNoAddress:
            return
                "In the ticket. There is no address for an invitation: give access on the contact's page."
        case .refused: return "In the ticket, but the access to this portal was taken away."
        }
    }

    // MARK: Beside a ticket

    static func panel(_ desk: DeskPages.Desk, _ ui: Interface) -> HTML {
        let ticket = desk.thread.ticket
        let people = People(ticket: ticket, members: desk.thread.members, onlookers: desk.onlookers)
        var rows = [
            ui.row(named: ticket.contactName, second: ui.say("Whose ticket it is"), icon: .person)
        ]
        rows += people.members.map { member in
            ui.row(
                named: member.name, at: "/staff/contacts/\(member.ref)",
                second: ui.say(state(member, people, ui)), icon: .person)
        }
        rows.append(
            "<div class=\"row\">\(ui.linkButton("Add people", to: ticket.staffPath + "/people", icon: .plus, small: true))</div>"
        )
        return ui.panel(title: "People", isPadded: false, ui.rows(rows))
    }

    /// For the customer: who else reads it.
    static func rows(_ thread: TicketThread, _ ui: Interface) -> HTML {
        ui.panel(
            isPadded: false,
            ui.rows(
                [
                    ui.row(
                        named: thread.ticket.contactName, second: ui.say("Whose ticket it is"), icon: .person)
                ]
                    + thread.members.map {
                        ui.row(named: $0.name, second: ui.say("Reads and answers it too"), icon: .person)
                    }))
    }
}
