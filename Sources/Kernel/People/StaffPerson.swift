import MariaDB
import Posix
import PortalKit

/// One of the operator's own people, as administrators see them.
struct StaffPerson {
    let id: ID<StaffMember>
    let ref: Ref<StaffPerson>
    let name: String
    let login: String
    let isAdministrator: Bool
    /// While a start password waits to be replaced: until when.
    let startPasswordUntil: Instant?
    let openSessions: Int
    let lastSeen: Instant?

    static let list = SettingPages.address + "/people"
    var path: String { Self.list + "/" + ref.description }

    static func all(at now: Instant, _ db: borrowing Reading) throws -> [StaffPerson] {
        try db.rows(select(where: "TRUE", at: now)) { row in try StaffPerson(row) }
    }

    static func find(_ ref: Ref<StaffPerson>, at now: Instant, _ db: borrowing Reading) throws -> StaffPerson
    {
        let found = try db.first(select(where: "m.ref = \(ref)", at: now)) { row in try StaffPerson(row) }
        guard let found else { throw PortalError.notFound }
        return found
    }

    private static func select(where condition: SQL, at now: Instant) -> SQL {
        """
        SELECT m.id, m.ref, m.name, m.login, m.role = 'administrator', m.start_password_until,
            (SELECT COUNT(*) FROM kernel_staff_session x WHERE x.staff_id = m.id AND x.ended_at IS NULL
                AND x.seen_at > \(now.adding(seconds: -SessionLimits.staffIdle))
                AND x.created_at > \(now.adding(seconds: -SessionLimits.staffAbsolute))),
            (SELECT MAX(x.seen_at) FROM kernel_staff_session x WHERE x.staff_id = m.id)
        FROM kernel_staff m WHERE m.removed_at IS NULL AND \(sql: condition)
        ORDER BY m.name, m.id LIMIT 500
        """
    }

    private init(_ row: borrowing Row) throws {
        id = try row.next()
        ref = try row.next()
        name = try row.next()
        login = try row.next()
        isAdministrator = try row.next()
        startPasswordUntil = try row.next()
        openSessions = try row.next()
        lastSeen = try row.next()
    }
}

/// What an administrator does to a person. Nobody does it to himself, and only somebody who is an administrator at
/// that very moment does it at all: so one always stays. Both rows are written by one statement, which locks them; of
/// two who take each other's role away one does.
extension StaffPerson {
    enum Act {
        case makeAdministrator, makeTechnician, remove
    }

    /// - Throws: `PortalError.conflict` with the reason when it may not be done; nothing has happened then.
    func undergo(_ act: Act, by actor: StaffMember, at now: Instant, _ connection: Connection) throws {
        let change: SQL =
            switch act {
            case .makeAdministrator, .makeTechnician:
                "them.role = \(act == .makeAdministrator ? "administrator" : "technician")"
            case .remove: "them.removed_at = \(now), them.removed_by = \(actor.id)"
            }
        let changed = try connection.execute(
            """
            UPDATE kernel_staff them JOIN kernel_staff me ON me.id = \(actor.id)
            SET \(sql: change), me.role = 'administrator'
            WHERE them.id = \(id) AND them.id <> me.id AND them.removed_at IS NULL
                AND me.role = 'administrator' AND me.removed_at IS NULL
            """)
        guard changed.affected > 0 else { throw PortalError.conflict(reason(for: act, actor)) }
        if act == .remove {
            try endSessions(at: now, connection)
            try MailWishes.forget(.staff(id.value), connection)
        }
    }

    private func reason(for act: Act, _ actor: StaffMember) -> Words {
        guard id == actor.id else { return "You are no administrator any more, or this person is gone." }
        return act == .remove
            ? "You cannot remove yourself. Another administrator can: so one always stays."
            : "You cannot change your own role. Another administrator can: so one always stays."
    }

    func endSessions(at now: Instant, _ connection: Connection) throws {
        _ = try connection.execute(
            "UPDATE kernel_staff_session SET ended_at = \(now) WHERE staff_id = \(id) AND ended_at IS NULL")
    }

    /// A password to be replaced at the next sign-in; who is signed in is signed out.
    func setStartPassword(_ hash: PasswordHash, at now: Instant, _ connection: Connection) throws {
        _ = try connection.execute(
            """
            UPDATE kernel_staff SET password = \(hash.phc),
                start_password_until = \(now.adding(seconds: PortalSeat.startPasswordDays * 86_400))
            WHERE id = \(id) AND removed_at IS NULL
            """)
        try endSessions(at: now, connection)
    }
}
