package import MariaDB
import Posix
package import PortalKit

/// A member of staff, as the door and the command line know him.
package struct StaffRow {
    package let id: UInt64
    package let password: PasswordHash?

    package static func find(_ login: Login, _ connection: Connection) throws -> StaffRow? {
        try connection.first(
            "SELECT id, password FROM kernel_staff WHERE login = \(login.text) AND removed_at IS NULL"
        ) { row in
            let id: UInt64 = try row.next()
            let phc: String? = try row.next()
            return StaffRow(id: id, password: phc.flatMap(PasswordHash.init(phc:)))
        }
    }

    /// - Throws: `DatabaseError.duplicateKey("staff_login")` when the login is taken.
    package static func add(
        login: Login, name: String, isAdministrator: Bool, password: PasswordHash, at now: Instant,
        _ connection: Connection
    ) throws -> UInt64 {
        try connection.execute(
            """
            INSERT INTO kernel_staff (ref, login, password, name, role, created_at)
            VALUES (\(Random.bytes(10)), \(login.text), \(password.phc), \(name),
                \(isAdministrator ? "administrator" : "technician"), \(now))
            """
        ).insertID
    }

    static func upgrade(_ hash: PasswordHash, from old: PasswordHash, of id: UInt64, _ connection: Connection)
        throws
    {
        _ = try connection.execute(
            "UPDATE kernel_staff SET password = \(hash.phc) WHERE id = \(id) AND password = \(old.phc)")
    }
}
