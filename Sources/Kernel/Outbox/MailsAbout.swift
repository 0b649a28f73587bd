import FoundationEssentials
import MariaDB
package import PortalKit

extension Visit {
    /// What was written about a record: to everybody, or to one person.
    package func mails(about record: UInt64, to contact: UInt64?, portal: String) throws -> [SentMail] {
        connection.onPrepare = nil
        let whose: SQL = contact == nil ? "TRUE" : "m.contact_id = \(contact)"
        return try connection.rows(
            """
            SELECT m.recipient_name, m.recipient, m.subject, m.content, m.created_at, m.attempts, m.done_at IS NOT NULL,
                m.failed_at IS NOT NULL
            FROM kernel_mail m WHERE m.portal = \(portal) AND m.thread = \(record) AND \(sql: whose)
            ORDER BY m.id DESC LIMIT 100
            """
        ) { row in
            let (name, address, subject): (String, String, String) = (
                try row.next(), try row.next(), try row.next()
            )
            let (content, at): (String, Instant) = (try row.next(), try row.next())
            let attempts: Int = try row.next()
            let (isSent, isFailed): (Bool, Bool) = (try row.next(), try row.next())
            // Of an erased person's mail nothing is left to read.
            let said = try? JSONDecoder().decode(MailContent.self, from: Data(content.utf8))
            return SentMail(
                recipient: name, address: address, subject: subject,
                text: said?.paragraphs.joined(separator: "\n\n") ?? "", at: at,
                state: isSent ? .sent : isFailed ? .failed : attempts > 0 ? .tried : .waiting)
        }
    }
}
