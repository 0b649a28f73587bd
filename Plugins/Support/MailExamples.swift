import PortalKit

/// What the walk proves mail with.
enum MailExamples {
    static let records = [message, letter]

    private static let message = ExampleRecord(
        .message, in: .ticket, of: .contact, shared: .byStaff, removed: .never
    ) { it, tx in
        let ref: Ref<TicketMail> = tx.newRef()
        try tx.execute(
            """
            INSERT INTO support_message (customer_id, ticket_id, ref, author_name, author_address, subject, body,
                own_bytes, html, headers, kind, original_id, created_at, shared_at, shared_by)
            SELECT t.customer_id, t.id, \(ref), \(it.text), 'a@example.org', \(it.text), \(it.text), 10000,
                CONCAT('<h1>', \(it.text), '</h1>'), \(it.text), 'person', \(try tx.attach(it.file)), \(it.now),
                \(it.shared.at), \(it.shared.by)
            FROM support_ticket t WHERE t.ref = \(try it.parent() as Ref<Ticket>)
            """)
        return ref
    }

    private static let letter = ExampleRecord(
        .letter, of: .contact, shared: .byStaff, removed: .never
    ) { it, tx in
        let ref: Ref<Letter> = tx.newRef()
        try tx.execute(
            """
            INSERT INTO support_letter (ref, doubt, contact_id, author_name, author_address, subject, body, own_bytes,
                html, headers, kind, original_id, created_at)
            VALUES (\(ref), 'stranger', \(it.contact), \(it.text), 'a@example.org', \(it.text), \(it.text), 10000,
                CONCAT('<h1>', \(it.text), '</h1>'), \(it.text), 'person', \(try tx.attach(it.file)), \(it.now))
            """)
        return ref
    }

    static let forms: [ExampleForm] = [
        .staff("/tickets/{ticket}/messages/{message}/sharing", ["on": "1"]).after(byMachine),
        .staff("/mail/{letter}/accept", [:], naming: ["contact": .contact]).after(reopen),
        .staff("/mail/{letter}/discard", [:]).after(reopen),
    ]

    @Sendable private static func byMachine(_ ref: Ref<TicketMail>, _ tx: borrowing Transaction) throws {
        try tx.execute("UPDATE support_message SET kind = 'bounce' WHERE ref = \(ref)")
    }

    @Sendable private static func reopen(_ ref: Ref<Letter>, _ tx: borrowing Transaction) throws {
        try tx.execute("UPDATE support_letter SET decided_at = NULL WHERE ref = \(ref)")
    }
}
