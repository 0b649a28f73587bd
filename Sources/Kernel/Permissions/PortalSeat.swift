package import MariaDB
import Posix
package import PortalKit

/// The portal user of one contact, as staff see it.
package struct PortalSeat: Sendable {
    let id: ID<PortalSeat>
    let account: UInt64
    let login: String
    let groupRef: Ref<PermissionGroup>
    let groupName: String
    let isOn: Bool
    /// False while an invitation waits to be accepted.
    let isAccepted: Bool
    let invitation: SentInvitation?
    let startPasswordUntil: Instant?
    let openSessions: Int
    let lastSeen: Instant?
    /// From then on it is over by itself: its day, or the end of a review.
    let endsAt: Instant?
    let reviewEndsAt: Instant?
    let policy: Policy

    static func of(_ contact: Contact, _ db: borrowing Reading) throws -> PortalSeat? {
        try db.first(
            """
            SELECT s.id, a.id, a.login, g.ref, g.name, s.disabled_at IS NULL, s.accepted_at IS NOT NULL,
                i.email, i.created_at, i.expires_at, a.start_password_until,
                (SELECT COUNT(*) FROM kernel_session x WHERE x.seat_id = s.id AND x.ended_at IS NULL),
                (SELECT MAX(x.seen_at) FROM kernel_session x WHERE x.seat_id = s.id),
                s.ends_at, s.review_ends_at, \(sql: Policy.columns)
            FROM kernel_seat s
            JOIN kernel_account a ON a.id = s.account_id
            JOIN kernel_permission_group g ON g.id = s.group_id
            LEFT JOIN kernel_invitation i ON i.seat_id = s.id AND i.used_at IS NULL AND i.revoked_at IS NULL
            WHERE s.customer_id = \(contact.customer.id) AND s.contact_key = \(contact.id)
            """
        ) { row in try PortalSeat(row) }
    }

    private init(_ row: borrowing Row) throws {
        id = try row.next()
        account = try row.next()
        login = try row.next()
        groupRef = try row.next()
        groupName = try row.next()
        isOn = try row.next()
        isAccepted = try row.next()
        let email: String? = try row.next()
        let sentAt: Instant? = try row.next()
        let expiresAt: Instant? = try row.next()
        invitation =
            if let email, let sentAt, let expiresAt {
                SentInvitation(email: email, sentAt: sentAt, expiresAt: expiresAt)
            } else { nil }
        startPasswordUntil = try row.next()
        openSessions = try row.next()
        lastSeen = try row.next()
        endsAt = try row.next()
        reviewEndsAt = try row.next()
        policy = try Policy(row, hasContact: true)
    }

    /// Days that a typed start password lives.
    static let startPasswordDays: Int64 = 7

    /// A new account with a start password, and its seat, in force at once: the unique keys on login and place are
    /// the guards.
    package static func add(
        login: Login, customer: UInt64, contact: UInt64?, group: UInt64?, startPassword: PasswordHash,
        by staff: StaffMember?, at now: Instant, _ connection: Connection
    ) throws -> UInt64 {
        let account = try Account.add(
            login, password: startPassword, until: now.adding(seconds: startPasswordDays * 86_400), at: now,
            connection)
        return try add(
            account: account, customer: customer, contact: contact, group: group, follows: true, by: staff,
            acceptedAt: now, at: now, connection)
    }

    /// A seat of an account; without `acceptedAt` it is offered, and not in force.
    ///
    /// - Parameters:
    ///   - group: nil for the default: the default group for a contact, *Everything* for the customer itself.
    ///   - follows: whether it has what its group permits, or only what is listed.
    static func add(
        account: UInt64, customer: UInt64, contact: UInt64?, group: UInt64?, follows: Bool,
        by staff: StaffMember?,
        acceptedAt: Instant?, at now: Instant, _ connection: Connection
    ) throws -> UInt64 {
        try connection.execute(
            """
            INSERT INTO kernel_seat
                (ref, account_id, customer_id, contact_id, group_id, mode, created_at, created_by, accepted_at)
            SELECT \(Random.bytes(10)), \(account), \(customer), \(contact), g.id, \(follows ? "group" : "listed"),
                \(now), \(staff?.id), \(acceptedAt)
            FROM kernel_permission_group g
            WHERE CASE WHEN \(group) IS NOT NULL THEN g.id = \(group)
                WHEN \(contact) IS NOT NULL THEN g.is_default = 1 ELSE g.kind = 'everything' END
            """
        ).insertID
    }

    /// Takes an offer back: the seat was never in force, so nothing of it is history. An account that was made for it
    /// and has no password goes too.
    func withdraw(_ connection: Connection) throws {
        try Self.withdraw(id.value, of: account, connection)
    }

    static func withdraw(_ id: UInt64, of account: UInt64, _ connection: Connection) throws {
        let gone = try connection.execute("DELETE FROM kernel_seat WHERE id = \(id) AND accepted_at IS NULL")
        guard gone.affected == 1 else {
            throw PortalError.conflict("The invitation was accepted meanwhile.")
        }
        _ = try connection.execute(
            """
            DELETE FROM kernel_account WHERE id = \(account) AND password IS NULL
                AND NOT EXISTS (SELECT 1 FROM kernel_seat s WHERE s.account_id = \(account))
            """)
    }

    func setStartPassword(_ hash: PasswordHash, at now: Instant, _ connection: Connection) throws {
        _ = try connection.execute(
            """
            UPDATE kernel_account SET password = \(hash.phc),
                start_password_until = \(now.adding(seconds: Self.startPasswordDays * 86_400))
            WHERE id = \(account)
            """)
        try Reset.revoke(account: account, at: now, connection)
        try OpenSessions(of: account).end(at: now, connection)
    }

    /// Whether a link to choose a new password may be sent to the contact's address (C29).
    func mayReset(_ contact: Contact) -> Bool {
        isOn && isAccepted && ResetRecipient.isOwn(contact.fields.email, of: login)
    }

    func setOn(_ on: Bool, by staff: StaffMember, at now: Instant, _ connection: Connection) throws {
        _ = try connection.execute(
            """
            UPDATE kernel_seat SET disabled_at = \(on ? nil : now), disabled_by = \(on ? nil : staff.id)
            WHERE id = \(id)
            """)
        if on { return try SeatEnd.undo(id.value, at: now, connection) }
        _ = try connection.execute(
            "UPDATE kernel_session SET ended_at = \(now) WHERE seat_id = \(id) AND ended_at IS NULL")
    }

    func setGroup(_ ref: Ref<PermissionGroup>, _ connection: Connection) throws {
        let known: UInt64? = try connection.first(
            "SELECT id FROM kernel_permission_group WHERE ref = \(ref) AND NOT kind <=> 'non-portal-users'"
        ) { row in try row.next() }
        guard let known else { throw PortalError.notFound }
        _ = try connection.execute("UPDATE kernel_seat SET group_id = \(known) WHERE id = \(id)")
    }

    /// Grants or revokes one portal, whatever the group says.
    func setAccess(
        _ portal: String, granted: Bool, by staff: StaffMember, at now: Instant, _ connection: Connection
    ) throws {
        try Self.setAccess(of: id.value, portal, granted: granted, by: staff, at: now, connection)
    }

    static func setAccess(
        of seat: UInt64, _ portal: String, granted: Bool, by staff: StaffMember, at now: Instant,
        _ connection: Connection
    ) throws {
        _ = try connection.execute(
            """
            INSERT INTO kernel_access (seat_id, portal, granted, changed_at, changed_by)
            VALUES (\(seat), \(portal), \(granted), \(now), \(staff.id))
            ON DUPLICATE KEY UPDATE granted = VALUES(granted), changed_at = VALUES(changed_at),
                changed_by = VALUES(changed_by)
            """)
    }
}
