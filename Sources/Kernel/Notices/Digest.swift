import MariaDB
import PortalKit

extension Setting where Value == Int {
    /// The hour of the day, where the person is.
    static var digestHour: Setting {
        Setting(
            "identity.digest-hour", title: "Hour from which the mail of the day is sent",
            hint: "From 0 to 23, in the time zone of each person who chose one mail a day.", default: 7,
            in: 0...23)
    }
}

/// One person's mail of the day: what waits on him, then what happened since the last one.
///
/// A day is begun once for each person, by a conditional update in the transaction that writes its task down. The task
/// writes the mail, takes away what it told and is done in one transaction: whoever dies meanwhile told nothing, and
/// what comes too late leaves all of it to the next day's.
struct Digest {
    let id: UInt64
    let person: Addressee
    /// Not after he chose otherwise: then what was kept before comes once more, and nothing else.
    let isWanted: Bool
    /// What waited when it was looked at last.
    let known: [UInt8]

    /// Which day and hour it is where somebody is.
    struct Clock {
        let day: PlainDate
        let hour: Int

        init(_ reader: Reader) {
            day = reader.day(reader.now)
            hour = Int(reader.time(reader.now).prefix(2)) ?? 0
        }
    }

    struct Wish: Codable, Sendable {
        let digest: UInt64
        /// Since 1970.
        let day: Int32
    }

    static let job = Job("identity.digests", title: "Begins the mails of the day", every: .seconds(300)) {
        context, write in
        let house = try context.store.acting().house
        let hour = context.settings[.digestHour]
        try write { tx in
            let zones: [String?] = try tx.rows(
                "SELECT DISTINCT COALESCE(a.time_zone, m.time_zone) FROM \(sql: due)"
            ) { try $0.next() }
            for zone in zones {
                let clock = Clock(house.reader(language: nil, timeZone: zone, at: context.now))
                if clock.hour >= hour { try begin(clock.day, in: zone, tx) }
            }
        }
    }

    /// At most so many of a zone in one run; the others are begun in the next.
    private static let most = 1_000

    private static let due: SQL = """
        kernel_digest d LEFT JOIN kernel_seat s ON s.contact_id = d.contact_id
        LEFT JOIN kernel_account a ON a.id = s.account_id LEFT JOIN kernel_staff m ON m.id = d.staff_id
        WHERE (d.wanted_at IS NOT NULL OR EXISTS (SELECT 1 FROM kernel_digest_line l WHERE l.digest_id = d.id))
        """

    private static func begin(_ day: PlainDate, in zone: String?, _ tx: borrowing Transaction) throws {
        let found: [UInt64] = try tx.rows(
            """
            SELECT d.id FROM \(sql: due) AND COALESCE(a.time_zone, m.time_zone) <=> \(zone)
                AND (d.day IS NULL OR d.day < \(day)) ORDER BY d.id LIMIT \(most)
            """
        ) { try $0.next() }
        for id in found {
            let begun = try tx.execute(
                "UPDATE kernel_digest SET day = \(day) WHERE id = \(id) AND (day IS NULL OR day < \(day))")
            guard begun.affected == 1 else { continue }
            try tx.enqueue(.digest, payload: Wish(digest: id, day: day.days))
        }
    }

    /// The person's row, held until the transaction ends; nil when a later day has begun.
    fileprivate static func hold(_ wish: Wish, _ connection: Connection) throws -> Digest? {
        try connection.first(
            """
            SELECT id, contact_id, staff_id, wanted_at IS NOT NULL, waiting FROM kernel_digest
            WHERE id = \(wish.digest) AND day = \(PlainDate(days: wish.day)) FOR UPDATE
            """
        ) { row in
            let id: UInt64 = try row.next()
            let (contact, staff): (UInt64?, UInt64?) = (try row.next(), try row.next())
            return Digest(
                id: id, person: contact.map(Addressee.contact) ?? .staff(staff ?? 0),
                isWanted: try row.next(), known: try row.next())
        }
    }
}

extension TaskKind {
    static let digest = TaskKind("identity.digest") { (wish: Digest.Wish, context, write) in
        let acting = try context.store.acting()
        try write { _ in try Digest.hold(wish, acting.connection)?.write(acting) }
    }
}
