import Kernel
import Mail
import MariaDB
import PortalKit
import Posix
import Synchronization

/// How mails leave: the settings of the operator's mail server.
extension Configuration {
    struct Mailing: Sendable {
        let settings: SMTPSettings
        let from: Mailbox
    }

    /// Nothing when no server is configured: mails wait then.
    ///
    /// - Throws: `ConfigProblems` when the settings do not go together.
    func mail() throws(ConfigProblems) -> Mailing? {
        guard let server = mailServer else { return nil }
        func problem(_ key: String, _ text: String) -> ConfigProblems {
            ConfigProblems(problems: [ConfigProblem(place: key, text: text)])
        }
        guard let security = SMTPSettings.Security(rawValue: server.security) else {
            throw problem("mail.security", "starttls, tls or none")
        }
        let settings = SMTPSettings(
            host: server.host, port: UInt16(clamping: server.port), security: security, user: server.user,
            password: server.password, authorityFile: server.authorityFile, timeout: 45, stallTimeout: 40)
        if let fault = settings.fault { throw problem("mail", fault) }
        do throws(MailAddress.Fault) {
            return Mailing(
                settings: settings,
                from: Mailbox(name: `operator`.name, address: try MailAddress(server.from)))
        } catch {
            throw problem("mail.from", error.description)
        }
    }
}

/// The thread that sends mails while the program serves.
final class Postman: Sendable {
    private let house: House
    private let isStopping = Atomic(false)

    /// Milliseconds between two looks when nobody rings: mails that come back, and those of other processes.
    private static let rest = 2_000

    init(_ house: House) {
        self.house = house
    }

    func start(_ options: Connection.Options, _ mail: Configuration.Mailing) throws(PosixError) -> PosixThread
    {
        try PosixThread.start(name: "outbox") { self.work(Connection(options), mail) }
    }

    func stop() {
        isStopping.store(true, ordering: .releasing)
        house.outboxBell.ring()
    }

    private func work(_ connection: Connection, _ mail: Configuration.Mailing) {
        var sender: SMTPSender?
        let outbox = Outbox(house, connection, domain: mail.from.address.domain) {
            letter throws(DeliveryFailure) in
            try Self.send(letter, mail, &sender)
        }
        while !isStopping.load(ordering: .acquiring) {
            do {
                try outbox.drain { !isStopping.load(ordering: .acquiring) }
            } catch {
                // The database is away: the mails stay where they are.
                house.warn("outbox: \(error)")
            }
            if isStopping.load(ordering: .acquiring) { return }
            house.outboxBell.wait(milliseconds: Self.rest)
        }
    }

    private static func send(
        _ letter: Letter, _ mail: Configuration.Mailing, _ sender: inout SMTPSender?
    ) throws(DeliveryFailure) {
        let recipient: MailAddress
        do throws(MailAddress.Fault) {
            recipient = try MailAddress(letter.recipient)
        } catch {
            throw DeliveryFailure(isHopeless: true, reason: error.description)
        }
        guard let id = MessageID(letter.messageID) else {
            throw DeliveryFailure(isHopeless: true, reason: "the mail has no usable Message-ID")
        }
        let replyTo = letter.replyTo.flatMap { try? MailAddress($0) }
        let message = MailMessage(
            from: mail.from, to: Mailbox(name: letter.recipientName, address: recipient),
            replyTo: replyTo.map { Mailbox(name: mail.from.name, address: $0) },
            subject: letter.subject, text: letter.text, html: letter.html, id: id,
            date: letter.writtenAt.microseconds,
            references: letter.thread.flatMap { MessageID($0) }.map { [$0] } ?? [])
        do throws(SMTPError) {
            if sender == nil { sender = try SMTPSender(mail.settings) }
            try sender?.send(message.bytes(), from: mail.from.address, to: recipient)
        } catch {
            throw DeliveryFailure(isHopeless: error.kind == .permanent, reason: error.description)
        }
    }
}
