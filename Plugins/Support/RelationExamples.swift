import PortalKit

/// What the walk sends to bring tickets together and to take them apart.
enum RelationExamples {
    static let forms: [ExampleForm] = [
        .staff("/tickets/{ticket}/links", ["number": "\(other)"]).after(another),
        .staff("/tickets/{ticket}/links/remove", [:], naming: ["ticket": .ticket]).after {
            (ref: Ref<Ticket>, tx) in
            try tx.execute(
                """
                INSERT IGNORE INTO support_link (low_id, high_id, linked_at, linked_by)
                SELECT LEAST(t.id, o.id), GREATEST(t.id, o.id), t.created_at, s.id
                FROM support_ticket t JOIN support_ticket o ON o.id <> t.id JOIN portico_staff s
                WHERE t.ref = \(ref) GROUP BY o.id
                """)
        },
        .staff("/tickets/{ticket}/merge", ["into": "\(other)", "version": "1"]).after(another),
        .staff("/tickets/{ticket}/notes/{note}/split", ["subject": "another", "description": "thing"]),
    ]

    /// The number of a second ticket, above those that the walk makes.
    private static let other = 900_000_000

    @Sendable private static func another(_ ref: Ref<Ticket>, _ tx: borrowing Transaction) throws {
        try tx.execute(
            """
            INSERT INTO support_ticket (customer_id, ref, number, contact_id, subject, description, status, created_at,
                moved_at, updated_at, touched_at)
            SELECT t.customer_id, \(tx.newRef() as Ref<Ticket>), \(other), t.contact_id, '', '', 'open', t.created_at,
                t.moved_at, t.updated_at, t.touched_at FROM support_ticket t WHERE t.ref = \(ref)
            """)
    }
}
