import PortalKit

// The mails of tickets. Each is found anew within the recipient's own scope: who could not open it, is not told.
extension Notice {
    static let ticketOpened = Notice(
        "support.ticket-opened", title: "We opened a ticket for somebody", subject: "{number} {subject}",
        text:
            "Hello {name},\n\nwe opened a ticket for you: {subject}.\n\nYou can follow and answer it here: {link}",
        placeholders: ["number", "subject"], needs: .viewTickets
    ) { (id: ID<Ticket>, scope, _, db) in try Ticket.facts(id, scope, db) }

    static let ticketAnswered = Notice(
        "support.ticket-answered", title: "A ticket was answered", subject: "Answer to {number} {subject}",
        text: "Hello {name},\n\n{author} wrote:\n\n{note}\n\nAnswer here: {link}",
        placeholders: ["number", "subject", "author", "note"], needs: .viewTickets
    ) { (id: ID<TicketNote>, scope, _, db) in try TicketNote.facts(id, scope, db) }

    static let ticketSolved = Notice(
        "support.ticket-solved", title: "A ticket was solved", subject: "Solved: {number} {subject}",
        text:
            "Hello {name},\n\nwe think that {number} is solved: {subject}.\n\nIf it is not, answer and we go on; there you can also tell us how it went: {link}",
        placeholders: ["number", "subject"], needs: .viewTickets
    ) { (id: ID<Ticket>, scope, _, db) in try Ticket.facts(id, scope, db) }
}

extension Ticket {
    fileprivate static func facts(
        _ id: ID<Ticket>, _ scope: Scope, _ db: borrowing Reading
    ) throws -> Notice.Facts? {
        try db.first(
            "SELECT t.ref, t.number, t.subject FROM support_ticket t WHERE t.id = \(id) AND \(sql: visible(scope))"
        ) { row in
            let ref: Ref<Ticket> = try row.next()
            let number: Int = try row.next()
            return Notice.Facts(
                path: "\(list)/\(ref)", ["number": "#\(number)", "subject": try row.next()])
        }
    }
}

extension TicketNote {
    fileprivate static func facts(
        _ id: ID<TicketNote>, _ scope: Scope, _ db: borrowing Reading
    ) throws -> Notice.Facts? {
        try db.first(
            """
            SELECT t.ref, t.number, t.subject, COALESCE(s.name, p.name, c.name), n.body, n.ref FROM \(sql: joined)
            WHERE n.id = \(id) AND \(sql: Ticket.visible(scope)) AND \(sql: visible(scope))
            """
        ) { row in
            let ticket: Ref<Ticket> = try row.next()
            let number: Int = try row.next()
            let (subject, author, body): (String, String, String) = (
                try row.next(), try row.next(), try row.next()
            )
            let note: Ref<TicketNote> = try row.next()
            return Notice.Facts(
                path: "\(Ticket.list)/\(ticket)#note-\(note)",
                ["number": "#\(number)", "subject": subject, "author": author, "note": body])
        }
    }
}
