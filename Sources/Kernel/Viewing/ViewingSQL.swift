import MariaDB
import PortalKit

extension CustomerSession {
    /// The session of a member of staff in a customer's portal: the seat, its group and its accesses as for its own
    /// person, and only while the session of staff that it was begun in lives.
    static func viewing(
        _ cookie: (kind: ViewingCookie, token: Token), at now: Instant, _ connection: Connection
    ) throws -> CustomerSession? {
        switch cookie.kind {
        case .seat: try viewingSeat(cookie.token.hash, at: now, connection)
        case .visitor: try viewingVisitor(cookie.token.hash, at: now, connection)
        }
    }

    private static let viewingColumns: SQL = """
        v.id, v.staff_session_id, t.seen_at, v.is_working, v.created_at, m.id, m.name, m.role = 'administrator',
        (SELECT COALESCE(ep.name, ec.name) FROM kernel_viewing e
            JOIN kernel_customer ec ON ec.id = e.customer_id LEFT JOIN kernel_seat es ON es.id = e.seat_id
            LEFT JOIN kernel_contact ep ON ep.id = es.contact_id WHERE e.id = v.after_id)
        """

    /// The conditions that hold for both: who stands as `v`, `t`, `m` and the customer as `c`.
    private static func isOpen(_ tokenHash: [UInt8], at now: Instant) -> SQL {
        """
        v.token_hash = \(tokenHash) AND v.ended_at IS NULL
            AND (t.proved_at IS NOT NULL OR NOT EXISTS
                (SELECT 1 FROM kernel_authenticator f WHERE f.staff_id = m.id AND f.is_proven = 1))
            AND t.ended_at IS NULL AND m.removed_at IS NULL AND c.archived_at IS NULL
            AND t.seen_at > \(now.adding(seconds: -SessionLimits.staffIdle))
            AND t.created_at > \(now.adding(seconds: -SessionLimits.staffAbsolute))
            AND (v.is_working OR v.created_at > \(now.adding(seconds: -Viewing.mostSeconds)))
        """
    }

    private static let viewingJoined: SQL = """
        kernel_viewing v
        JOIN kernel_staff_session t ON t.id = v.staff_session_id
        JOIN kernel_staff m ON m.id = t.staff_id
        JOIN kernel_customer c ON c.id = v.customer_id
        """

    private static func viewingSeat(
        _ tokenHash: [UInt8], at now: Instant, _ connection: Connection
    ) throws -> CustomerSession? {
        try connection.first(
            """
            SELECT \(sql: viewingColumns),
                a.id, a.login, a.language, a.time_zone, a.theme, s.id, s.customer_id, s.contact_id, c.name,
                c.number, c.ref, p.name, p.ref, \(sql: Policy.columns),
                (SELECT n.value FROM kernel_counter n WHERE n.name = 'settings')
            FROM \(sql: viewingJoined)
            JOIN kernel_seat s ON s.id = v.seat_id
            JOIN kernel_account a ON a.id = s.account_id
            JOIN kernel_permission_group g ON g.id = s.group_id
            LEFT JOIN kernel_contact p ON p.id = s.contact_id
            WHERE \(sql: isOpen(tokenHash, at: now))
                AND \(sql: PortalSeat.inForce(at: now))
            """
        ) { row in try CustomerSession(viewingSeat: row, tokenHash: tokenHash) }
    }

    /// What the group for visitors may see, as long as the customer has no portal users; whether its link is on does
    /// not matter to staff.
    private static func viewingVisitor(
        _ tokenHash: [UInt8], at now: Instant, _ connection: Connection
    ) throws -> CustomerSession? {
        try connection.first(
            """
            SELECT \(sql: viewingColumns), c.ref, v.id, t.seen_at, c.id, c.name, c.number,
                (SELECT GROUP_CONCAT(r.permission, ' ', r.reach) FROM kernel_group_reach r
                    JOIN kernel_permission_group g ON g.id = r.group_id WHERE g.kind = 'non-portal-users'),
                (SELECT GROUP_CONCAT(o.portal) FROM kernel_module o WHERE o.disabled_at IS NOT NULL),
                (SELECT n.value FROM kernel_counter n WHERE n.name = 'settings')
            FROM \(sql: viewingJoined)
            WHERE \(sql: isOpen(tokenHash, at: now)) AND v.seat_id IS NULL
                AND NOT EXISTS (SELECT 1 FROM kernel_seat o WHERE o.customer_id = c.id)
            """
        ) { row in
            let columns = try Viewing.Columns(row)
            let customer: Ref<Customer> = try row.next()
            return try CustomerSession(visitor: row, tokenHash: tokenHash)
                .viewed(by: columns.viewing(back: "/staff/customers/\(customer)"))
        }
    }

