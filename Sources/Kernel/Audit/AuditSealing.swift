package import MariaDB
package import PortalKit

/// Sealing what is committed.
///
/// A row gets its number when it is written and appears when its transaction is committed, so a row may appear
/// below others that were sealed already. Waiting for it with locks would not do: between taking its number and
/// writing its row a transaction holds none, and locks of one node of a cluster do not stop another. Therefore
///
/// - rows are sealed a minute after their time, when nearly every transaction of that time has ended;
/// - a seal names the rows it covers, which are the very rows that were read and hashed, so what was not there
///   is not vouched for and can be told from what was removed;
/// - a row that appears within a seal's numbers in the day after is sealed as late, by a seal that says so;
/// - what appears after that day is no late transaction. It is never sealed, and `AuditVerify` reports it.
extension AuditSeal {
    /// Seconds after which a row is sealed.
    static let settling: Int64 = 60
    /// Seconds after a seal within which rows may appear late: no transaction lives that long, and a sealer that
    /// stood still for a night raises no false alarm.
    static let lateness: Int64 = 86_400

    /// Seals the next rows that can be sealed, at most so many, and says how many it were; 0 when there is
    /// nothing to do. Any number of processes may do so at once.
    ///
    /// To be called outside a transaction. What is decided here rests on the end of the chain as it was read
    /// before everything else: whoever added a seal meanwhile has taken its number, and then all begins anew.
    @discardableResult
    package static func sealNext(
        _ connection: Connection, _ secrets: Secrets, at now: Instant, most: Int = 1_000
    ) throws -> Int {
        let most = max(1, most)
        // Whoever loses so often has others who seal.
        for _ in 0..<10 {
            let head = try AuditSQL.head(connection)
            guard (head?.id ?? 0) < .max else { return 0 }
            let next = try next(after: head?.lastID, at: now, most, connection)
            // Late rows are looked for when the backlog is done: that counts the rows of a whole day.
            let isBacklog = next?.rowCount == most
            guard let cover = isBacklog ? next : try late(at: now, most, connection) ?? next else { return 0 }
            let seal = try AuditSeal(
                id: (head?.id ?? 0) + 1, previous: head?.hash ?? beginning, cover: cover, sealedAt: now,
                secrets)
            do {
                try AuditSQL.insert(seal, connection)
                return cover.rowCount
            } catch let error as DatabaseError where error.isLostRace {
                continue
            }
        }
        return 0
    }

    /// The rows behind those that have a seal, without young ones at their end.
    private static func next(
        after last: UInt64?, at now: Instant, _ most: Int, _ connection: Connection
    ) throws -> Cover? {
        guard last != .max else { return nil }
        let first = last.map { $0 + 1 } ?? 0
        var rows = try AuditSQL.rows(
            first...(.max), most: most, settledBy: now.adding(seconds: -settling), connection)
        while let last = rows.last, !last.isSettled { rows.removeLast() }
        return Cover(rows, from: first)
    }

    /// Rows that appeared within the numbers of a seal since it was made.
    private static func late(at now: Instant, _ most: Int, _ connection: Connection) throws -> Cover? {
        guard
            let id = try AuditSQL.sealWithLateRows(since: now.adding(seconds: -lateness), connection),
            let seal = try AuditSQL.seal(id, connection), let own = AuditIDs(seal.cover.ids),
            seal.cover.firstID <= seal.cover.lastID
        else { return nil }
        var walks = [AuditIDWalk(own)]
        for late in try AuditSQL.lateSeals(of: id, after: 0, most: .max, connection) {
            if let ids = AuditIDs(late.cover.ids) { walks.append(AuditIDWalk(ids)) }
        }
        var found: [AuditRow] = []
        try AuditSQL.eachRow(seal.cover.firstID...seal.cover.lastID, settledBy: now, connection) { row in
            var isKnown = false
            for index in walks.indices where walks[index].reach(row.id, missed: { _ in }) { isKnown = true }
            if !isKnown { found.append(row) }
            return found.count < most
        }
        return Cover(found, lateOf: id)
    }
}

extension AuditSQL {
    /// Hands over rows in the order of their numbers, a page at a time, until `body` says that it is enough.
    static func eachRow(
        _ ids: ClosedRange<UInt64>, settledBy moment: Instant, _ connection: Connection,
        _ body: (AuditRow) throws -> Bool
    ) throws {
        let page = 1_000
        var first = ids.lowerBound
        while true {
            let rows = try rows(first...ids.upperBound, most: page, settledBy: moment, connection)
            for row in rows {
                let goesOn = try body(row)
                if !goesOn { return }
            }
            guard rows.count == page, let last = rows.last, last.id < ids.upperBound else { return }
            first = last.id + 1
        }
    }
}

extension DatabaseError {
    /// Another has taken the number, or is about to.
    fileprivate var isLostRace: Bool {
        if case .duplicateKey = kind { return true }
        return kind == .retry
    }
}
