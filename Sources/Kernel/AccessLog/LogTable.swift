import HTTPTypes
import MariaDB
import PortalKit

/// What the access log tells, of all portals: which records and which acts, by the names under which they are written
/// down.
package struct LogTable: Sendable {
    struct Record: Sendable {
        let portal: Portal
        let logged: LoggedRecord
        /// The customer's page of it.
        let page: RoutePath?
        let table: SQL
        /// The condition under which the customer may know of it; nil where there is none.
        let shown: SQL?

        init(_ logged: LoggedRecord, of portal: Portal) {
            (self.portal, self.logged) = (portal, logged)
            page =
                portal.customer.first {
                    $0.method == .get && $0.path.segments.last == .parameter(logged.kind.name)
                }?.path
            table = SQL(trusted: logged.table?.description ?? portal.id + "_" + logged.kind.name)
            let parts: [SQL] = [
                logged.shared.map { "\(static: $0) IS NOT NULL" }, logged.shown.map { "(\(static: $0))" },
            ].compactMap(\.self)
            shown = parts.isEmpty ? nil : SQL(joining: parts, by: " AND ")
        }
    }

    struct Act: Sendable {
        let portal: Portal
        let words: Words
        let part: Part
    }

    /// What an act was about, to choose by.
    enum Part: String, CaseIterable, Sendable {
        case viewed, downloaded, changed
        case signIn = "sign-in"
    }

    /// What is written down when somebody looked at a record's page, fetched a file of it, or looked at one of which
    /// the customer may not know.
    enum Look: String {
        case viewed, downloaded
        case inspected
    }

    /// `support.ticket`.
    private let records: [String: Record]
    private let acts: [String: Act]
    /// What a portal audits has to be named, once it has a log.
    private let untold: [String: Set<String>]

    init(_ portals: [Portal]) {
        var records: [String: Record] = [:]
        var acts: [String: Act] = [:]
        var untold: [String: Set<String>] = [:]
        for portal in portals {
            for logged in portal.log.records {
                let key = portal.id + "." + logged.kind.name
                records[key] = Record(logged, of: portal)
                acts[key + ".viewed"] = Act(portal: portal, words: "Viewed", part: .viewed)
                acts[key + ".downloaded"] = Act(portal: portal, words: "Downloaded", part: .downloaded)
            }
            for act in portal.log.acts {
                let isSignIn =
                    portal.id == identityPortal.id && !Self.changes.contains { act.action.hasPrefix($0) }
                acts[act.action] = Act(
                    portal: portal, words: act.words, part: isSignIn ? .signIn : .changed)
            }
            if !portal.isKernel, !portal.log.records.isEmpty || !portal.log.acts.isEmpty {
                untold[portal.id] = portal.log.untold.union(Self.common(portal))
            }
        }
        self.records = records
        self.acts = acts
        self.untold = untold
    }

    /// What people change in the kernel's own portal; all else there is coming in and going out.
    private static let changes = [
        "identity.colleague.", "identity.details.", "identity.change.", "identity.address.",
        "identity.customer-address.",
    ]

    /// What the contract and the kernel audit in a portal's name: forms of staff, settings, and the switch of the module.
    private static func common(_ portal: Portal) -> [String] {
        portal.log.records.flatMap { record in
            ["written", "changed"].map { "\(portal.id).\(record.kind.name).\($0)" }
        } + portal.settings.map { $0.id + ".changed" } + ["on", "off"].map { "\(portal.id).module.\($0)" }
    }

    /// The names of the acts that customers are told of.
    func told(_ part: Part?) -> [String] {
        acts.filter { part == nil || $0.value.part == part }.keys.sorted()
    }

    func act(_ action: String) -> Act? { acts[action] }

    /// The record's kind that an audited act names; the kernel's portals share theirs.
    func record(of action: String, _ kind: String?) -> Record? {
        guard let kind else { return nil }
        let portal = action.prefix { $0 != "." }
        return records["\(portal).\(kind)"]
            ?? (portal == identityPortal.id ? records["administration." + kind] : nil)
    }

    func record(_ portal: Portal, _ kind: String) -> Record? { records[portal.id + "." + kind] }

    /// - Throws: `ContractFault` when a portal that has a log audits something that it does not name there.
    func admit(_ action: String) throws(ContractFault) {
        let portal = String(action.prefix { $0 != "." })
        guard let silent = untold[portal], acts[action] == nil, !silent.contains(action) else { return }
        throw .undeclared(portal: portal, part: action, in: "log")
    }

    /// Whose the record of an act is: a fragment that is NULL where nobody knows.
    func owner(of action: String, _ kind: String?, _ id: UInt64?) -> SQL {
        guard let id, let record = record(of: action, kind) else { return "NULL" }
        return "(SELECT \(static: record.logged.owner) FROM \(sql: record.table) r WHERE r.id = \(id))"
    }
}

extension SQL.StringInterpolation {
    /// A text of a declaration.
    mutating func appendInterpolation(static text: StaticString) { appendStatic(text) }
}
