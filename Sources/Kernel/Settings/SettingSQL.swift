package import MariaDB
package import PortalKit
import Synchronization

/// What administrators chose, as one version of it: each change makes the next one.
package struct KeptSettings: Sendable {
    package let version: UInt64
    let values: [String: String]

    /// Nothing was ever chosen: every setting has its default.
    static let none = KeptSettings(version: 0, values: [:])

    /// What one portal may read.
    package func settings(of portal: Portal, in house: House) -> Settings {
        Settings(of: portal.id, kept: values, timeZone: house.installation.timeZone)
    }

    /// Both in one statement, and so of one moment.
    static func read(_ connection: Connection) throws -> KeptSettings {
        var version: UInt64 = 0
        var values: [String: String] = [:]
        let rows: [(version: UInt64, id: String?, value: String?)] = try connection.rows(
            """
            SELECT v.version, s.id, s.value
            FROM (SELECT COALESCE(MAX(value), 0) AS version FROM kernel_counter WHERE name = 'settings') v
            LEFT JOIN kernel_setting s ON TRUE
            """
        ) { row in (try row.next(), try row.next(), try row.next()) }
        for row in rows {
            version = row.version
            if let id = row.id { values[id] = row.value }
        }
        return KeptSettings(version: version, values: values)
    }

    /// Keeps what is different from before, in the transaction at hand. Each change is audited under the setting's
    /// id, without its value.
    ///
    /// - Parameter version: the one that the form was made for.
    /// - Throws: `PortalError.conflict` when somebody saved settings since.
    static func save(_ changed: [String: String], over version: UInt64, _ visit: Visit) throws {
        let connection = visit.connection
        let next = try connection.execute(
            version == 0
                ? "INSERT IGNORE INTO kernel_counter (name, value) VALUES ('settings', 1)"
                : "UPDATE kernel_counter SET value = value + 1 WHERE name = 'settings' AND value = \(version)"
        )
        guard next.affected == 1 else {
            throw PortalError.conflict("Somebody saved this meanwhile. Open it again and look at the change.")
        }
        guard case .staff(let session) = visit.identity else { throw PortalError.forbidden }
        for (id, value) in changed.sorted(by: { $0.key < $1.key }) {
            _ = try connection.execute(
                """
                INSERT INTO kernel_setting (id, value, changed_at, changed_by)
                VALUES (\(id), \(value), \(visit.now), \(session.staff.id))
                ON DUPLICATE KEY UPDATE value = VALUES(value), changed_at = VALUES(changed_at),
                    changed_by = VALUES(changed_by)
                """)
            try visit.audit(id + ".changed", kind: "setting", id: nil, customer: nil)
        }
    }
}

/// The version that was read last, for all workers of this process. The statement of each session says which one
/// holds, so that a change is there at the next request, in every process.
package final class SettingCache: Sendable {
    private let present = Mutex(KeptSettings.none)

    /// The settings of a version; they are read again only when it is another than the one at hand.
    package func kept(_ version: UInt64, _ connection: Connection) throws -> KeptSettings {
        let present = present.withLock(\.self)
        return present.version == version ? present : try current(connection)
    }

    /// The settings that hold now, for what runs without a session.
    package func current(_ connection: Connection) throws -> KeptSettings {
        let found = try KeptSettings.read(connection)
        present.withLock { $0 = found }
        return found
    }
}
