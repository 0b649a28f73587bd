import MariaDB
import PortalKit
import Posix
import Web

/// Everybody the walk knows: two customers with two contacts each, one who was blocked, the customer itself, and
/// two of the staff.
struct WalkPeople {
    /// The password of all of them; they live in a scratch database.
    static let password = "a walk through the whole house"
    /// Who signs in with a form.
    static let login = "walk1@example.org"
    static let staffLogin = "walk-administrator"
    /// What the authenticator apps of those hold who have one.
    static let secret = Array("a walk with an app..".utf8)

    struct Customer {
        let id: UInt64
        let ref: Ref<Kernel.Customer>
        let number: Int
        let contacts: [UInt64]
    }

    /// What a viewer's browser sends.
    struct Browser {
        var cookies: [(name: String, value: String)] = []
        /// What the token of its forms is made of.
        var secret: [UInt8] = []
    }

    let first: Customer
    let second: Customer
    /// The token of the link of a third customer, who has no portal users.
    let door: String
    let administrator: UInt64
    private let seats: [WalkViewer: UInt64]
    private let groups: [WalkViewer: UInt64]
    private(set) var browsers: [WalkViewer: Browser] = [:]
    /// Another browser of the same kind of person, whose tokens are not the viewer's.
    private(set) var others: [WalkViewer: Browser] = [:]
    private let portals: [Portal]
    private var worn: WalkViewer?

    /// The token of the links that guests carry, one of each kind.
    static let link = String(repeating: "A", count: 43)

    init(_ house: House, at now: Instant, _ connection: Connection) throws {
        connection.onPrepare = nil
        let portals = house.portals
        let hash = try PasswordHash(Password(Self.password))
        var maker = WalkMaker(
            connection: connection, hash: hash, now: now, permissions: portals.flatMap(\.permissions))
        let groups = try maker.groups()
        let mine = try maker.customer("First", contacts: 5)
        let theirs = try maker.customer("Second", contacts: 2)
        let (seats, enrolled) = try maker.seats(groups, mine, theirs)
        let own = seats[.own] ?? 0
        let (third, door) = try maker.visited(house)
        (self.portals, self.groups, self.seats, first, second) = (portals, groups, seats, mine, theirs)
        let administrator = try maker.staff(Self.staffLogin, isAdministrator: true)
        let technician = try maker.staff("walk-technician", isAdministrator: false)
        (self.door, self.administrator) = (door, administrator)
        let apps = [
            try maker.app(ofSeat: enrolled, house), try maker.app(ofStaff: "walk-with-app", house),
        ]
        try maker.require(ofSeat: seats[.held] ?? 0)
        let names = CookieNames(isSecure: house.installation.isSecure)
        func session(_ viewer: WalkViewer) throws -> Browser {
            switch viewer {
            case .guest:
                maker.guest(
                    names,
                    try Token(Self.link).map { token in
                        try OneTimeLink.allCases.map { try $0.cookie(token, at: now, house) }
                            + [LinkCookie.visitor.cookie(door, at: now, house)]
                    } ?? [], try maker.pending(apps, names))
            case .pending: try maker.pending(apps, names).asSessions(names)
            case .visitor: try maker.session(names, visitorOf: third.id)
            case .viewing, .working:
                try maker.session(names, staff: administrator).viewing(
                    viewer, own, names, at: now, connection)
            case .technician: try maker.session(names, staff: technician)
            case .administrator: try maker.session(names, staff: administrator)
            case .staffToken: try maker.session(names, staff: administrator).moved(to: names.customer)
            case .customerToken: try maker.session(names, seat: own).moved(to: names.staff)
            default: try maker.session(names, seat: seats[viewer] ?? 0, isEnded: viewer == .ended)
            }
        }
        for viewer in WalkViewer.allCases {
            (browsers[viewer], others[viewer]) = (try session(viewer), try session(viewer))
        }
        _ = try connection.execute(
            "UPDATE kernel_seat SET disabled_at = \(now) WHERE id = \(seats[.blocked])")
    }

