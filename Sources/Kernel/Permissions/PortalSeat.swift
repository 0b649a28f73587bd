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
    let startPasswordUntil: Instant?
    let openSessions: Int
    let lastSeen: Instant?
    let policy: Policy

    static func of(_ contact: Contact, _ db: borrowing Reading) throws -> PortalSeat? {
        try db.first(
            """
            SELECT s.id, a.id, a.login, g.ref, g.name, s.disabled_at IS NULL, a.start_password_until,
                (SELECT COUNT(*) FROM kernel_session x WHERE x.seat_id = s.id AND x.ended_at IS NULL),
                (SELECT MAX(x.seen_at) FROM kernel_session x WHERE x.seat_id = s.id), s.mode = 'group', g.kind,
                (SELECT GROUP_CONCAT(r.permission, ' ', r.reach) FROM kernel_group_reach r
                    WHERE r.group_id = s.group_id),
                (SELECT GROUP_CONCAT(x.portal, ' ', x.granted, ' ', COALESCE(x.cap, 0)) FROM kernel_access x
                    WHERE x.seat_id = s.id),
                (SELECT GROUP_CONCAT(m.portal) FROM kernel_module m WHERE m.disabled_at IS NOT NULL)
            FROM kernel_seat s
            JOIN kernel_account a ON a.id = s.account_id
            JOIN kernel_permission_group g ON g.id = s.group_id
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
        startPasswordUntil = try row.next()
        openSessions = try row.next()
        lastSeen = try row.next()
        let follows: Bool = try row.next()
        let kind: String? = try row.next()
        let reaches: String? = try row.next()
        let accesses: String? = try row.next()
        let disabled: String? = try row.next()
        policy = Policy(
            group: kind == "everything" ? .everything : .reaches(CustomerSession.reaches(reaches ?? "")),
            followsGroup: follows, accesses: CustomerSession.accesses(accesses ?? ""),
            disabledModules: Set((disabled ?? "").split(separator: ",").map(String.init)), hasContact: true)
    }

    /// Days that a typed start password lives.
    static let startPasswordDays: Int64 = 7

    /// A new account with a start password, and its seat: the unique keys on login and place are the guards.
    package static func add(
        login: Login, customer: UInt64, contact: UInt64?, group: UInt64?, startPassword: PasswordHash,
        by staff: StaffMember?, at now: Instant, _ connection: Connection
    ) throws -> UInt64 {
        let account = try connection.execute(
            """
            INSERT INTO kernel_account (ref, login, password, start_password_until, created_at)
            VALUES (\(Random.bytes(10)), \(login.text), \(startPassword.phc),
                \(now.adding(seconds: startPasswordDays * 86_400)), \(now))
            """
        ).insertID
        return try connection.execute(
            """
            INSERT INTO kernel_seat (ref, account_id, customer_id, contact_id, group_id, created_at, created_by)
            SELECT \(Random.bytes(10)), \(account), \(customer), \(contact), g.id, \(now), \(staff?.id)
            FROM kernel_permission_group g
            WHERE CASE WHEN \(group) IS NOT NULL THEN g.id = \(group)
                WHEN \(contact) IS NOT NULL THEN g.is_default = 1 ELSE g.kind = 'everything' END
            """
        ).insertID
    }

    func setStartPassword(_ hash: PasswordHash, at now: Instant, _ connection: Connection) throws {
        _ = try connection.execute(
            """
            UPDATE kernel_account SET password = \(hash.phc),
                start_password_until = \(now.adding(seconds: Self.startPasswordDays * 86_400))
            WHERE id = \(account)
            """)
        _ = try connection.execute(
            "UPDATE kernel_session SET ended_at = \(now) WHERE account_id = \(account) AND ended_at IS NULL")
    }

    func setOn(_ on: Bool, by staff: StaffMember, at now: Instant, _ connection: Connection) throws {
        _ = try connection.execute(
            """
            UPDATE kernel_seat SET disabled_at = \(on ? nil : now), disabled_by = \(on ? nil : staff.id)
            WHERE id = \(id)
            """)
        if on { return }
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
        _ = try connection.execute(
            """
            INSERT INTO kernel_access (seat_id, portal, granted, changed_at, changed_by)
            VALUES (\(id), \(portal), \(granted), \(now), \(staff.id))
            ON DUPLICATE KEY UPDATE granted = VALUES(granted), changed_at = VALUES(changed_at),
                changed_by = VALUES(changed_by)
            """)
    }
}
