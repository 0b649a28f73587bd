import MariaDB
import PortalKit

/// How the walk tries what people change of themselves, and what is held of them.
extension KernelExamples {
    /// What administrators have to open first, so that it is tried too.
    static func openDoors(at now: Instant, _ connection: Connection) throws {
        _ = try connection.execute(
            """
            INSERT INTO kernel_setting (id, value, changed_at)
            VALUES (\(Setting<Bool>.ownAddress.declaration.id), '1', \(now))
            """)
        _ = try connection.execute("INSERT INTO kernel_counter (name, value) VALUES ('settings', 1)")
    }

    static let own = ExampleRecord(.change, of: .contact, shared: .always, removed: .never) { it, tx in
        try change(of: it.contact, it, tx)
    }

    /// For staff: of a contact that nobody else has.
    static let wished = ExampleRecord(.change, of: .customer, shared: .always, removed: .never) { it, tx in
        let ref: Ref<Contact> = tx.newRef()
        let contact = try tx.execute(
            """
            INSERT INTO kernel_contact (customer_id, ref, name, created_at)
            VALUES (\(it.customer), \(ref), 'Walk', \(it.now))
            """
        ).insertID
        return try change(of: ID(contact), it, tx)
    }

    static let ownForms: [ExampleForm] = [
        ExampleForm(.guest, "/address", ["password": WalkPeople.password]),
        .customer("/account/details", ["name": "Maria Sommer", "title": "Owner", "phone": "030 7"]),
        .customer("/account/email", ["address": "new@example.org", "password": WalkPeople.password]),
        .customer("/account/emails", ["how": "daily"]),
        .customer("/account/data", ["password": WalkPeople.password]),
        .customer("/account/customer", ["street": "Obere Str. 57", "city": "Berlin"]),
        .customer("/account/changes/{change}/withdraw", [:]),
    ]

    static let decisions: [ExampleForm] = [
        .staff("/staff/change-requests/{change}/approve", [:]),
        .staff("/staff/change-requests/{change}/decline", ["reason": "We know better"]),
        .staff("/staff/contacts/{contact}/export", [:]),
        .staff("/staff/contacts/{contact}/erase/preview", [:]),
        .staff("/staff/contacts/{contact}/erase", [:]),
    ]

    static let settings = [
        "identity.contact-hours": "Monday to Friday", "identity.own-name": "never",
        "identity.own-title": "approval", "identity.own-phone": "directly", "identity.own-email": "approval",
        "identity.own-address": "1", "identity.access-review-months": "12", "identity.digest-hour": "6",
    ]

    /// Somebody who gave another address, and whose password is everybody's.
    static func proof(
        _ token: Token, named name: String, _ it: ExampleWish, _ tx: borrowing Transaction
    ) throws {
        let ref: Ref<Contact> = tx.newRef()
        let customer = try elsewhere(it, tx)
        try tx.execute(
            """
            INSERT INTO kernel_contact (customer_id, ref, name, email, created_at)
            VALUES (\(customer), \(ref), \(name), 'walk@example.org', \(it.now))
            """)
        let seat = try seat(ref, isAccepted: true, tx)
        let password: String? = try tx.first(
            "SELECT password FROM kernel_account WHERE login = \(WalkPeople.login)"
        ) { try $0.next() }
        try tx.execute(
            "UPDATE kernel_account SET password = \(password) WHERE login = \(ref.description)")
        let email = name == "Guest" ? "new@example.org" : name + "@example.org"
        try tx.execute(
            """
            INSERT INTO kernel_address_proof
                (token_hash, account_id, seat_id, login, old_email, new_email, created_at, expires_at)
            SELECT \(token.hash), s.account_id, s.id, \(ref.description), 'walk@example.org', \(email), \(it.now),
                \(it.now.adding(seconds: 86_400))
            FROM kernel_seat s WHERE s.id = \(seat)
            """)
    }

    /// Something that a contact asked to have changed.
    private static func change(
        of contact: ID<ContactReference>, _ it: ExampleWish, _ tx: borrowing Transaction
    ) throws -> Ref<ChangeRequest> {
        let ref: Ref<ChangeRequest> = tx.newRef()
        try tx.execute(
            """
            INSERT INTO kernel_change_request
                (ref, customer_id, contact_id, field, old_value, new_value, asked_at)
            VALUES (\(ref), \(it.customer), \(contact), 'title', '', \(it.text), \(it.now))
            """)
        return ref
    }
}
