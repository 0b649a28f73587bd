import Foundation
import Kernel
package import MariaDB
package import PortalKit
import Synchronization

/// A database of one test's own, as a fresh installation has it. When the test ends it is emptied for the next one,
/// because making tables takes much longer than emptying them.
package final class TestDatabase: Sendable {
    package let options: Connection.Options
    private let shelf: Shelf

    /// A database with the tables of the kernel and of these portals.
    package init(portals: [Portal]) throws {
        shelf = try Shelf.of(portals)
        options = try shelf.take()
    }

    deinit {
        shelf.giveBack(options)
    }
}

/// The databases that have the same tables.
private final class Shelf: Sendable {
    private struct Pattern {
        let options: Connection.Options
        let tables: [String]
        let seeded: [String]
    }

    private static let shelves = Mutex<[String: Shelf]>([:])
    private static let number = Atomic(0)

    private let server: TestServer
    private let portals: [Portal]
    private let pattern: Pattern
    private let idle = Mutex<[Connection.Options]>([])

    static func of(_ portals: [Portal]) throws -> Shelf {
        let key = portals.map(\.id).joined(separator: ",")
        return try shelves.withLock { shelves in
            if let known = shelves[key] { return known }
            let shelf = try Shelf(portals)
            shelves[key] = shelf
            return shelf
        }
    }

    /// The pattern is made by the migrator itself, as `portico migrate` does it.
    private init(_ portals: [Portal]) throws {
        server = try TestServer.shared.get()
        self.portals = portals
        let options = try Self.create(server)
        let connection = Connection(options)
        let migrator = try Migrator(House.migrations(of: portals), checksum: Token.sha256)
        try migrator.run(connection, as: Migrator.Holder(id: "tests"))
        try connection.begin()
        try PermissionGroup.introduce(portals, at: TestClock.start, connection)
        try connection.commit()
        let tables: [String] = try connection.rows(
            """
            SELECT table_name FROM information_schema.tables
            WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' ORDER BY table_name
            """
        ) { try $0.next() }
        var seeded: [String] = []
        for table in tables {
            let count: Int? = try connection.first(SQL(trusted: "SELECT COUNT(*) FROM " + table)) {
                try $0.next()
            }
            if count != 0 { seeded.append(table) }
        }
        pattern = Pattern(options: options, tables: tables, seeded: seeded)
    }

    private static func create(_ server: TestServer) throws -> Connection.Options {
        let name =
            "portico_test_\(ProcessInfo.processInfo.processIdentifier)_\(number.add(1, ordering: .relaxed).newValue)"
        try Connection(server.options("mysql")).script("CREATE DATABASE " + name)
        return server.options(name)
    }

    func take() throws -> Connection.Options {
        if let known = idle.withLock({ $0.popLast() }) {
            try empty(known)
            return known
        }
        let options = try Self.create(server)
        let connection = Connection(options)
        for migration in House.migrations(of: portals) { try connection.script(migration.sql) }
        // The migrator's own tables are in no migration.
        for table in pattern.tables {
            try connection.script(
                "CREATE TABLE IF NOT EXISTS \(table) LIKE \(pattern.options.database).\(table)")
        }
        try empty(options)
        return options
    }

    func giveBack(_ options: Connection.Options) {
        idle.withLock { $0.append(options) }
    }

    /// For the tables whose rows nobody may delete; it makes the table's file anew, so only where there is something.
    private static func truncate(_ table: String, _ connection: Connection) throws {
        let any: Int? = try connection.first(SQL(trusted: "SELECT 1 FROM \(table) LIMIT 1")) { try $0.next() }
        if any != nil { try connection.script("TRUNCATE " + table) }
    }

    private func empty(_ options: Connection.Options) throws {
        let connection = Connection(options)
        try connection.script("SET foreign_key_checks = 0")
        for table in pattern.tables {
            if table.hasPrefix("kernel_audit") {
                try Self.truncate(table, connection)
            } else {
                do {
                    try connection.script("DELETE FROM " + table)
                } catch is DatabaseError {
                    // What a portal's trigger keeps: an invoice that was sent, its lines.
                    try Self.truncate(table, connection)
                }
            }
        }
        for table in pattern.seeded {
            try connection.script("INSERT INTO \(table) SELECT * FROM \(pattern.options.database).\(table)")
        }
    }
}
