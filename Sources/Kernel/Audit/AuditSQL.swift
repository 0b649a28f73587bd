import MariaDB
import PortalKit

/// Every statement about sealing.
enum AuditSQL {
    /// Where the chain ends.
    struct Head {
        let id: UInt64
        let hash: [UInt8]
        /// The last number that belongs to a seal.
        let lastID: UInt64?
    }

    static func head(_ connection: Connection) throws -> Head? {
        try connection.first(
            """
            SELECT id, hash,
                (SELECT last_id FROM kernel_audit_seal WHERE late_of IS NULL ORDER BY id DESC LIMIT 1)
            FROM kernel_audit_seal ORDER BY id DESC LIMIT 1
            """
        ) { row in Head(id: try row.next(), hash: try row.next(), lastID: try row.next()) }
    }

    /// Rows in the order of their numbers. All is read as text, so that no value can be one that cannot be read.
    static func rows(
        _ ids: ClosedRange<UInt64>, most: Int, settledBy moment: Instant, _ connection: Connection
    ) throws -> [AuditRow] {
        try connection.rows(
            """
            SELECT id, at <= \(moment), CAST(at AS CHAR), actor_kind, CAST(actor_id AS CHAR),
                CAST(seat_id AS CHAR), action, subject_kind, CAST(subject_id AS CHAR),
                CAST(customer_id AS CHAR), request, device
            FROM kernel_audit WHERE id BETWEEN \(ids.lowerBound) AND \(ids.upperBound)
            ORDER BY id LIMIT \(most)
            """
        ) { row in
            let id: UInt64 = try row.next()
            let isSettled: Bool = try row.next()
            var values: [[UInt8]?] = []
            for _ in AuditRow.columns.dropFirst() { values.append(try row.next()) }
            return AuditRow(id: id, isSettled: isSettled, values: values)
        }
    }

    /// The seals behind `id`, in order.
    static func seals(after id: UInt64, most: Int, _ connection: Connection) throws -> [AuditSeal] {
        try connection.rows(
            "\(sql: selectSeals) WHERE id > \(id) ORDER BY id LIMIT \(most)", seal)
    }

    static func seal(_ id: UInt64, _ connection: Connection) throws -> AuditSeal? {
        try connection.first("\(sql: selectSeals) WHERE id = \(id)", seal)
    }

    /// The seals of rows that came late to `seal`, those behind `id`.
    static func lateSeals(
        of seal: UInt64, after id: UInt64, most: Int, _ connection: Connection
    ) throws -> [AuditSeal] {
        try connection.rows(
            "\(sql: selectSeals) WHERE late_of = \(seal) AND id > \(id) ORDER BY id LIMIT \(most)", Self.seal)
    }

    /// A seal made since `moment` within whose numbers there are more rows than seals vouch for.
    ///
    /// All of them are counted at once first: a count for each seal in one statement would read the whole table
    /// for each, because the server finds no range by the columns of an outer query.
    static func sealWithLateRows(since moment: Instant, _ connection: Connection) throws -> UInt64? {
        let oldest: (id: UInt64?, first: UInt64?, last: UInt64?)? = try connection.first(
            """
            SELECT MIN(id), MIN(first_id), MAX(last_id) FROM kernel_audit_seal
            WHERE late_of IS NULL AND sealed_at >= \(moment)
            """
        ) { row in (try row.next(), try row.next(), try row.next()) }
        guard let id = oldest?.id, let first = oldest?.first, let last = oldest?.last else { return nil }
        let known: Int? = try connection.first(
            """
            SELECT COALESCE(SUM(row_count), 0) FROM kernel_audit_seal
            WHERE id >= \(id) AND COALESCE(late_of, id) >= \(id)
            """
        ) { row in try row.next() }
        guard try rowCount(first, last, connection) > (known ?? 0) else { return nil }
        let seals: [(id: UInt64, first: UInt64, last: UInt64, known: Int)] = try connection.rows(
            """
            SELECT s.id, s.first_id, s.last_id, s.row_count + (SELECT COALESCE(SUM(l.row_count), 0)
                FROM kernel_audit_seal l WHERE l.late_of = s.id)
            FROM kernel_audit_seal s WHERE s.id >= \(id) AND s.late_of IS NULL ORDER BY s.id
            """
        ) { row in (try row.next(), try row.next(), try row.next(), try row.next()) }
        return try seals.first { try rowCount($0.first, $0.last, connection) > $0.known }?.id
    }

    private static func rowCount(_ first: UInt64, _ last: UInt64, _ connection: Connection) throws -> Int {
        try connection.first(
            "SELECT COUNT(*) FROM kernel_audit WHERE id BETWEEN \(first) AND \(last)"
        ) { row in try row.next() } ?? 0
    }

    static func insert(_ seal: AuditSeal, _ connection: Connection) throws {
        let cover = seal.cover
        _ = try connection.execute(
            """
            INSERT INTO kernel_audit_seal
                (id, previous, late_of, first_id, last_id, row_count, ids, rows_hash, sealed_at, hash, mac)
            VALUES (\(seal.id), \(seal.previous), \(cover.lateOf), \(cover.firstID), \(cover.lastID),
                \(cover.rowCount), \(cover.ids), \(cover.rowsHash), \(seal.sealedAt), \(seal.hash),
                \(seal.mac))
            """)
    }

    /// How many rows stand behind `id`, and for how many seconds the oldest has.
    static func tail(after id: UInt64?, at now: Instant, _ connection: Connection) throws -> (Int, Int64?) {
        let first = id.map { $0 == .max ? $0 : $0 + 1 } ?? 0
        return try connection.first(
            """
            SELECT COUNT(*), TIMESTAMPDIFF(SECOND, MIN(at), \(now)) FROM kernel_audit WHERE id >= \(first)
            """
        ) { row in (try row.next(), try row.next()) } ?? (0, nil)
    }

    private static let selectSeals: SQL = """
        SELECT id, previous, late_of, first_id, last_id, row_count, ids, rows_hash,
            TIMESTAMPDIFF(MICROSECOND, '1970-01-01', sealed_at), hash, mac
        FROM kernel_audit_seal
        """

    private static func seal(_ row: borrowing Row) throws -> AuditSeal {
        let id: UInt64 = try row.next()
        let previous: [UInt8] = try row.next()
        let cover = AuditSeal.Cover(
            lateOf: try row.next(), firstID: try row.next(), lastID: try row.next(),
            rowCount: try row.next(), ids: try row.next(), rowsHash: try row.next())
        // A time that is none has no number; the hash does not fit it then.
        let time: Int64? = try row.next()
        return AuditSeal(
            id: id, previous: previous, cover: cover, sealedAt: Instant(microseconds: time ?? .min),
            hash: try row.next(), mac: try row.next())
    }
}
