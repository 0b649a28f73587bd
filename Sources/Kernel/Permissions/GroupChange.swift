import MariaDB
import PortalKit

/// What becomes different for the people of a group, each permission with those who gain or lose by it.
struct GroupChange {
    struct Effect {
        let portal: Portal
        let permission: Permission
        let before: Reach
        let after: Reach
        let people: Int
        let customers: Int
        /// Of the first few.
        var names: [String] = []
    }

    private(set) var effects: [Effect]
    /// How many different people are concerned, and at how many customers.
    let people: Int
    let customers: Int

    static let mostNames = 3

    /// - Parameters:
    ///   - after: what holds for them afterwards.
    ///   - off: the modules that are switched off, in which nothing changes for anybody.
    init(
        from before: PermissionGroup, to after: Policy.Group, _ members: GroupMembers, _ portals: [Portal],
        off: Set<String>, _ connection: Connection
    ) throws {
        let changed = portals.flatMap { portal in portal.permissions.map { (portal, $0) } }.filter {
            _, permission in after.reach(permission) != before.reach(permission)
        }
        var effects: [Effect] = []
        var first: [[UInt64]] = []
        var (people, customers): (Set<UInt64>, Set<UInt64>) = ([], [])
        for (portal, permission) in changed {
            var (whom, places): (Set<UInt64>, Set<UInt64>) = ([], [])
            var some: [UInt64] = []
            for circle in members.circles
            where circle.policy(before.policyGroup, off).reach(permission, in: portal)
                != circle.policy(after, off).reach(permission, in: portal)
            {
                whom.formUnion(circle.members.map(\.person))
                places.formUnion(circle.members.map(\.customer))
                some += circle.members.prefix(Self.mostNames).map(\.id)
            }
            guard !whom.isEmpty else { continue }
            effects.append(
                Effect(
                    portal: portal, permission: permission, before: before.reach(permission),
                    after: after.reach(permission), people: whom.count, customers: places.count))
            first.append(Array(some.sorted().prefix(Self.mostNames)))
            people.formUnion(whom)
            customers.formUnion(places)
        }
        let names = try members.names(Set(first.flatMap(\.self)), connection)
        for (index, ids) in first.enumerated() { effects[index].names = ids.compactMap { names[$0] } }
        self.effects = effects
        self.people = people.count
        self.customers = customers.count
    }

}

extension Policy.Group {
    func reach(_ permission: Permission) -> Reach {
        switch self {
        case .everything: permission.offers.max() ?? .none
        case .reaches(let reaches): reaches[permission.id] ?? .none
        }
    }
}

extension PermissionGroup {
    var policyGroup: Policy.Group { isEverything ? .everything : .reaches(reaches) }
}

/// Everybody for whom a group decides at this moment: the seats in force that have it; or, of the group of visitors,
/// the customers without portal users.
struct GroupMembers {
    struct Member {
        /// The seat, or the customer.
        let id: UInt64
        /// Counted once, however many seats somebody has.
        let person: UInt64
        let customer: UInt64
    }

    /// Members for whom the same was said about portals.
    struct Circle {
        let follows: Bool
        let hasContact: Bool
        let accesses: String
        var members: [Member] = []

        func policy(_ group: Policy.Group, _ off: Set<String>) -> Policy {
            Policy(
                group: group, followsGroup: follows, accesses: Policy.accesses(accesses),
                disabledModules: off, hasContact: hasContact)
        }
    }

    let circles: [Circle]
    private let areVisitors: Bool

    /// The group's seats are read first, in their order: where the server begins with the customers, a group of 10,000
    /// people costs 80 ms instead of 20.
    private static func inForce(at now: Instant) -> SQL {
        """
        FROM kernel_seat s STRAIGHT_JOIN kernel_customer c ON c.id = s.customer_id
        LEFT JOIN kernel_contact p ON p.id = s.contact_id
        WHERE \(sql: PortalSeat.inForce(at: now))
        """
    }
    private static let visitors: SQL = """
        FROM kernel_customer c
        WHERE c.archived_at IS NULL AND NOT EXISTS (SELECT 1 FROM kernel_seat s WHERE s.customer_id = c.id)
        """

    /// How many there are, for pages that do not need to know who.
    static func count(
        of group: PermissionGroup, at now: Instant, _ db: borrowing Reading
    ) throws -> (people: Int, customers: Int) {
        let counted: (Int, Int)? = try db.first(
            group.isForVisitors
                ? "SELECT COUNT(*), COUNT(*) \(sql: visitors)"
                : """
                SELECT COUNT(DISTINCT s.account_id), COUNT(DISTINCT s.customer_id)
                \(sql: inForce(at: now)) AND s.group_id = \(group.id)
                """
        ) { row in (try row.next(), try row.next()) }
        return counted.map { (people: $0.0, customers: $0.1) } ?? (0, 0)
    }

    /// The first few, by name and where they work.
    static func some(
        _ most: Int, of group: PermissionGroup, at now: Instant, _ db: borrowing Reading
    ) throws -> [(name: String, customer: String)] {
        if group.isForVisitors { return [] }
        return try db.rows(
            """
            SELECT COALESCE(p.name, c.name), c.name \(sql: inForce(at: now)) AND s.group_id = \(group.id)
            ORDER BY s.id LIMIT \(most)
            """
        ) { row in (try row.next(), try row.next()) }
    }

    init(of group: PermissionGroup, at now: Instant, _ connection: Connection) throws {
        areVisitors = group.isForVisitors
        var circles: [String: Circle] = [:]
        let sql: SQL =
            areVisitors
            ? "SELECT c.id, c.id, c.id, TRUE, FALSE, NULL \(sql: Self.visitors)"
            : """
            SELECT s.id, s.account_id, s.customer_id, s.mode = 'group', s.contact_id IS NOT NULL,
                (SELECT GROUP_CONCAT(x.portal, ' ', x.granted, ' ', COALESCE(x.cap, 0)) FROM kernel_access x
                    WHERE x.seat_id = s.id)
            \(sql: Self.inForce(at: now)) AND s.group_id = \(group.id)
            """
        _ = try connection.rows(sql) { row in
            let member = Member(id: try row.next(), person: try row.next(), customer: try row.next())
            let follows: Bool = try row.next()
            let hasContact: Bool = try row.next()
            let accesses: String? = try row.next()
            let key = "\(follows) \(hasContact) \(accesses ?? "")"
            circles[
                key, default: Circle(follows: follows, hasContact: hasContact, accesses: accesses ?? "")
            ].members.append(member)
        }
        self.circles = Array(circles.values)
    }

    /// What these are called, by id.
    func names(_ ids: Set<UInt64>, _ connection: Connection) throws -> [UInt64: String] {
        if ids.isEmpty { return [:] }
        let list = ids.sorted()
        let rows: [(UInt64, String)] = try connection.rows(
            areVisitors
                ? "SELECT id, name FROM kernel_customer WHERE id IN (\(list: list))"
                : """
                SELECT s.id, COALESCE(p.name, c.name) FROM kernel_seat s
                JOIN kernel_customer c ON c.id = s.customer_id LEFT JOIN kernel_contact p ON p.id = s.contact_id
                WHERE s.id IN (\(list: list))
                """
        ) { row in (try row.next(), try row.next()) }
        return Dictionary(rows) { first, _ in first }
    }
}
