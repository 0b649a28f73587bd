import ArgumentParser
import Kernel
import MariaDB
import PortalKit
import Posix

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Bring in what another system knows: customers, or records of a portal.",
        discussion: """
            Columns are found by their headers. The file is taken as a whole or not at all; what came with the same \
            external id before is brought up to date.
            """)

    @OptionGroup var place: Place

    @Argument(help: "What: customers, or what a portal imports, such as tickets.")
    var what: String

    @Argument(help: "The CSV file: UTF-8, with a header.")
    var file: String

    @Option(name: .long, help: "Which header fills what: --map name=Company. May stand several times.")
    var map: [String] = []

    @Option(name: .long, help: "A text that stands for nothing.")
    var null = "NULL"

    @Flag(name: .long, help: "Only say what would be done, and what is wrong.")
    var dryRun = false

    func run() throws {
        var overrides: [String: String] = [:]
        for pair in map {
            let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
                throw ValidationError("--map takes NAME=HEADER, not “\(pair)”.")
            }
            overrides[parts[0]] = parts[1]
        }
        if what == "customers" { return try importCustomers(overrides) }
        for portal in Shipped.portals {
            if let importer = portal.imports.first(where: { $0.name == what }) {
                return try importRecords(importer, of: portal, overrides)
            }
        }
        let known = ["customers"] + Shipped.portals.flatMap(\.imports).map(\.name)
        throw ValidationError("Nothing imports “\(what)”; there are \(known.joined(separator: ", ")).")
    }

    private func importRecords(
        _ importer: Importer, of portal: Portal, _ overrides: [String: String]
    ) throws {
        let (house, connection) = try place.houseAndConnection()
        defer { connection.close() }
        let result: RecordImport.Result
        do {
            result = try RecordImport(importer, Files.read(file), overrides: overrides, null: null)
                .run(for: portal, house, connection, isRehearsal: dryRun)
        } catch let problem as CustomerImport.Problem {
            throw fail("\(file): \(problem)", code: 65)
        }
        guard result.problems.isEmpty else {
            for problem in result.problems.prefix(100) { say("\(file): \(problem)") }
            throw fail("\(result.problems.count) problems; nothing was imported", code: 65)
        }
        if dryRun {
            return say("\(result.added + result.updated) \(what) can be imported. Nothing was done.")
        }
        say("\(result.added) \(what) added, \(result.updated) updated.")
    }

    private func importCustomers(_ overrides: [String: String]) throws {
        let customers: CustomerImport
        do {
            customers = try CustomerImport(Files.read(file), overrides: overrides, null: null)
        } catch {
            throw fail("\(file): \(error)", code: 65)
        }
        for (column, index) in customers.columns.sorted(by: { $0.value < $1.value }) {
            say("column \(index + 1) → \(column.rawValue)")
        }
        if !customers.unused.isEmpty { say("not used: " + customers.unused.joined(separator: ", ")) }
        for problem in customers.problems { say("\(problem)") }
        guard customers.problems.isEmpty else {
            throw fail("\(customers.problems.count) problems; nothing was imported", code: 65)
        }
        if dryRun {
            return say("\(customers.records.count) customers can be imported. Nothing was done.")
        }
        let configuration = try place.configuration()
        let connection = Connection(configuration.options(configuration.database.account))
        defer { connection.close() }
        try connection.begin()
        let result: CustomerImport.Result
        do {
            result = try customers.apply(at: wallClock(), connection)
            try connection.commit()
        } catch {
            connection.rollback()
            throw error
        }
        say("\(result.added) customers added, \(result.updated) updated, \(result.contacts) contacts.")
    }
}
