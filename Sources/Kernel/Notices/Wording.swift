import MariaDB
import PortalKit

/// Subject and text of a mail in one language.
struct Wording: Equatable {
    var subject: String
    var text: String

    init(subject: String, text: String) {
        self.subject = subject
        self.text = text
    }

    /// An administrator's wording, if there is one.
    static func changed(_ template: String, _ language: String, _ connection: Connection) throws -> Wording? {
        try kept(template, language, connection).wording
    }

    /// The same with the version it has, so that a later change by somebody else is noticed; 0 while nobody has
    /// changed it.
    static func kept(
        _ template: String, _ language: String, _ connection: Connection
    ) throws -> (wording: Wording?, version: Int) {
        try connection.first(
            """
            SELECT version, subject, text FROM kernel_notice
            WHERE notice = \(template) AND language = \(language)
            """
        ) { row in
            let version: Int = try row.next()
            let (subject, text): (String?, String?) = (try row.next(), try row.next())
            guard let subject, let text else { return (nil, version) }
            return (Wording(subject: subject, text: text), version)
        } ?? (nil, 0)
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

    /// Keeps a wording over the version that was shown; nil goes back to the portal's own.
    ///
    /// - Returns: the row, for the audit; nil when somebody else was faster, and then nothing has happened.
    static func keep(
        _ wording: Wording?, of template: String, _ language: String, over version: Int,
        by staff: StaffMember,
        at now: Instant, _ connection: Connection
    ) throws -> UInt64? {
        if version == 0 {
            _ = try connection.execute(
                """
                INSERT IGNORE INTO kernel_notice (notice, language, changed_at, version)
                VALUES (\(template), \(language), \(now), 0)
                """)
        }
        let changed = try connection.execute(
            """
            UPDATE kernel_notice
            SET subject = \(wording?.subject), text = \(wording?.text), changed_at = \(now),
                changed_by = \(staff.id), version = version + 1
            WHERE notice = \(template) AND language = \(language) AND version = \(version)
            """)
        guard changed.affected == 1 else { return nil }
        return try connection.first(
            "SELECT id FROM kernel_notice WHERE notice = \(template) AND language = \(language)"
        ) { try $0.next() }
    }
}
