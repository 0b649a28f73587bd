import MariaDB
import Posix
import PortalKit

extension Colleague {
    private static let joined: SQL = """
        JOIN kernel_permission_group g ON g.id = s.group_id
        JOIN kernel_customer c ON c.id = s.customer_id
        LEFT JOIN kernel_contact p ON p.id = s.contact_id
        """

    private static func select(_ condition: SQL, for seat: UInt64, at now: Instant) -> SQL {
        """
        SELECT s.ref, s.contact_id, COALESCE(p.name, c.name), p.email, g.ref, g.name,
            CASE WHEN s.disabled_at IS NOT NULL THEN IF(s.disabled_by IS NULL, 'off', 'offByStaff')
                WHEN NOT (\(sql: PortalSeat.isOpen(at: now))) THEN 'ended'
                WHEN s.accepted_at IS NULL THEN 'invited' ELSE 'on' END,
            (SELECT MAX(x.seen_at) FROM kernel_session x WHERE x.seat_id = s.id),
            s.ends_at, s.confirmed_at, s.review_ends_at, s.id = me.id, s.id <> me.id AND NOT \(sql: Ceiling.reaches),
            EXISTS (SELECT 1 FROM kernel_group_ceiling k
                WHERE k.group_id = me.group_id AND k.allowed_group_id = g.id)
        FROM kernel_seat s \(sql: joined) \(sql: Ceiling.acting(seat))
        WHERE s.customer_id = me.customer_id AND p.removed_at IS NULL AND \(sql: condition)
        ORDER BY COALESCE(p.name, c.name), s.id LIMIT 500
        """
    }

    /// Everybody of the organisation of the one who looks.
    static func all(for seat: UInt64, at now: Instant, _ db: borrowing Reading) throws -> [Colleague] {
        try db.rows(select("TRUE", for: seat, at: now)) { try Colleague($0) }
    }

    static func find(
        _ ref: Ref<Colleague>, for seat: UInt64, at now: Instant, _ db: borrowing Reading
    ) throws -> Colleague {
        guard let found = try db.first(select("s.ref = \(ref)", for: seat, at: now), Colleague.init) else {
            throw PortalError.notFound
        }
        return found
    }

    /// Those who are to be confirmed.
    static func unconfirmed(
        for seat: UInt64, at now: Instant, _ db: borrowing Reading
    ) throws -> [Colleague] {
        let asked: SQL = "s.review_ends_at > \(now) AND s.contact_id IS NOT NULL AND s.id <> me.id"
        return try db.rows(
            select("\(sql: asked) AND \(sql: PortalSeat.inForce(at: now))", for: seat, at: now),
            Colleague.init)
    }

    private init(_ row: borrowing Row) throws {
        ref = try row.next()
        contact = try row.next()
        name = try row.next()
        email = try row.next()
        group = (try row.next(), try row.next())
        let state: String = try row.next()
        self.state = State(rawValue: state) ?? .off
        lastSeen = try row.next()
        endsAt = try row.next()
        confirmedAt = try row.next()
        reviewEndsAt = try row.next()
        isSelf = try row.next()
        hasMore = try row.next()
        isWithinCeiling = try row.next()
    }

    /// The groups that somebody may give at this moment.
    static func groups(
        for seat: UInt64, _ db: borrowing Reading
    ) throws -> [(ref: Ref<PermissionGroup>, name: String)] {
        try db.rows(
            """
            SELECT t.ref, t.name FROM kernel_permission_group t \(sql: Ceiling.acting(seat))
            WHERE \(sql: Ceiling.gives) ORDER BY t.name LIMIT 500
            """
        ) { (try $0.next(), try $0.next()) }
    }

    // MARK: Changing

    /// One conditional update: whoever acts may do so at this very moment, and this colleague is within his reach.
    ///
    /// - Throws: `PortalError.forbidden` when not; nothing has happened then.
    private func change(
        _ set: SQL, by seat: UInt64, where condition: SQL, given group: SQL = "",
        reaching: SQL = Ceiling.reaches,
        _ connection: Connection
    ) throws {
        let changed = try connection.execute(
            """
            UPDATE kernel_seat s \(sql: Self.joined) \(sql: Ceiling.acting(seat)) \(sql: group)
            SET \(sql: set)
            WHERE s.ref = \(ref) AND p.removed_at IS NULL AND \(sql: Ceiling.manages) AND \(sql: reaching)
                AND \(sql: condition)
            """)
        guard changed.affected > 0 else { throw PortalError.forbidden }
    }

    private static let sameGroup: SQL = "JOIN kernel_permission_group t ON t.id = s.group_id"

    func setGroup(_ group: Ref<PermissionGroup>, by seat: UInt64, _ connection: Connection) throws {
        try change(
            "s.group_id = t.id", by: seat, where: Ceiling.gives,
            given: "JOIN kernel_permission_group t ON t.ref = \(group)", connection)
    }

    /// - Parameter end: the instant from which on it is over; nil for never. To have it last longer than before one
    ///   has to be allowed to give it.
    func setEnd(_ end: Instant?, by seat: UInt64, at now: Instant, _ connection: Connection) throws {
        let isEarlier: SQL = end.map { "(s.ends_at IS NULL OR s.ends_at >= \($0))" } ?? "FALSE"
        try change(
            "s.ends_at = \(end), s.ended_told_at = NULL", by: seat,
            where: "(\(sql: isEarlier) OR \(sql: Ceiling.gives))", given: Self.sameGroup, connection)
    }

