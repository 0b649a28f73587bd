/// The right to be the only one at some work, held as a row for a while and renewed.
///
/// A row, because MariaDB's own GET_LOCK holds on one server of a cluster only.
struct Lease: Sendable {
    let name: String
    let holder: String
    let seconds: Int

    static let table = """
        CREATE TABLE IF NOT EXISTS kernel_lease (
            name VARCHAR(64) NOT NULL PRIMARY KEY,
            holder VARCHAR(128) NOT NULL,
            expires_at DATETIME(6) NOT NULL
        ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin
        """

    /// Takes the lease if it is free, has run out, or is ours already. False if another holds it.
    func take(_ connection: Connection) throws -> Bool {
        try connection.execute(
            "INSERT IGNORE INTO kernel_lease (name, holder, expires_at) VALUES (\(name), '', '1970-01-01')")
        return try connection.execute(
            """
            UPDATE kernel_lease
            SET holder = \(holder), expires_at = UTC_TIMESTAMP(6) + INTERVAL \(seconds) SECOND
            WHERE name = \(name) AND (holder = \(holder) OR expires_at < UTC_TIMESTAMP(6))
            """
        ).affected == 1
    }

    /// Takes the lease, waiting for its holder; false if that takes more than `patience` seconds.
    func take(_ connection: Connection, patience: Int) throws -> Bool {
        let tries = max(1, patience * 4)
        for _ in 0..<tries {
            if try take(connection) { return true }
            _ = try connection.first("SELECT SLEEP(0.25)") { row in try row.next() as Int }
        }
        return false
    }

    /// Keeps the lease; false if it is another's by now.
    func renew(_ connection: Connection) throws -> Bool {
        try connection.execute(
            """
            UPDATE kernel_lease SET expires_at = UTC_TIMESTAMP(6) + INTERVAL \(seconds) SECOND
            WHERE name = \(name) AND holder = \(holder)
            """
        ).affected == 1
    }

    func giveBack(_ connection: Connection) throws {
        try connection.execute(
            """
            UPDATE kernel_lease SET holder = '', expires_at = '1970-01-01'
            WHERE name = \(name) AND holder = \(holder)
            """
        )
    }

    /// Renews from a connection of its own while a long statement keeps the other one waiting. Cancel it to
    /// stop.
    func renewing(_ options: Connection.Options) -> Task<Void, Never> {
        Task.detached {
            let connection = Connection(options)
            while (try? await Task.sleep(for: .seconds(seconds) / 3)) != nil {
                // A renewal that fails is tried again; before each step the migrator looks for itself.
                _ = try? renew(connection)
            }
        }
    }
}
