import MariaDB
import Posix
import PortalKit

/// A person's login, as it is looked up by its name.
struct Account {
    let id: UInt64
    let password: PasswordHash?
    /// A start password's end of life; nil for a password of the person's own.
    let startPasswordUntil: Instant?
    /// The seat to begin with: the one used last. Without a seat in force nobody gets in.
    let seat: UInt64?
    /// Whose seat that is.
    let customer: UInt64?
    let login: String
    /// Whether an authenticator app is set up: then a code is asked for.
    let hasApp: Bool
    /// Whether somebody requires one.
    let needsApp: Bool

    static func find(_ login: Login, at now: Instant, _ connection: Connection) throws -> Account? {
        try find("a.login = \(login.text)", at: now, connection)
    }

    static func find(_ id: UInt64, at now: Instant, _ connection: Connection) throws -> Account? {
        try find("a.id = \(id)", at: now, connection)
    }

    private static func find(_ which: SQL, at now: Instant, _ connection: Connection) throws -> Account? {
        try connection.first(
            """
            SELECT a.id, a.password, a.start_password_until, e.id, e.customer_id, a.login,
                EXISTS (SELECT 1 FROM kernel_authenticator f WHERE f.account_id = a.id AND f.is_proven = 1),
                \(sql: Mfa.isRequired(of: "a.id"))
            FROM kernel_account a
            LEFT JOIN kernel_seat e ON e.id = (SELECT s.id FROM kernel_seat s
                    JOIN kernel_customer c ON c.id = s.customer_id
                    LEFT JOIN kernel_contact p ON p.id = s.contact_id
                    LEFT JOIN kernel_session x ON x.seat_id = s.id
                    WHERE s.account_id = a.id AND \(sql: PortalSeat.inForce(at: now))
                    ORDER BY x.id DESC, s.id LIMIT 1)
            WHERE \(sql: which)
            """
        ) { row in
            let id: UInt64 = try row.next()
            let phc: String? = try row.next()
            return Account(
                id: id, password: phc.flatMap(PasswordHash.init(phc:)), startPasswordUntil: try row.next(),
                seat: try row.next(), customer: try row.next(), login: try row.next(),
                hasApp: try row.next(), needsApp: try row.next())
        }
    }

    /// A new account; without a password it waits for its person to choose one.
    ///
    /// - Throws: `DatabaseError.duplicateKey("account_login")` when the login is taken.
    static func add(
        _ login: Login, password: PasswordHash?, until: Instant?, at now: Instant, _ connection: Connection
    ) throws -> UInt64 {
        try connection.execute(
            """
            INSERT INTO kernel_account (ref, login, password, start_password_until, created_at)
            VALUES (\(Random.bytes(10)), \(login.text), \(password?.phc), \(until), \(now))
            """
        ).insertID
    }

    static func find(id: UInt64, _ connection: Connection) throws -> PasswordHash? {
        let phc: String?? = try connection.first("SELECT password FROM kernel_account WHERE id = \(id)") {
            row in
            try row.next()
        }
        return phc.flatMap(\.self).flatMap(PasswordHash.init(phc:))
    }

    /// The number of the account with this login.
    static func id(of login: Login, _ connection: Connection) throws -> UInt64? {
        try connection.first("SELECT id FROM kernel_account WHERE login = \(login.text)") { row in
            try row.next()
        }
    }

    /// A password of the person's own; links to choose another one and half-finished sign-ins end (SA10).
    static func setPassword(_ hash: PasswordHash, of id: UInt64, at now: Instant, _ connection: Connection)
        throws
    {
        _ = try connection.execute(
            """
            UPDATE kernel_account SET password = \(hash.phc), start_password_until = NULL WHERE id = \(id)
            """)
        try Reset.revoke(account: id, at: now, connection)
        try PendingSignIn.end(of: .account(id), at: now, connection)
    }

    /// The first password of an account that was made by an invitation.
    ///
    /// - Throws: `PortalError.conflict` when it has one meanwhile, by an invitation of another customer.
    static func activate(_ hash: PasswordHash, of id: UInt64, _ connection: Connection) throws {
        let changed = try connection.execute(
            "UPDATE kernel_account SET password = \(hash.phc) WHERE id = \(id) AND password IS NULL")
        guard changed.affected == 1 else {
            throw PortalError.conflict(
                "You chose a password meanwhile. Open the link again and sign in with it.")
        }
    }

    /// Replaces the same password's hash by one with today's cost, unless it was changed meanwhile.
    static func upgrade(_ hash: PasswordHash, from old: PasswordHash, of id: UInt64, _ connection: Connection)
        throws
    {
        _ = try connection.execute(
            "UPDATE kernel_account SET password = \(hash.phc) WHERE id = \(id) AND password = \(old.phc)")
    }
}

/// One of a person's places, for the switch in the header.
struct Seat {
    let ref: Ref<Seat>
    let name: String
    let isCurrent: Bool

    static func all(of session: CustomerSession, at now: Instant, _ connection: Connection) throws -> [Seat] {
        try connection.rows(
            """
            SELECT s.ref, c.name, s.id FROM kernel_seat s
            JOIN kernel_customer c ON c.id = s.customer_id
            LEFT JOIN kernel_contact p ON p.id = s.contact_id
            WHERE s.account_id = \(session.viewer.account) AND \(sql: PortalSeat.inForce(at: now))
            ORDER BY c.name, s.id LIMIT 50
            """
        ) { row in
            let ref: Ref<Seat> = try row.next()
            let name: String = try row.next()
            let id: UInt64 = try row.next()
            return Seat(ref: ref, name: name, isCurrent: id == session.viewer.seat)
        }
    }
}
