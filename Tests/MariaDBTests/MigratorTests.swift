import Testing

@testable import MariaDB

@Suite("The schema is brought up to date once, by one migrator, whatever happens on the way")
struct MigratorTests {
    private let options: Connection.Options
    private let connection: Connection
    private let files: [Migration] = [
        Migration(
            folder: "support", name: "0001_ticket.sql",
            sql: """
                CREATE TABLE IF NOT EXISTS support_ticket (
                    id BIGINT UNSIGNED PRIMARY KEY, customer BIGINT UNSIGNED NOT NULL,
                    CONSTRAINT ticket_customer FOREIGN KEY (customer) REFERENCES kernel_customer (id));
                """),
        Migration(
            folder: "support", name: "0002_priority",
            sql: """
                ALTER TABLE support_ticket ADD COLUMN IF NOT EXISTS priority INT NOT NULL DEFAULT 0,
                ADD INDEX IF NOT EXISTS by_priority (priority)
                """),
        Migration(
            folder: "support", name: "0010_parent",
            sql: """
                ALTER TABLE support_ticket ADD COLUMN IF NOT EXISTS parent BIGINT UNSIGNED,
                ADD CONSTRAINT ticket_parent FOREIGN KEY IF NOT EXISTS (parent) REFERENCES support_ticket (id)
                """),
        Migration(
            folder: "kernel", name: "0001_customer",
            sql: "CREATE TABLE IF NOT EXISTS kernel_customer (id BIGINT UNSIGNED PRIMARY KEY, n INT NOT NULL)"
        ),
        Migration(
            folder: "kernel", name: "0002_first", sql: "INSERT IGNORE INTO kernel_customer VALUES (1, 0);"),
        Migration(folder: "kernel", name: "0003_count", sql: "UPDATE kernel_customer SET n = n + 1"),
        Migration(
            folder: "kernel", name: "0004_guard",
            sql: """
                CREATE OR REPLACE TRIGGER kernel_customer_keep BEFORE DELETE ON kernel_customer FOR EACH ROW
                BEGIN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'kept'; END
                """),
        Migration(
            folder: "announcements", name: "0001_view",
            sql: "CREATE OR REPLACE VIEW portico_customer AS SELECT id FROM kernel_customer"),
    ]

    private static let order = [
        "kernel/0001_customer.sql", "kernel/0002_first.sql", "kernel/0003_count.sql", "kernel/0004_guard.sql",
        "announcements/0001_view.sql", "support/0001_ticket.sql", "support/0002_priority.sql",
        "support/0010_parent.sql",
    ]

    init() throws {
        options = try newDatabase()
        connection = Connection(options)
    }

    /// Enough to tell texts apart; the product injects SHA-256.
    private static func sum(_ bytes: [UInt8]) -> [UInt8] {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return (0..<8).map { UInt8(truncatingIfNeeded: hash >> ($0 * 8)) }
    }

    private func migrator(_ files: [Migration]? = nil) throws -> Migrator {
        try Migrator(files ?? self.files, checksum: Self.sum)
    }

    /// Everything about the schema, and the rows that say what was applied.
    private func schema(_ connection: Connection) throws -> [String] {
        let names = try connection.rows("SHOW TABLES") { row in try row.next() as String }.sorted()
        var all: [String] = []
        for name in names {
            let sql = SQL(trusted: "SHOW CREATE TABLE `\(name)`")
            all += try connection.rows(sql) { row in try row.column(1) as String }
        }
        let triggers: SQL =
            "SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema = DATABASE()"
        all += try connection.rows(triggers) { row in try row.next() as String }
        all += try connection.rows(
            """
            SELECT folder, name, HEX(checksum), IF(applied_at IS NULL, 'begun', 'applied')
            FROM kernel_migration
            """
        ) { row in try (row.next() as String) + row.next() + row.next() + row.next() }.sorted()
        all += try connection.rows("SELECT n FROM kernel_customer") { row in "\(try row.next() as Int)" }
        let database = try connection.first("SELECT DATABASE()") { row in try row.next() as String } ?? ""
        return all.map { $0.replacing(database, with: "here") }
    }

    private func cleanSchema() throws -> [String] {
        let fresh = Connection(try newDatabase())
        try migrator().run(fresh, as: .init(id: "clean"))
        return try schema(fresh)
    }

    @Test("the kernel first, then folder by folder, number by number; a second run does nothing")
    func order() throws {
        let migrator = try migrator()
        #expect(try migrator.state(of: connection) == .behind(Self.order))
        var seen: [String] = []
        try migrator.run(connection, as: .init(id: "a")) { seen.append($0.file) }
        #expect(seen == Self.order)
        #expect(try migrator.state(of: connection) == .current)
        try migrator.run(connection, as: .init(id: "b")) { seen.append($0.file) }
        #expect(seen.count == Self.order.count)
    }

    private struct Killed: Error {}

    @Test("SK07 dead at any statement and started again: the same schema, each file applied once")
    func killedAnywhere() throws {
        let clean = try cleanSchema()
        var statement = 0
        var isDone = false
        while !isDone {
            // One that nothing stood in before: the server deletes the files of dropped tables later.
            let options = try newDatabase()
            let (victim, connection) = (Connection(options), Connection(options))
            var sent = 0
            victim.onSend = { _ in
                sent += 1
                if sent > statement { throw Killed() }
            }
            do {
                try migrator().run(victim, as: .init(id: "same"))
                isDone = true
            } catch is Killed {
                statement += 1
            }
            victim.close()
            try migrator().run(connection, as: .init(id: "same"))
            #expect(try schema(connection) == clean, "killed before statement \(statement)")
        }
        #expect(statement > Self.order.count * 3)
    }

