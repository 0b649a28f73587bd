import ArgumentParser
import FastCGI
import Kernel
import MariaDB
public import PortalKit
import Posix
import Synchronization

/// The portals that this executable was made with, in the order of their tabs.
enum Shipped {
    private static let kept = Mutex<[Portal]>([])

    static var portals: [Portal] { kept.withLock(\.self) }

    static func set(_ portals: [Portal]) { kept.withLock { $0 = portals } }
}

/// Runs the program with these portals: the whole of an executable's `main.swift`.
public func runPortico(portals: [Portal]) {
    Shipped.set(portals)
    PorticoCommand.main()
}

struct PorticoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "portico", abstract: "A customer portal that you host yourself.",
        subcommands: [
            Serve.self, Migrate.self, CheckCommand.self, SelfTest.self, Routes.self, Staff.self,
            ImportCommand.self, BulkEnable.self, PrivacyCommand.self, Audit.self, FilesCommand.self,
            Config.self, MailIn.self, MailListen.self, MailFetch.self, ReadMail.self,
            NewPortalCommand.self, Demo.self,
        ])
}

/// What every command takes: where the configuration is, and single values that win over it.
struct Place: ParsableArguments {
    @Option(name: .long, help: "The configuration file; else PORTICO_CONFIG, else /etc/portico/portico.yaml.")
    var config: String?

    @Option(name: .long, help: "One value, as in the file: --set workers=4. Wins over environment and file.")
    var set: [String] = []

    func settled() throws -> SettledConfiguration {
        var flags: [String: String] = [:]
        for pair in set {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(
                String.init)
            guard parts.count == 2 else { throw ValidationError("--set takes KEY=VALUE, not “\(pair)”.") }
            flags[parts[0]] = parts[1]
        }
        // What a parent tells its child is not configuration.
        let environment = ChildProcess.environment().filter { line in
            !ParentLink.variables.contains { line.hasPrefix($0 + "=") }
        }
        return try SettledConfiguration.load(file: config, flags: flags, environment: environment)
    }

    func configuration() throws -> Configuration { try Configuration(settled()) }
}

/// Ends with a sentence for the operator and a code of sysexits.h.
func fail(_ message: String, code: Int32 = 1) -> any Error {
    try? Descriptors.write(Array("portico: \(message)\n".utf8), to: 2)
    return ExitCode(code)
}

/// One line for people who run a command.
func say(_ line: String) {
    try? Descriptors.write(Array((line + "\n").utf8), to: 1)
}

extension Place {
    /// For a command that runs what portals declare, beside the serving program.
    func houseAndConnection() throws -> (House, Connection) {
        let configuration = try configuration()
        let secrets = try SecretsFile(path: configuration.secretsFile).secrets()
        // A command's standard output is its answer; what a portal logs would be in the way.
        let house = try configuration.house(secrets) { _ in }
        return (house, Connection(configuration.options(configuration.database.account)))
    }
}
