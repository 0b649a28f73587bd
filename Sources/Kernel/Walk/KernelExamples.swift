import PortalKit
import Posix

/// How the walk tries the kernel's own portals.
enum KernelExamples {
    static let identity = Examples(
        [
            ExampleRecord(.seat, of: .contact, shared: .always, removed: .never) { it, tx in
                let ref: Ref<Seat>? = try tx.first(
                    "SELECT ref FROM kernel_seat WHERE customer_id = \(it.customer) AND contact_id = \(it.contact)"
                ) { try $0.next() }
                guard let ref else { throw PortalError.notFound }
                return ref
            },
            ExampleRecord(.session, of: .contact, shared: .always, removed: .possible) { it, tx in
                let ref: Ref<OpenSession> = tx.newRef()
                try tx.execute(
                    """
                    INSERT INTO kernel_session
                        (ref, token_hash, account_id, seat_id, created_at, seen_at, ended_at, user_agent)
                    SELECT \(ref), \(Random.bytes(32)), s.account_id, s.id, \(it.now), \(it.now), \(it.removed.at),
                        \(it.text)
                    FROM kernel_seat s WHERE s.customer_id = \(it.customer) AND s.contact_id = \(it.contact)
                    """)
                return ref
            },
            own, colleague, giveable,
            ExampleRecord(tokens: .token) { it, tx in
                let known = Token(WalkPeople.link).map(\.hash)
                let isMade: Int? = try tx.first(
                    "SELECT 1 FROM kernel_invitation WHERE token_hash = \(known)"
                ) { try $0.next() }
                let token = isMade == nil ? Token(WalkPeople.link) : Token()
                guard let token else { throw PortalError.notFound }
                try KernelExamples.reset(token, named: isMade == nil ? "Guest" : it.text, it, tx)
                try KernelExamples.proof(token, named: isMade == nil ? "Guest" : it.text, it, tx)
                let ref: Ref<Contact> = tx.newRef()
                let customer = try KernelExamples.elsewhere(it, tx)
                try tx.execute(
                    """
                    INSERT INTO kernel_contact (customer_id, ref, name, email, created_at)
                    VALUES (\(customer), \(ref), \(isMade == nil ? "Guest" : it.text), 'walk@example.org', \(it.now))
                    """)
                let seat = try KernelExamples.seat(ref, isAccepted: false, tx)
                try tx.execute(
                    """
                    INSERT INTO kernel_invitation (token_hash, seat_id, email, created_at, expires_at)
                    VALUES (\(token.hash), \(seat), 'walk@example.org', \(it.now), \(it.now.adding(seconds: 86_400)))
                    """)
                return token.text
            },
            ExampleRecord(tokens: .link) { _, _ in visitorLink },
        ],
        forms: [
            ExampleForm(.guest, "/sign-in", ["login": WalkPeople.login, "password": WalkPeople.password]),
            ExampleForm(
                .guest, "/staff/sign-in",
                ["login": WalkPeople.staffLogin, "password": WalkPeople.password]),
            ExampleForm(.guest, "/sign-in/code", ["code": code]),
            ExampleForm(.guest, "/staff/sign-in/code", ["code": code]),
            ExampleForm(.guest, "/invitation", ["password": "a walk through the invitations"]),
            ExampleForm(.guest, "/link", [:]),
            ExampleForm(.guest, "/forgot", ["login": WalkPeople.login]),
            ExampleForm(.guest, "/reset", ["password": "a walk through the resets"]),
            .customer("/account/sessions/{session}/end", [:]), .customer("/account/sessions/end", [:]),
            .customer("/account", ["language": "nl", "theme": "dark", "time_zone": "Europe/Amsterdam"]),
            .customer(
                "/account/password",
                [
                    "current": WalkPeople.password, "new": "another walk through the house",
                    "again": "another walk through the house",
                ]),
            .customer("/account/security/app", ["code": code]),
            .customer("/account/security/app/new", proof), .customer("/account/security/app/off", proof),
            .customer("/account/security/codes", proof),
            .customer("/seat", [:], naming: ["seat": .seat]),
            .customer("/sign-out", [:]), .staff("/staff/sign-out", [:]), .customer("/viewing/end", [:]),
        ] + ownForms + colleagueForms)

    /// Stands for what the authenticator apps of the walk show.
    static let code = "{code}"
    static let proof = ["current": WalkPeople.password, "code": code]
    /// Stands for the id of a portal of the house, whichever there are.
    static let anyPortal = "{portal}"
    /// For the id of a notice.
    static let anyNotice = "{notice}"
    /// For the token of a customer's link, which only the installation's key can make.
    static let visitorLink = "{link}"

