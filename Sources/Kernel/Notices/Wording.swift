import MariaDB
import PortalKit

/// Subject and text of a notice in one language.
struct Wording: Equatable {
    var subject: String
    var text: String

    init(subject: String, text: String) {
        self.subject = subject
        self.text = text
    }

    /// What the portal says as long as nobody changed it.
    init(of notice: Notice, _ reader: Reader) {
        self.init(subject: reader.say(notice.subject), text: reader.say(notice.text))
    }

    /// An administrator's wording, if there is one.
    static func changed(_ notice: Notice, _ language: String, _ connection: Connection) throws -> Wording? {
        try connection.first(
            """
            SELECT subject, text FROM kernel_notice
            WHERE notice = \(notice.id) AND language = \(language) AND subject IS NOT NULL
            """
        ) { row in Wording(subject: try row.next(), text: try row.next()) }
    }

    /// The notices and languages that administrators changed: `support.ticket-answered nl`.
    static func allChanged(_ connection: Connection) throws -> Set<String> {
        Set(
            try connection.rows("SELECT notice, language FROM kernel_notice WHERE subject IS NOT NULL") {
                row in
                let notice: String = try row.next()
                let language: String = try row.next()
                return notice + " " + language
            })
    }

    /// Keeps a wording; nil goes back to the portal's own.
    ///
    /// - Returns: the row, for the audit.
    static func keep(
        _ wording: Wording?, of notice: Notice, _ language: String, by staff: StaffMember, at now: Instant,
        _ connection: Connection
    ) throws -> UInt64 {
        try connection.execute(
            """
            INSERT INTO kernel_notice (notice, language, subject, text, changed_at, changed_by)
            VALUES (\(notice.id), \(language), \(wording?.subject), \(wording?.text), \(now), \(staff.id))
            ON DUPLICATE KEY UPDATE id = LAST_INSERT_ID(id), subject = VALUES(subject), text = VALUES(text),
                changed_at = VALUES(changed_at), changed_by = VALUES(changed_by)
            """
        ).insertID
    }
}
