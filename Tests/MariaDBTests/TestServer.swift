import Foundation
import Synchronization

@testable import MariaDB

/// A MariaDB server of the tests' own, with settings a careless operator might have. It lives as long as the
/// tests do.
final class TestServer: Sendable {
    let socket: String
    private let databases = Atomic(0)

    /// The server of all suites: a private one, or the one that listens at PORTICO_TEST_SOCKET.
    static let shared: Result<TestServer, any Error> = Result {
        if let socket = ProcessInfo.processInfo.environment["PORTICO_TEST_SOCKET"] {
            return TestServer(socket: socket)
        }
        return try start(["--skip-networking"])
    }

    struct Failure: Error {
        let reason: String
    }

    private init(socket: String) {
        self.socket = socket
    }

    static func start(_ extra: [String]) throws -> TestServer {
        let folder = try newFolder()
        // A server that starts deletes the temporary tables in its tmpdir: two must never share one.
        try FileManager.default.createDirectory(atPath: "\(folder)/tmp", withIntermediateDirectories: true)
        let user = [
            "--no-defaults", "--user=\(NSUserName())", "--datadir=\(folder)/data", "--tmpdir=\(folder)/tmp",
        ]
        try run(
            "mariadb-install-db",
            user + [
                "--auth-root-authentication-method=normal", "--skip-test-db", "--innodb-log-file-size=8M",
            ])
        let server = TestServer(socket: "\(folder)/socket")
        let settings = [
            "--socket=\(server.socket)", "--innodb-buffer-pool-size=32M", "--innodb-log-file-size=8M",
            "--innodb-flush-log-at-trx-commit=0", "--performance-schema=OFF", "--skip-log-bin",
            "--max-connections=300", "--sql-mode=", "--transaction-isolation=REPEATABLE-READ",
            "--default-time-zone=+05:00", "--character-set-server=latin1", "--local-infile=1",
        ]
        try launch(["mariadbd"] + user + settings + extra)
        return server
    }

    static func newFolder() throws -> String {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "portico-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        stopsAtExit
        leftovers.withLock { $0.folders.append(folder.path) }
        return folder.path
    }

    static func run(_ name: String, _ arguments: [String], in folder: String? = nil) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [name] + arguments
        if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(reason: "\(name) failed") }
    }

    /// The servers to stop, by process id, and the folders to remove when the tests end.
    private static let leftovers = Mutex<(servers: [Int32], folders: [String])>(([], []))

    private static let stopsAtExit: Void = {
        atexit {
            let (servers, folders) = TestServer.leftovers.withLock { $0 }
            for id in servers { kill(id, SIGKILL) }
            for folder in folders { try? FileManager.default.removeItem(atPath: folder) }
        }
    }()

    private static func launch(_ command: [String]) throws {
        let server = Process()
        server.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        server.arguments = ["PATH=/usr/sbin:/usr/bin:/bin"] + command
        let output = Pipe()
        server.standardInput = FileHandle.nullDevice
        server.standardOutput = FileHandle.nullDevice
        server.standardError = output
        try server.run()
        leftovers.withLock { $0.servers.append(server.processIdentifier) }
        var log = Data()
        while log.range(of: Data("ready for connections".utf8)) == nil {
            let data = output.fileHandleForReading.availableData
            guard !data.isEmpty else { throw Failure(reason: String(decoding: log, as: UTF8.self)) }
            log.append(data)
        }
        output.fileHandleForReading.readabilityHandler = { _ = $0.availableData }
    }

    /// Options for a new, empty database.
    func newDatabase() throws -> Connection.Options {
        let number = databases.add(1, ordering: .relaxed).newValue
        let name = "portico_mariadb_\(ProcessInfo.processInfo.processIdentifier)_\(number)"
        var options = Connection.Options(address: .socket(socket), database: "mysql", user: "root")
        try Connection(options).script("CREATE DATABASE \(name)")
        options.database = name
        return options
    }
}

/// Options for a new, empty database on the shared server.
func newDatabase() throws -> Connection.Options {
    try TestServer.shared.get().newDatabase()
}

/// A connection to a new database, in which `statements` were run.
func newConnection(_ statements: String...) throws -> Connection {
    let connection = Connection(try newDatabase())
    for statement in statements { try connection.script(statement) }
    return connection
}

/// Ends another connection at the server, as an operator or a fail-over does, and waits until the server has
/// let it go.
func kill(_ connection: Connection, _ options: Connection.Options) throws {
    guard let id = connection.id else { throw TestServer.Failure(reason: "not connected") }
    let other = Connection(options)
    try other.script("KILL \(id)")
    let sql: SQL = "SELECT COUNT(*) FROM information_schema.processlist WHERE id = \(id)"
    while try other.first(sql, { row in try row.next() as Int }) != 0 {}
}

/// What runs in a thread of its own, because connections block.
final class Parallel<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)
    private let done = DispatchSemaphore(value: 0)

    init(_ body: @escaping @Sendable () -> Value) {
        Thread { [self] in
            let result = body()
            value.withLock { $0 = result }
            done.signal()
        }.start()
    }

    /// Waits for the end of it.
    func result() throws -> Value {
        done.wait()
        guard let result = value.withLock({ $0 }) else { throw TestServer.Failure(reason: "no result") }
        return result
    }
}

extension DatabaseError {
    /// The error that `body` throws, nil if it throws none.
    static func from(_ body: () throws -> Void) rethrows -> DatabaseError? {
        do { try body() } catch let error as DatabaseError { return error }
        return nil
    }
}
