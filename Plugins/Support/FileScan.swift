import PortalKit

// What becomes of a ticket when the virus scan has looked at a file that waited: who should have had it is told, once.
extension TicketFile {
    /// What the kernel says of a file whose wait is over.
    struct Scanned: Decodable, Sendable {
        let attachment: String
    }

    static let released = Reaction(to: "identity.file.released") { (end: Scanned, context, write) in
        guard let place = try Place.find(end, context), place.isShown, place.isStaffs else { return }
        try write { tx in
            try tx.notify(.fileReleased, about: place.file, to: .contacts(place.ticket.people(tx)))
        }
    }

    static let withheld = Reaction(to: "identity.file.withheld") { (end: Scanned, context, write) in
        guard let place = try Place.find(end, context), !place.isStaffs, let sender = place.sender else {
            return
        }
        try write { tx in try tx.notify(.fileWithheld, about: place.file, to: .contact(sender)) }
    }

    /// Where a file stands: in which ticket, whose it is, and whether the customer sees it.
    private struct Place {
        let ticket: Ticket
        let file: ID<TicketFile>
        let isStaffs: Bool
        let isShown: Bool
        let sender: ID<ContactReference>?

        /// Nil for a file that is no ticket's.
        static func find(_ end: Scanned, _ context: SystemContext) throws -> Place? {
            let ref = try Ref<Attachment>(end.attachment)
            return try context.read { db in
                let found = try db.first(
                    """
                    SELECT f.id, t.ref, f.created_by IS NOT NULL,
                        f.shared_at IS NOT NULL AND (f.note_id IS NULL OR n.shared_at IS NOT NULL),
                        IF(f.note_id IS NULL, t.contact_id, n.contact_id)
                    FROM support_file f JOIN support_ticket t ON t.id = f.ticket_id
                    JOIN portico_attachment a ON a.id = f.attachment_id
                    LEFT JOIN support_note n ON n.id = f.note_id
                    WHERE a.ref = \(ref)
                    """
                ) { row -> (ID<TicketFile>, Ref<Ticket>, Bool, Bool, ID<ContactReference>?) in
                    (try row.next(), try row.next(), try row.next(), try row.next(), try row.next())
                }
                guard let (file, ticket, isStaffs, isShown, sender) = found,
                    let ticket = try Ticket.find(ticket, context.scope, db)
                else { return nil }
                return Place(
                    ticket: ticket, file: file, isStaffs: isStaffs, isShown: isShown, sender: sender)
            }
        }
    }
}

extension Notice {
    static let fileReleased = Notice(
        "support.file-released", title: "A file was held back and can be had now",
        subject: "File in {number} {subject}",
        text:
            "Hello {name},\n\nthe file {file} in {number} was held back until it was looked at. You can have it now: {link}",
        placeholders: ["number", "subject", "file"], needs: .viewTickets
    ) { (id: ID<TicketFile>, scope, _, db) in try TicketFile.facts(id, scope, db) }

    static let fileWithheld = Notice(
        "support.file-withheld", title: "A file that waited is infected",
        subject: "A file in {number} {subject} was removed",
        text:
            "Hello {name},\n\nthe virus scan found something in the file {file} that you added to {number}. It was removed, and nobody got it. Have your computer looked at, and send the file again from a clean one: {link}",
        placeholders: ["number", "subject", "file"], needs: .viewTickets, always: true
    ) { (id: ID<TicketFile>, scope, _, db) in try TicketFile.facts(id, scope, db) }
}

extension TicketFile {
    fileprivate static func facts(
        _ id: ID<TicketFile>, _ scope: Scope, _ db: borrowing Reading
    ) throws -> Notice.Facts? {
        try db.first(
            """
            SELECT t.ref, t.number, t.subject, a.name, t.id FROM support_file f
            JOIN support_ticket t ON t.id = f.ticket_id
            JOIN portico_attachment a ON a.id = f.attachment_id
            LEFT JOIN support_note n ON n.id = f.note_id
            WHERE f.id = \(id) AND \(sql: Ticket.visible(scope)) AND \(sql: visible(scope))
            """
        ) { row in
            let ticket: Ref<Ticket> = try row.next()
            let number: Int = try row.next()
            let (subject, file): (String, String) = (try row.next(), try row.next())
            let thread: ID<Ticket> = try row.next()
            return Notice.Facts(
                path: "\(Ticket.list)/\(ticket)",
                ["number": "#\(number)", "subject": subject, "file": file], answersIn: thread)
        }
    }
}
