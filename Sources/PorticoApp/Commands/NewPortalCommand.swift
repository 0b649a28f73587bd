import ArgumentParser
import FoundationEssentials

/// A new portal that works before its first edit.
struct NewPortalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new-portal", abstract: "Write the folders of a new portal.",
        discussion: """
            Copies the smallest real portal under another name: its code, its table, its words and the tests that prove \
            its isolation. In a checkout of Portico it is also put into Package.swift and main.swift; in any other folder \
            a package of its own is begun.
            """)

    @Argument(help: "What it is called, in the plural, with a capital: Loans.")
    var name: String

    @Option(name: .long, help: "What one of them is called; found by the rules of English else.")
    var noun: String?

    @Option(
        name: .long, help: "A checkout of Portico; else this folder, or the one that swift build fetched.")
    var portico: String?

    func run() throws {
        let here = FileManager.default.currentDirectoryPath
        guard let checkout = portico ?? NewPortal.checkout(near: here) else {
            throw fail("there is no checkout of Portico here; say where one is: --portico FOLDER", code: 64)
        }
        do {
            let name = try PortalName(name, noun: noun)
            let made = NewPortal(name: name, portico: checkout, target: here)
            for path in try made.write() { say(path) }
            say("")
            say("It answers at /\(name.id)/\(name.id) and /staff/\(name.id)/\(name.id). Next:")
            say("  swift build && portico check        every fault of a declaration, by name")
            say("  portico selftest                    nobody sees what is not meant for him")
            if made.isShipped { say("  (cd migrations && sha256sum \(name.id)/*.sql >> CHECKSUMS)") }
            say("Words/nl.json still has the Dutch words of the portal it was copied from.")
        } catch let refusal as PortalName.Refusal {
            throw fail(refusal.description, code: 64)
        } catch let refusal as NewPortal.Refusal {
            throw fail(refusal.description, code: 73)
        }
    }
}
