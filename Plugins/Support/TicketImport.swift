import PortalKit

// Tickets of another system: known by their external id, brought up to date by importing them again.
extension Ticket {
    static let importer = Importer(
        "tickets",
        [
            ImportColumn("external_id", also: ["id", "ticket", "ticket_id", "number"], isRequired: true),
            ImportColumn("customer", also: ["customer_number", "account"], isRequired: true),
            ImportColumn("contact", also: ["contact_name", "requester"]),
            ImportColumn("subject", also: ["title", "summary"], isRequired: true),
            ImportColumn("description", also: ["text", "body"]), ImportColumn("status", also: ["state"]),
            ImportColumn("priority"), ImportColumn("opened_at", also: ["created_at", "opened", "created"]),
            ImportColumn("solution", also: ["resolution"]),
        ]
    ) { row, context, tx in try take(row, at: context.now, tx) }

    private static func take(
        _ row: ImportRow, at now: Instant, _ tx: borrowing Transaction
    ) throws -> Importer.Outcome {
        let draft = try Draft(row.form, needsDescription: false)
        let id = row["external_id"]
        guard (1...64).contains(id.utf8.count) else {
            throw PortalError.invalid("external_id", "Use 1 to 64 bytes.")
        }
        let status = row["status"].isEmpty ? Status.new : Status(rawValue: row["status"].lowercased())
        guard let status else { throw PortalError.invalid("status", "There is no such status.") }
        let priority =
            row["priority"].isEmpty ? Priority.normal : Priority(rawValue: row["priority"].lowercased())
        guard let priority else { throw PortalError.invalid("priority", "There is no such priority.") }
        let owner = try owner(row, tx)
        let opened = try row.moment("opened_at") ?? now
        let changed = try tx.execute(
            """
            UPDATE support_ticket SET subject = \(draft.subject), description = \(draft.description),
                status = \(status.rawValue), priority = \(priority.rawValue), solution = \(row["solution"]),
                version = version + 1
            WHERE external_id = \(id) AND customer_id = \(owner.customer)
            """)
        if changed.affected == 1 { return .updated }
        try takeNumber(tx)
        let ref: Ref<Ticket> = tx.newRef()
        let added = try tx.execute(
            """
            INSERT IGNORE INTO support_ticket (customer_id, ref, number, external_id, contact_id, subject, description,
                status, priority, solution, created_at, moved_at, updated_at, touched_at)
            SELECT \(owner.customer), \(ref), k.value, \(id), \(owner.contact), \(draft.subject),
                \(draft.description), \(status.rawValue), \(priority.rawValue), \(row["solution"]), \(opened),
                \(opened), \(opened), \(opened)
            FROM support_counter k WHERE k.name = 'ticket'
            """)
        guard added.affected == 1 else {
            throw PortalError.invalid("external_id", "Another customer has the ticket with this id.")
        }
        return .added
    }

    private static func owner(
        _ row: ImportRow, _ tx: borrowing Transaction
    ) throws -> (customer: ID<CustomerRecord>, contact: ID<ContactReference>?) {
        guard let customer = try tx.customer(numbered: Int(row["customer"])) else {
            throw PortalError.invalid("customer", "Enter the customer's number.")
        }
        guard !row["contact"].isEmpty else { return (customer, nil) }
        let contact: ID<ContactReference>? = try tx.first(
            """
            SELECT p.id FROM portico_contact p
            WHERE p.customer_id = \(customer) AND p.name = \(row["contact"]) AND p.removed_at IS NULL LIMIT 1
            """
        ) { try $0.next() }
        guard let contact else {
            throw PortalError.invalid("contact", "The customer has no contact of that name.")
        }
        return (customer, contact)
    }
}
