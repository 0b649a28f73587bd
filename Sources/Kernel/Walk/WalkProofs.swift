import MariaDB
import PortalKit

/// What the walk says about itself: what it could not try, and whether its marks were there to be seen.
extension Walk {
    /// Routes for which the portal gives no record or no form.
    func noteUntried() {
        for portal in house.portals {
            for fault in Check.untried(in: portal) {
                report.add(
                    WalkFinding(
                        portal: portal.id, route: fault.route, viewer: "-", object: "-", what: fault.what,
                        detail: fault.mend))
            }
        }
    }

    /// A kind whose own record nobody was shown proves nothing: its leak would look the same.
    func proveMarks() {
        for (_, kind) in records.kinds.sorted(by: { $0.key < $1.key }) where !kind.portal.isKernel {
            guard let own = records.record(kind.portal, kind.example.kind, .own) else { continue }
            report.check(seen.contains(own.mark)) {
                WalkFinding(
                    portal: kind.portal.id, route: "-", viewer: "-", object: kind.example.kind,
                    what: .unproven)
            }
        }
    }

    /// Notes whether a statement is more than a question: without one nothing in the tables can have changed.
    func noteWriting(_ sql: SQL) {
        let text = sql.text
        let start = text.hasPrefix("/* ") ? text.firstRange(of: "*/ ")?.upperBound : nil
        let asks = ["SELECT", "CHECKSUM", "SAVEPOINT", "RELEASE", "START", "SET"]
        let statement = text[(start ?? text.startIndex)...]
        if !asks.contains(where: { statement.hasPrefix($0) }) { hasWritten = true }
    }

    /// Notes what a portal asks the database for while a page is made.
    func note(_ sql: SQL) {
        noteWriting(sql)
        let text = sql.text
        guard text.hasPrefix("/* "), let end = text.firstRange(of: "*/ ")?.upperBound else { return }
        // Written a second time, the same leaves no trace in the tables.
        if !text[end...].hasPrefix("SELECT") { written = String(text[end...].prefix(80)) }
        guard text[..<end].hasSuffix(" customer */ "), statements[text] == nil else { return }
        let portal = text.dropFirst(3).prefix { $0 != " " }
        statements[text] = (String(portal), sql)
    }

    /// No statement of a customer reads a table from end to end for want of an index.
    func explain() throws {
        for (text, statement) in statements.sorted(by: { $0.key < $1.key }) where text.contains("*/ SELECT") {
            let scans = try tables.scans(statement.sql, connection)
            report.check(scans.isEmpty) {
                WalkFinding(
                    portal: statement.portal, route: "-", viewer: "-", object: scans.joined(separator: ", "),
                    what: .fullScan, detail: String(text.prefix(160)))
            }
        }
    }
}
