package import MariaDB
package import PortalKit

/// Walks the chain of seals from its beginning, and every row they cover, a page of each at a time.
package struct AuditVerify {
    private let connection: Connection
    private let secrets: Secrets
    private let now: Instant
    private let anchor: AuditReport.Anchor?

    private var report = AuditReport()
    /// The seal before, as far as the next one is compared with it.
    private var last: (id: UInt64, hash: [UInt8], isSound: Bool) = (0, AuditSeal.beginning, true)
    /// The last number that belongs to a seal so far.
    private var lastRow: UInt64?
    /// Seals that are gone and whose rows are not known until the next seal says where its own begin.
    private var gap: ClosedRange<UInt64>?

    /// Says what there is and what is wrong. A fault is no error: what is thrown says that nobody could look.
    ///
    /// - Parameter anchor: a seal that must still be there, noted down after an earlier walk.
    package static func report(
        _ connection: Connection, _ secrets: Secrets, at now: Instant, anchor: AuditReport.Anchor? = nil
    ) throws -> AuditReport {
        var walk = AuditVerify(connection, secrets, now, anchor)
        try walk.run()
        return walk.report
    }

    private init(
        _ connection: Connection, _ secrets: Secrets, _ now: Instant, _ anchor: AuditReport.Anchor?
    ) {
        self.connection = connection
        self.secrets = secrets
        self.now = now
        self.anchor = anchor
    }

    private mutating func run() throws {
        let page = 50
        while true {
            let seals = try AuditSQL.seals(after: last.id, most: page, connection)
            for seal in seals { try visit(seal) }
            if seals.count < page { break }
        }
        tellGap(until: nil)
        if let anchor, anchor.seal > last.id { report.add(.init(.anchorMissing, seal: anchor.seal)) }
        if last.id > 0 { report.head = AuditReport.Anchor(seal: last.id, hash: last.hash) }
        (report.unsealedRows, report.oldestUnsealed) = try AuditSQL.tail(after: lastRow, at: now, connection)
    }
}

// MARK: - Seals

extension AuditVerify {
    private mutating func visit(_ seal: AuditSeal) throws {
        let cover = seal.cover
        let isUnchanged = seal.isUnchanged && cover.firstID <= cover.lastID
        let isGenuine = seal.isGenuine(secrets)
        report.seals += 1
        if seal.id - last.id > 1 {
            tellGap(until: nil)
            gap = (last.id + 1)...(seal.id - 1)
        } else if isUnchanged, isGenuine, last.isSound, seal.previous != last.hash {
            report.add(.init(.chainBroken, seal: seal.id, rows: cover.range))
        }
        if let anchor, anchor.seal > last.id, anchor.seal <= seal.id,
            anchor.seal != seal.id || !isSame(anchor.hash, seal.hash)
        {
            report.add(.init(.anchorMissing, seal: anchor.seal))
        }
        last = (seal.id, seal.hash, isUnchanged && isGenuine)
        guard isUnchanged, let ids = AuditIDs(cover.ids) else {
            tellGap(until: nil)
            return report.add(.init(.sealChanged, seal: seal.id, rows: cover.range))
        }
        if !isGenuine { report.add(.init(.sealForged, seal: seal.id, rows: cover.range)) }
        if cover.lateOf == nil {
            tellGap(until: cover.firstID)
            lastRow = cover.lastID
        } else {
            report.lateRows += cover.rowCount
        }
        report.sealedRows += cover.rowCount
        try checkRows(of: seal, ids)
    }

    /// Names the seals that are gone; their rows are those up to `first`.
    private mutating func tellGap(until first: UInt64?) {
        guard let missing = gap else { return }
        gap = nil
        let from = lastRow.map { $0 == .max ? $0 : $0 + 1 } ?? 0
        let rows = first.flatMap { $0 > from ? from...($0 - 1) : nil }
        // Where a number was made up, millions seem to be missing: the first few tell it.
        let more = min(missing.upperBound - missing.lowerBound, UInt64(AuditReport.mostFaults))
        for offset in 0...more {
            report.add(.init(.sealRemoved, seal: missing.lowerBound + offset, rows: rows))
        }
    }
}

