import PortalKit
import Testing

@testable import Kernel

@Suite("What portico check finds of the parts that work in the background")
struct CheckTests {
    private func faults(
        publishes: [EventName] = [], reactions: [Reaction] = [], jobs: [Job] = [], tasks: [TaskKind] = [],
        notices: [Notice] = [], staffNotices: [StaffNotice] = [], beside others: [Portal] = []
    ) -> [String] {
        let portal = Portal(
            id: "works", title: "Works", icon: .megaphone, permissions: [.viewWorks], notices: notices,
            staffNotices: staffNotices, publishes: publishes, reactions: reactions,
            jobs: jobs, tasks: tasks, examples: .none, privacy: .holdsNoPersonalData,
            resources: PortalResources())
        return Check.faults(in: [portal] + others)
    }

    private func task(_ id: String) -> TaskKind { TaskKind(id) { (_: Int, _, _) in } }
    private func job(_ id: String, _ every: Duration = .seconds(60)) -> Job {
        Job(id, every: every) { _, _ in }
    }
    private func reaction(_ event: EventName) -> Reaction { Reaction(to: event) { (_: Int, _, _) in } }

    private func notice(
        _ id: String = "works.order-placed", says: Words = "{name}: {thing}",
        _ placeholders: [String] = ["thing"],
        needs: Permission = .viewWorks
    ) -> Notice {
        Notice(id, title: "Order", subject: "Order", text: says, placeholders: placeholders, needs: needs) {
            (_: ID<CheckTests>, _, _, _) in nil
        }
    }

    @Test("a notice without a right of its portal, of another's name, or with words that nothing fills in")
    func notices() {
        #expect(faults(notices: [notice()]) == [])
        #expect(faults(notices: [notice("shop.order-placed")]).count == 1)
        #expect(faults(notices: [notice(), notice()]).first?.contains("declared twice") == true)
        #expect(faults(notices: [notice(needs: .viewNotes)]).first?.contains("notes.view") == true)
        #expect(faults(notices: [notice(says: "{other}")]).first?.contains("{other}") == true)
        #expect(faults(notices: [notice(says: "x", ["Thing"])]).count == 1)
        #expect(faults(notices: [notice(says: "x", ["signin"])]).count == 1)
        #expect(faults(notices: [notice(says: "x", ["thing", "thing"])]).count == 1)
    }

    @Test("a notice for staff without a right of its portal, and of another's name")
    func staffNotices() {
        func notice(_ id: String) -> StaffNotice {
            StaffNotice(id, title: "Order", needs: .readCards) { (_: ID<CheckTests>, _, _) in nil }
        }
        #expect(faults(staffNotices: [notice("works.order")]).first?.contains("board.read") == true)
        #expect(faults(staffNotices: [notice("shop.order")]).count == 2)
    }

    @Test("nothing, where nothing is wrong")
    func fine() {
        #expect(
            faults(
                publishes: ["works.order.placed", "works.invoice.sent", "works.job.done"],
                reactions: [reaction("elsewhere.thing.closed")], jobs: [job("works.sweep")],
                tasks: [task("works.make")]) == [])
    }

    @Test(
        "a task with another portal's name, or no name at all",
        arguments: ["make", "shop.make", "works.Make", "works."])
    func taskNames(id: String) {
        #expect(faults(tasks: [task(id)]).count == 1)
    }

    @Test("a job with another portal's name, and one that never rests")
    func jobNames() {
        #expect(faults(jobs: [job("shop.sweep")]).count == 1)
        #expect(faults(jobs: [job("works.sweep", .zero)]).first?.contains("at least a second") == true)
    }

    @Test("two parts of one name")
    func twice() {
        #expect(
            faults(jobs: [job("works.sweep")], tasks: [task("works.sweep")]).first?.contains("declared twice")
                == true)
        #expect(faults(tasks: [task("works.make"), task("works.make")]).count == 1)
        #expect(faults(publishes: ["works.order.placed", "works.order.placed"]).count == 1)
        #expect(faults(reactions: [reaction("shop.thing.sold"), reaction("shop.thing.sold")]).count == 1)
    }

    @Test(
        "an event that is not named <portal>.<noun>.<past participle>",
        arguments: [
            "works.order", "works.order.place", "shop.order.placed", "works..placed", "works.order.placing",
            "works.a.b.placed",
        ]
            as [EventName])
    func eventNames(event: EventName) {
        #expect(faults(publishes: [event]).count == 1)
    }

    @Test(
        "a reaction to what a portal of this program does not publish; one that is not installed may be named"
    )
    func reactions() {
        let shop = Portal(
            id: "shop", title: "Shop", icon: .megaphone, permissions: [], publishes: ["shop.thing.sold"],
            examples: .none, privacy: .holdsNoPersonalData, resources: PortalResources())
        #expect(faults(reactions: [reaction("shop.thing.sold")], beside: [shop]) == [])
        #expect(
            faults(reactions: [reaction("shop.thing.returned")], beside: [shop]).first?
                .contains("shop does not publish it") == true)
        #expect(faults(reactions: [reaction("shop.thing.returned")]) == [])
        #expect(
            faults(publishes: ["works.order.placed"], reactions: [reaction("works.order.placed")]).count == 1)
        #expect(faults(reactions: [reaction("sold")]).count == 1)
    }
}

extension Permission {
    static let viewWorks = Permission("works.view", title: "See works", start: .own)
}