    /// Whom a mail to the viewer goes to.
    func contact(of viewer: WalkViewer) -> UInt64? {
        switch viewer {
        case .own, .organisation, .rightless, .revoked, .viewing, .working: first.contacts[0]
        case .colleague: first.contacts[1]
        case .stranger: second.contacts[0]
        default: nil
        }
    }

    func seat(of viewer: WalkViewer) -> UInt64? { seats[viewer] }

    /// Whose records these are: the customer and the contact.
    func owner(of object: WalkObject) -> (customer: UInt64?, contact: UInt64) {
        switch object {
        case .everybody: (nil, first.contacts[0])
        case .colleague: (first.id, first.contacts[1])
        case .foreign: (second.id, second.contacts[0])
        default: (first.id, first.contacts[0])
        }
    }

    /// The name in addresses of what is the kernel's and staff may name in a form.
    func ref(of kind: ObjectKind, _ connection: Connection) throws -> String? {
        guard kind.name == ObjectKind.contact.name else { return nil }
        connection.onPrepare = nil
        return try connection.first("SELECT ref FROM kernel_contact WHERE id = \(first.contacts[0])") { row in
            let ref: Ref<ContactReference> = try row.next()
            return "\(ref)"
        }
    }

    /// Gives the viewer's seat the group it stands for; several viewers are one seat at different times.
    ///
    /// - Returns: whether anything had to be written for it.
    mutating func become(_ viewer: WalkViewer, _ connection: Connection) throws -> Bool {
        guard worn != viewer, groups[viewer] != nil || viewer == .revoked else { return false }
        worn = viewer
        try wear(viewer, connection)
        return true
    }

    private func wear(_ viewer: WalkViewer, _ connection: Connection) throws {
        connection.onPrepare = nil
        guard let seat = seats[viewer], let group = groups[viewer] ?? groups[.organisation] else { return }
        _ = try connection.execute("UPDATE kernel_seat SET group_id = \(group) WHERE id = \(seat)")
        _ = try connection.execute("DELETE FROM kernel_access WHERE seat_id = \(seat)")
        guard viewer == .revoked else { return }
        for portal in portals {
            _ = try connection.execute(
                """
                INSERT INTO kernel_access (seat_id, portal, granted, changed_at)
                VALUES (\(seat), \(portal.id), FALSE, UTC_TIMESTAMP(6))
                """)
        }
    }
}

/// Writes people into the scratch database.
struct WalkMaker {
    let connection: Connection
    let hash: PasswordHash
    let now: Instant
    let permissions: [Permission]
    private var logins = 0

    init(connection: Connection, hash: PasswordHash, now: Instant, permissions: [Permission]) {
        self.connection = connection
        self.hash = hash
        self.now = now
        self.permissions = permissions
    }

    /// A group without any right, one with the narrowest reaches that are offered, one with the widest.
    func groups() throws -> [WalkViewer: UInt64] {
        var groups: [WalkViewer: UInt64] = [:]
        for (viewers, name) in [
            ([WalkViewer.rightless], "Walk, none"), ([.own, .colleague], "Walk, narrow"),
            ([.organisation, .stranger, .viewing, .working], "Walk, wide"),
        ] {
            let group = try connection.execute(
                """
                INSERT INTO kernel_permission_group (ref, name, created_at)
                VALUES (\(Random.bytes(10)), \(name), \(now))
                """
            ).insertID
            for permission in permissions {
                let reach = WalkLaw.reach(viewers[0], permission)
                guard reach != .none else { continue }
                _ = try connection.execute(
                    """
                    INSERT INTO kernel_group_reach (group_id, permission, reach)
                    VALUES (\(group), \(permission.id), \(Int(reach.rawValue)))
                    """)
            }
            for viewer in viewers { groups[viewer] = group }
        }
        return groups
    }

