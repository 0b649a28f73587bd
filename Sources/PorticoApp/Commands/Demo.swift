import ArgumentParser
import Kernel
import MariaDB
import Posix

struct Demo: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Invented data for trying Portico out.", subcommands: [Load.self])

    struct Load: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Load the demo data into an empty database, with random passwords.")

        @OptionGroup var place: Place

        @Option(name: .long, help: "The JSON file to write the accounts to.")
        var accounts: String

        func run() throws {
            let configuration = try place.configuration()
            let connection = Connection(configuration.options(configuration.database.account))
            defer { connection.close() }
            try configuration.makeFileDirectories()
            var load = DemoLoad(configuration, connection, at: wallClock())
            try load.run { say("  \($0)") }
            let lines = load.logins.map { login in
                let fields = [
                    ("role", login.role), ("login", login.login), ("password", login.password),
                    ("name", login.name), ("customer", login.customer), ("group", login.group),
                ]
                return "  {"
                    + fields.map { "\"\($0.0)\": " + ($0.1.map(JSONText.quoted) ?? "null") }.joined(
                        separator: ", ")
                    + "}"
            }
            try Files.replace(
                accounts, with: Array(("[\n" + lines.joined(separator: ",\n") + "\n]\n").utf8), mode: 0o600)
        }
    }
}
