import MariaDB
import PortalKit

/// A portal as a part of the installation that can be switched off: then nobody sees it, of customers or of staff, it
/// does nothing in the background, and everything that it keeps stays.
enum Module {
    /// - Returns: false when it was that way already.
    static func set(
        _ id: String, isOn: Bool, by staff: StaffMember, at now: Instant, _ connection: Connection
    ) throws -> Bool {
        if isOn {
            return try connection.execute(
                """
                UPDATE kernel_module SET disabled_at = NULL, disabled_by = NULL
                WHERE portal = \(id) AND disabled_at IS NOT NULL
                """
            ).affected == 1
        }
        _ = try connection.execute(
            "INSERT IGNORE INTO kernel_module (portal, disabled_at) VALUES (\(id), NULL)")
        return try connection.execute(
            """
            UPDATE kernel_module SET disabled_at = \(now), disabled_by = \(staff.id)
            WHERE portal = \(id) AND disabled_at IS NULL
            """
        ).affected == 1
    }

    /// The portal users who have something of it at this moment, and at how many customers.
    static func users(
        of portal: Portal, at now: Instant, _ db: borrowing Reading
    ) throws -> (people: Int, customers: Int) {
        let permissions = portal.permissions.map(\.id)
        let isGiven: SQL =
            permissions.isEmpty
            ? "FALSE"
            : """
            EXISTS (SELECT 1 FROM kernel_group_reach r WHERE r.group_id = s.group_id
                AND r.permission IN (\(list: permissions)))
            """
        let counted: (Int, Int)? = try db.first(
            """
            SELECT COUNT(DISTINCT s.account_id), COUNT(DISTINCT s.customer_id)
            FROM kernel_seat s JOIN kernel_customer c ON c.id = s.customer_id
            JOIN kernel_permission_group g ON g.id = s.group_id
            LEFT JOIN kernel_contact p ON p.id = s.contact_id
            LEFT JOIN kernel_access x ON x.seat_id = s.id AND x.portal = \(portal.id)
            WHERE \(sql: PortalSeat.inForce(at: now)) AND COALESCE(x.granted, s.mode = 'group')
                AND (g.kind <=> 'everything' OR \(sql: isGiven))
            """
        ) { row in (try row.next(), try row.next()) }
        return counted.map { (people: $0.0, customers: $0.1) } ?? (0, 0)
    }
}

extension Visit {
    func isOff(_ portal: Portal) -> Bool { switchedOff.contains(portal.id) }

    /// Whether customers reach what they are members of.
    var countsMembers: Bool { !switchedOff.contains(Policy.memberships) }
}
