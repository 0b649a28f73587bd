import ArgumentParser
import Kernel
import MariaDB
import PortalKit
import Posix

/// Questions of privacy law about one person: what is held, and to be forgotten (GDPR, articles 15, 17 and 20).
struct PrivacyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "privacy", abstract: "Hand out or forget what is held of one contact.",
        subcommands: [Export.self, Erase.self])

    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print what is held of a contact, as JSON, or write it into a ZIP file.")

        @OptionGroup var place: Place

        @Option(name: .long, help: "The contact, as in the address of its page: /staff/contacts/REF.")
        var contact: String

        @Option(
            name: .long,
            help: "A file that does not exist yet: a ZIP with data.json, index.html and the person's files.")
        var to: String?

        func run() throws {
            let (house, connection) = try place.houseAndConnection()
            defer { connection.close() }
            let subject = try find(contact, connection)
            if let to, Files.exists(to) { throw fail("\(to) is there already", code: 73) }
            let data = try PersonalData.export(of: subject, house, connection)
            guard let to else { return say(try data.json) }
            let archive = try PersonalArchive(data, of: subject, house, connection)
            try archive.write(to: to)
            say("Written to \(to).")
            for file in archive.data.kernel["files"] ?? [] {
                if let fault = file["fault"] { say("\(file["name"] ?? ""): \(fault).") }
            }
        }
    }

    struct Erase: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Forget a contact, in every portal at once.",
            discussion: "Prints what had to be kept, and why. It cannot be undone.")

        @OptionGroup var place: Place

        @Option(name: .long, help: "The contact, as in the address of its page: /staff/contacts/REF.")
        var contact: String

        @Flag(name: .long, help: "Do not ask.")
        var yes = false

        func run() throws {
            let (house, connection) = try place.houseAndConnection()
            defer { connection.close() }
            let subject = try find(contact, connection)
            if !yes {
                say("Forget \(subject.name) of \(subject.customerName)? It cannot be undone. Type yes:")
                let answer = try Descriptors.read(0, upTo: 64)
                guard answer.starts(with: Array("yes\n".utf8)) else { throw fail("nothing was done") }
            }
            let kept = try Erasure(of: subject, house, connection).run()
            say("Forgotten.")
            for each in kept { say("Kept: \(each.portal): \(each.what), because \(each.reason).") }
        }
    }

    private static func find(_ ref: String, _ connection: Connection) throws -> DataSubject {
        do {
            return try DataSubject.find(ref, connection)
        } catch PortalError.notFound {
            throw fail("no contact is called \(ref)", code: 65)
        }
    }
}