extension AuditSeal.Cover {
    fileprivate var range: ClosedRange<UInt64>? { firstID <= lastID ? firstID...lastID : nil }
}

// MARK: - Rows

extension AuditVerify {
    private mutating func checkRows(of seal: AuditSeal, _ ids: AuditIDs) throws {
        guard let range = seal.cover.range else { return }
        var check = AuditRowCheck(
            seal: seal, own: ids, late: seal.cover.lateOf == nil ? try lateIDs(of: seal.id) : nil,
            isFinal: seal.sealedAt < now.adding(seconds: -AuditSeal.lateness))
        try AuditSQL.eachRow(range, settledBy: now, connection) { row in
            check.take(row, &report)
            return true
        }
        check.finish(&report)
    }

    /// The rows that came late to this seal, as sound seals say; others explain nothing.
    private func lateIDs(of seal: UInt64) throws -> [AuditIDs] {
        let page = 50
        var all: [AuditIDs] = []
        var last: UInt64 = 0
        while true {
            let seals = try AuditSQL.lateSeals(of: seal, after: last, most: page, connection)
            for late in seals {
                last = late.id
                guard late.isUnchanged, late.isGenuine(secrets), let ids = AuditIDs(late.cover.ids) else {
                    continue
                }
                all.append(ids)
            }
            if seals.count < page { return all }
        }
    }
}

/// Compares the rows within a seal's numbers with what the seal says.
private struct AuditRowCheck {
    private let seal: AuditSeal
    private var own: AuditIDWalk
    /// Nil for a seal of late rows: what else stands between those is the matter of the seal they came late to.
    private var late: [AuditIDWalk]?
    private let isFinal: Bool
    private var hash = AuditRowsHash()
    private var isComplete = true
    private var inserted: ClosedRange<UInt64>?

    /// - Parameter isFinal: the time in which rows may appear late is over.
    init(seal: AuditSeal, own: AuditIDs, late: [AuditIDs]?, isFinal: Bool) {
        self.seal = seal
        self.own = AuditIDWalk(own)
        self.late = late?.map { AuditIDWalk($0) }
        self.isFinal = isFinal
    }

    mutating func take(_ row: AuditRow, _ report: inout AuditReport) {
        var removed: [ClosedRange<UInt64>] = []
        let isOwn = own.reach(row.id) { removed.append($0) }
        tell(removed, &report)
        if isOwn { hash.add(row) }
        if isOwn || isLate(row.id) {
            tellInserted(&report)
        } else if isFinal {
            inserted = (inserted?.lowerBound ?? row.id)...row.id
        } else {
            report.unsealedLateRows += 1
        }
    }

    mutating func finish(_ report: inout AuditReport) {
        var removed: [ClosedRange<UInt64>] = []
        own.end { removed.append($0) }
        tell(removed, &report)
        tellInserted(&report)
        // Without all of its rows the hash cannot fit, and says nothing of the others.
        if isComplete, !isSame(hash.finish(), seal.cover.rowsHash) {
            report.add(.init(.rowChanged, seal: seal.id, rows: seal.cover.range))
        }
    }

    private mutating func isLate(_ id: UInt64) -> Bool {
        guard var walks = late else { return true }
        late = nil
        var isKnown = false
        for index in walks.indices where walks[index].reach(id, missed: { _ in }) { isKnown = true }
        late = walks
        return isKnown
    }

    private mutating func tell(_ removed: [ClosedRange<UInt64>], _ report: inout AuditReport) {
        if !removed.isEmpty { tellInserted(&report) }
        for rows in removed {
            isComplete = false
            report.add(.init(.rowRemoved, seal: seal.id, rows: rows))
        }
    }

    private mutating func tellInserted(_ report: inout AuditReport) {
        if let rows = inserted { report.add(.init(.rowInserted, seal: seal.id, rows: rows)) }
        inserted = nil
    }
}
