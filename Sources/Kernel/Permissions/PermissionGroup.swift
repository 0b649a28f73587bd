package import MariaDB
package import PortalKit

/// A named set of reaches that many seats share.
package struct PermissionGroup: Sendable {
    let id: ID<PermissionGroup>
    let ref: Ref<PermissionGroup>
    let name: String
    /// `everything` or `non-portal-users` for the two system groups that are told apart by what they are for.
    let kind: String?
    let isDefault: Bool
    let seats: Int
    let reaches: [String: Reach]

    var path: String { "/staff/permission-groups/" + ref.description }

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
        SELECT g.id, g.ref, g.name, g.kind, COALESCE(g.is_default, 0),
            (SELECT COUNT(*) FROM kernel_seat s WHERE s.group_id = g.id),
            (SELECT GROUP_CONCAT(r.permission, ' ', r.reach) FROM kernel_group_reach r WHERE r.group_id = g.id)
        FROM kernel_permission_group g WHERE \(sql: condition)
        ORDER BY g.is_default DESC, g.kind IS NOT NULL, g.name LIMIT 500
        """
    }

    private init(_ row: borrowing Row) throws {
        id = try row.next()
        ref = try row.next()
        name = try row.next()
        kind = try row.next()
        isDefault = try row.next()
        seats = try row.next()
        let reaches: String? = try row.next()
        self.reaches = Policy.reaches(reaches ?? "")
    }

    /// All reaches of the group, in place of those it had; holds for its members from their next request on.
    func save(_ reaches: [String: Reach], _ connection: Connection) throws {
        _ = try connection.execute("DELETE FROM kernel_group_reach WHERE group_id = \(id)")
        for (permission, reach) in reaches.sorted(by: { $0.key < $1.key }) where reach != .none {
            _ = try connection.execute(
                """
                INSERT INTO kernel_group_reach (group_id, permission, reach)
                VALUES (\(id), \(permission), \(Int(reach.rawValue)))
                """)
        }
    }

    /// The default group and visitors without an account get a new permission's starting reach, once.
    package static func introduce(_ portals: [Portal], at now: Instant, _ connection: Connection) throws {
        for permission in portals.flatMap(\.permissions) {
            let isNew =
                try connection.execute(
                    "INSERT IGNORE INTO kernel_permission (id, met_at) VALUES (\(permission.id), \(now))"
                ).affected == 1
            guard isNew, permission.start != .none else { continue }
            _ = try connection.execute(
                """
                INSERT IGNORE INTO kernel_group_reach (group_id, permission, reach)
                SELECT id, \(permission.id), \(Int(permission.start.rawValue)) FROM kernel_permission_group
                WHERE is_default = 1 OR kind = 'non-portal-users'
                """)
        }
    }
}
