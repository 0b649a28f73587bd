import MariaDB
import PortalKit

extension Invitation {
    /// The invitation of a link, whatever became of it.
    static func find(_ token: Token, at now: Instant, _ connection: Connection) throws -> Invitation? {
        try connection.first(
            """
            SELECT s.id, s.customer_id, i.email, i.expires_at, i.used_at, i.revoked_at, a.id, a.login,
                a.password IS NOT NULL, COALESCE(p.name, c.name), c.name, \(sql: PortalSeat.isOpen(at: now))
                    AND CAST(IF(s.contact_id IS NULL, c.email, p.email) AS BINARY) <=> CAST(i.email AS BINARY)
            FROM kernel_invitation i
            JOIN kernel_seat s ON s.id = i.seat_id
            JOIN kernel_account a ON a.id = s.account_id
            LEFT JOIN kernel_contact p ON p.id = s.contact_id
            JOIN kernel_customer c ON c.id = s.customer_id
            WHERE i.token_hash = \(token.hash)
            """
        ) { row in
            Invitation(
                seat: try row.next(), customer: try row.next(), email: try row.next(),
                expiresAt: try row.next(), usedAt: try row.next(),
                revokedAt: try row.next(), account: try row.next(), login: try row.next(),
                hasPassword: try row.next(), contactName: try row.next(), customerName: try row.next(),
                isOffered: try row.next())
        }
    }

    /// Uses the link up and puts the seat in force: one conditional update, before anything else happens (SD03).
    ///
    /// - Throws: `PortalError.conflict` when it is no longer open; nothing has happened then.
    static func accept(_ token: Token, at now: Instant, _ connection: Connection) throws {
        let changed = try connection.execute(
            """
            UPDATE kernel_invitation i
            JOIN kernel_seat s ON s.id = i.seat_id
            LEFT JOIN kernel_contact p ON p.id = s.contact_id
            JOIN kernel_customer c ON c.id = s.customer_id
            SET i.used_at = \(now), s.accepted_at = \(now)
            WHERE i.token_hash = \(token.hash) AND i.used_at IS NULL AND i.revoked_at IS NULL
                AND i.expires_at > \(now) AND s.accepted_at IS NULL AND \(sql: PortalSeat.isOpen(at: now))
                AND CAST(IF(s.contact_id IS NULL, c.email, p.email) AS BINARY) = CAST(i.email AS BINARY)
            """)
        guard changed.affected > 0 else {
            throw PortalError.conflict("This link was used or withdrawn meanwhile.")
        }
    }

    /// Makes the one link that works for a seat; those before it end (SD04).
    ///
    /// - Returns: nil when too many went out within the hour; nothing has happened then, and the link of before holds.
    static func issue(
        seat: UInt64, to email: String, by staff: StaffMember?, at now: Instant, _ connection: Connection
    ) throws -> Token? {
        let token = Token()
        let added = try connection.execute(
            """
            INSERT INTO kernel_invitation (token_hash, seat_id, email, created_at, created_by, expires_at)
            SELECT \(token.hash), \(seat), \(email), \(now), \(staff?.id), \(now.adding(seconds: days * 86_400))
            FROM DUAL
            WHERE (SELECT COUNT(*) FROM kernel_invitation o WHERE o.seat_id = \(seat)
                AND o.created_at > \(now.adding(seconds: -3_600))) < \(mostAnHour)
            """)
        guard added.affected == 1 else { return nil }
        _ = try connection.execute(
            """
            UPDATE kernel_invitation SET revoked_at = \(now)
            WHERE seat_id = \(seat) AND token_hash <> \(token.hash) AND used_at IS NULL AND revoked_at IS NULL
            """)
        return token
    }

    static func revoke(seat: UInt64, at now: Instant, _ connection: Connection) throws {
        _ = try connection.execute(
            """
            UPDATE kernel_invitation SET revoked_at = \(now)
            WHERE seat_id = \(seat) AND used_at IS NULL AND revoked_at IS NULL
            """)
    }
}
