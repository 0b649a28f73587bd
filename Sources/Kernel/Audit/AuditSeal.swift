import Crypto
import PortalKit

/// One audit row as it is sealed: every column as the database writes it as text.
struct AuditRow: Sendable {
    /// All columns of `kernel_audit`, in the order in which they are encoded. One that is added to the table
    /// is added here and in `AuditSQL.rows`: it may be NULL, so that rows sealed before keep their encoding.
    static let columns = [
        "id", "at", "actor_kind", "actor_id", "seat_id", "action", "subject_kind", "subject_id",
        "customer_id", "request", "device",
    ]

    let id: UInt64
    /// Whether it is so old that the transactions of its time have ended.
    let isSettled: Bool
    /// The other columns, NULL as nil.
    let values: [[UInt8]?]

    func encode(into code: inout AuditCode) {
        code.record(Array(zip(Self.columns, [Array("\(id)".utf8)] + values)))
    }
}

/// Records as bytes, for a hash: no two different records have the same bytes.
///
/// First the purpose stands, as its length and itself. A record is the number of its fields that are not NULL,
/// then for each of them the length of its name, the name, the length of its value and the value. Numbers and
/// lengths are 4 bytes, the highest first; values are text, hashes are their 32 bytes. NULL is left out and an
/// empty text has the length 0, so they differ; a column added later that is NULL changes nothing, and one that
/// somebody fills in an old row does.
struct AuditCode {
    private(set) var bytes: [UInt8] = []

    init(_ purpose: StaticString) {
        text("\(purpose)")
    }

    mutating func record(_ fields: [(name: String, value: [UInt8]?)]) {
        number(fields.count { $0.value != nil })
        for field in fields {
            guard let value = field.value else { continue }
            text(field.name)
            number(value.count)
            bytes += value
        }
    }

    mutating func clear() { bytes.removeAll(keepingCapacity: true) }

    private mutating func text(_ text: String) {
        number(text.utf8.count)
        bytes += text.utf8
    }

    private mutating func number(_ number: Int) {
        let number = UInt32(clamping: number)
        for shift in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
    }
}

/// The hash of many rows, one after another.
struct AuditRowsHash {
    private var hasher = SHA256()
    private var code = AuditCode("portico-audit-rows-1")

    mutating func add(_ row: AuditRow) {
        row.encode(into: &code)
        hasher.update(data: code.bytes)
        code.clear()
    }

    /// The purpose alone is hashed when there was no row.
    mutating func finish() -> [UInt8] {
        hasher.update(data: code.bytes)
        return Array(hasher.finalize())
    }
}

/// What vouches for a batch of audit rows: its hash covers them and the seal before, and the installation's key
/// signs it. Whoever has the database alone cannot make one.
package struct AuditSeal: Sendable, Equatable {
    /// 1, 2, 3 … without a gap.
    let id: UInt64
    /// The hash of the seal before, zeros in the first.
    let previous: [UInt8]
    let cover: Cover
    let sealedAt: Instant
    let hash: [UInt8]
    let mac: [UInt8]

    /// The rows of a seal. Those that are not late lie side by side: each begins behind the last of the one
    /// before, the first at 0, so every number belongs to one seal.
    struct Cover: Sendable, Equatable {
        /// The seal within whose numbers these rows appeared after it was made.
        var lateOf: UInt64?
        var firstID: UInt64
        var lastID: UInt64
        var rowCount: Int
        /// `AuditIDs` as text.
        var ids: String
        var rowsHash: [UInt8]
    }

    static let beginning = [UInt8](repeating: 0, count: 32)
    private static let label: Secrets.Label = "audit"

    /// As it was read.
    init(
        id: UInt64, previous: [UInt8], cover: Cover, sealedAt: Instant, hash: [UInt8], mac: [UInt8]
    ) {
        self.id = id
        self.previous = previous
        self.cover = cover
        self.sealedAt = sealedAt
        self.hash = hash
        self.mac = mac
    }

    /// A new one.
    init(id: UInt64, previous: [UInt8], cover: Cover, sealedAt: Instant, _ secrets: Secrets) throws {
        let hash = Self.hash(id, previous, cover, sealedAt)
        self.init(
            id: id, previous: previous, cover: cover, sealedAt: sealedAt, hash: hash,
            mac: try secrets.sign(hash, as: Self.label))
    }

    /// Whether it is as it was when its hash was taken.
    var isUnchanged: Bool { isSame(hash, Self.hash(id, previous, cover, sealedAt)) }

    /// Whether a key of this installation signed it.
    func isGenuine(_ secrets: Secrets) -> Bool { secrets.isGenuine(mac, of: hash, as: Self.label) }

    private static func hash(_ id: UInt64, _ previous: [UInt8], _ cover: Cover, _ sealedAt: Instant)
        -> [UInt8]
    {
        func text(_ number: some BinaryInteger) -> [UInt8] { Array("\(number)".utf8) }
        var code = AuditCode("portico-audit-seal-1")
        code.record([
            ("id", text(id)), ("previous", previous), ("late_of", cover.lateOf.map(text)),
            ("first_id", text(cover.firstID)), ("last_id", text(cover.lastID)),
            ("row_count", text(cover.rowCount)), ("ids", Array(cover.ids.utf8)),
            ("rows_hash", cover.rowsHash), ("sealed_at", text(sealedAt.microseconds)),
        ])
        return Array(SHA256.hash(data: code.bytes))
    }
}

extension AuditSeal.Cover {
    /// - Parameter rows: at least one, in ascending order.
    init?(_ rows: [AuditRow], from first: UInt64? = nil, lateOf: UInt64? = nil) {
        guard let firstRow = rows.first, let lastRow = rows.last else { return nil }
        var hash = AuditRowsHash()
        for row in rows { hash.add(row) }
        self.init(
            lateOf: lateOf, firstID: first ?? firstRow.id, lastID: lastRow.id, rowCount: rows.count,
            ids: AuditIDs(rows.lazy.map(\.id)).text, rowsHash: hash.finish())
    }
}
