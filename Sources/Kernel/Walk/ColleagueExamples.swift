import PortalKit
import Posix

/// How the walk tries what a customer-side administrator does.
extension KernelExamples {
    /// Somebody of the customer, of a group without any right.
    static let colleague = ExampleRecord(.colleague, of: .customer, shared: .always, removed: .never) {
        it, tx in
        let group: Ref<PermissionGroup> = tx.newRef()
        try tx.execute(
            """
            INSERT INTO kernel_permission_group (ref, name, created_at)
            VALUES (\(group), \("Colleagues " + group.description), \(it.now))
            """)
        try give(group, tx)
        let contact: Ref<Contact> = tx.newRef()
        try tx.execute(
            """
            INSERT INTO kernel_contact (customer_id, ref, name, created_at)
            VALUES (\(it.customer), \(contact), \(it.text), \(it.now))
            """)
        let seat = try seat(contact, isAccepted: true, tx)
        let ref: Ref<Colleague> = tx.newRef()
        try tx.execute(
            """
            UPDATE kernel_seat SET ref = \(ref),
                group_id = (SELECT id FROM kernel_permission_group WHERE ref = \(group)) WHERE id = \(seat)
            """)
        return ref
    }

    /// What a customer's own administrator does to them.
    static let colleagueForms: [ExampleForm] = [
        .customer(
            "/colleagues/new", ["name": "Martín Sommer", "email": "martin@example.org"],
            naming: ["group": .group]),
        .customer("/colleagues/{colleague}/group", [:], naming: ["group": .group]),
        .customer("/colleagues/{colleague}/end", ["last_day": "2099-12-31"]),
        .customer("/colleagues/{colleague}/switch", ["on": "0"]),
        .customer("/colleagues/{colleague}/confirm", [:]),
        .customer("/colleagues/{colleague}/resend", [:]).after(unanswered),
        .customer("/colleagues/{colleague}/withdraw", [:]).after(unanswered),
    ]

    /// A group that the people of the first customer may give, and those of the second may not.
    static let giveable = ExampleRecord(
        .group, of: .customer, shared: .always, removed: .never, seenBy: .manageColleagues
    ) { it, tx in
        let ref: Ref<PermissionGroup> = tx.newRef()
        try tx.execute(
            """
            INSERT INTO kernel_permission_group (ref, name, created_at)
            VALUES (\(ref), \("Giveable " + ref.description), \(it.now))
            """)
        let isFirst: Int? = try tx.first(
            "SELECT 1 FROM kernel_contact WHERE id = \(it.contact) AND customer_id = (SELECT MIN(id) FROM kernel_customer)"
        ) { try $0.next() }
        if isFirst != nil { try give(ref, tx) }
        return ref
    }

    private static func give(_ group: Ref<PermissionGroup>, _ tx: borrowing Transaction) throws {
        try tx.execute(
            """
            INSERT INTO kernel_group_ceiling (group_id, allowed_group_id)
            SELECT g.id, t.id FROM kernel_permission_group g
            JOIN kernel_permission_group t ON t.ref = \(group)
            """)
    }

    /// Makes the colleague one who was invited and has not answered yet.
    @Sendable static func unanswered(_ colleague: Ref<Colleague>, _ tx: borrowing Transaction) throws {
        try tx.execute(
            """
            UPDATE kernel_seat s JOIN kernel_contact p ON p.id = s.contact_id
            SET s.accepted_at = NULL, p.email = 'walk@example.org' WHERE s.ref = \(colleague)
            """)
    }
}
