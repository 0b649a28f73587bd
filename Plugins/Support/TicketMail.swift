import PortalKit

/// A mail that belongs to a ticket, to be opened on its own.
struct TicketMail {
    let id: ID<TicketMail>
    let ref: Ref<TicketMail>
    let body: MailText
    let kind: IncomingMail.Kind
    let note: ID<TicketNote>?
    /// The message as it came; for staff.
    let original: Attachment?
    let sharedAt: Instant?

    var isShared: Bool { sharedAt != nil }
    /// What a machine said is for staff until they show it; what a person wrote he has seen.
    var canBeShared: Bool { kind != .person && note == nil }

    func path(of ticket: String) -> String { "\(ticket)/messages/\(ref)" }
}

/// What there is to read of a mail, whether it belongs to a ticket or not.
struct MailText {
    let authorName: String
    let authorAddress: String
    let subject: String
    /// All of it.
    let text: String
    /// What its author wrote himself.
    let own: String
    let html: String?
    let headers: String
    let isCut: Bool
    let sentAt: Instant?
    let at: Instant

    /// What he quotes; the rest of the text.
    var quoted: String { String(text.utf8.dropFirst(own.utf8.count)) ?? "" }

    var author: String { authorName.isEmpty ? authorAddress : authorName }

    /// The columns `author_name, author_address, subject, body, own_bytes, html, headers, is_cut, sent_at, created_at`.
    init(_ row: borrowing Row) throws {
        authorName = try row.next()
        authorAddress = try row.next()
        subject = try row.next()
        text = try row.next()
        let count: Int = try row.next()
        own = String(text.utf8.prefix(count)) ?? text
        html = try row.next()
        headers = try row.next()
        isCut = try row.next()
        sentAt = try row.next()
        at = try row.next()
    }
}

extension IncomingMail {
    /// What is shown of a subject that nobody wrote.
    static let withoutSubject = "-"

    var title: String { subject.isEmpty ? Self.withoutSubject : String(subject.unicodeScalars.prefix(160)) }

    /// How many bytes of the text are the author's own; the quoted rest follows.
    var ownBytes: Int { text.utf8.starts(with: own.utf8) ? own.utf8.count : text.utf8.count }
}

extension TicketNote.Draft {
    /// What somebody answered by mail; as on the page it is refused where there is nothing in it.
    init(_ mail: IncomingMail) throws(PortalError) {
        body = mail.own
        files = mail.files
        isShared = false
        status = nil
        if body.isEmpty && files.isEmpty { throw .invalid("note", "Write something, or add a file.") }
    }
}

/// What tickets do with mail.
enum TicketMailIn {
    static let source = MailSource(answer: answer, others: others)

    /// An answer by mail is the answer of the page: the same laws, the same guards, the same rows.
    @Sendable private static func answer(
        _ mail: IncomingMail, _ id: ID<Ticket>, _ context: CustomerContext, _ write: consuming Write
    ) throws {
        let scope = try context.scope(.answerTickets)
        let scopes = (scope, try context.scope(.viewTickets))
        let found = try context.read { db -> Ticket? in
            guard let place = try Ticket.place(of: id, scope, db) else { return nil }
            return try Ticket.find(place.ref, scopes, db)
        }
        guard let ticket = found else { throw PortalError.notFound }
        let draft = try TicketNote.Draft(mail)
        let actor = Ticket.Actor(context.viewer)
        try write { tx in
            try ticket.hold(scope, Ticket.Reopening(context.settings), at: context.now, tx)
            let note = try ticket.add(
                draft, by: actor, moving: { $0.afterCustomer }, TicketTargets(context.settings), scope,
                at: context.now, tx)
            try TicketMail.add(
                mail, to: ticket.id, note: note, contact: actor.contact, sharedAt: context.now,
                at: context.now, tx)
            try tx.audit("support.ticket.answered", .ticket, ticket.id)
        }
    }

    /// What a machine says about a ticket stands there for staff; it answers nothing and moves nothing. The rest waits
    /// for staff, or is refused where an administrator wants no mail of others.
    @Sendable private static func others(
        _ mail: IncomingMail, _ doubt: MailSource.Doubt, _ ticket: ID<Ticket>?,
        _ contact: ID<ContactReference>?, _ context: SystemContext, _ write: consuming Write
    ) throws -> MailSource.Verdict {
        let isOfStranger = [.stranger, .otherSender, .noAccess].contains(doubt)
        if isOfStranger, !context.settings[.takesOtherMail] { return .refused }
        let known = try context.read { db -> (ticket: ID<Ticket>?, contact: ID<ContactReference>?) in
            let place = try ticket.flatMap { try Ticket.place(of: $0, context.scope, db) }
            let isPerson = try Ticket.Owner.ref(of: contact, db) != nil
            return (place?.id, isPerson ? contact : nil)
        }
        try write { tx in
            if doubt == .machine, let ticket = known.ticket {
                try TicketMail.add(
                    mail, to: ticket, note: nil, contact: nil, sharedAt: nil, at: context.now, tx)
            } else {
                try Letter.add(mail, doubt, known.ticket, known.contact, at: context.now, tx)
            }
        }
        return .taken
    }
}

extension Setting where Value == Bool {
    static var takesOtherMail: Setting {
        Setting(
            "support.takes-other-mail", title: "Mail that answers nothing waits for your people",
            hint: "Otherwise its sender is told that this address takes answers only.", default: true)
    }
}

extension ObjectKind {
    static let message = ObjectKind("message")
    static let letter = ObjectKind("letter")
}
