import MariaDB
import PortalKit

/// What is said of one seat and one portal, whatever the group says of it.
extension PortalSeat {
    /// Gives a portal, anew with this narrowing and no other.
    static func grant(
        _ portal: Portal, to seat: UInt64, onlyOwn: Bool, by staff: StaffMember, at now: Instant,
        _ connection: Connection
    ) throws {
        _ = try connection.execute(
            """
            INSERT INTO kernel_access (seat_id, portal, granted, cap, changed_at, changed_by)
            VALUES (\(seat), \(portal.id), TRUE, \(onlyOwn ? 1 : nil), \(now), \(staff.id))
            ON DUPLICATE KEY UPDATE granted = TRUE, cap = VALUES(cap), changed_at = VALUES(changed_at),
                changed_by = VALUES(changed_by)
            """)
    }

    /// Takes a portal away, and with the last one of somebody who was only invited his invitation (SD04).
    func revoke(
        _ portal: Portal, in house: House, by staff: StaffMember, at now: Instant, _ connection: Connection
    )
        throws
    {
        _ = try connection.execute(
            """
            INSERT INTO kernel_access (seat_id, portal, granted, changed_at, changed_by)
            VALUES (\(id), \(portal.id), FALSE, \(now), \(staff.id))
            ON DUPLICATE KEY UPDATE granted = FALSE, cap = NULL, changed_at = VALUES(changed_at),
                changed_by = VALUES(changed_by)
            """)
        let hasOther = house.portals.contains { !$0.isKernel && $0.id != portal.id && policy.has($0) }
        if !isAccepted && !hasOther { try Invitation.revoke(seat: id.value, at: now, connection) }
    }

    /// Narrows a portal that the seat has to what is the person's own, or lifts that again. It gives nothing: where
    /// the portal was taken meanwhile, it stays taken.
    func setOnlyOwn(
        _ isOn: Bool, in portal: Portal, by staff: StaffMember, at now: Instant, _ connection: Connection
    ) throws {
        let cap: Int? = isOn ? 1 : nil
        _ = try connection.execute(
            """
            INSERT IGNORE INTO kernel_access (seat_id, portal, granted, changed_at, changed_by)
            SELECT s.id, \(portal.id), TRUE, \(now), \(staff.id) FROM kernel_seat s
            WHERE s.id = \(id) AND s.mode = 'group'
            """)
        _ = try connection.execute(
            """
            UPDATE kernel_access SET cap = \(cap), changed_at = \(now), changed_by = \(staff.id)
            WHERE seat_id = \(id) AND portal = \(portal.id) AND granted
            """)
    }
}

extension Portal {
    /// Whether one of its permissions can be narrowed to what is one's own.
    var offersOwn: Bool { permissions.contains { $0.offers.contains(.own) } }

    /// The portals that this installation offers now.
    static func offered(in house: House, _ connection: Connection) throws -> [Portal] {
        let off: [String] = try connection.rows(
            "SELECT portal FROM kernel_module WHERE disabled_at IS NOT NULL"
        ) { row in try row.next() }
        let countsMembers = !off.contains(Policy.memberships)
        return house.portals.filter {
            !$0.isKernel && !off.contains($0.id) && (countsMembers || $0.kind != .membership)
        }
    }

    /// - Throws: `PortalError.notFound` when there is none, or its module is off.
    static func offered(_ id: String, in house: House, _ connection: Connection) throws -> Portal {
        guard let portal = try offered(in: house, connection).first(where: { $0.id == id }) else {
            throw PortalError.notFound
        }
        return portal
    }
}
