import ArgumentParser
import Kernel
import MariaDB
import Posix

/// The audit trail: who did what. Its rows are sealed into a chain that only this installation's key can make.
struct Audit: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Seal the audit trail, and find what was changed in it.",
        subcommands: [Seal.self, Verify.self])

    struct Seal: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Seal the rows that are more than a minute old. Several may do so at once.")

        @OptionGroup var place: Place

        func run() throws {
            try Audit.looking(place) { connection, secrets in
                var rows = 0
                var seals = 0
                while true {
                    let sealed = try AuditSeal.sealNext(connection, secrets, at: wallClock())
                    if sealed == 0 { break }
                    rows += sealed
                    seals += 1
                }
                say("\(rows) rows sealed, in \(seals) seals.")
            }
        }
    }

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Walk the chain of seals and name every row and seal that is not as it was.",
            discussion: """
                Ends with 0 when the chain is intact, with 1 when it is not, with another code when nobody could look. \
                Note the head somewhere else and give it back with --anchor: that finds a chain whose end was cut off \
                and made anew.
                """)

        @OptionGroup var place: Place

        @Flag(name: .long, help: "One JSON object instead of lines for people.")
        var json = false

        @Option(name: .long, help: "A head that an earlier run showed; it must still be in the chain.")
        var anchor: String?

        func run() throws {
            let known = try anchor.map { text in
                guard let anchor = AuditReport.Anchor(text) else {
                    throw ValidationError("--anchor takes a head as verify shows it, not “\(text)”.")
                }
                return anchor
            }
            let report = try Audit.looking(place) { connection, secrets in
                try AuditVerify.report(connection, secrets, at: wallClock(), anchor: known)
            }
            for line in json ? [report.json] : report.lines { say(line) }
            if !report.isIntact { throw ExitCode(1) }
        }
    }

    /// Lends connection and keys. What keeps anybody from looking has a code of its own: 1 is for faults.
    private static func looking<T>(_ place: Place, _ body: (Connection, Secrets) throws -> T) throws -> T {
        do {
            let configuration = try place.configuration()
            let secrets = try SecretsFile(path: configuration.secretsFile).secrets()
            let connection = Connection(configuration.options(configuration.database.account))
            defer { connection.close() }
            return try body(connection, secrets)
        } catch let error as ConfigProblems {
            throw fail(error.description, code: 78)
        } catch let error as SecretsFile.Problem {
            throw fail(error.description, code: 78)
        } catch let error as DatabaseError {
            throw fail(error.description, code: 69)
        }
    }
}
