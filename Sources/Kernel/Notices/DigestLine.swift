import MariaDB
import PortalKit

/// One thing that is told in a mail of the day: which notice, about which record. What it says, and whether it may be
/// said, is found when the mail is written.
struct DigestLine {
    let id: UInt64
    let portal: String
    let notice: String
    let record: UInt64
    let at: Instant

    /// The same again before the mail is written is one line, of the later moment.
    static func add(
        _ notice: String, of portal: String, about record: UInt64, to digest: UInt64, at now: Instant,
        _ connection: Connection
    ) throws {
        _ = try connection.execute(
            """
            INSERT INTO kernel_digest_line (digest_id, portal, notice, record, at)
            VALUES (\(digest), \(portal), \(notice), \(record), \(now))
            ON DUPLICATE KEY UPDATE at = \(now)
            """)
    }

    /// Everything that is kept for a person; nobody adds to it until the transaction ends.
    static func held(of digest: UInt64, _ connection: Connection) throws -> [DigestLine] {
        try connection.rows(
            """
            SELECT id, portal, notice, record, at FROM kernel_digest_line
            WHERE digest_id = \(digest) ORDER BY at, id FOR UPDATE
            """
        ) { row in
            DigestLine(
                id: try row.next(), portal: try row.next(), notice: try row.next(), record: try row.next(),
                at: try row.next())
        }
    }
}
