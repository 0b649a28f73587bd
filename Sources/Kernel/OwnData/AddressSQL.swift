import MariaDB
import PortalKit

extension AddressProof {
    private static let joined: SQL = """
        kernel_address_proof r
        JOIN kernel_account a ON a.id = r.account_id
        JOIN kernel_seat s ON s.id = r.seat_id
        JOIN kernel_contact p ON p.id = s.contact_id
        JOIN kernel_customer c ON c.id = s.customer_id
        """

    /// The link is open, and the seat, the login and the address on file are as when it was sent (SD02).
    private static func isOpen(_ token: Token, at now: Instant) -> SQL {
        """
        r.token_hash = \(token.hash) AND r.used_at IS NULL AND r.revoked_at IS NULL AND r.expires_at > \(now)
            AND s.account_id = r.account_id AND a.login = r.login
            AND COALESCE(p.email, '') = r.old_email AND \(sql: PortalSeat.inForce(at: now))
        """
    }

    /// The link that is open; nil for any other.
    static func find(_ token: Token, at now: Instant, _ connection: Connection) throws -> AddressProof? {
        try connection.first(
            """
            SELECT a.id, s.id, p.id, c.id, p.name, r.old_email, r.new_email, r.moves_login
            FROM \(sql: joined) WHERE \(sql: isOpen(token, at: now))
            """
        ) { row in
            AddressProof(
                account: try row.next(), seat: try row.next(), contact: try row.next(),
                customer: try row.next(), name: try row.next(), old: try row.next(), new: try row.next(),
                movesLogin: try row.next())
        }
    }

    /// Makes the one link that works for an account; those before it end (SD04).
    ///
    /// - Throws: `PortalError.conflict` when too many went out within the hour.
    static func issue(
        of session: CustomerSession, from old: String, to new: String, movesLogin: Bool, at now: Instant,
        _ connection: Connection
    ) throws -> Token {
        let token = Token()
        guard let account = session.viewer.account else { throw PortalError.notFound }
        // Links of one account are counted one after the other.
        _ = try connection.first("SELECT id FROM kernel_account WHERE id = \(account) FOR UPDATE") { row in
            try row.next() as UInt64
        }
        try revoke(account: account, at: now, connection)
        let added = try connection.execute(
            """
            INSERT INTO kernel_address_proof
                (token_hash, account_id, seat_id, login, old_email, new_email, moves_login, created_at, expires_at)
            SELECT \(token.hash), \(account), \(session.viewer.seat), \(session.login), \(old), \(new),
                \(movesLogin), \(now), \(now.adding(seconds: hours * 3_600))
            FROM DUAL
            WHERE (SELECT COUNT(*) FROM kernel_address_proof o WHERE o.account_id = \(account)
                AND o.created_at > \(now.adding(seconds: -3_600))) < \(mostAnHour)
            """)
        guard added.affected == 1 else {
            throw PortalError.conflict("Three links went out within an hour. Try again later.")
        }
        return token
    }

    /// Uses the link up: one conditional update, before anything else happens (SD03).
    static func use(_ token: Token, at now: Instant, _ connection: Connection) throws {
        let changed = try connection.execute(
            "UPDATE \(sql: joined) SET r.used_at = \(now) WHERE \(sql: isOpen(token, at: now))")
        guard changed.affected == 1 else { throw refusal }
    }

    /// Every open link of an account ends.
    static func revoke(account: UInt64, at now: Instant, _ connection: Connection) throws {
        _ = try connection.execute(
            """
            UPDATE kernel_address_proof SET revoked_at = \(now)
            WHERE account_id = \(account) AND used_at IS NULL AND revoked_at IS NULL
            """)
    }
}

extension NewAddress {
    /// Writes it down, in the transaction at hand. Every link that went to the old address ends (SD02), and both
    /// addresses are told (SA13).
    ///
    /// - Throws: `PortalError.conflict` when the contact or the user name is not as it was when this was asked for,
    ///   or somebody else signs in with the new address.
    func take(_ acting: any Acting) throws {
        let connection = acting.connection
        let change = OwnDetails.Change(field: .email, old: old, new: new)
        guard try OwnDetails.make(change, of: contact, connection) else { throw ChangeRequest.outdated }
        if movesLogin { try moveLogin(connection) }
        _ = try connection.execute(
            """
            UPDATE kernel_invitation i JOIN kernel_seat s ON s.id = i.seat_id SET i.revoked_at = \(acting.now)
            WHERE s.contact_id = \(contact) AND i.used_at IS NULL AND i.revoked_at IS NULL
            """)
        if let account {
            try Reset.revoke(account: account, at: acting.now, connection)
            try AddressProof.revoke(account: account, at: acting.now, connection)
        }
        try acting.audit("identity.address.changed", kind: "contact", id: contact, customer: nil)
        try AddressLetter.changed(self, acting)
    }

    /// The unique key on logins is the guard: whoever has the new one keeps it.
    private func moveLogin(_ connection: Connection) throws {
        guard let account, let login = try? Login(new), let present = try? Login(old) else {
            throw ChangeRequest.outdated
        }
        do {
            let moved = try connection.execute(
                """
                UPDATE kernel_account SET login = \(login.text)
                WHERE id = \(account) AND login = \(present.text)
                """)
            // The same login in other letters is no other one.
            let isSame = login == present
            guard moved.affected == 1 || isSame else { throw ChangeRequest.outdated }
        } catch let error as DatabaseError {
            guard case .duplicateKey = error.kind else { throw error }
            throw ChangeRequest.outdated
        }
    }
}
