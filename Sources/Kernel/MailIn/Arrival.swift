import Crypto
import MariaDB
import PortalKit

/// What is noted of every mail that was taken: that it was, and of which lane it is. No address and no word of it.
struct Arrival {
    /// The same for the same mail, whatever mail servers wrote into its headers on the way.
    let digest: [UInt8]
    /// The sender, under a key.
    let sender: [UInt8]
    let token: ReplyToken?
    let kind: IncomingMail.Kind

    /// It came before, and had its effect.
    struct Again: Error {}

    init(_ received: MailIntake.Received, _ token: ReplyToken?, _ secrets: Secrets) throws {
        var hash = SHA256()
        let mail = received.mail
        let said = [
            received.messageID, mail.authorAddress, mail.subject, "\(mail.sentAt?.microseconds ?? 0)",
            token.map { "\($0.portal) \($0.thread) \($0.contact)" } ?? "",
        ]
        for text in said { hash.update(data: Array(text.utf8) + [0]) }
        hash.update(data: received.body)
        digest = Array(hash.finalize())
        sender = try secrets.sign(Array(mail.authorAddress.lowercased().utf8), as: "mail-sender")
        self.token = token
        kind = mail.kind
    }

    func note(at now: Instant, _ connection: Connection) throws {
        let noted = try connection.execute(
            """
            INSERT IGNORE INTO kernel_incoming (digest, received_at, sender, portal, thread, kind)
            VALUES (\(digest), \(now), \(sender), \(token?.portal), \(token?.thread), \(kind.rawValue))
            """)
        guard noted.affected == 1 else { throw Again() }
    }

    /// How many mails are taken in an hour: of one sender, of all senders to one record, and of machines to one record.
    private static let most = (ofSender: 60, ofThread: 200, ofMachines: 20)

    enum Crowd {
        case none
        /// Machines that answer each other: one more would tell nobody anything.
        case loop
        /// Whoever brings it waits.
        case tooMany
    }

    /// Whether one more is too many. Two at one moment may both be let through.
    func crowd(at now: Instant, _ connection: Connection) throws -> Crowd {
        connection.onPrepare = nil
        let hour = now.adding(seconds: -3_600)
        func count(_ condition: SQL) throws -> Int {
            try connection.first(
                "SELECT COUNT(*) FROM kernel_incoming WHERE \(sql: condition) AND received_at > \(hour)"
            ) { try $0.next() } ?? 0
        }
        if let token {
            let ofThread: SQL = "portal = \(token.portal) AND thread = \(token.thread)"
            if kind != .person, try count("\(sql: ofThread) AND kind <> 'person'") >= Self.most.ofMachines {
                return .loop
            }
            if try count(ofThread) >= Self.most.ofThread { return .tooMany }
        }
        return try count("sender = \(sender)") >= Self.most.ofSender ? .tooMany : .none
    }
}
