import PortalKit

/// The mails that Portico wrote about a ticket: to everybody, for staff; for a customer's person those he got.
enum SentPages {
    static let customer: [Route<CustomerContext>] = [
        .get("/tickets/{ticket}/mails", needs: .customer(.viewTickets)) { request, context in
            let scope = try context.scope(.viewTickets)
            let ref: Ref<Ticket> = try request.ref(.ticket)
            guard let ticket = try context.read({ try Ticket.find(ref, scope, $0) }) else {
                throw PortalError.notFound
            }
            return .page(page(ticket, try context.mails(about: ticket.id), isStaff: false, context.ui))
        }
    ]

    static let staff: [Route<StaffContext>] = [
        .get("/tickets/{ticket}/mails", needs: .staff(.workOnTickets)) { request, context in
            let ticket = try DeskRoutes.found(request, context)
            return .page(page(ticket, try context.mails(about: ticket.id), isStaff: true, context.ui))
        }
    ]

    private static func page(_ ticket: Ticket, _ mails: [SentMail], isStaff: Bool, _ ui: Interface) -> Page {
        let crumbs = ui.breadcrumb(
            [
                NamedLink("Tickets", to: isStaff ? Ticket.staffList : Ticket.list),
                NamedLink(named: ticket.label, to: isStaff ? ticket.staffPath : ticket.path),
            ], current: ui.say("E-mails sent"))
        let head = ui.pageHead(
            title: "E-mails sent",
            sub: isStaff
                ? "What was written about \("number", ticket.label), and to whom; kept for 90 days."
                : "What was written to you about \("number", ticket.label); kept for 90 days.")
        let body =
            mails.isEmpty
            ? ui.empty(
                .nothingYet(.mail), title: "No e-mail yet.",
                explanation: "An answer that is shared goes out by e-mail too, and stands here.")
            : "\(mails.map { ui.panel(letter($0, isStaff: isStaff, ui)) })" as HTML
        return Page("E-mails sent", "\(crumbs)\(head)<div class=\"stack\">\(body)</div>")
    }

    private static func letter(_ mail: SentMail, isStaff: Bool, _ ui: Interface) -> HTML {
        let (words, meaning) = state(mail.state)
        var facts: [(label: Words, value: HTML)] = [("Written", ui.moment(mail.at))]
        if isStaff {
            let address = mail.address.isEmpty ? "" : " <" + mail.address + ">"
            facts.insert(("To", "\(mail.recipient + address)"), at: 0)
            facts.append(("State", ui.pill(words, meaning)))
        }
        let text = mail.text.isEmpty ? HTML() : ui.folded(Words(verbatim: mail.subject), ui.prose(mail.text))
        return "\(ui.facts(facts, asPairs: true))\(text)"
    }

    private static func state(_ state: SentMail.State) -> (Words, Meaning) {
        switch state {
        case .waiting: ("Waiting", .rest)
        case .tried: ("Tried", .waiting)
        case .sent: ("Sent", .good)
        case .failed: ("Failed", .wrong)
        }
    }

    /// The way there, beside the ticket.
    static func link(at ticket: String, _ ui: Interface) -> HTML {
        ui.buttons([ui.linkButton("E-mails sent", to: ticket + "/mails", icon: .mail, small: true)])
    }
}
