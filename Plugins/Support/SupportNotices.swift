import PortalKit

// The mails of tickets. Each is found anew within the recipient's own scope: who could not open it, is not told.
extension Notice {
    static let ticketOpened = Notice(
        "support.ticket-opened", title: "We opened a ticket for somebody", subject: "{number} {subject}",
        text:
            "Hello {name},\n\nwe opened a ticket for you: {subject}.\n\nYou can follow and answer it here: {link}",
        placeholders: ["number", "subject"], needs: .viewTickets
    ) { (id: ID<Ticket>, scope, _, db) in try Ticket.facts(id, scope, db) }

    static let ticketOpenedForColleague = Notice(
        "support.ticket-opened-for-colleague", title: "Somebody opened a ticket for a colleague",
        subject: "{number} {subject}",
        text:
            "Hello {name},\n\n{author} opened a ticket for {contact}: {subject}.\n\nYou both can follow and answer it here: {link}",
        placeholders: ["number", "subject", "author", "contact"], needs: .viewTickets
    ) { (id: ID<Ticket>, scope, _, db) in try Ticket.factsOfWriter(id, scope, db) }

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

    static let memberAdded = Notice(
        "support.member-added", title: "Somebody was added to a ticket",
        subject: "You are in {number} {subject}",
        text:
            "Hello {name},\n\nyou can read and answer {number} now: {subject}. What is written there comes to you by e-mail too: {link}",
        placeholders: ["number", "subject"], needs: .viewTickets
    ) { (id: ID<Ticket>, scope, _, db) in try Ticket.facts(id, scope, db) }

    static let ticketMerged = Notice(
        "support.ticket-merged", title: "A ticket was merged into another",
        subject: "{number} is part of {into} now",
        text:
            "Hello {name},\n\n{number} and {into} are about the same thing, so we brought them together. What you wrote is in {into} now, and we answer there: {link}",
        placeholders: ["number", "into"], needs: .viewTickets
    ) { (id: ID<Ticket>, scope, _, db) in
        let number: Int? = try db.first(
            """
            SELECT t.number FROM support_ticket t
            WHERE t.id = \(id) AND t.merged_into IS NOT NULL AND \(sql: Ticket.visible(scope))
            """
        ) { try $0.next() }
        guard let number, let there = try Ticket.place(of: id, scope, db) else { return nil }
        return Notice.Facts(
            path: there.path, ["number": "#\(number)", "into": there.label], answersIn: there.id)
    }
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
                path: "\(list)/\(ref)", ["number": "#\(number)", "subject": try row.next()],
                answersIn: id)
        }
    }
}

extension Ticket {
    /// The same, with who opened it for whom.
    fileprivate static func factsOfWriter(
        _ id: ID<Ticket>, _ scope: Scope, _ db: borrowing Reading
    ) throws -> Notice.Facts? {
        try db.first(
            """
            SELECT t.ref, t.number, t.subject, COALESCE(w.name, p.name, c.name), COALESCE(p.name, c.name)
            FROM support_ticket t JOIN portico_customer c ON c.id = t.customer_id
            LEFT JOIN portico_contact p ON p.id = t.contact_id LEFT JOIN portico_contact w ON w.id = t.written_by
            WHERE t.id = \(id) AND \(sql: visible(scope))
            """
        ) { row in
            let ref: Ref<Ticket> = try row.next()
            let number: Int = try row.next()
            return Notice.Facts(
                path: "\(list)/\(ref)",
                [
                    "number": "#\(number)", "subject": try row.next(), "author": try row.next(),
                    "contact": try row.next(),
                ], answersIn: id)
        }
    }
}

extension TicketNote {
    fileprivate static func facts(
        _ id: ID<TicketNote>, _ scope: Scope, _ db: borrowing Reading
    ) throws -> Notice.Facts? {
        try db.first(
            """
            SELECT t.ref, t.number, t.subject, COALESCE(s.name, p.name, c.name), n.body, n.ref, t.id FROM \(sql: joined)
            WHERE n.id = \(id) AND \(sql: Ticket.visible(scope)) AND \(sql: visible(scope))
            """
        ) { row in
            let ticket: Ref<Ticket> = try row.next()
            let number: Int = try row.next()
            let (subject, author, body): (String, String, String) = (
                try row.next(), try row.next(), try row.next()
            )
            let note: Ref<TicketNote> = try row.next()
            let thread: ID<Ticket> = try row.next()
            return Notice.Facts(
                path: "\(Ticket.list)/\(ticket)#note-\(note)",
                ["number": "#\(number)", "subject": subject, "author": author, "note": body],
                answersIn: thread)
        }
    }
}
