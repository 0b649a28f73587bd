import MariaDB
import PortalKit

/// Beginning, renewing and ending sessions. The token is new each time; only its hash is kept.
enum SessionSQL {
    /// - Parameter isProved: whether a second factor was given.
    static func begin(
        account: UInt64, seat: UInt64, isProved: Bool = false, _ token: Token, _ visit: Visit
    ) throws {
        _ = try visit.connection.execute(
            """
            INSERT INTO kernel_session
                (token_hash, account_id, seat_id, created_at, seen_at, user_agent, proved_at)
            VALUES (\(token.hash), \(account), \(seat), \(visit.now), \(visit.now), \(visit.shortUserAgent),
                \(isProved ? visit.now : nil))
            """)
    }

    static func beginStaff(_ staff: UInt64, isProved: Bool = false, _ token: Token, _ visit: Visit) throws {
        _ = try visit.connection.execute(
            """
            INSERT INTO kernel_staff_session (token_hash, staff_id, created_at, seen_at, user_agent, proved_at)
            VALUES (\(token.hash), \(staff), \(visit.now), \(visit.now), \(visit.shortUserAgent),
                \(isProved ? visit.now : nil))
            """)
    }

    /// The same session under a new token, once a second factor was given or put away (SC02).
    static func prove(_ id: UInt64, isStaff: Bool, _ token: Token, _ visit: Visit) throws {
        let table: SQL = isStaff ? "kernel_staff_session" : "kernel_session"
        _ = try visit.connection.execute(
            """
            UPDATE \(sql: table) SET token_hash = \(token.hash), proved_at = \(visit.now)
            WHERE id = \(id) AND ended_at IS NULL
            """)
    }

    /// The same session under a new token, at a change of rights (SC02).
    static func renew(_ id: UInt64, _ token: Token, seat: UInt64, _ connection: Connection) throws {
        _ = try connection.execute(
            """
            UPDATE kernel_session SET token_hash = \(token.hash), seat_id = \(seat)
            WHERE id = \(id) AND ended_at IS NULL
            """)
    }

    static func end(_ tokenHash: [UInt8], isStaff: Bool, at now: Instant, _ connection: Connection) throws {
        _ = try connection.execute(
            isStaff
                ? "UPDATE kernel_staff_session SET ended_at = \(now) WHERE token_hash = \(tokenHash) AND ended_at IS NULL"
                : "UPDATE kernel_session SET ended_at = \(now) WHERE token_hash = \(tokenHash) AND ended_at IS NULL"
        )
    }

    static func endVisitor(_ tokenHash: [UInt8], at now: Instant, _ connection: Connection) throws {
        _ = try connection.execute(
            """
            UPDATE kernel_visitor_session SET ended_at = \(now)
            WHERE token_hash = \(tokenHash) AND ended_at IS NULL
            """)
    }
}

extension Visit {
    var shortUserAgent: String { String(request.userAgent.unicodeScalars.prefix(200)) }

    func sessionCookie(_ token: Token, isStaff: Bool) -> SetCookie {
        SetCookie(
            name: isStaff ? cookieNames.staff : cookieNames.customer, value: token.text,
            secure: house.installation.isSecure)
    }

    func customerCookie(_ text: String) -> SetCookie {
        SetCookie(name: cookieNames.customer, value: text, secure: house.installation.isSecure)
    }

    func endedCookie(isStaff: Bool) -> SetCookie {
        SetCookie(
            name: isStaff ? cookieNames.staff : cookieNames.customer, value: "", maxAge: 0,
            secure: house.installation.isSecure)
    }

    /// The session that this browser still has, if any: it ends when somebody signs in here anew (SC07).
    func endPresentSession(isStaff: Bool) throws {
        guard let text = request.cookies[isStaff ? cookieNames.staff : cookieNames.customer] else { return }
        if !isStaff, let viewing = ViewingCookie.read(text) {
            return try Viewing.end(viewing.token.hash, at: now, connection)
        }
        if !isStaff, let token = VisitorCookie.token(text) {
            return try SessionSQL.endVisitor(token.hash, at: now, connection)
        }
        guard let token = Token(text) else { return }
        try SessionSQL.end(token.hash, isStaff: isStaff, at: now, connection)
    }

    /// Compares under the gate; a name nobody has costs the same (SA01).
    func fits(_ password: String, _ hash: PasswordHash?) throws -> Bool {
        let typed = Password(password)
        let known = hash ?? PasswordHash.decoy
        let fits = try house.gate.run(source: request.remoteAddress) {
            // A password longer than any that can be set is not hashed at its length (SA06).
            try known.fits(typed.bytes.count <= PasswordPolicy.mostBytes ? typed : Password([]))
        }
        return fits && hash != nil
    }

    /// The present password once more, before something that matters. Tries are counted with those of codes (SA07).
    ///
    /// - Throws: `PortalError.invalid` in that field when it is another one, `PortalError.tooMany` after too many.
    func confirm(_ password: String, in field: String, of account: UInt64) throws {
        try SecondFactor.count(for: .account(account), self)
        guard try fits(password, Account.find(id: account, connection)) else {
            throw PortalError.invalid(field, "That is not your present password.")
        }
    }

    func hash(_ password: String) throws -> PasswordHash {
        try house.gate.run(source: request.remoteAddress) { try PasswordHash(Password(password)) }
    }

    /// The address to go to after signing in: a path of this site, or nothing.
    func nextPath(_ text: String, staff: Bool) -> String? {
        guard ReturnPath.isSafe(text), text.hasPrefix("/staff") == staff else { return nil }
        return text
    }
}

/// Which addresses may be named as the way back after signing in (SC10).
package enum ReturnPath {
    package static func isSafe(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count <= 1_000, bytes.first == UInt8(ascii: "/") else { return false }
        guard bytes.count == 1 || (bytes[1] != UInt8(ascii: "/") && bytes[1] != UInt8(ascii: "\\")) else {
            return false
        }
        let lower = text.lowercased()
        return bytes.allSatisfy {
            $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") && $0 != UInt8(ascii: "@")
        }
            && !text.contains("//") && !lower.contains("%2f") && !lower.contains("%5c")
            && !lower.contains("%0")
            && !lower.contains("%40")
    }
}
