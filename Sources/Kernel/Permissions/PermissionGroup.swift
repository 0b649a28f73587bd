import MariaDB
import Posix
import PortalKit

/// A named set of reaches that many seats share.
package struct PermissionGroup: Sendable {
    let id: ID<PermissionGroup>
    let ref: Ref<PermissionGroup>
    let name: String
    /// `everything` or `non-portal-users` for the two system groups that are told apart by what they are for.
    let kind: String?
    let isDefault: Bool
    /// Counts the changes: whoever saves an older one is shown what happened since.
    let version: Int
    let seats: Int
    let reaches: [String: Reach]
    let changedAt: Instant?
    let changedBy: String?

    static let list = "/staff/permission-groups"
    var path: String { Self.list + "/" + ref.description }

    static func all(_ db: borrowing Reading) throws -> [PermissionGroup] {
        try db.rows(select(where: "TRUE")) { row in try PermissionGroup(row) }
    }

    static func find(_ ref: Ref<PermissionGroup>, _ db: borrowing Reading) throws -> PermissionGroup {
        let found = try db.first(select(where: "g.ref = \(ref)")) { row in try PermissionGroup(row) }
        guard let found else { throw PortalError.notFound }
        return found
    }

    private static func select(where condition: SQL) -> SQL {
        """
        SELECT g.id, g.ref, g.name, g.kind, COALESCE(g.is_default, 0), g.version,
            (SELECT COUNT(*) FROM kernel_seat s WHERE s.group_id = g.id),
            (SELECT GROUP_CONCAT(r.permission, ' ', r.reach) FROM kernel_group_reach r WHERE r.group_id = g.id),
            g.changed_at, m.name
        FROM kernel_permission_group g LEFT JOIN kernel_staff m ON m.id = g.changed_by
        WHERE \(sql: condition)
        ORDER BY g.is_default DESC, g.kind IS NOT NULL, g.name LIMIT 500
        """
    }

    private init(_ row: borrowing Row) throws {
        id = try row.next()
        ref = try row.next()
        name = try row.next()
        kind = try row.next()
        isDefault = try row.next()
        version = try row.next()
        seats = try row.next()
        let reaches: String? = try row.next()
        self.reaches = Policy.reaches(reaches ?? "")
        changedAt = try row.next()
        changedBy = try row.next()
    }

    /// Every permission of every portal, also of those that come later.
    var isEverything: Bool { kind == "everything" }
    /// What visitors without an account may see.
    var isForVisitors: Bool { kind == "non-portal-users" }

    /// How far the group lets a permission reach.
    func reach(_ permission: Permission) -> Reach {
        isEverything ? permission.offers.max() ?? .none : reaches[permission.id] ?? .none
    }

    /// What can be chosen beside none: visitors without an account have nothing of their own.
    func offers(_ permission: Permission) -> [Reach] {
        isForVisitors ? permission.offers.filter { $0 != .own } : permission.offers
    }
}

extension PermissionGroup {
    /// - Throws: `DatabaseError.duplicateKey("group_name")` when another group is called so.
    static func add(
        _ name: String, _ reaches: [String: Reach], by staff: StaffMember, at now: Instant,
        _ connection: Connection
    ) throws -> (id: ID<PermissionGroup>, ref: Ref<PermissionGroup>) {
        let ref = Ref<PermissionGroup>(bytes: Random.bytes(10))
        let id = try connection.execute(
            """
            INSERT INTO kernel_permission_group (ref, name, created_at, changed_at, changed_by)
            VALUES (\(ref), \(name), \(now), \(now), \(staff.id))
            """
        ).insertID
        try insert(reaches, into: id, connection)
        return (ID(id), ref)
    }

    /// Name and reaches of these permissions in place of those it had; holds from its members' next request on. Reaches
    /// of portals that this program does not have stay.
    ///
    /// - Returns: false when somebody else changed it since that version; nothing has happened then.
    func save(
        _ draft: GroupDraft, of permissions: [Permission], by staff: StaffMember, at now: Instant,
        _ connection: Connection
    ) throws -> Bool {
        let changed = try connection.execute(
            """
            UPDATE kernel_permission_group
            SET name = \(draft.name), version = version + 1, changed_at = \(now), changed_by = \(staff.id)
            WHERE id = \(id) AND version = \(draft.version) AND NOT kind <=> 'everything'
            """)
        guard changed.affected == 1 else { return false }
        if !permissions.isEmpty {
            let known = permissions.map(\.id)
            _ = try connection.execute(
                "DELETE FROM kernel_group_reach WHERE group_id = \(id) AND permission IN (\(list: known))")
        }
        try Self.insert(draft.reaches, into: id.value, connection)
        return true
    }

    private static func insert(_ reaches: [String: Reach], into group: UInt64, _ connection: Connection)
        throws
    {
        let rows: [SQL] = reaches.sorted { $0.key < $1.key }.filter { $0.value != .none }.map {
            "(\(group), \($0.key), \(Int($0.value.rawValue)))"
        }
        guard !rows.isEmpty else { return }
        _ = try connection.execute(
            """
            INSERT INTO kernel_group_reach (group_id, permission, reach) VALUES \(sql: SQL(joining: rows, by: ", "))
            """)
    }

    /// From now on new portal users of contacts begin with this group; nobody is moved. The unique key on the mark is
    /// the guard.
    func makeDefault(_ connection: Connection) throws {
        _ = try connection.execute(
            "UPDATE kernel_permission_group SET is_default = NULL WHERE is_default = 1")
        let marked = try connection.execute(
            "UPDATE kernel_permission_group SET is_default = 1 WHERE id = \(id) AND kind IS NULL")
        guard marked.affected == 1 else {
            throw PortalError.conflict("This group was deleted meanwhile, or is one of the system's own.")
        }
    }

    /// Why it cannot be deleted; nil when it can.
    var keeps: Words? {
        if isDefault { return "It is the default group. Make another group the default first." }
        return kind == nil ? nil : "It is one of the system's own groups."
    }

    /// Moves everybody who has it to another group and deletes it, in the transaction at hand. Both rows are locked
    /// first, so that nobody is put into it meanwhile.
    func delete(movingTo other: Ref<PermissionGroup>, _ connection: Connection) throws {
        let locked: [UInt64] = try connection.rows(
            """
            SELECT id FROM kernel_permission_group WHERE id = \(id) OR (ref = \(other) AND NOT kind <=> 'non-portal-users')
            ORDER BY id FOR UPDATE
            """
        ) { row in try row.next() }
        guard locked.contains(id.value), let target = locked.first(where: { $0 != id.value }) else {
            throw PortalError.conflict("One of the two groups was deleted meanwhile.")
        }
        _ = try connection.execute("UPDATE kernel_seat SET group_id = \(target) WHERE group_id = \(id)")
        let gone = try connection.execute(
            """
            DELETE FROM kernel_permission_group WHERE id = \(id) AND kind IS NULL AND is_default IS NULL
            """)
        guard gone.affected == 1 else {
            throw PortalError.conflict(
                kind == nil
                    ? "It became the default group meanwhile. Make another group the default first."
                    : "It is one of the system's own groups.")
        }
    }
}