    private init(viewingSeat row: borrowing Row, tokenHash: [UInt8]) throws {
        let columns = try Viewing.Columns(row)
        let account: UInt64 = try row.next()
        login = try row.next()
        language = try row.next()
        timeZone = try row.next()
        theme = try row.next()
        let seat: UInt64 = try row.next()
        let customer: UInt64 = try row.next()
        let contact: UInt64? = try row.next()
        let customerName: String = try row.next()
        let number: Int = try row.next()
        let customerRef: Ref<Customer> = try row.next()
        let name: String = try row.next() ?? customerName
        let contactRef: Ref<Contact>? = try row.next()
        policy = try Policy(row, hasContact: contact != nil)
        settingsVersion = try row.next() ?? 0
        let viewing = columns.viewing(
            back: contactRef.map { "/staff/contacts/\($0)" } ?? "/staff/customers/\(customerRef)")
        (id, seenAt, self.tokenHash) = (viewing.id, columns.seenAt, tokenHash)
        (mustReplacePassword, mustSetUpApp, seats) = (false, false, 1)
        viewer = Viewer(
            account: account, seat: seat, customer: customer, contact: contact, name: name,
            initials: Initials.of(name), customerName: customerName, customerNumber: number,
            staff: viewing.staff)
        self.viewing = viewing
    }

    private func viewed(by viewing: Viewing) -> CustomerSession {
        var session = self
        session.viewer = Viewer(
            account: nil, seat: nil, customer: viewer.customer, contact: nil, name: viewer.name,
            initials: viewer.initials, customerName: viewer.customerName,
            customerNumber: viewer.customerNumber, staff: viewing.staff)
        session.viewing = viewing
        return session
    }
}

extension Viewing {
    /// The columns that stand first in both statements.
    fileprivate struct Columns {
        let id: UInt64
        let staffSession: UInt64
        let seenAt: Instant
        let isWorking: Bool
        let createdAt: Instant
        let staff: StaffMember
        let ended: String?

        init(_ row: borrowing Row) throws {
            id = try row.next()
            staffSession = try row.next()
            seenAt = try row.next()
            isWorking = try row.next()
            createdAt = try row.next()
            let member: UInt64 = try row.next()
            let name: String = try row.next()
            staff = StaffMember(
                id: member, name: name, initials: Initials.of(name), isAdministrator: try row.next())
            ended = try row.next()
        }

        func viewing(back: String) -> Viewing {
            Viewing(
                id: id, staffSession: staffSession, staff: staff, isWorking: isWorking, createdAt: createdAt,
                ended: ended, back: back)
        }
    }

    // MARK: Beginning and ending

    /// Begins, if there is something to see at this moment: the statement that writes is the one that looks.
    ///
    /// - Throws: `PortalError.conflict` when the seat or the session of staff was ended meanwhile.
    static func begin(
        _ way: ViewingPlace.Way, of customer: UInt64, isWorking: Bool, in session: StaffSession,
        after: UInt64?, _ token: Token, _ visit: Visit
    ) throws {
        let seat: UInt64? = if case .seat(let id) = way { id } else { nil }
        let begun = try visit.connection.execute(
            """
            INSERT INTO kernel_viewing
                (token_hash, staff_session_id, is_working, customer_id, seat_id, after_id, created_at, user_agent)
            SELECT \(token.hash), t.id, \(isWorking), c.id, s.id, \(after), \(visit.now), \(visit.shortUserAgent)
            FROM kernel_staff_session t
            JOIN kernel_customer c ON c.id = \(customer) AND c.archived_at IS NULL
            LEFT JOIN kernel_seat s ON s.customer_id = c.id AND s.id = \(seat)
            LEFT JOIN kernel_contact p ON p.id = s.contact_id
            WHERE t.id = \(session.id) AND t.ended_at IS NULL AND IF(\(seat) IS NULL,
                NOT EXISTS (SELECT 1 FROM kernel_seat o WHERE o.customer_id = c.id),
                \(sql: PortalSeat.inForce(at: visit.now)))
            """)
        guard begun.affected == 1 else {
            throw PortalError.conflict("Who can sign in there was changed meanwhile. Look again.")
        }
    }

