package import MariaDB
import PortalKit

/// The same from the command line: a list, its rehearsal, and the start. What follows is done by the serving program.
package struct BatchCommand {
    package struct Outcome: Sendable {
        /// What will happen to each, a line for each.
        package var lines: [String] = []
        package var enabled = 0
        package var mails = 0
        /// Where its progress is seen; nothing when it was only rehearsed.
        package var path: String?
    }

    /// What cannot be taken, in words for the operator.
    package struct Refusal: Error {
        package let reasons: [String]
    }

    package var group: String?
    package var needsMFA = false
    package var portals: [String]?

    package init(group: String?, needsMFA: Bool, portals: [String]?) {
        self.group = group
        self.needsMFA = needsMFA
        self.portals = portals
    }

    /// - Parameter isRehearsal: everything is looked at and nothing is kept.
    package func run(
        _ bytes: [UInt8], _ house: House, _ connection: Connection, isRehearsal: Bool
    ) throws -> Outcome {
        let contacts = try Self.contacts(bytes, connection)
        let known = Set(house.portals.filter { !$0.isKernel }.map(\.id))
        if let unknown = portals?.first(where: { !known.contains($0) }) {
            throw Refusal(
                reasons: [
                    "no portal is called \(unknown); there are \(known.sorted().joined(separator: ", "))"
                ])
        }
        let system = SystemRun(house, connection)
        let write = Write(system.store(of: administrationPortal))
        do {
            let outcome = try write { tx in
                let outcome = try rehearse(contacts, house, system, connection)
                guard !isRehearsal, outcome.rehearsed.enabled > 0 else { return outcome.rehearsed }
                var started = outcome.rehearsed
                started.path = Batch.start + "/" + outcome.ref.description
                _ = try Batch.start(outcome.id, by: nil, at: system.now, connection)
                try tx.enqueue(.bulkEnable, payload: BatchRun.Wish(batch: outcome.id))
                try tx.audit("administration.batch.started", .batch, ID<Batch>(outcome.id))
                return started
            }
            if outcome.path == nil { system.rollback() } else { try system.commit() }
            return outcome
        } catch PortalError.tooLarge(let words) {
            system.rollback()
            throw Refusal(reasons: [words.english])
        } catch {
            system.rollback()
            throw error
        }
    }

    private static func contacts(_ bytes: [UInt8], _ connection: Connection) throws -> [UInt64] {
        var list: BatchList
        do throws(BatchList.Problem) { list = try BatchList(bytes) } catch {
            throw Refusal(reasons: [error.words.english])
        }
        let contacts = list.problems.isEmpty ? try list.contacts(connection) : []
        guard list.problems.isEmpty else { throw Refusal(reasons: list.problems.map(\.words.english)) }
        return contacts
    }

    private func rehearse(
        _ contacts: [UInt64], _ house: House, _ system: SystemRun, _ connection: Connection
    ) throws -> (rehearsed: Outcome, id: UInt64, ref: Ref<Batch>) {
        let draft = try Batch.draft(.found(contacts), by: nil, at: system.now, connection)
        let batch = try Batch.find(draft.ref, connection)
        try batch.setTerms(
            group: try named(connection), needsMFA: needsMFA, portals: portals, connection)
        let reader = house.reader(language: "en", timeZone: nil, at: system.now)
        var outcome = Outcome()
        for row in try BatchRow.read(.all, of: draft.id, connection) {
            let verdict = BatchWords.verdict(row, reader)
            let why = verdict.lines.map(\.english).joined(separator: " ")
            outcome.lines.append(
                "\(row.name), \(row.customer.name): \(verdict.words.english)\(why.isEmpty ? "" : ". " + why)")
            if row.isEnabled { outcome.enabled += 1 }
            if row.isEnabled && row.decision.sendsMail { outcome.mails += 1 }
        }
        return (outcome, draft.id, draft.ref)
    }

    private func named(_ connection: Connection) throws -> Ref<PermissionGroup>? {
        guard let group else { return nil }
        let found = try connection.rows(
            "SELECT ref FROM kernel_permission_group WHERE name = \(group) AND NOT kind <=> 'non-portal-users'"
        ) { row -> Ref<PermissionGroup> in try row.next() }
        guard found.count == 1 else {
            throw Refusal(
                reasons: [
                    found.isEmpty
                        ? "no group is called \(group)" : "\(found.count) groups are called \(group)"
                ])
        }
        return found.first
    }
}
