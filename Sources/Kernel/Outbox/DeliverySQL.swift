import MariaDB
import Posix
import PortalKit

/// A mail in the outbox, as staff see it in the list of deliveries.
struct Delivery: Sendable {
    let id: ID<Delivery>
    let ref: Ref<Delivery>
    let kind: String
    let recipient: String
    let subject: String
    let createdAt: Instant
    let dueAt: Instant
    let attempts: Int
    let sentAt: Instant?
    let failedAt: Instant?
    let lastError: String?

    enum View: String, CaseIterable { case all, waiting, failed, sent }

    /// Writes a mail down in the transaction at hand: with it or not at all (SH03).
    ///
    /// - Parameter link: an address with a token; sealed until the mail is sent, then wiped.
    /// - Parameter thread: the record of a portal that it is about.
    /// - Returns: the mail's name.
    @discardableResult
    static func enqueue(
        _ kind: String, _ content: MailContent, to recipient: (address: String, name: String),
        customer: UInt64?, contact: UInt64?, link: String? = nil,
        thread: (portal: String, record: UInt64)? = nil, _ visit: any Acting
    ) throws -> Ref<Delivery> {
        let ref = Random.bytes(10)
        let json = try content.storedJSON
        let sealed = try link.map { try visit.house.secrets.seal(Array($0.utf8), as: "mail", row: ref) }
        _ = try visit.connection.execute(
            """
            INSERT INTO kernel_mail (ref, kind, customer_id, contact_id, recipient, recipient_name, subject, content,
                link, created_at, queued_at, due_at, portal, thread)
            VALUES (\(ref), \(kind), \(customer), \(contact), \(recipient.address), \(recipient.name),
                \(String(content.subject.unicodeScalars.prefix(255))), \(json), \(sealed), \(visit.now), \(visit.now),
                \(visit.now), \(thread?.portal), \(thread?.record))
            """)
        visit.wakesOutbox = true
        return Ref(bytes: ref)
    }

    static func list(_ view: View, _ paging: Paging, _ db: borrowing Reading) throws -> [Delivery] {
        try db.rows(
            """
            SELECT m.id, m.ref, m.kind, m.recipient, m.subject, m.created_at, m.due_at, m.attempts, m.done_at,
                m.failed_at, m.last_error
            FROM kernel_mail m WHERE \(sql: condition(view)) AND \(paging, from: keyset)
            \(paging, order: keyset)
            """
        ) { row in
            Delivery(
                id: try row.next(), ref: try row.next(), kind: try row.next(), recipient: try row.next(),
                subject: try row.next(), createdAt: try row.next(), dueAt: try row.next(),
                attempts: try row.next(), sentAt: try row.next(), failedAt: try row.next(),
                lastError: try row.next())
        }
    }

    static func counts(_ db: borrowing Reading) throws -> [Int] {
        try db.rows(
            SQL(
                joining: View.allCases.map { view in
                    "SELECT COUNT(*) FROM (SELECT 1 FROM kernel_mail m WHERE \(sql: condition(view)) LIMIT 1001) v"
                }, by: " UNION ALL ")
        ) { row in try row.next() }
    }

    var position: Position { Position(createdAt, id) }

    private static let keyset = Keyset("m.created_at", .descending, id: "m.id")

    private static func condition(_ view: View) -> SQL {
        switch view {
        case .all: "TRUE"
        case .waiting: "m.is_open = 1"
        case .failed: "m.failed_at IS NOT NULL"
        case .sent: "m.done_at IS NOT NULL"
        }
    }

    /// Puts a mail in line once more that failed or waits; one that was sent is sent again only when it carried no
    /// link, because links are wiped.
    static func sendAgain(_ ref: Ref<Delivery>, at now: Instant, _ visit: Visit) throws {
        let changed = try visit.connection.execute(
            """
            UPDATE kernel_mail
            SET queued_at = \(now), due_at = \(now), attempts = 0, failed_at = NULL, last_error = NULL
            WHERE ref = \(ref) AND done_at IS NULL AND (lease_until IS NULL OR lease_until <= \(now))
            """)
        guard changed.affected == 1 else {
            let isThere: Int? = try visit.connection.first(
                "SELECT 1 FROM kernel_mail WHERE ref = \(ref)"
            ) { try $0.next() }
            guard isThere != nil else { throw PortalError.notFound }
            throw PortalError.conflict("This mail was sent already, or is being sent just now.")
        }
        visit.wakesOutbox = true
    }
}
