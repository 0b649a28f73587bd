import MariaDB
import PortalKit

/// Whether a form does more than its fields say.
extension Walk {
    /// Every column of the portal's tables as a further field: the form does what it does without them (SE07).
    func setMore(_ it: Submission) throws {
        let prefix = it.target.portal.isKernel ? "kernel" : it.target.portal.id
        let known = it.names.union(it.fields.keys)
        var more: [String: String] = [:]
        for column in tables.columns(below: prefix) where !known.contains(column) {
            more[column] =
                column == "customer_id"
                ? String(people.second.id)
                : column == "contact_id"
                    ? String(people.second.contacts[0])
                    : column.hasSuffix("_at") ? "2001-01-01 00:00:00" : "1"
        }
        let one = try effect(it, it.fields)
        let two = try effect(it, it.fields)
        let other = try effect(it, it.fields.merging(more) { own, _ in own })
        let differences = one.differences(again: two, other: other)
        report.check(differences.isEmpty) {
            finding(it.target, it.viewer, it.object, .massAssigned, differences.joined(separator: ", "))
        }
    }

    private func effect(_ it: Submission, _ fields: [String: String]) throws -> WalkEffect {
        try become(it.viewer)
        let sums = try present()
        let isPrepared = it.form.prepare != nil
        let (changed, before, after) = try connection.rehearse {
            try prepare(it)
            let prepared = isPrepared ? try tables.rows(of: tables.names, connection) : [:]
            _ = try press(it, it.viewer, nil, fields)
            let changed = tables.changed(sums, try tables.checksums(connection))
            return (changed, prepared, try tables.rows(of: changed, connection))
        }
        // Taken back, the tables are as they were before.
        return WalkEffect(
            from: isPrepared
                ? before.filter { changed.contains($0.key) } : try tables.rows(of: changed, connection),
            to: after)
    }
}

/// What a form did: the rows that are new and those that are gone, table by table.
struct WalkEffect {
    private let added: [String: [[String?]]]
    private let gone: [String: [[String?]]]

    init(from before: [String: [[String?]]], to after: [String: [[String?]]]) {
        func without(_ rows: [String: [[String?]]], _ others: [String: [[String?]]]) -> [String: [[String?]]]
        {
            Dictionary(
                uniqueKeysWithValues: rows.map { table, rows in
                    let known = Set(others[table] ?? [])
                    return (table, rows.filter { !known.contains($0) })
                })
        }
        added = without(after, before)
        gone = without(before, after)
    }

    /// The tables in which another effect did something else, apart from what differs between two runs of this
    /// very form: random names, numbers that count on.
    func differences(again: WalkEffect, other: WalkEffect) -> [String] {
        Set(added.keys).union(other.added.keys).sorted().filter { table in
            Self.differs(added[table] ?? [], again.added[table] ?? [], other.added[table] ?? [])
                || Self.differs(gone[table] ?? [], again.gone[table] ?? [], other.gone[table] ?? [])
        }
    }

    private static func differs(_ one: [[String?]], _ two: [[String?]], _ other: [[String?]]) -> Bool {
        guard one.count == two.count else { return false }
        guard one.count == other.count else { return true }
        return zip(zip(one, two), other).contains { pair, other in
            zip(zip(pair.0, pair.1), other).contains { cells, other in cells.0 == cells.1 && cells.0 != other
            }
        }
    }
}
