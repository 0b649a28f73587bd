/// Brings the schema up to what this build expects: each numbered file once, in order, by one migrator at a
/// time.
///
/// DDL commits by itself, so a kill can come between a statement and the row that says it is done. A row is
/// therefore written before (`started_at`) and marked after (`applied_at`), and every statement is one that
/// can be run again.
package struct Migrator {
    private let migrations: [Migration]
    private let checksum: ([UInt8]) -> [UInt8]

    /// Fails for a file that is misnamed, shares its number, or could not be run again.
    /// `checksum` is SHA-256.
    package init(_ migrations: [Migration], checksum: @escaping ([UInt8]) -> [UInt8]) throws(MigrationError) {
        self.migrations = migrations.sorted(by: Migration.inOrder)
        self.checksum = checksum
        var last: (migration: Migration, number: Int)?
        for migration in self.migrations {
            guard let number = migration.number else { throw .badName(file: migration.file) }
            if let last, last.number == number, last.migration.folder == migration.folder {
                throw .sameNumber(file: migration.file, other: last.migration.file)
            }
            _ = try Self.text(migration)
            last = (migration, number)
        }
    }

    /// How the schema stands to this build.
    package enum State: Sendable, Equatable {
        case current
        /// These files are not applied yet.
        case behind([String])
        /// These were applied by a newer build.
        case ahead([String])
    }

    /// What a lease needs to be told.
    package struct Holder: Sendable {
        /// Differs between any two migrators that may run at once.
        let id: String
        /// After so many seconds without renewal another may take over.
        let leaseSeconds: Int
        /// So many seconds another migrator is waited for.
        let patience: Int

        package init(id: String, leaseSeconds: Int = 60, patience: Int = 120) {
            self.id = id
            self.leaseSeconds = leaseSeconds
            self.patience = patience
        }
    }

    /// One file is about to be applied: the `position`th of `count`, from 1.
    package struct Progress: Sendable, Equatable {
        package let file: String
        package let position: Int
        package let count: Int
    }
}

// MARK: - Looking

extension Migrator {
    package func state(of connection: Connection) throws -> State {
        let known = Set(migrations.map(\.file))
        let records = try records(connection)
        let unknown = records.keys.filter { !known.contains($0) }.sorted()
        guard unknown.isEmpty else { return .ahead(unknown) }
        let missing = try missing(records).map(\.file)
        return missing.isEmpty ? .current : .behind(missing)
    }

    /// The files that `run` would apply, in order.
    package func pending(_ connection: Connection) throws -> [String] {
        try missing(try records(connection)).map(\.file)
    }

    private struct Record {
        let checksum: [UInt8]
        let isApplied: Bool
    }

    private func records(_ connection: Connection) throws -> [String: Record] {
        do {
            let sql: SQL = "SELECT folder, name, checksum, applied_at IS NOT NULL FROM kernel_migration"
            let rows = try connection.rows(sql) { row -> (String, Record) in
                let file = Migration(folder: try row.next(), name: try row.next(), sql: "").file
                return (file, Record(checksum: try row.next(), isApplied: try row.next()))
            }
            return Dictionary(rows, uniquingKeysWith: { first, _ in first })
        } catch let error as DatabaseError where error.code == Self.noSuchTable {
            return [:]
        }
    }

    private static let noSuchTable = 1146

    /// What is not applied. One that was begun may have taken effect already, so it too must be unchanged.
    private func missing(_ records: [String: Record]) throws(MigrationError) -> [Migration] {
        var missing: [Migration] = []
        for migration in migrations {
            guard let record = records[migration.file] else {
                missing.append(migration)
                continue
            }
            guard record.checksum == checksum(Array(migration.sql.utf8)) else {
                throw .changed(file: migration.file)
            }
            if !record.isApplied { missing.append(migration) }
        }
        return missing
    }

    private static func text(_ migration: Migration) throws(MigrationError) -> MigrationText {
        do throws(MigrationText.Refusal) {
            return try MigrationText(migration.sql)
        } catch {
            throw .notRepeatable(file: migration.file, reason: error.reason)
        }
    }
}

// MARK: - Running

extension Migrator {
    private static let table = """
        CREATE TABLE IF NOT EXISTS kernel_migration (
            folder VARCHAR(64) NOT NULL,
            name VARCHAR(64) NOT NULL,
            checksum VARBINARY(32) NOT NULL,
            started_at DATETIME(6) NOT NULL,
            applied_at DATETIME(6) NULL,
            PRIMARY KEY (folder, name)
        ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin
        """

    /// Applies what is missing. Can be killed at any point and run again. `connection` has a user who may
    /// change the schema and no limit on the time of a statement; `renewal` says how to make a second one
    /// like it.
    package func run(
        _ connection: Connection, as holder: Holder, renewal: Connection.Options? = nil,
        progress: (Progress) -> Void = { _ in }
    ) throws {
        try connection.script(Lease.table)
        try connection.script(Self.table)
        let lease = Lease(name: "migration", holder: holder.id, seconds: holder.leaseSeconds)
        guard try lease.take(connection, patience: holder.patience) else { throw MigrationError.busy }
        let renewing = renewal.map { lease.renewing($0) }
        defer { renewing?.cancel() }
        do {
            try apply(connection, lease, progress)
        } catch let error as DatabaseError where error.endsConnection {
            throw error
        } catch {
            connection.rollback()
            // The first error is the one to tell; a lease that stays behind runs out by itself.
            _ = try? lease.giveBack(connection)
            throw error
        }
        try lease.giveBack(connection)
    }

    private func apply(_ connection: Connection, _ lease: Lease, _ progress: (Progress) -> Void) throws {
        if case .ahead(let files) = try state(of: connection) { throw MigrationError.ahead(files: files) }
        let missing = try missing(try records(connection))
        var position = 0
        for migration in missing {
            position += 1
            progress(Progress(file: migration.file, position: position, count: missing.count))
            guard try lease.renew(connection) else { throw MigrationError.leaseLost }
            try apply(migration, connection)
        }
    }

    private func apply(_ migration: Migration, _ connection: Connection) throws {
        let sum = checksum(Array(migration.sql.utf8))
        try connection.execute(
            """
            INSERT IGNORE INTO kernel_migration (folder, name, checksum, started_at)
            VALUES (\(migration.folder), \(migration.name), \(sum), UTC_TIMESTAMP(6))
            """)
        do {
            if try Self.text(migration).isTransactional {
                try connection.begin()
                try connection.execute(SQL(trusted: migration.sql))
            } else {
                try connection.script(migration.sql)
            }
        } catch let error as DatabaseError where !error.endsConnection {
            connection.rollback()
            try forget(migration, connection)
            throw MigrationError.failed(file: migration.file, error)
        }
        try markApplied(migration, connection)
        if connection.isInTransaction { try connection.commit() }
    }

    /// The server refused it, so nothing of it took effect: the file may be corrected.
    private func forget(_ migration: Migration, _ connection: Connection) throws {
        try connection.execute(
            """
            DELETE FROM kernel_migration
            WHERE folder = \(migration.folder) AND name = \(migration.name) AND applied_at IS NULL
            """)
    }

    private func markApplied(_ migration: Migration, _ connection: Connection) throws {
        try connection.execute(
            """
            UPDATE kernel_migration SET applied_at = UTC_TIMESTAMP(6)
            WHERE folder = \(migration.folder) AND name = \(migration.name) AND applied_at IS NULL
            """)
    }
}
