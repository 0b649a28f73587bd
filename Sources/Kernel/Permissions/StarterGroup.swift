import HTTPTypes
package import MariaDB
package import PortalKit

/// One of the groups that an installation begins with. What it gives follows from what portals declare: the kind of a
/// portal, and whether a permission is for seeing or for doing something.
enum StarterGroup: String, CaseIterable, Sendable {
    case standard, owner, billing, technical, requester
    case reader = "read-only"
    case member = "project-member"

    /// In English, as all that an installation begins with: administrators call it as they like.
    var name: String {
        rawValue.prefix(1).uppercased() + rawValue.dropFirst().replacing("-", with: " ")
    }

    /// How far it reaches in portals of a kind; nil is what the permission itself begins with.
    private func reach(_ kind: Portal.Kind) -> Reach? {
        switch (self, kind) {
        case (.standard, _): nil
        // What one is a member of: everything of the organisation is an administrator's explicit choice (E07).
        case (.owner, .membership), (.technical, .membership), (.reader, .membership), (.member, .membership):
            .own
        case (.owner, _), (.reader, _): .organisation
        case (_, .reading), (.billing, .money), (.technical, .requests): .organisation
        case (.billing, .requests), (.requester, .requests), (.member, .requests): .own
        case (.billing, .other), (.technical, .other): nil
        default: Reach.none
        }
    }

    /// What it gives of one permission. What is seen never reaches further than the group; what one may do or not, one
    /// may.
    func reach(_ permission: Permission, in portal: Portal) -> Reach {
        if permission.beginning == .chosen { return .none }
        guard let wanted = reach(portal.kind) else { return permission.start }
        let isDone = portal.isDone(permission)
        if wanted == .none || (isDone && self == .reader) { return .none }
        let within = permission.offers.filter { $0 <= wanted }.max()
        return within ?? (isDone ? permission.offers.min() ?? .none : .none)
    }
}

extension Portal {
    /// Whether something is submitted by this permission; one that a tab or a page without a form asks for is for seeing.
    func isDone(_ permission: Permission) -> Bool {
        func asks(_ right: Right<CustomerContext>) -> Bool {
            guard case .customer(let needed) = right.demand else { return false }
            return needed == permission
        }
        let posts = customer.filter { $0.method == .post }
        let isSeen =
            tabs.contains { asks($0.right) }
            || customer.contains { route in
                route.method == .get && asks(route.right) && !posts.contains { $0.path == route.path }
            }
        return !isSeen && posts.contains { asks($0.right) }
    }
}

extension PermissionGroup {
    /// What this installation has not met yet begins here, once: groups to start with, and what portals permit. A new
    /// permission goes to the default group, to visitors without an account and to each group that still is as it was
    /// introduced. What an administrator changed or deleted is left alone; so is a group that has the name already.
    package static func introduce(_ portals: [Portal], at now: Instant, _ connection: Connection) throws {
        let made = try introduceStarters(at: now, connection)
        var new: Set<String> = []
        for permission in portals.flatMap(\.permissions)
        where try isNew(permission.id, at: now, connection) { new.insert(permission.id) }
        let untouched: [(id: UInt64, starter: StarterGroup?)] = try connection.rows(
            """
            SELECT id, starter FROM kernel_permission_group WHERE starter IS NOT NULL AND changed_at IS NULL
            """
        ) { row in
            let id: UInt64 = try row.next()
            let starter: String = try row.next()
            return (id, StarterGroup(rawValue: starter))
        }
        for portal in portals {
            for permission in portal.permissions {
                for (id, starter) in untouched where new.contains(permission.id) || made.contains(id) {
                    guard let reach = starter?.reach(permission, in: portal) else { continue }
                    try give(permission, reach, to: "g.id = \(id)", connection)
                }
                guard new.contains(permission.id), permission.beginning != .chosen else { continue }
                try give(
                    permission, permission.start,
                    to: "g.is_default = 1 AND (g.starter IS NULL OR g.changed_at IS NOT NULL)", connection)
                // Visitors have nothing of their own.
                if permission.start == .organisation, permission.beginning == .everybody {
                    try give(permission, .organisation, to: "g.kind = 'non-portal-users'", connection)
                }
            }
        }
    }

    private static func isNew(_ id: String, at now: Instant, _ connection: Connection) throws -> Bool {
        try connection.execute("INSERT IGNORE INTO kernel_permission (id, met_at) VALUES (\(id), \(now))")
            .affected == 1
    }

    /// The default group of a new installation is the first of them; of one that is in use it is the operator's own.
    private static func introduceStarters(at now: Instant, _ connection: Connection) throws -> Set<UInt64> {
        var made: Set<UInt64> = []
        _ = try connection.execute(
            """
            UPDATE kernel_permission_group SET starter = \(StarterGroup.standard.rawValue)
            WHERE name = \(StarterGroup.standard.name) AND is_default = 1 AND starter IS NULL
                AND NOT EXISTS (SELECT 1 FROM kernel_permission)
            """)
        for starter in StarterGroup.allCases {
            // No portal can be called "kernel".
            guard try isNew("kernel.group." + starter.rawValue, at: now, connection) else { continue }
            if starter == .standard { continue }
            let added = try connection.execute(
                """
                INSERT IGNORE INTO kernel_permission_group (ref, name, starter, created_at)
                VALUES (RANDOM_BYTES(10), \(starter.name), \(starter.rawValue), \(now))
                """)
            if added.affected == 1 { made.insert(added.insertID) }
        }
        try letOwnersGive(made, connection)
        return made
    }

    /// Owners administer their own people: they begin by giving each of the other groups (G05).
    private static func letOwnersGive(_ made: Set<UInt64>, _ connection: Connection) throws {
        guard !made.isEmpty else { return }
        _ = try connection.execute(
            """
            INSERT IGNORE INTO kernel_group_ceiling (group_id, allowed_group_id)
            SELECT o.id, t.id FROM kernel_permission_group o
            JOIN kernel_permission_group t ON t.starter IS NOT NULL AND t.id <> o.id
            WHERE o.starter = \(StarterGroup.owner.rawValue) AND o.id IN (\(list: made.sorted()))
            """)
    }

    private static func give(
        _ permission: Permission, _ reach: Reach, to groups: SQL, _ connection: Connection
    ) throws {
        guard reach != .none else { return }
        _ = try connection.execute(
            """
            INSERT IGNORE INTO kernel_group_reach (group_id, permission, reach)
            SELECT g.id, \(permission.id), \(Int(reach.rawValue))
            FROM kernel_permission_group g WHERE \(sql: groups)
            """)
    }
}