    func setOff(by seat: UInt64, at now: Instant, _ connection: Connection) throws {
        try change(
            "s.disabled_at = \(now), s.disabled_by = NULL", by: seat, where: "s.disabled_at IS NULL",
            connection)
        _ = try connection.execute(
            """
            UPDATE kernel_session x JOIN kernel_seat s ON s.id = x.seat_id SET x.ended_at = \(now)
            WHERE s.ref = \(ref) AND x.ended_at IS NULL
            """)
    }

    /// What the operator switched off stays so.
    func setOn(by seat: UInt64, _ connection: Connection) throws {
        try change(
            "s.disabled_at = NULL", by: seat,
            where: "s.disabled_at IS NOT NULL AND s.disabled_by IS NULL AND \(sql: Ceiling.gives)",
            given: Self.sameGroup, connection)
    }

    /// He still belongs here. Of somebody who is in force everybody who administers may say so, whatever rights he has;
    /// for somebody whose access has ended it is giving it anew.
    func confirm(by seat: UInt64, at now: Instant, _ connection: Connection) throws {
        try change(
            "s.confirmed_at = \(now), s.review_ends_at = NULL, s.ended_told_at = NULL", by: seat,
            where: """
                (\(sql: PortalSeat.inForce(at: now)) OR (s.accepted_at IS NOT NULL AND \(sql: Ceiling.reaches)
                    AND \(sql: Ceiling.gives)))
                """, given: Self.sameGroup,
            reaching: "s.customer_id = me.customer_id AND s.contact_id IS NOT NULL AND s.id <> me.id",
            connection)
    }

    /// Holds a seat that was not accepted yet, for as long as the transaction lasts.
    ///
    /// - Returns: the number of the seat and of its account.
    func holdOffer(by seat: UInt64, giving: Bool, _ connection: Connection) throws -> (UInt64, UInt64) {
        try change(
            "s.group_id = s.group_id", by: seat,
            where: "s.accepted_at IS NULL AND \(sql: giving ? Ceiling.gives : "TRUE")", given: Self.sameGroup,
            connection)
        let found: (UInt64, UInt64)? = try connection.first(
            "SELECT id, account_id FROM kernel_seat WHERE ref = \(ref)"
        ) { (try $0.next(), try $0.next()) }
        guard let found else { throw PortalError.notFound }
        return found
    }
}

extension Colleague.Draft {
    /// Makes the contact if there is none with that address here, and the seat: one statement decides whether whoever
    /// acts may give this group at this moment. The customer's row is held, so that of many who invite one address at
    /// once one does.
    ///
    /// - Returns: the contact and the seat.
    func take(
        by seat: UInt64, of customer: UInt64, until end: Instant?, at now: Instant, _ connection: Connection
    ) throws -> (contact: UInt64, seat: UInt64) {
        _ = try connection.first("SELECT id FROM kernel_customer WHERE id = \(customer) FOR UPDATE") {
            row -> UInt64 in
            try row.next()
        }
        let sent: Int? = try connection.first(
            """
            SELECT COUNT(*) FROM kernel_invitation i JOIN kernel_seat s ON s.id = i.seat_id
            WHERE s.customer_id = \(customer) AND i.created_by IS NULL AND i.created_at > \(now.adding(seconds: -86_400))
            """
        ) { try $0.next() }
        guard sent ?? 0 < Colleague.mostADay else {
            throw PortalError.conflict("So many invitations went out today. Try again tomorrow.")
        }
        let contact = try contact(of: customer, at: now, connection)
        let account =
            try Account.id(of: login, connection)
            ?? Account.add(login, password: nil, until: nil, at: now, connection)
        let made = try connection.execute(
            """
            INSERT INTO kernel_seat (ref, account_id, customer_id, contact_id, group_id, mode, created_at, ends_at,
                accepted_at)
            SELECT \(Random.bytes(10)), \(account), me.customer_id, \(contact), t.id, 'group', \(now), \(end), NULL
            FROM kernel_permission_group t \(sql: Ceiling.acting(seat))
            WHERE t.ref = \(group) AND me.customer_id = \(customer) AND \(sql: Ceiling.manages)
                AND \(sql: Ceiling.gives)
            """)
        guard made.affected == 1 else { throw PortalError.forbidden }
        return (contact, made.insertID)
    }

    private func contact(of customer: UInt64, at now: Instant, _ connection: Connection) throws -> UInt64 {
        let known: UInt64? = try connection.first(
            """
            SELECT id FROM kernel_contact
            WHERE customer_id = \(customer) AND removed_at IS NULL AND email COLLATE utf8mb4_uca1400_ai_ci = \(email)
            ORDER BY email = \(email) DESC, id LIMIT 1
            """
        ) { try $0.next() }
        if let known { return known }
        var fields = Contact.Fields()
        fields.name = name
        fields.email = email
        return try Contact.add(fields, to: customer, at: now, connection).id
    }
}