    func customer(_ name: String, contacts: Int) throws -> WalkPeople.Customer {
        var fields = Customer.Fields()
        fields.name = name + " Customer"
        let (id, ref) = try Customer.add(fields, at: now, connection)
        let number: Int? = try connection.first("SELECT number FROM kernel_customer WHERE id = \(id)") {
            try $0.next()
        }
        return WalkPeople.Customer(
            id: id, ref: Ref(bytes: ref), number: number ?? 0,
            contacts: try (1...contacts).map { number in
                var fields = Contact.Fields()
                fields.name = "\(name) Contact \(number)"
                return try Contact.add(fields, to: id, at: now, connection).id
            })
    }

    mutating func seat(_ contact: UInt64?, at customer: UInt64, _ group: UInt64?) throws -> UInt64 {
        logins += 1
        let seat = try PortalSeat.add(
            login: Login("walk\(logins)@example.org"), customer: customer, contact: contact, group: group,
            startPassword: hash, by: nil, at: now, connection)
        _ = try connection.execute(
            """
            UPDATE kernel_account SET start_password_until = NULL
            WHERE id = (SELECT account_id FROM kernel_seat WHERE id = \(seat))
            """)
        return seat
    }

    func staff(_ login: String, isAdministrator: Bool) throws -> UInt64 {
        try StaffRow.add(
            login: Login(login), name: "Walking Staff", isAdministrator: isAdministrator, password: hash,
            at: now,
            connection)
    }

    /// A customer without portal users, and the token of its link.
    func visited(_ house: House) throws -> (WalkPeople.Customer, link: String) {
        try letVisitorsSee()
        let customer = try customer("Third", contacts: 1)
        guard let door = try CustomerDoor.find(customer.ref, connection) else { throw PortalError.notFound }
        return (customer, try door.link.token(house.secrets))
    }

    /// Visitors without an account see all that can be seen without a contact.
    private func letVisitorsSee() throws {
        for permission in permissions {
            let reach = WalkLaw.reach(.visitor, permission)
            // What is only ever one's own is nobody's without a contact.
            guard reach != .none else { continue }
            _ = try connection.execute(
                """
                REPLACE INTO kernel_group_reach (group_id, permission, reach)
                SELECT id, \(permission.id), \(Int(reach.rawValue)) FROM kernel_permission_group
                WHERE kind = 'non-portal-users'
                """)
        }
    }

    func session(_ names: CookieNames, visitorOf customer: UInt64) throws -> WalkPeople.Browser {
        let token = Token()
        _ = try connection.execute(
            """
            INSERT INTO kernel_visitor_session (token_hash, customer_id, link_turn, created_at, seen_at)
            SELECT \(token.hash), id, link_turn, \(now), \(now) FROM kernel_customer WHERE id = \(customer)
            """)
        return WalkPeople.Browser(
            cookies: [(names.customer, VisitorCookie.text(token))], secret: token.hash)
    }

    func session(_ names: CookieNames, staff: UInt64) throws -> WalkPeople.Browser {
        let token = Token()
        _ = try connection.execute(
            """
            INSERT INTO kernel_staff_session (token_hash, staff_id, created_at, seen_at)
            VALUES (\(token.hash), \(staff), \(now), \(now))
            """)
        return WalkPeople.Browser(cookies: [(names.staff, token.text)], secret: token.hash)
    }

    func session(_ names: CookieNames, seat: UInt64, isEnded: Bool = false) throws -> WalkPeople.Browser {
        let token = Token()
        _ = try connection.execute(
            """
            INSERT INTO kernel_session (token_hash, account_id, seat_id, created_at, seen_at, ended_at)
            SELECT \(token.hash), account_id, id, \(now), \(now), \(isEnded ? now : nil)
            FROM kernel_seat WHERE id = \(seat)
            """)
        return WalkPeople.Browser(cookies: [(names.customer, token.text)], secret: token.hash)
    }
}
