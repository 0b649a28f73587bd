import ArgumentParser
import FastCGI
import Kernel
import PortalKit
import Posix

/// Takes the mails of a mail server on this machine over a socket: much faster than a program that is started for each.
struct MailListen: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mail-listen",
        abstract:
            "Take the mails that a mail server hands over to mail_in.socket (LMTP), until it is stopped.",
        discussion: """
            For a service of its own beside serve. Each recipient is answered for when the mail is kept; whatever cannot be \
            kept now is left with the mail server, which comes again. SIGTERM lets it finish the mails at hand.
            """)

    @OptionGroup var place: Place

    func run() throws {
        let signals = try Signals.takeOver([.terminate, .interrupt])
        _ = Memory.giveBackLargeBlocks()
        do {
            try listen(place.configuration(), signals)
        } catch let error as ExitCode {
            throw error
        } catch {
            // Starting again would not help: a person has to change something.
            throw fail("\(error)", code: Supervisor.configurationError)
        }
    }

    private func listen(_ configuration: Configuration, _ signals: Signals) throws {
        guard let door = configuration.mailDoor else {
            throw fail("mail_in.socket is not set", code: Supervisor.configurationError)
        }
        try configuration.refuseOtherSchema()
        let log = Log(configuration.log)
        let room = try MailRoom(configuration) { line in log.write(line) }
        try Files.makeDirectory(Files.directory(of: door.socket))
        let listener = try MailListener(door, room, name: configuration.publicURL.host)
        try listener.start()
        _ = signals.wait()
        listener.stop()
    }
}
