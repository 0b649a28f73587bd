package import MariaDB
package import PortalKit

/// A customer's person whose browser is signed in, as the database has him at this moment.
package struct CustomerSession: Sendable {
    package let id: UInt64
    package let tokenHash: [UInt8]
    package let seenAt: Instant
    package internal(set) var viewer: Viewer
    package let policy: Policy
    package let login: String
    /// A typed start password was used: nothing but replacing it is open (SA11).
    package let mustReplacePassword: Bool
    /// An authenticator app is required and none is set up: nothing but setting one up is open (C32).
    package let mustSetUpApp: Bool
    package let language: String?
    package let timeZone: String?
    package let theme: String?
    package let seats: Int
    /// Which settings hold now.
    package let settingsVersion: UInt64

    /// The member of staff who looks or works in this person's place, if it is not the person himself.
    package internal(set) var viewing: Viewing?

    /// Nobody with an account: somebody who came by the link of a customer without portal users.
    package var isVisitor: Bool { viewer.account == nil }

    /// Something is to be done before anything else is open.
    package var isHeld: Bool { mustReplacePassword || mustSetUpApp }
}

/// How long a session lives: enforced from stored times at every request, not by the cookie's age (SC05).
package enum SessionLimits {
    /// Seconds without a request.
    package static let customerIdle: Int64 = 8 * 3_600
    /// Seconds since signing in.
    package static let customerAbsolute: Int64 = 7 * 86_400
    package static let staffIdle: Int64 = 2 * 3_600
    package static let staffAbsolute: Int64 = 12 * 3_600
}

extension CustomerSession {
    /// Whose browser sends this cookie, if anybody's.
    package static func find(
        cookie: String, at now: Instant, _ connection: Connection
    ) throws -> CustomerSession? {
        if let viewing = ViewingCookie.read(cookie) { return try self.viewing(viewing, at: now, connection) }
        if let token = VisitorCookie.token(cookie) { return try visitor(token.hash, at: now, connection) }
        guard let token = Token(cookie) else { return nil }
        return try find(token.hash, at: now, connection)
    }

    /// Session, seat, reaches, switched-off modules and which settings hold: one statement, at every request. So a change of any of
    /// them holds from the next request on, in every worker.
    package static func find(
        _ tokenHash: [UInt8], at now: Instant, _ connection: Connection
    ) throws -> CustomerSession? {
        try connection.first(
            """
            SELECT x.id, x.seen_at, a.id, a.login, a.start_password_until IS NOT NULL,
                a.language, a.time_zone, a.theme, s.id, s.customer_id, s.contact_id, c.name, c.number, p.name,
                \(sql: Policy.columns),
                (SELECT COUNT(*) FROM kernel_seat s JOIN kernel_customer c ON c.id = s.customer_id
                    LEFT JOIN kernel_contact p ON p.id = s.contact_id
                    WHERE s.account_id = a.id AND \(sql: PortalSeat.inForce(at: now))),
                (SELECT v.value FROM kernel_counter v WHERE v.name = 'settings'),
                f.id IS NULL AND \(sql: Mfa.isRequired(of: "a.id"))
            FROM kernel_session x
            JOIN kernel_account a ON a.id = x.account_id
            LEFT JOIN kernel_authenticator f ON f.account_id = a.id AND f.is_proven = 1
            JOIN kernel_seat s ON s.id = x.seat_id AND s.account_id = a.id
            JOIN kernel_customer c ON c.id = s.customer_id
            JOIN kernel_permission_group g ON g.id = s.group_id
            LEFT JOIN kernel_contact p ON p.id = s.contact_id
            WHERE x.token_hash = \(tokenHash) AND x.ended_at IS NULL
                AND x.seen_at > \(now.adding(seconds: -SessionLimits.customerIdle))
                AND x.created_at > \(now.adding(seconds: -SessionLimits.customerAbsolute))
                AND (a.start_password_until IS NULL OR a.start_password_until > \(now))
                AND (f.id IS NULL OR x.proved_at IS NOT NULL)
                AND \(sql: PortalSeat.inForce(at: now))
            """
        ) { row in try CustomerSession(row, tokenHash: tokenHash) }
    }

    private init(_ row: borrowing Row, tokenHash: [UInt8]) throws {
        self.tokenHash = tokenHash
        id = try row.next()
        seenAt = try row.next()
        let account: UInt64 = try row.next()
        login = try row.next()
        mustReplacePassword = try row.next()
        language = try row.next()
        timeZone = try row.next()
        theme = try row.next()
        let seat: UInt64 = try row.next()
        let customer: UInt64 = try row.next()
        let contact: UInt64? = try row.next()
        let customerName: String = try row.next()
        let number: Int = try row.next()
        let name: String = try row.next() ?? customerName
        policy = try Policy(row, hasContact: contact != nil)
        seats = try row.next()
        settingsVersion = try row.next() ?? 0
        mustSetUpApp = try row.next()
        viewer = Viewer(
            account: account, seat: seat, customer: customer, contact: contact, name: name,
            initials: Initials.of(name), customerName: customerName, customerNumber: number)
    }

    init(visitor row: borrowing Row, tokenHash: [UInt8]) throws {
        self.tokenHash = tokenHash
        id = try row.next()
        seenAt = try row.next()
        let customer: UInt64 = try row.next()
        let name: String = try row.next()
        let number: Int = try row.next()
        let reaches: String? = try row.next()
        let disabled: String? = try row.next()
        settingsVersion = try row.next() ?? 0
        (login, mustReplacePassword, mustSetUpApp, seats) = ("", false, false, 0)
        (language, timeZone, theme) = (nil, nil, nil)
        viewer = Viewer(
            account: nil, seat: nil, customer: customer, contact: nil, name: name,
            initials: Initials.of(name),
            customerName: name, customerNumber: number)
        policy = Policy(
            group: .reaches(Policy.reaches(reaches ?? "")), followsGroup: true, accesses: [:],
            disabledModules: Set((disabled ?? "").split(separator: ",").map(String.init)), hasContact: false)
    }
}

/// The letters in a person's circle: of the first and the last word of the name.
package enum Initials {
    package static func of(_ name: String) -> String {
        let words = name.split(separator: " ")
        let letters = [words.first?.first, words.count > 1 ? words.last?.first : nil].compactMap(\.self)
        return String(letters).uppercased()
    }
}
