import FoundationEssentials
package import MariaDB
import PortalKit

/// Sends what waits in `kernel_mail`, from one thread with a connection of its own.
package struct Outbox {
    /// Sends one letter, or says why not. Takes at most 45 seconds, less than a lease.
    package typealias Send = (Letter) throws(DeliveryFailure) -> Void

    private let house: House
    private let connection: Connection
    private let send: Send
    /// The right part of every Message-ID.
    private let domain: String

    package init(_ house: House, _ connection: Connection, domain: String, _ send: @escaping Send) {
        self.house = house
        self.connection = connection
        self.domain = domain
        self.send = send
    }

    /// How many mails are taken at a time.
    private static let batch = 10

    /// Sends all that is due. Stops early when told to.
    ///
    /// - Returns: how many were tried.
    @discardableResult
    package func drain(while goesOn: () -> Bool = { true }) throws -> Int {
        var tried = 0
        while goesOn(), let lease = try Queue.mail.take(Self.batch, at: house.clock(), connection) {
            for row in try taken(lease) {
                guard goesOn() else {
                    try Queue.mail.giveBack(lease, connection)
                    return tried
                }
                // The ones before may have taken long; one that another process has by now is left to it.
                guard try Queue.mail.renew(row.id, lease, at: house.clock(), connection) else { continue }
                tried += 1
                try deliver(row, lease)
            }
        }
        return tried
    }

    private func deliver(_ row: Waiting, _ lease: Queue.Lease) throws {
        do {
            try send(try letter(row))
        } catch let failure as DeliveryFailure {
            return try Queue.mail.fail(
                row.id, lease, failure.reason, isHopeless: failure.isHopeless, at: house.clock(), connection)
        } catch {
            // A link that cannot be opened: the key is gone, and waiting brings it back only with the file.
            return try Queue.mail.fail(
                row.id, lease, "\(error)", isHopeless: false, at: house.clock(), connection)
        }
        _ = try connection.executeAlone(
            """
            UPDATE kernel_mail
            SET done_at = \(house.clock()), link = NULL, lease_by = NULL, lease_until = NULL, last_error = NULL
            WHERE id = \(row.id) AND lease_by = \(lease.mark)
            """)
    }

    private struct Waiting {
        let id: UInt64
        let ref: [UInt8]
        let recipient: String
        let name: String
        let content: String
        let link: [UInt8]?
        let createdAt: Instant
    }

    private func taken(_ lease: Queue.Lease) throws -> [Waiting] {
        try connection.rows(
            """
            SELECT id, ref, recipient, recipient_name, content, link, created_at FROM kernel_mail
            WHERE is_open = 1 AND lease_by = \(lease.mark) ORDER BY due_at, id
            """
        ) { row in
            Waiting(
                id: try row.next(), ref: try row.next(), recipient: try row.next(), name: try row.next(),
                content: try row.next(), link: try row.next(), createdAt: try row.next())
        }
    }

    private func letter(_ row: Waiting) throws -> Letter {
        let content = try JSONDecoder().decode(MailContent.self, from: Data(row.content.utf8))
        let opened = try row.link.map { try house.secrets.open($0, as: "mail", row: row.ref) }
        let link =
            opened.map { String(decoding: $0, as: UTF8.self) }
            ?? content.path.map { house.installation.linkURL + $0 }
        let layout = MailLayout(content: content, operatorName: house.installation.operatorName, link: link)
        let token = try content.answers.flatMap { try $0.text(house.secrets) }
        return Letter(
            messageID: Crockford.encode(row.ref).lowercased() + "@" + domain, recipient: row.recipient,
            recipientName: row.name, subject: content.subject, text: layout.text, html: layout.html.text,
            replyTo: token.flatMap { house.installation.replyAddress?.text(with: $0) },
            thread: token.map { $0 + "@" + domain },
            writtenAt: row.createdAt)
    }
}
