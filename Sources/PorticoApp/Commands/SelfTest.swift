import ArgumentParser
import Kernel
import MariaDB
import Posix

/// Proves the isolation of the portals that this program was made with, in a database that is thrown away.
struct SelfTest: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "selftest",
        abstract: "Prove that nobody sees what is not for him: every route, viewer and kind of record.",
        discussion: """
            It makes a database of its own, portico_selftest_<number>, fills it with invented people and records, \
            asks for every route as every kind of viewer, and drops the database again. The installation's own data \
            are not read. Ends with 0 when nothing was found, with 1 when something was, with 77 when the database
            cannot be made. With --matrix the table says when it was made, of which program, and how it is read.

            The user of `migrate` does it, who needs the right to make that database:
                GRANT ALL ON `portico\\_selftest\\_%`.* TO 'portico_migrate'@'localhost';
            Another one is named by --set migrate.user=… with PORTICO_MIGRATE_PASSWORD.
            """)

    @OptionGroup var place: Place

    @Flag(name: .long, help: "Print every answer, as a table for an auditor.")
    var matrix = false

    func run() throws {
        let configuration = try place.configuration()
        var options = configuration.options(configuration.migrate, statementTimeout: 0)
        // The installation's database is not opened: the server's own list of databases is there for everybody.
        options.database = "information_schema"
        let name = "portico_selftest_\(ChildProcess.ownID)"
        let server = Connection(options)
        defer { server.close() }
        do {
            try server.script("CREATE DATABASE \(name) CHARACTER SET utf8mb4")
        } catch let error as DatabaseError {
            throw fail("the scratch database cannot be made: \(error); see portico selftest --help", code: 77)
        }
        let directory = "/tmp/" + name
        defer {
            try? server.script("DROP DATABASE \(name)")
            Self.remove(directory)
        }
        try Files.makeDirectory(directory, mode: 0o700)
        options.database = name
        let report = try Walk.run(Shipped.portals, database: options, directory: directory)
        if matrix { say(try head() + report.matrix + "\n") }
        for finding in report.findings { say(finding.description) }
        say(report.summary)
        if !report.findings.isEmpty { throw ExitCode(1) }
    }

    /// When, and of what: the program by its own bytes, each portal by its newest table.
    private func head() throws -> String {
        var lines = [
            "Portico: proof of isolation", "",
            "Made     " + Timestamp.text(microseconds: Clocks.wall()),
            "Program  sha256 " + (try Token.sha256(ofFile: "/proc/self/exe")),
        ]
        for (folder, own) in Dictionary(grouping: House.migrations(of: Shipped.portals), by: \.folder).sorted(
            by: { $0.key < $1.key })
        {
            lines.append("Tables   \(folder) \(own.map(\.name).max() ?? "none")")
        }
        return lines.joined(separator: "\n") + "\n\n"
    }

    private static func remove(_ path: String) {
        for name in (try? Files.list(path)) ?? [] {
            let inside = path + "/" + name
            if (try? Files.status(inside))?.isDirectory == true {
                remove(inside)
            } else {
                try? Files.remove(inside)
            }
        }
        try? Files.removeDirectory(path)
    }
}
