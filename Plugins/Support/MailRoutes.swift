import PortalKit

/// The mails of a ticket, each on a page of its own (B17).
enum MailRoutes {
    private static let reading: Right<CustomerContext> = .customer(.viewTickets)
    private static let working: Right<StaffContext> = .staff(.workOnTickets)

    static let customer: [Route<CustomerContext>] = [
        .get("/tickets/{ticket}/messages/{message}", needs: reading) { request, context in
            let (ticket, mail, files) = try context.read {
                try found(request, context.scope(.viewTickets), $0)
            }
            return .page(
                MailPages.page(
                    mail, of: ticket, files, isStaff: false, html: request.query["view"] == "html", context.ui
                ))
        },
        .get("/tickets/{ticket}/messages/{message}/html", needs: reading) { request, context in
            try body(context.read { try found(request, context.scope(.viewTickets), $0).mail })
        },
    ]

    static let staff: [Route<StaffContext>] = [
        .get("/tickets/{ticket}/messages/{message}", needs: working) { request, context in
            let (ticket, mail, files) = try context.read { try found(request, context.scope, $0) }
            return .page(
                MailPages.page(
                    mail, of: ticket, files, isStaff: true, html: request.query["view"] == "html", context.ui)
            )
        },
        .get("/tickets/{ticket}/messages/{message}/html", needs: working) { request, context in
            try body(context.read { try found(request, context.scope, $0).mail })
        },
        .get("/tickets/{ticket}/messages/{message}/original", needs: working) { request, context in
            let mail = try context.read { try found(request, context.scope, $0).mail }
            guard let original = mail.original else { throw PortalError.notFound }
            return .file(original)
        },
    ]

    /// Holds from the next request on, as the switches of notes and files do.
    static let sharing: Route<StaffContext> = .post(
        "/tickets/{ticket}/messages/{message}/sharing", needs: working
    ) { request, context, write in
        let (ticket, mail, _) = try context.read { try found(request, context.scope, $0) }
        let isOn = request.form["on"] == "1"
        try write { tx in
            try mail.share(isOn, by: context.staff.id, at: context.now, tx)
            try tx.audit(isOn ? "support.message.shared" : "support.message.hidden", .message, mail.id)
        }
        return .seeOther(mail.path(of: ticket.staffPath))
    }

    private static func body(_ mail: TicketMail) throws -> Answer {
        guard let html = mail.body.html else { throw PortalError.notFound }
        return .mailBody(html)
    }

    private static func found(
        _ request: Request, _ scope: Scope, _ db: borrowing Reading
    ) throws -> (ticket: Ticket, mail: TicketMail, files: [TicketFile]) {
        let (ref, of): (Ref<TicketMail>, Ref<Ticket>) = (try request.ref(.message), try request.ref(.ticket))
        guard let ticket = try Ticket.find(of, scope, db),
            let mail = try TicketMail.find(ref, in: of, scope, db)
        else { throw PortalError.notFound }
        return (ticket, mail, try TicketMail.files(of: mail, in: ticket, scope, db))
    }
}
