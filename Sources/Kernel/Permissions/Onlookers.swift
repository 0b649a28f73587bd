import MariaDB
package import PortalKit

extension Acting {
    /// Everybody of a customer who sees a shared record of a portal, as the policy has it at this moment.
    package func onlookers(
        of permission: Permission, at customer: UInt64, own: [UInt64], portal id: String
    ) throws -> [Onlooker] {
        guard let portal = house.portals.first(where: { $0.id == id }) else { return [] }
        connection.onPrepare = nil
        return try connection.rows(
            """
            SELECT s.contact_id, COALESCE(p.name, c.name), g.name,
                \(sql: Policy.columns)
            FROM kernel_seat s
            JOIN kernel_permission_group g ON g.id = s.group_id
            JOIN kernel_customer c ON c.id = s.customer_id
            LEFT JOIN kernel_contact p ON p.id = s.contact_id
            WHERE s.customer_id = \(customer) AND \(sql: PortalSeat.inForce(at: now))
            ORDER BY s.id
            """
        ) { row in try Self.onlooker(row, permission, own, portal) }.compactMap(\.self)
    }

    private static func onlooker(
        _ row: borrowing Row, _ permission: Permission, _ own: [UInt64], _ portal: Portal
    ) throws -> Onlooker? {
        let contact: UInt64? = try row.next()
        let name: String = try row.next()
        let group: String = try row.next()
        let policy = try Policy(row, hasContact: contact != nil)
        switch policy.reach(permission, in: portal) {
        case .none: return nil
        case .own:
            guard let contact, own.contains(contact) else { return nil }
            return Onlooker(name: name, initials: Initials.of(name), why: .own)
        case .organisation:
            let isOwn = contact.map(own.contains) ?? false
            return Onlooker(name: name, initials: Initials.of(name), why: isOwn ? .own : .group(group))
        }
    }
}