    @Test("SK07 the server ends the connection at any statement: the same schema after the next run")
    func lostAnywhere() throws {
        let clean = try cleanSchema()
        for statement in stride(from: 1, through: 40, by: 3) {
            // One that nothing stood in before: the server deletes the files of dropped tables later.
            let options = try newDatabase()
            let (victim, connection) = (Connection(options), Connection(options))
            var sent = 0
            victim.onSend = { _ in
                sent += 1
                if sent == statement { try kill(victim, options) }
            }
            let error = try DatabaseError.from { try migrator().run(victim, as: .init(id: "same")) }
            if let error {
                #expect(error.kind == .lost(committing: false) || error.kind == .lost(committing: true))
            }
            try migrator().run(connection, as: .init(id: "same"))
            #expect(try schema(connection) == clean, "lost at statement \(statement)")
        }
    }

    @Test("SK07 of several migrators at once each file is applied by one")
    func atOnce() throws {
        let runs = (0..<4).map { number in
            Parallel { [options, files] in
                Result {
                    var seen: [String] = []
                    let migrator = try Migrator(files, checksum: Self.sum)
                    try migrator.run(Connection(options), as: .init(id: "m\(number)")) {
                        seen.append($0.file)
                    }
                    return seen
                }
            }
        }
        let seen = try runs.flatMap { try $0.result().get() }
        #expect(seen == Self.order)
        #expect(try connection.first("SELECT n FROM kernel_customer") { row in try row.next() as Int } == 1)
    }

    @Test("SK07 while another holds the lease nothing is done; a lease that ran out is taken over")
    func lease() throws {
        try connection.script(Lease.table)
        let other = Lease(name: "migration", holder: "other", seconds: 60)
        #expect(try other.take(connection))
        #expect(throws: MigrationError.busy) {
            try migrator().run(connection, as: .init(id: "me", patience: 0))
        }
        try connection.execute("UPDATE kernel_lease SET expires_at = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND")
        try migrator().run(connection, as: .init(id: "me", patience: 0))
        #expect(try migrator().state(of: connection) == .current)
        #expect(try !other.renew(connection))
    }

    @Test("one whose lease was taken over stops before its next file")
    func leaseLost() throws {
        var applied = 0
        #expect(throws: MigrationError.leaseLost) {
            try migrator().run(connection, as: .init(id: "slow")) { progress in
                applied = progress.position
                guard progress.position == 3 else { return }
                try? Connection(options).script("UPDATE kernel_lease SET holder = 'quick'")
            }
        }
        #expect(applied == 3)
        #expect(try migrator().pending(connection).count == Self.order.count - 2)
    }

    @Test("a long statement's lease is renewed from beside")
    func renewed() async throws {
        try connection.script(Lease.table)
        let lease = Lease(name: "long", holder: "me", seconds: 1)
        #expect(try lease.take(connection))
        let before = try expiry()
        let task = lease.renewing(options)
        while try expiry() <= before { await Task.yield() }
        task.cancel()
    }

    private func expiry() throws -> Int64 {
        try connection.first("SELECT expires_at FROM kernel_lease") { row in try row.next() as Moment }?.value
            ?? 0
    }

    @Test("SK07 a file changed after it was applied, or begun, is refused by name")
    func changed() throws {
        try migrator().run(connection, as: .init(id: "a"))
        var edited = files
        edited[3] = Migration(folder: "kernel", name: "0001_customer", sql: files[3].sql + " ")
        let expected = MigrationError.changed(file: "kernel/0001_customer.sql")
        #expect(throws: expected) { try migrator(edited).run(connection, as: .init(id: "a")) }
        #expect(throws: expected) { try migrator(edited).state(of: connection) }
        try connection.execute("UPDATE kernel_migration SET applied_at = NULL WHERE name = '0001_customer'")
        #expect(throws: expected) { try migrator(edited).run(connection, as: .init(id: "a")) }
    }

    @Test("a schema of a newer build is left alone")
    func ahead() throws {
        try migrator().run(connection, as: .init(id: "a"))
        let older = try migrator(files.filter { $0.name != "0010_parent" })
        #expect(try older.state(of: connection) == .ahead(["support/0010_parent.sql"]))
        #expect(throws: MigrationError.ahead(files: ["support/0010_parent.sql"])) {
            try older.run(connection, as: .init(id: "a"))
        }
    }

    @Test("a file that the server refuses is named, and may be corrected")
    func refusedByServer() throws {
        var wrong = files
        wrong[5] = Migration(folder: "kernel", name: "0003_count", sql: "UPDATE kernel_nothing SET n = n + 1")
        let error = #expect(throws: MigrationError.self) {
            try migrator(wrong).run(connection, as: .init(id: "a"))
        }
        #expect(error?.description == "migrations/kernel/0003_count.sql: database: failed (1146)")
        try migrator().run(connection, as: .init(id: "b", patience: 0))
        #expect(try migrator().state(of: connection) == .current)
    }

    @Test("misnamed files, a number twice, and what cannot be run twice are refused before anything is done")
    func refused() {
        for name in ["1_a", "0001", "0001-a", "0001_A", "0001_a/b", "000a_a", ""] {
            #expect(throws: MigrationError.self) {
                try migrator([Migration(folder: "kernel", name: name, sql: "DROP TABLE IF EXISTS a")])
            }
        }
        let (one, two) = ("0001_a", "0001_b")
        #expect(throws: MigrationError.sameNumber(file: "kernel/0001_b.sql", other: "kernel/0001_a.sql")) {
            try migrator(
                [one, two].map { Migration(folder: "kernel", name: $0, sql: "DROP TABLE IF EXISTS a") })
        }
        #expect(throws: MigrationError.self) {
            try migrator([Migration(folder: "kernel", name: one, sql: "CREATE TABLE a (id INT)")])
        }
    }
}