    static let administration = Examples(
        [
            ExampleRecord(.customer, of: .customer, shared: .always, removed: .never) { it, tx in
                let ref: Ref<Customer> = tx.newRef()
                try tx.execute(
                    """
                    INSERT INTO kernel_customer (ref, number, name, created_at)
                    SELECT \(ref), COALESCE(MAX(number), 0) + 100, \(it.text), \(it.now) FROM kernel_customer
                    """)
                return ref
            },
            ExampleRecord(.contact, of: .customer, shared: .always, removed: .never) { it, tx in
                let ref: Ref<Contact> = tx.newRef()
                try tx.execute(
                    """
                    INSERT INTO kernel_contact (customer_id, ref, name, created_at)
                    VALUES (\(it.customer), \(ref), \(it.text), \(it.now))
                    """)
                return ref
            },
            ExampleRecord(.group, of: .customer, shared: .always, removed: .never) { it, tx in
                let ref: Ref<PermissionGroup> = tx.newRef()
                try tx.execute(
                    """
                    INSERT INTO kernel_permission_group (ref, name, created_at)
                    VALUES (\(ref), \(it.text), \(it.now))
                    """)
                return ref
            },
            ExampleRecord(.mail, of: .customer, shared: .always, removed: .never) { it, tx in
                let ref: Ref<Delivery> = tx.newRef()
                try tx.execute(
                    """
                    INSERT INTO kernel_mail (ref, kind, recipient, recipient_name, subject, content, created_at,
                        queued_at, due_at)
                    VALUES (\(ref), 'walk', 'walk@example.org', \(it.text), \(it.text), '{}', \(it.now), \(it.now),
                        \(it.now))
                    """)
                return ref
            },
            ExampleRecord(.session, of: .customer, shared: .always, removed: .never) { it, tx in
                let ref: Ref<OpenSession> = tx.newRef()
                try tx.execute(
                    """
                    INSERT INTO kernel_staff_session (ref, token_hash, staff_id, created_at, seen_at, user_agent)
                    VALUES (\(ref), \(Random.bytes(32)), \(it.staff), \(it.now), \(it.now), \(it.text))
                    """)
                return ref
            },
            ExampleRecord(.seat, in: .customer, of: .customer, shared: .always, removed: .never) { it, tx in
                let contact: Ref<Contact> = tx.newRef()
                let customer: Ref<Customer> = try it.parent()
                try tx.execute(
                    """
                    INSERT INTO kernel_contact (customer_id, ref, name, email, created_at)
                    SELECT id, \(contact), \(it.text), 'walk@example.org', \(it.now) FROM kernel_customer
                    WHERE ref = \(customer)
                    """)
                let seat = try KernelExamples.seat(contact, isAccepted: true, tx)
                let ref: Ref<PortalSeat>? = try tx.first("SELECT ref FROM kernel_seat WHERE id = \(seat)") {
                    try $0.next()
                }
                guard let ref else { throw PortalError.notFound }
                return ref
            },
            ExampleRecord(tokens: .access, in: .seat) { _, _ in anyPortal },
            wished, ExampleRecord(tokens: .portal) { _, _ in identityPortal.id },
            ExampleRecord(tokens: .notice) { _, _ in anyNotice },
            ExampleRecord(tokens: .module) { _, _ in anyPortal },
            person,
        ] + BatchExamples.records,
        forms: staffForms + users + decisions + housekeeping + BatchExamples.forms)

    /// Makes the contact a portal user.
    @Sendable static func seat(_ contact: Ref<Contact>, _ tx: borrowing Transaction) throws {
        _ = try seat(contact, isAccepted: true, tx)
    }

    /// Somebody who asked for a new password.
    private static func reset(
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
        try tx.execute(
            """
            INSERT INTO kernel_reset (token_hash, account_id, seat_id, login, email, created_at, expires_at)
            SELECT \(token.hash), s.account_id, s.id, \(ref.description), 'walk@example.org', \(it.now),
                \(it.now.adding(seconds: 86_400))
            FROM kernel_seat s WHERE s.id = \(seat)
            """)
    }

    /// A customer of their own for those who come by a link: they are nobody's colleagues.
    static func elsewhere(_ it: ExampleWish, _ tx: borrowing Transaction) throws -> UInt64 {
        let ref: Ref<Customer> = tx.newRef()
        return try tx.execute(
            """
            INSERT INTO kernel_customer (ref, number, name, created_at)
            SELECT \(ref), COALESCE(MAX(number), 0) + 100, 'Guests', \(it.now) FROM kernel_customer
            """
        ).insertID
    }

    /// Makes the contact one who was invited and has not answered yet.
    @Sendable static func invited(_ contact: Ref<Contact>, _ tx: borrowing Transaction) throws {
        try tx.execute("UPDATE kernel_contact SET email = 'walk@example.org' WHERE ref = \(contact)")
        _ = try seat(contact, isAccepted: false, tx)
    }

    static func seat(
        _ contact: Ref<Contact>, isAccepted: Bool, _ tx: borrowing Transaction
    ) throws -> UInt64 {
        let account = try tx.execute(
            """
            INSERT INTO kernel_account (ref, login, created_at)
            VALUES (\(Random.bytes(10)), \(contact.description), UTC_TIMESTAMP(6))
            """
        ).insertID
        return try tx.execute(
            """
            INSERT INTO kernel_seat (ref, account_id, customer_id, contact_id, group_id, created_at, accepted_at)
            SELECT \(Random.bytes(10)), \(account), p.customer_id, p.id, g.id, UTC_TIMESTAMP(6),
                IF(\(isAccepted), UTC_TIMESTAMP(6), NULL)
            FROM kernel_contact p JOIN kernel_permission_group g ON g.is_default = 1 WHERE p.ref = \(contact)
            """
        ).insertID
    }
}

extension ObjectKind {
    static let seat = ObjectKind("seat")
    static let colleague = ObjectKind("colleague")
    static let session = ObjectKind("session")
    static let customer = ObjectKind("customer")
    static let contact = ObjectKind("contact")
    static let group = ObjectKind("group")
    static let mail = ObjectKind("mail")
    static let token = ObjectKind("token")
    static let link = ObjectKind("link")
    static let notice = ObjectKind("notice")
    /// A portal of a portal user, named by the portal's id.
    static let access = ObjectKind("access")
    /// A bulk enabling, and one row of it.
    static let batch = ObjectKind("batch")
    static let entry = ObjectKind("entry")
    /// Named by its id.
    static let portal = ObjectKind("portal")
    static let module = ObjectKind("module")
    static let staffPerson = ObjectKind("person")
}
