import PortalKit
import Testing

@testable import Kernel

@Suite("Faults of a portal's declaration that portico check names")
struct DeclarationTests {
    private static let view = Permission("plans.view", title: "See plans")
    private static let other = Permission("plans.other", title: "Something else")
    private static let read = StaffPermission("plans.read", title: "Read plans", technicians: true)

    private func faults(
        settings: [any DeclaredSetting] = [], waiting: [Waiting.Source] = [], search: [SearchSource] = [],
        panels: [Panel] = []
    ) -> [String] {
        Check.faults(in: [
            Portal(
                id: "plans", title: "Plans", icon: .calendar, permissions: [Self.view], settings: settings,
                customer: [
                    .get("/plans", needs: .customer(Self.view)) { _, _ in .page("Plans", "<h1>Plans</h1>") }
                ], waiting: waiting, search: search, panels: panels, examples: .none,
                privacy: .holdsNoPersonalData,
                resources: PortalResources())
        ])
    }

    private func source(_ permission: Permission, at list: String? = nil) -> SearchSource {
        SearchSource(needs: permission, at: list) { _, _, _, _ in [] }
    }

    @Test("a sound one has none")
    func sound() {
        #expect(
            faults(
                settings: [Setting("plans.on-home", title: "On the home", default: true)],
                waiting: [Waiting.Source(needs: Self.view) { _, _, _ in [] }],
                search: [source(Self.view, at: "/plans/plans"), source(Self.view)]) == [])
    }

    @Test("a setting that is not named after its portal", arguments: ["support.days", "days", "plansdays"])
    func foreignSetting(_ id: String) {
        #expect(
            faults(settings: [Setting(id, title: "Days", default: 3, in: 1...9)])
                == ["Portal plans: the setting \(id) must begin with plans."])
    }

    @Test("a setting whose id is no id")
    func malformedSetting() {
        let found = faults(settings: [Setting("plans.Some days", title: "Days", default: true)])
        #expect(found.count == 1 && found[0].contains("lower-case letters, digits, hyphens and points"))
    }

    @Test("a setting that is declared twice")
    func twice() {
        let setting = Setting("plans.days", title: "Days", default: 3, in: 1...9)
        #expect(
            faults(settings: [setting, setting]) == [
                "Portal plans: the setting plans.days is declared twice."
            ])
    }

    @Test("a setting whose default could not be typed")
    func defaults() {
        #expect(
            faults(settings: [
                Setting("plans.days", title: "Days", default: 10, in: 1...9),
                Setting("plans.motto", title: "Motto", default: "Much too long", most: 5),
            ]) == [
                "Portal plans: the setting plans.days has a default outside its own bounds.",
                "Portal plans: the setting plans.motto has a default outside its own bounds.",
            ])
    }

    @Test("a search whose list is another portal's, or none")
    func list() {
        for path in ["/support/tickets", "/plans/nothing", "/plans"] {
            let found = faults(search: [source(Self.view, at: path)])
            #expect(found.count == 1 && found[0].contains("points at \(path)"))
        }
    }

    @Test("a search, a waiting source and a panel that need what the portal does not declare")
    func needs() {
        #expect(
            faults(search: [source(Self.other)])
                == ["Portal plans: a search source needs plans.other, which is not in its permissions."])
        #expect(
            faults(waiting: [Waiting.Source(needs: Self.other) { _, _, _ in [] }])
                == [
                    "Portal plans: a source of what is waiting needs plans.other, which is not in its permissions."
                ])
        #expect(
            faults(panels: [Panel(on: .contact, "Plans", needs: Self.read) { _, _ in nil }])
                == ["Portal plans: the panel Plans needs plans.read, which is not in its permissions."])
    }

    @Test("SE12 a portal whose address would be that of a page for staff")
    func reserved() {
        let portal = Portal(
            id: "mail", title: "Mail", icon: .mail, permissions: [], examples: .none,
            privacy: .holdsNoPersonalData,
            resources: PortalResources())
        #expect(Check.faults(in: [portal]) == ["Portal mail: its id is reserved; choose another."])
    }
}
