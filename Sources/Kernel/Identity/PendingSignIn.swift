import MariaDB
import PortalKit
import Web

/// A sign-in that is half done: the password was right, the code is still to come. It opens the page that asks for the
/// code, and nothing else (SB03).
struct PendingSignIn {
    let id: UInt64
    let person: MfaPerson
    let next: String

    /// Seconds until it is void.
    static let seconds: Int64 = 600
    /// How many codes are looked at (SB07).
    static let mostTries = 5

    /// Begins one, unless the password was changed since it was compared (SA10).
    static func begin(
        _ person: MfaPerson, password: PasswordHash, next: String, _ token: Token, _ visit: Visit
    ) throws {
        let table: SQL = person.isStaff ? "kernel_staff" : "kernel_account"
        let added = try visit.connection.execute(
            """
            INSERT INTO kernel_sign_in (token_hash, account_id, staff_id, next, created_at)
            SELECT \(token.hash), \(person.account), \(person.staff), \(next), \(visit.now)
            FROM \(sql: table) p WHERE p.id = \(person.id) AND p.password = \(password.phc)
            """)
        guard added.affected == 1 else { throw PortalError.invalid("", SignInRoutes.refused) }
    }

    private static func isOpen(_ token: Token, isStaff: Bool, at now: Instant) -> SQL {
        """
        token_hash = \(token.hash) AND ended_at IS NULL AND tries < \(mostTries)
            AND created_at > \(now.adding(seconds: -seconds)) AND (staff_id IS NOT NULL) = \(isStaff)
        """
    }

    /// The one that this browser began, if it is still open.
    static func find(isStaff: Bool, _ visit: Visit) throws -> PendingSignIn? {
        guard let token = visit.pendingToken(isStaff: isStaff) else { return nil }
        return try visit.connection.first(
            """
            SELECT id, account_id, staff_id, next FROM kernel_sign_in
            WHERE \(sql: isOpen(token, isStaff: isStaff, at: visit.now))
            """
        ) { row in
            let id: UInt64 = try row.next()
            let account: UInt64? = try row.next()
            let staff: UInt64? = try row.next()
            let person: MfaPerson = staff.map { .staff($0) } ?? .account(account ?? 0)
            return PendingSignIn(id: id, person: person, next: try row.next())
        }
    }

    /// Takes one of its tries, before the code is looked at: of ten thousand at once five go on.
    func takeTry(_ connection: Connection) throws -> Bool {
        try connection.execute(
            """
            UPDATE kernel_sign_in SET tries = tries + 1
            WHERE id = \(id) AND ended_at IS NULL AND tries < \(Self.mostTries)
            """
        ).affected == 1
    }

    /// - Throws: `PortalError.conflict` when it ended meanwhile: it was completed, or the password was changed.
    func complete(at now: Instant, _ connection: Connection) throws {
        let changed = try connection.execute(
            "UPDATE kernel_sign_in SET ended_at = \(now) WHERE id = \(id) AND ended_at IS NULL")
        guard changed.affected == 1 else {
            throw PortalError.conflict("This sign-in ended meanwhile. Sign in again.")
        }
    }

    /// Ends every one of a person: after a new password and after a change of the factor (SA10).
    static func end(of person: MfaPerson, at now: Instant, _ connection: Connection) throws {
        _ = try connection.execute(
            "UPDATE kernel_sign_in SET ended_at = \(now) WHERE \(sql: person.owns) AND ended_at IS NULL")
    }
}

extension Visit {
    private func pendingCookie(isStaff: Bool) -> String { cookieNames.link(isStaff ? "staff-code" : "code") }

    func pendingToken(isStaff: Bool) -> Token? {
        let name = pendingCookie(isStaff: isStaff)
        guard !request.cookies.isAmbiguous(name) else { return nil }
        return request.cookies[name].flatMap { Token($0) }
    }

    func pendingCookie(_ token: Token, isStaff: Bool) -> SetCookie {
        SetCookie(
            name: pendingCookie(isStaff: isStaff), value: token.text, maxAge: Int(PendingSignIn.seconds),
            secure: house.installation.isSecure)
    }

    func endedPendingCookie(isStaff: Bool) -> SetCookie {
        SetCookie(
            name: pendingCookie(isStaff: isStaff), value: "", maxAge: 0,
            secure: house.installation.isSecure)
    }
}
