package import MariaDB
import Posix
package import PortalKit

/// A member of staff, as the door and the command line know him.
package struct StaffRow {
    package let id: UInt64
    package let login: String
    package let password: PasswordHash?
    /// A start password's end of life; nil for a password of the person's own.
    package let startPasswordUntil: Instant?
    let hasApp: Bool
    let needsApp: Bool

    package static func find(_ login: Login, _ connection: Connection) throws -> StaffRow? {
        try find("m.login = \(login.text)", connection)
    }

    static func find(_ id: UInt64, _ connection: Connection) throws -> StaffRow? {
        try find("m.id = \(id)", connection)
    }

    private static func find(_ which: SQL, _ connection: Connection) throws -> StaffRow? {
        try connection.first(
            """
            SELECT m.id, m.login, m.password, m.start_password_until,
                EXISTS (SELECT 1 FROM kernel_authenticator f WHERE f.staff_id = m.id AND f.is_proven = 1),
                \(sql: Mfa.isRequired(ofStaff: "m.role = 'administrator'"))
            FROM kernel_staff m WHERE \(sql: which) AND m.removed_at IS NULL
            """
        ) { row in
            let id: UInt64 = try row.next()
            let login: String = try row.next()
            let phc: String? = try row.next()
            return StaffRow(
                id: id, login: login, password: phc.flatMap(PasswordHash.init(phc:)),
                startPasswordUntil: try row.next(), hasApp: try row.next(), needsApp: try row.next())
        }
    }

    /// - Parameter until: the end of a start password, which has to be replaced; nil for one of the person's own.
    /// - Throws: `DatabaseError.duplicateKey("staff_login")` when the login is taken.
    package static func add(
        login: Login, name: String, isAdministrator: Bool, password: PasswordHash,
        startPasswordUntil until: Instant? = nil, at now: Instant, _ connection: Connection
    ) throws -> UInt64 {
        try connection.execute(
            """
            INSERT INTO kernel_staff (ref, login, password, start_password_until, name, role, created_at)
            VALUES (\(Random.bytes(10)), \(login.text), \(password.phc), \(until), \(name),
                \(isAdministrator ? "administrator" : "technician"), \(now))
            """
        ).insertID
    }

    /// A password of the person's own.
    static func setPassword(_ hash: PasswordHash, of id: UInt64, _ connection: Connection) throws {
        _ = try connection.execute(
            "UPDATE kernel_staff SET password = \(hash.phc), start_password_until = NULL WHERE id = \(id)")
    }

    static func upgrade(_ hash: PasswordHash, from old: PasswordHash, of id: UInt64, _ connection: Connection)
        throws
    {
        _ = try connection.execute(
            "UPDATE kernel_staff SET password = \(hash.phc) WHERE id = \(id) AND password = \(old.phc)")
    }

    /// Takes the authenticator app away, with every session and half-finished sign-in.
    package func forgetApp(at now: Instant, _ connection: Connection) throws -> Bool {
        let person = MfaPerson.staff(id)
        try connection.begin()
        guard try Authenticator.remove(of: person, connection) else {
            connection.rollback()
            return false
        }
        try PendingSignIn.end(of: person, at: now, connection)
        _ = try connection.execute(
            "UPDATE kernel_staff_session SET ended_at = \(now) WHERE staff_id = \(id) AND ended_at IS NULL")
        _ = try connection.execute(
            """
            INSERT INTO kernel_audit (at, actor_kind, action, subject_kind, subject_id)
            VALUES (\(now), 'system', 'administration.staff-mfa.reset', 'staff', \(id))
            """)
        try connection.commit()
        return true
    }
}
