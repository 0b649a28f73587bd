import PortalKit
import Web

/// What waits for a customer's person, over all portals that he has, most pressing first.
struct HomeWaiting {
    /// So many rows are shown, so that what comes below stays in sight.
    static let most = 20

    /// The most pressing first.
    let items: [(portal: Portal, item: Waiting)]
    /// No portal that the person has could ever have something for him: then there is no list either.
    let isPossible: Bool

    init(_ visit: Visit, _ session: CustomerSession) throws {
        try self.init(visit.house, session.policy) { visit.customerContext(session, of: $0) }
    }

    /// - Parameter context: of the person, for a portal.
    init(_ house: House, _ policy: Policy, _ context: (Portal) throws -> CustomerContext) throws {
        var items: [(Portal, Waiting)] = []
        var isPossible = false
        for portal in house.portals {
            for source in portal.waiting where Gate.allows(source.right, in: portal, policy) {
                isPossible = true
                items += try source.items(context(portal)).map { (portal, $0) }
            }
        }
        self.isPossible = isPossible
        self.items = items.sorted { $0.1.precedes($1.1) }.map { (portal: $0.0, item: $0.1) }
    }

    static func more(_ count: Int) -> Words {
        Words(count, one: "One more waits in your portals.", other: "{n} more wait in your portals.")
    }

    func section(_ visit: Visit, _ ui: Interface) -> HTML {
        guard isPossible else { return HTML() }
        var rows = items.prefix(Self.most).enumerated().map { place, each in
            row(each.item, isFirst: place == 0, visit.interface(of: each.portal))
        }
        if items.count > Self.most {
            let more = items.count - Self.most
            rows.append(
                ui.allDone(Self.more(more)))
        }
        let count: Words? = items.isEmpty ? nil : Words(items.count, one: "1 item", other: "{n} items")
        return ui.section("Waiting on you", aside: count, ui.waitingList(rows))
    }

    private func row(_ item: Waiting, isFirst: Bool, _ ui: Interface) -> HTML {
        let mark = item.mark.map { ui.pill($0, item.urgency == .late ? .wrong : .waiting) }
        let age = item.amount.isEmpty ? item.since.map { ui.reader.moment($0) } ?? "" : ""
        return ui.waitingRow(
            icon: item.icon, title: item.title, reason: "\(mark)<span>\(ui.say(item.reason))</span>",
            amount: item.amount, age: age, verb: item.verb, to: item.path,
            urgency: !isFirst ? .usual : item.urgency == .late ? .late : .first)
    }
}
