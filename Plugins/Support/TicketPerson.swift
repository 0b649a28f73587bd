import PortalKit

/// For whom a customer's person opens a ticket: himself, or a colleague whose it becomes while he is in it.
enum TicketPerson {
    /// More than these are not chosen from a list; the name is typed.
    static let mostListed = 200

    /// The colleague that a form names, by ref or by the whole name; nil where it names nobody or the writer himself.
    ///
    /// - Throws: `PortalError.invalid` where nobody of that name is a colleague who has the portal, or more than one.
    static func chosen(_ form: Form, _ context: CustomerContext) throws -> PortalPerson? {
        var check = FormCheck(form)
        let text = check.line("for", most: 200)
        try check.finish()
        guard !text.isEmpty else { return nil }
        if try isHimself(text, context) { return nil }
        let found = try context.colleagues(holding: .viewTickets).filter {
            "\($0.ref)" == text || $0.name.lowercased() == text.lowercased()
        }
        guard let person = found.first else {
            throw PortalError.invalid("for", "Choose a colleague of yours who has this portal.")
        }
        guard found.count == 1 else {
            throw PortalError.invalid(
                "for", "Several colleagues have that name. Open it for yourself and say whose it is.")
        }
        return person
    }

    private static func isHimself(_ text: String, _ context: CustomerContext) throws -> Bool {
        guard let ref = try? Ref<ContactReference>(text), let person = context.viewer.person else {
            return false
        }
        let scope = try context.scope(.openTickets)
        return try context.read { db in
            try db.first(
                """
                SELECT p.id FROM portico_contact p
                WHERE p.ref = \(ref) AND p.id = \(person) AND \(scope, on: "p", own: "p.id")
                """
            ) { row in try row.next() as ID<ContactReference> } != nil
        }
    }

    /// The field of the form, where there is a colleague to choose.
    static func input(_ colleagues: [PortalPerson], _ ui: Interface) -> HTML {
        guard !colleagues.isEmpty else { return HTML() }
        guard colleagues.count <= mostListed else {
            return ui.field(
                "for", "For a colleague", hint: "The whole name, or nothing when it is for yourself.",
                optional: true, autocomplete: "off", width: .long, limit: 200)
        }
        let hint: Words =
            "It becomes the colleague's ticket. You read and answer it too, and mail tells you both."
        let choices =
            [Choice("", "For myself")] + colleagues.map { Choice("\($0.ref)", Words(verbatim: $0.name)) }
        return ui.select("for", "For whom is it?", choices, hint: hint, width: .long)
    }
}

extension Ticket {
    /// Who of the customer wrote it for a colleague.
    struct Writer {
        let id: ID<ContactReference>
        let name: String
    }

    /// Who opened it for a colleague is in it: he keeps it should he reach only his own one day.
    static func join(
        _ writer: ID<ContactReference>?, _ ticket: ID<Ticket>, at now: Instant, _ tx: borrowing Transaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO support_member (ticket_id, contact_id, customer_id, added_at)
            SELECT t.id, \(writer), t.customer_id, \(now) FROM support_ticket t WHERE t.id = \(ticket)
                \(unscoped: "a ticket that this transaction opened")\(unscoped: "its member")
            """)
    }
}