    /// Of two who begin at once in one session of staff, one waits for the other.
    static func hold(_ session: StaffSession, _ connection: Connection) throws {
        connection.onPrepare = nil
        let _: UInt64? = try connection.first(
            "SELECT id FROM kernel_staff_session WHERE id = \(session.id) FOR UPDATE"
        ) { row in try row.next() }
    }

    /// Ends whatever this session of staff has open.
    ///
    /// - Returns: the last that was in force, with its seat and customer.
    static func endAll(
        of session: StaffSession, at now: Instant, _ connection: Connection
    ) throws -> (id: UInt64, isWorking: Bool, seat: UInt64?, customer: UInt64)? {
        let open: (id: UInt64, isWorking: Bool, seat: UInt64?, customer: UInt64)? = try connection.first(
            """
            SELECT id, is_working, seat_id, customer_id FROM kernel_viewing
            WHERE staff_session_id = \(session.id) AND ended_at IS NULL
                AND (is_working OR created_at > \(now.adding(seconds: -mostSeconds)))
            ORDER BY id DESC LIMIT 1 FOR UPDATE
            """
        ) { row in (try row.next(), try row.next(), try row.next(), try row.next()) }
        _ = try connection.execute(
            """
            UPDATE kernel_viewing SET ended_at = \(now)
            WHERE staff_session_id = \(session.id) AND ended_at IS NULL
            """)
        return open
    }

    static func end(_ tokenHash: [UInt8], at now: Instant, _ connection: Connection) throws {
        _ = try connection.execute(
            "UPDATE kernel_viewing SET ended_at = \(now) WHERE token_hash = \(tokenHash) AND ended_at IS NULL"
        )
    }
}

extension ViewingPlace {
    private static func columns(at now: Instant) -> SQL {
        """
        c.id, c.name, c.ref, c.archived_at IS NOT NULL,
        EXISTS (SELECT 1 FROM kernel_seat o WHERE o.customer_id = c.id),
        s.id, \(sql: PortalSeat.isOn(at: now)), s.accepted_at IS NOT NULL
        """
    }

    static func of(_ contact: Contact, at now: Instant, _ connection: Connection) throws -> ViewingPlace {
        connection.onPrepare = nil
        let found = try connection.first(
            """
            SELECT \(sql: columns(at: now)) FROM kernel_customer c
            LEFT JOIN kernel_seat s ON s.customer_id = c.id AND s.contact_key = \(contact.id)
            WHERE c.id = \(contact.customer.id)
            """
        ) { row in
            try ViewingPlace(row, name: contact.fields.name, path: contact.path, contact: contact.id.value)
        }
        guard let found else { throw PortalError.notFound }
        return found
    }

    static func of(
        _ customer: Customer, at now: Instant, _ connection: Connection
    ) throws -> ViewingPlace {
        connection.onPrepare = nil
        let found = try connection.first(
            """
            SELECT \(sql: columns(at: now)) FROM kernel_customer c
            LEFT JOIN kernel_seat s ON s.customer_id = c.id AND s.contact_key = 0
            WHERE c.id = \(customer.id)
            """
        ) { row in try ViewingPlace(row, name: customer.fields.name, path: customer.path, contact: nil) }
        guard let found else { throw PortalError.notFound }
        return found
    }

    private init(_ row: borrowing Row, name: String, path: String, contact: UInt64?) throws {
        customer = try row.next()
        customerName = try row.next()
        customerRef = try row.next()
        isArchived = try row.next()
        customerHasUsers = try row.next()
        let id: UInt64? = try row.next()
        let isOn: Bool? = try row.next()
        let isAccepted: Bool? = try row.next()
        seat = id.map { Seat(id: $0, isOn: isOn ?? false, isAccepted: isAccepted ?? false) }
        (self.name, self.path, self.contact) = (name, path, contact)
    }
}
