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

    package static func find(_ login: Login, _ connection: Connection) throws -> StaffRow? {
        try find("login = \(login.text)", connection)
    }

    static func find(id: UInt64, _ connection: Connection) throws -> StaffRow? {
        try find("id = \(id)", connection)
    }

    private static func find(_ which: SQL, _ connection: Connection) throws -> StaffRow? {
        try connection.first(
            """
            SELECT id, login, password, start_password_until FROM kernel_staff
            WHERE \(sql: which) AND removed_at IS NULL
            """
        ) { row in
            let id: UInt64 = try row.next()
            let login: String = try row.next()
            let phc: String? = try row.next()
            return StaffRow(
                id: id, login: login, password: phc.flatMap(PasswordHash.init(phc:)),
                startPasswordUntil: try row.next())
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
}
