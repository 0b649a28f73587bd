import ArgumentParser
import Kernel
import MariaDB
import Posix

/// Brings the database to what this program needs. It may be killed at any moment and run again.
struct Migrate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring the database to what this program needs.")

    @OptionGroup var place: Place

    @Flag(name: .long, help: "Only say what would be done.")
    var dryRun = false

    func run() throws {
        let configuration = try place.configuration()
        let migrator = try Migrator.shipped()
        let options = configuration.options(configuration.migrate, statementTimeout: 0)
        let connection = Connection(options)
        defer { connection.close() }
        if dryRun {
            let pending = try migrator.pending(connection)
            for file in pending { say(file) }
            return say(pending.isEmpty ? "Nothing to do." : "\(pending.count) migrations to apply.")
        }
        let holder = Migrator.Holder(id: "migrate-\(ChildProcess.ownID)-\(Clocks.wall())")
        try migrator.run(connection, as: holder, renewal: options) { step in
            say("\(step.position)/\(step.count) \(step.file)")
        }
        _ = try SecretsFile(path: configuration.secretsFile).secretsMadeIfMissing()
        try configuration.makeFileDirectories()
        try connection.begin()
        try PermissionGroup.introduce(Shipped.portals, at: wallClock(), connection)
        try connection.commit()
        say("The database is current.")
    }
}

/// Looks at the declarations of the portals, without a database.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Look for faults in the portals' declarations, without a database.")

    func run() throws {
        let portals = [identityPortal, administrationPortal] + Shipped.portals
        let faults = Check.faults(in: portals) + portals.flatMap(Check.untried).map(\.description)
        for fault in faults { say(fault) }
        if !faults.isEmpty { throw ExitCode(1) }
        say("\(Shipped.portals.count) portals, no faults.")
    }
}

/// Shows and checks the configuration.
struct Config: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show or check the configuration.", subcommands: [Show.self, Check.self],
        defaultSubcommand: Show.self)

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Every key with its value; secrets are not shown.")

        @OptionGroup var place: Place

        @Flag(name: .long, help: "Also say where each value comes from.")
        var source = false

        func run() throws { say(try place.settled().shown(withSource: source)) }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Say what is wrong with the configuration.")

        @OptionGroup var place: Place

        func run() throws {
            do {
                _ = try place.configuration()
                say("The configuration can be used.")
            } catch let problems as ConfigProblems {
                throw fail(problems.description, code: 78)
            }
        }
    }
}
