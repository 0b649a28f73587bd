import MariaDB
import PortalKit

extension CustomerDoor {
    static func find(_ customer: Ref<Customer>, _ connection: Connection) throws -> CustomerDoor? {
        try connection.first(
            """
            SELECT c.id, c.name, c.link_turn, c.link_off_at IS NOT NULL,
                EXISTS (SELECT 1 FROM kernel_seat s WHERE s.customer_id = c.id)
            FROM kernel_customer c WHERE c.ref = \(customer) AND c.archived_at IS NULL
            """
        ) { row in
            let (id, name): (UInt64, String) = (try row.next(), try row.next())
            let turn: Int = try row.next()
            return CustomerDoor(
                id: id, name: name, link: CustomerLink(customer: customer, turn: UInt32(clamping: turn)),
                isOff: try row.next(), hasUsers: try row.next())
        }
    }

    func setOn(_ on: Bool, by staff: StaffMember, at now: Instant, _ connection: Connection) throws {
        _ = try connection.execute(
            """
            UPDATE kernel_customer
            SET link_off_at = \(on ? nil : now), link_off_by = \(on ? nil : staff.id) WHERE id = \(id)
            """)
    }

    /// The link of before leads nowhere from now on, and whoever came in by it is out at his next request.
    func turn(_ connection: Connection) throws {
        _ = try connection.execute(
            "UPDATE kernel_customer SET link_turn = link_turn + 1 WHERE id = \(id)")
    }

    /// Begins the session of a visitor, if the link still leads inside at this moment.
    ///
    /// - Throws: `PortalError.conflict` when it does not; nothing has happened then.
    func enter(by link: CustomerLink, _ token: Token, _ visit: Visit) throws {
        let begun = try visit.connection.execute(
            """
            INSERT INTO kernel_visitor_session
                (token_hash, customer_id, link_turn, created_at, seen_at, user_agent)
            SELECT \(token.hash), c.id, c.link_turn, \(visit.now), \(visit.now), \(visit.shortUserAgent)
            FROM kernel_customer c
            WHERE c.id = \(id) AND c.link_turn = \(Int(link.turn)) AND c.link_off_at IS NULL
                AND c.archived_at IS NULL
                AND NOT EXISTS (SELECT 1 FROM kernel_seat s WHERE s.customer_id = c.id)
            """)
        guard begun.affected == 1 else {
            throw PortalError.conflict("This link was switched off or changed meanwhile.")
        }
    }
}

extension CustomerSession {
    /// A visitor who came by the link of a customer without portal users: what the group for visitors may see, and only
    /// as long as the link would still let him in.
    static func visitor(
        _ tokenHash: [UInt8], at now: Instant, _ connection: Connection
    ) throws -> CustomerSession? {
        try connection.first(
            """
            SELECT s.id, s.seen_at, c.id, c.name, c.number,
                (SELECT GROUP_CONCAT(r.permission, ' ', r.reach) FROM kernel_group_reach r
                    JOIN kernel_permission_group g ON g.id = r.group_id WHERE g.kind = 'non-portal-users'),
                (SELECT GROUP_CONCAT(m.portal) FROM kernel_module m WHERE m.disabled_at IS NOT NULL),
                (SELECT v.value FROM kernel_counter v WHERE v.name = 'settings')
            FROM kernel_visitor_session s
            JOIN kernel_customer c ON c.id = s.customer_id AND c.link_turn = s.link_turn
            WHERE s.token_hash = \(tokenHash) AND s.ended_at IS NULL
                AND s.seen_at > \(now.adding(seconds: -SessionLimits.customerIdle))
                AND s.created_at > \(now.adding(seconds: -SessionLimits.customerAbsolute))
                AND c.archived_at IS NULL AND c.link_off_at IS NULL
                AND NOT EXISTS (SELECT 1 FROM kernel_seat o WHERE o.customer_id = c.id)
            """
        ) { row in try CustomerSession(visitor: row, tokenHash: tokenHash) }
    }
}
