import MariaDB
import PortalKit

extension ResetRecipient {
    /// Whom a link for this account goes to, nil where none may go out (C29). The account is held until the
    /// transaction ends, so that links are counted one after the other.
    ///
    /// - Parameter seat: only if the address is the one of this seat; nil for any.
    static func of(
        account: UInt64, seat: UInt64? = nil, at now: Instant, _ connection: Connection
    ) throws -> ResetRecipient? {
        let all: [ResetRecipient] = try connection.rows(
            """
            SELECT a.id, s.id, a.login, IF(s.contact_id IS NULL, c.email, p.email), p.id, c.id,
                COALESCE(p.name, c.name), a.language, a.time_zone
            FROM kernel_account a
            JOIN kernel_seat s ON s.account_id = a.id
            LEFT JOIN kernel_contact p ON p.id = s.contact_id
            JOIN kernel_customer c ON c.id = s.customer_id
            WHERE a.id = \(account) AND s.id = COALESCE(\(seat), s.id)
                AND IF(s.contact_id IS NULL, c.email, p.email) IS NOT NULL AND \(sql: PortalSeat.inForce(at: now))
            ORDER BY s.id FOR UPDATE
            """
        ) { row in
            ResetRecipient(
                account: try row.next(), seat: try row.next(), login: try row.next(), email: try row.next(),
                contact: try row.next(), customer: try row.next(), name: try row.next(),
                language: try row.next(), timeZone: try row.next())
        }
        return all.first { isOwn($0.email, of: $0.login) }
    }
}

extension Reset {
    /// Makes a link; nil when enough went out within the hour.
    static func issue(
        for recipient: ResetRecipient, by staff: StaffMember?, at now: Instant, _ connection: Connection
    ) throws -> Token? {
        let token = Token()
        let added = try connection.execute(
            """
            INSERT INTO kernel_reset
                (token_hash, account_id, seat_id, login, email, created_at, created_by, expires_at)
            SELECT \(token.hash), \(recipient.account), \(recipient.seat), \(recipient.login), \(recipient.email),
                \(now), \(staff?.id), \(now.adding(seconds: minutes * 60))
            FROM DUAL
            WHERE (SELECT COUNT(*) FROM kernel_reset o WHERE o.account_id = \(recipient.account)
                AND o.created_at > \(now.adding(seconds: -3_600))) < \(mostAnHour)
            """)
        return added.affected == 1 ? token : nil
    }

    /// The link is open, and the seat, the login and the address are as when it was sent (SD02).
    private static func isOpen(_ token: Token, at now: Instant) -> SQL {
        """
        r.token_hash = \(token.hash) AND r.used_at IS NULL AND r.revoked_at IS NULL AND r.expires_at > \(now)
            AND s.account_id = r.account_id AND a.login = r.login
            AND IF(s.contact_id IS NULL, c.email, p.email) = r.email AND \(sql: PortalSeat.inForce(at: now))
        """
    }

    private static let joined: SQL = """
        kernel_reset r
        JOIN kernel_account a ON a.id = r.account_id
        JOIN kernel_seat s ON s.id = r.seat_id
        LEFT JOIN kernel_contact p ON p.id = s.contact_id
        JOIN kernel_customer c ON c.id = s.customer_id
        """

    /// The account of a link that is open; nil for any other.
    static func find(_ token: Token, at now: Instant, _ connection: Connection) throws -> Reset? {
        try connection.first(
            """
            SELECT a.id, s.id, s.customer_id, a.login, COALESCE(p.name, c.name)
            FROM \(sql: joined) WHERE \(sql: isOpen(token, at: now))
            """
        ) { row in
            Reset(
                account: try row.next(), seat: try row.next(), customer: try row.next(),
                login: try row.next(), name: try row.next())
        }
    }

    /// Uses the link up: one conditional update, before anything else happens (SD03).
    ///
    /// - Throws: `PortalError.conflict` when it is no longer open; nothing has happened then.
    static func use(_ token: Token, at now: Instant, _ connection: Connection) throws {
        let changed = try connection.execute(
            "UPDATE \(sql: joined) SET r.used_at = \(now) WHERE \(sql: isOpen(token, at: now))")
        guard changed.affected == 1 else {
            throw PortalError.conflict("This link was used or withdrawn meanwhile.")
        }
    }

    /// Every open link of an account ends (SD04).
    static func revoke(account: UInt64, at now: Instant, _ connection: Connection) throws {
        _ = try connection.execute(
            """
            UPDATE kernel_reset SET revoked_at = \(now)
            WHERE account_id = \(account) AND used_at IS NULL AND revoked_at IS NULL
            """)
    }
}
