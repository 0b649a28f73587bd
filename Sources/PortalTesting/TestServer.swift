import Foundation
package import MariaDB
import Synchronization

/// The MariaDB server of the tests: the one that listens at PORTICO_TEST_SOCKET, or a private one that lives as long as
/// they do.
package final class TestServer: Sendable {
    /// The path of its Unix socket; `root` may do everything over it.
    package let socket: String

    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    /// One server for all tests of a process.
    package static let shared: Result<TestServer, any Error> = Result {
        if let socket = ProcessInfo.processInfo.environment["PORTICO_TEST_SOCKET"] {
            return TestServer(socket: socket)
        }
        return try start()
    }

    private init(socket: String) {
        self.socket = socket
    }

    /// Options for one of its databases.
    package func options(_ database: String) -> Connection.Options {
        Connection.Options(address: .socket(socket), database: database, user: "root")
    }

    private static func start() throws -> TestServer {
        let folder = try newFolder()
        // A server that starts deletes the temporary tables in its tmpdir: two must never share one.
        try FileManager.default.createDirectory(atPath: "\(folder)/tmp", withIntermediateDirectories: true)
        let user = [
            "--no-defaults", "--user=\(NSUserName())", "--datadir=\(folder)/data", "--tmpdir=\(folder)/tmp",
        ]
        let install = Process()
        install.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        install.arguments =
            ["mariadb-install-db"] + user
            + ["--auth-root-authentication-method=normal", "--skip-test-db", "--innodb-log-file-size=8M"]
        install.standardOutput = FileHandle.nullDevice
        install.standardError = FileHandle.nullDevice
        try install.run()
        install.waitUntilExit()
        guard install.terminationStatus == 0 else { throw Failure(description: "mariadb-install-db failed") }
        let server = TestServer(socket: "\(folder)/socket")
        let settings = [
            "--socket=\(server.socket)", "--skip-networking", "--innodb-buffer-pool-size=64M",
            "--innodb-log-file-size=8M", "--innodb-flush-log-at-trx-commit=0", "--performance-schema=OFF",
            "--skip-log-bin", "--max-connections=300", "--character-set-server=latin1",
            "--default-time-zone=+05:00",
        ]
        try launch(["mariadbd"] + user + settings)
        return server
    }

    /// A new folder of the test's own.
    package static func newFolder() throws -> String {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "portico-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        stopsAtExit
        leftovers.withLock { $0.folders.append(folder.path) }
        return folder.path
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
            guard !data.isEmpty else { throw Failure(description: String(decoding: log, as: UTF8.self)) }
            log.append(data)
        }
        output.fileHandleForReading.readabilityHandler = { _ = $0.availableData }
    }
}
