import MariaDB
import Posix
import PortalKit

extension TaskKind {
    /// One slice of a batch, and the next one put in line in the same transaction: a program that dies goes on where
    /// it was, and nobody is enabled twice.
    static let bulkEnable = TaskKind("administration.bulk-enable", BatchRun.run)
}

/// Enables the next rows of a batch, many in one statement. The facts are read again, so that whoever was enabled
/// since the rehearsal has access already.
struct BatchRun {
    struct Wish: Codable, Sendable { let batch: UInt64 }

    let batch: Batch
    let acting: any Acting
    var connection: Connection { acting.connection }

    init(_ batch: Batch, _ acting: any Acting) {
        self.batch = batch
        self.acting = acting
    }

    @Sendable static func run(_ wish: Wish, _ context: SystemContext, _ write: consuming Write) throws {
        let acting = try context.store.acting()
        try write { tx in
            guard let batch = try Batch.hold(wish.batch, acting.connection) else { return }
            if try BatchRun(batch, acting).slice() { try tx.enqueue(.bulkEnable, payload: wish) }
        }
    }

    /// - Returns: whether there may be more.
    func slice() throws -> Bool {
        let rows = try BatchRow.read(.next(Batch.slice), of: batch.id.value, connection)
        guard !rows.isEmpty else {
            try batch.finish(at: acting.now, connection)
            return false
        }
        try enable(rows)
        let left: Int? = try connection.first(
            """
            SELECT COUNT(*) FROM kernel_batch_row WHERE id IN (\(list: rows.map(\.id))) AND state = 'waiting'
            """
        ) { try $0.next() }
        // Where others were faster with all of them, a person should look.
        if left == rows.count { try fail(rows, "Somebody else changed this at the same moment.") }
        return true
    }

    /// All of them, or, where one cannot be done, the halves: in the end that one alone has failed.
    private func enable(_ rows: [BatchRow]) throws {
        _ = try connection.execute("SAVEPOINT batch_rows")
        do {
            try write(rows)
        } catch let error as DatabaseError where error.isOfARow {
            _ = try connection.execute("ROLLBACK TO SAVEPOINT batch_rows")
            guard rows.count > 1 else { return try fail(rows, "\(error)") }
            for half in rows.parts(of: (rows.count + 1) / 2) { try enable(half) }
        }
    }

    private func fail(_ rows: [BatchRow], _ reason: String) throws {
        _ = try connection.execute(
            """
            UPDATE kernel_batch_row SET state = 'failed', error = \(String(reason.unicodeScalars.prefix(300))),
                done_at = \(acting.now)
            WHERE id IN (\(list: rows.map(\.id))) AND state = 'waiting'
            """)
    }

    private func write(_ rows: [BatchRow]) throws {
        for (decision, group) in Dictionary(grouping: rows, by: \.decision) where !decision.makesSeat {
            _ = try connection.execute(
                """
                UPDATE kernel_batch_row SET state = 'done', decision = \(decision.rawValue), done_at = \(acting.now)
                WHERE id IN (\(list: group.map(\.id))) AND state = 'waiting'
                """)
        }
        let seats = try BatchSeats(rows.filter(\.decision.makesSeat), self).make()
        guard !seats.isEmpty else { return }
        try invite(seats.filter(\.decision.sendsMail))
        try audit(seats)
        for (decision, group) in Dictionary(grouping: seats, by: \.decision) {
            _ = try connection.execute(
                """
                UPDATE kernel_batch_row r
                JOIN kernel_seat s ON s.customer_id = r.customer_id AND s.contact_key = r.contact_key
                SET r.state = 'done', r.decision = \(decision.rawValue), r.seat_id = s.id, r.done_at = \(acting.now),
                    r.mail_ref = IF(\(decision.sendsMail), r.ref, NULL)
                WHERE r.id IN (\(list: group.map(\.row.id))) AND r.state = 'waiting'
                """)
        }
    }

    /// A link and a mail for each: the first mail of a row has the row's own name.
    private func invite(_ seats: [BatchSeat]) throws {
        let listed = batch.terms.portals ?? []
        let portals = acting.house.portals.filter { listed.contains($0.id) }
        let letters = seats.compactMap { seat in
            seat.row.facts.email.map {
                BatchLetter(seat, to: $0, portals: portals, ref: seat.row.ref.bytes)
            }
        }
        try BatchLetter.send(letters, by: batch.startedBy, acting)
    }

    /// As for a single one, by whoever started the batch.
    private func audit(_ seats: [BatchSeat]) throws {
        let rows: [SQL] = seats.map { seat in
            let action = seat.decision.sendsMail ? "administration.seat.invited" : "administration.seat.added"
            let kind = seat.row.contact == nil ? "customer" : "contact"
            return """
                (\(acting.now), \(batch.startedBy == nil ? "system" : "staff"), \(batch.startedBy?.id), \(action), \(kind),
                \(seat.row.contact?.id ?? seat.row.customer.id), \(seat.row.customer.id))
                """
        }
        _ = try connection.execute(
            """
            INSERT INTO kernel_audit (at, actor_kind, actor_id, action, subject_kind, subject_id, customer_id)
            VALUES \(sql: SQL(joining: rows, by: ", "))
            """)
    }
}

extension DatabaseError {
    /// It is about what stands in a row; the others are about the connection or the moment.
    fileprivate var isOfARow: Bool {
        switch kind {
        case .duplicateKey, .foreignKey, .tooLong, .badValue, .other: true
        case .retry, .lost, .unavailable: false
        }
    }
}
