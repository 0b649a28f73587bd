import ArgumentParser
import Kernel
import MariaDB
import Posix

struct BulkEnable: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bulk-enable",
        abstract: "Enable the portal for the contacts of a list.",
        discussion: """
            The list is CSV in UTF-8 with a header: a column email, and customer for the customer's number where an \
            address is not one contact's alone; or a column contact with the name in the address of the contact's \
            page. It is taken as a whole or not at all. The serving program makes the portal users and sends the \
            invitations; its progress is seen under Customers > Bulk enabling.
            """)

    @OptionGroup var place: Place

    @Argument(help: "The CSV file.")
    var file: String

    @Option(name: .long, help: "The permission group, by its name; else the default group.")
    var group: String?

    @Flag(name: .long, help: "Require a second factor of each.")
    var mfa = false

    @Option(name: .long, help: "Only these portals, with commas: support,invoicing; else those of the group.")
    var portals: String?

    @Flag(name: .long, help: "Only say what would happen to each, and change nothing.")
    var dryRun = false

    func run() throws {
        let (house, connection) = try place.houseAndConnection()
        defer { connection.close() }
        let listed = portals.map { $0.split(separator: ",").map(String.init) }
        if listed?.isEmpty == true { throw ValidationError("--portals takes at least one portal.") }
        let command = BatchCommand(group: group, needsMFA: mfa, portals: listed)
        let outcome: BatchCommand.Outcome
        do {
            outcome = try command.run(try Files.read(file), house, connection, isRehearsal: dryRun)
        } catch let refusal as BatchCommand.Refusal {
            for reason in refusal.reasons.prefix(100) { say("\(file): \(reason)") }
            throw fail("\(refusal.reasons.count) problems; nothing was done", code: 65)
        }
        for line in outcome.lines { say(line) }
        let counts = "\(outcome.enabled) contacts, \(outcome.mails) e-mails."
        guard let path = outcome.path else {
            return say(dryRun ? "\(counts) Nothing was done." : "Nobody is to be enabled. Nothing was done.")
        }
        say("\(counts) It has started; see \(house.installation.publicURL)\(path)")
    }
}
