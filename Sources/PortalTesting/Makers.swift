import Kernel
import MariaDB
public import PortalKit
import Synchronization

/// A member of staff that a test made.
public struct TestStaff: Sendable {
    /// The number in `portico_staff`.
    public let id: UInt64
    /// Signs in with this and ``TestKernel/password``.
    public let login: String
}

/// A customer that a test made.
public struct TestCustomer: Sendable {
    /// The number in `portico_customer`, for `customer_id`.
    public let id: UInt64
    /// As it stands in addresses.
    public let ref: String
    /// As people call it.
    public let number: Int
    /// What it is called.
    public let name: String
}

/// A contact that a test made.
public struct TestContact: Sendable {
    /// The number in `portico_contact`, for `contact_id`.
    public let id: UInt64
    /// As it stands in addresses.
    public let ref: String
    /// What the person is called.
    public let name: String
    /// Where the person works.
    public let customer: TestCustomer
}

/// Somebody who can sign in for a customer.
public struct TestSeat: Sendable {
    /// The number of the seat.
    public let id: UInt64
    /// The number of the login.
    public let account: UInt64
    /// Signs in with this and ``TestKernel/password``.
    public let login: String
    /// Whom the seat is for; nil for one on the customer itself.
    public let contact: TestContact?
    /// For whom it is.
    public let customer: TestCustomer
}

/// A permission group that a test names.
public struct TestGroup: Sendable {
    package let id: UInt64
    /// As it stands in addresses.
    public let ref: String

    package init(id: UInt64, ref: String) {
        self.id = id
        self.ref = ref
    }
}

extension TestKernel {
    /// The password of everybody who is made here.
    public static let password = "sixteen horses in a field"

    /// Hashed once for all tests: a hash is made to be slow.
    private static let hashed = Result { try PasswordHash(Password(password)).phc }

    private static let number = Atomic(0)

    /// Adds a member of staff.
    public func addStaff(_ name: String = "Alma Reyes", isAdministrator: Bool = true) throws -> TestStaff {
        guard let hash = PasswordHash(phc: try Self.hashed.get()) else {
            throw TestServer.Failure(description: "the test password has no hash")
        }
        let login = try Login("staff\(Self.next())")
        let now = clock.now
        let id = try withConnection { connection in
            try StaffRow.add(
                login: login, name: name, isAdministrator: isAdministrator, password: hash, at: now,
                connection)
        }
        return TestStaff(id: id, login: login.text)
    }

    /// Adds a customer.
    public func addCustomer(_ name: String = "Alfreds Futterkiste") throws -> TestCustomer {
        var fields = Customer.Fields()
        fields.name = name
        let prepared = fields
        let now = clock.now
        return try withConnection { connection in
            let added = try Customer.add(prepared, at: now, connection)
            let number: Int? = try connection.first(
                "SELECT number FROM kernel_customer WHERE id = \(added.id)"
            ) { try $0.next() }
            return TestCustomer(
                id: added.id, ref: Crockford.encode(added.ref), number: number ?? 0, name: name)
        }
    }

    /// Adds a contact of a customer.
    public func addContact(_ name: String = "Maria Anders", at customer: TestCustomer) throws -> TestContact {
        var fields = Contact.Fields()
        fields.name = name
        let prepared = fields
        let now = clock.now
        return try withConnection { connection in
            let added = try Contact.add(prepared, to: customer.id, at: now, connection)
            return TestContact(id: added.id, ref: Crockford.encode(added.ref), name: name, customer: customer)
        }
    }

    /// Gives a contact a seat whose password the person has chosen already.
    ///
    /// - Parameter group: the default group when nil.
    public func addSeat(_ contact: TestContact, group: TestGroup? = nil) throws -> TestSeat {
        try addSeat(contact, at: contact.customer, group: group)
    }

    /// Gives a customer itself a seat; without a group it has *Everything*.
    public func addSeat(on customer: TestCustomer, group: TestGroup? = nil) throws -> TestSeat {
        try addSeat(nil, at: customer, group: group)
    }

    private func addSeat(_ contact: TestContact?, at customer: TestCustomer, group: TestGroup?) throws
        -> TestSeat
    {
        guard let hash = PasswordHash(phc: try Self.hashed.get()) else {
            throw TestServer.Failure(description: "the test password has no hash")
        }
        let login = try Login("person\(Self.next())@example.org")
        let now = clock.now
        return try withConnection { connection in
            let seat = try PortalSeat.add(
                login: login, customer: customer.id, contact: contact?.id, group: group?.id,
                startPassword: hash,
                by: nil, at: now, connection)
            let account: UInt64? = try connection.first(
                "SELECT account_id FROM kernel_seat WHERE id = \(seat)"
            ) { try $0.next() }
            _ = try connection.execute(
                "UPDATE kernel_account SET start_password_until = NULL WHERE id = \(account)")
            return TestSeat(
                id: seat, account: account ?? 0, login: login.text, contact: contact, customer: customer)
        }
    }

    /// Adds a permission group with these reaches, by the permissions' ids, and none for all others.
    public func addGroup(_ reaches: [String: Reach]) throws -> TestGroup {
        let ref = Token.random(10)
        let id = try execute(
            """
            INSERT INTO kernel_permission_group (ref, name, created_at)
            VALUES (\(ref), \("Group \(Self.next())"), \(clock.now))
            """
        ).insertID
        for (permission, reach) in reaches where reach != .none {
            try execute(
                """
                INSERT INTO kernel_group_reach (group_id, permission, reach)
                VALUES (\(id), \(permission), \(Int(reach.rawValue)))
                """)
        }
        return TestGroup(id: id, ref: Crockford.encode(ref))
    }

    /// Says of one seat and one portal that it is granted or revoked, and how far it may reach at most.
    public func setAccess(_ seat: TestSeat, to portal: String, isGranted: Bool, cap: Reach? = nil) throws {
        try execute(
            """
            REPLACE INTO kernel_access (seat_id, portal, granted, cap, changed_at)
            VALUES (\(seat.id), \(portal), \(isGranted), \(cap.map { Int($0.rawValue) }), \(clock.now))
            """)
    }

    /// Switches a portal off for the whole installation, or on again.
    public func setModule(_ portal: String, isOn: Bool) throws {
        try execute(
            """
            REPLACE INTO kernel_module (portal, disabled_at) VALUES (\(portal), \(isOn ? nil : clock.now))
            """)
    }

    /// A browser in which this member of staff is signed in already.
    public func signIn(_ staff: TestStaff) throws -> Browser {
        let token = Token()
        try execute(
            """
            INSERT INTO kernel_staff_session (token_hash, staff_id, created_at, seen_at)
            VALUES (\(token.hash), \(staff.id), \(clock.now), \(clock.now))
            """)
        let browser = browser()
        browser.cookies[CookieNames(isSecure: house.installation.isSecure).staff] = token.text
        return browser
    }

    /// A browser in which this person is signed in already.
    public func signIn(_ seat: TestSeat) throws -> Browser {
        let token = Token()
        try execute(
            """
            INSERT INTO kernel_session (token_hash, account_id, seat_id, created_at, seen_at)
            VALUES (\(token.hash), \(seat.account), \(seat.id), \(clock.now), \(clock.now))
            """)
        let browser = browser()
        browser.cookies[CookieNames(isSecure: house.installation.isSecure).customer] = token.text
        return browser
    }

    private static func next() -> Int { number.add(1, ordering: .relaxed).newValue }
}
