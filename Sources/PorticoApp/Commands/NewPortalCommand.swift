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
            let written = try made.write()
            for path in written { say(path) }
            say("")
            if !made.isShipped && !written.contains("Package.swift") {
                say("Put \(name.plural)Portal into Package.swift, and \(name.id)Portal into your main.swift.")
            }
            let program = ".build/debug/" + (made.isShipped ? "portico" : "portal")
            say("It answers at /\(name.id)/\(name.id) and /staff/\(name.id)/\(name.id). Next:")
            say("  swift build && \(program) check")
            say("      names every fault of a declaration")
            say("  swift test --filter \(name.plural)PortalTests")
            say("  grep TODO Plugins/\(name.plural)/Words/nl.json")
            say("      the Dutch words that are yours to write")
            if made.isShipped {
                say("  (cd migrations && sha256sum \(name.id)/*.sql >> CHECKSUMS)")
                say("      at the end: from then on no migration changes")
            }
        } catch let refusal as PortalName.Refusal {
            throw fail(refusal.description, code: 64)
        } catch let refusal as NewPortal.Refusal {
            throw fail(refusal.description, code: 73)
        }
    }
}
