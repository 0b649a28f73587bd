import MariaDB
import PortalKit

/// Who chooses which mails come: a customer's person, or one of the operator's own people.
enum Addressee {
    case contact(UInt64)
    case staff(UInt64)

    var id: UInt64 {
        switch self {
        case .contact(let id), .staff(let id): id
        }
    }

    /// The column that names him.
    var column: SQL {
        switch self {
        case .contact: "contact_id"
        case .staff: "staff_id"
        }
    }

    /// The table of what he does not want.
    fileprivate var refusals: SQL {
        switch self {
        case .contact: "kernel_notice_off"
        case .staff: "kernel_staff_notice_off"
        }
    }
}

/// Which mails about what happens a person wants, and how they come.
struct MailWishes {
    /// One mail a day instead of one each time.
    var isDaily: Bool
    /// The notices that he turned off.
    var off: Set<String>

    init(isDaily: Bool, off: Set<String>) {
        self.isDaily = isDaily
        self.off = off
    }

    init(of person: Addressee, _ connection: Connection) throws {
        off = Set(
            try connection.rows(
                "SELECT notice FROM \(sql: person.refusals) WHERE \(sql: person.column) = \(person.id)"
            ) { try $0.next() })
        let wanted: Int? = try connection.first(
            """
            SELECT 1 FROM kernel_digest WHERE \(sql: person.column) = \(person.id) AND wanted_at IS NOT NULL
            """
        ) { try $0.next() }
        isDaily = wanted != nil
    }

    func wants(_ notice: String) -> Bool { !off.contains(notice) }

    /// Keeps them, as to what was offered; what was turned off elsewhere stays so.
    ///
    /// - Parameter begun: the day whose mail is not his any more: the first one comes after it.
    func keep(
        for person: Addressee, offered: [String], begun: PlainDate, at now: Instant, _ connection: Connection
    ) throws {
        for notice in offered {
            if off.contains(notice) {
                _ = try connection.execute(
                    """
                    INSERT IGNORE INTO \(sql: person.refusals) (\(sql: person.column), notice, off_at)
                    VALUES (\(person.id), \(notice), \(now))
                    """)
            } else {
                _ = try connection.execute(
                    """
                    DELETE FROM \(sql: person.refusals)
                    WHERE \(sql: person.column) = \(person.id) AND notice = \(notice)
                    """)
            }
        }
        if isDaily {
            _ = try connection.execute(
                """
                INSERT INTO kernel_digest (\(sql: person.column), wanted_at, day)
                VALUES (\(person.id), \(now), \(begun))
                ON DUPLICATE KEY UPDATE day = IF(wanted_at IS NULL, GREATEST(COALESCE(day, \(begun)), \(begun)), day),
                    wanted_at = COALESCE(wanted_at, \(now))
                """)
        } else {
            _ = try connection.execute(
                "UPDATE kernel_digest SET wanted_at = NULL WHERE \(sql: person.column) = \(person.id)")
        }
    }

    /// Of somebody who has gone.
    static func forget(_ person: Addressee, _ connection: Connection) throws {
        _ = try connection.execute(
            "DELETE FROM \(sql: person.refusals) WHERE \(sql: person.column) = \(person.id)")
        _ = try connection.execute(
            "DELETE FROM kernel_digest WHERE \(sql: person.column) = \(person.id)")
    }
}
