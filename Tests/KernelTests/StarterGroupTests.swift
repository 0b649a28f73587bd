import MariaDB
import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("The groups that an installation begins with")
struct StarterGroupTests {
    private static let see = Permission("bills.see", title: "See")
    private static let pay = Permission("bills.pay", title: "Pay", offers: [.organisation])
    private static let read = Permission(
        "bills.read", title: "Read", offers: [.organisation], start: .organisation)

    private static func portal(_ kind: Portal.Kind) -> Portal {
        Portal(
            id: "bills", title: "Bills", icon: .receipt, kind: kind, permissions: [see, pay, read],
            customer: [
                .get("/", needs: .customer(see)) { _, _ in .page("Bills", "<h1>Bills</h1>") },
                .get("/read", needs: .customer(read)) { _, _ in .page("Bills", "<h1>Bills</h1>") },
                .get("/pay", needs: .customer(pay)) { _, _ in .page("Bills", "<h1>Bills</h1>") },
                .post("/pay", needs: .customer(pay)) { _, _, _ in .seeOther("/bills") },
            ], examples: .none, privacy: .holdsNoPersonalData, resources: PortalResources())
    }

    private func given(_ group: StarterGroup, _ kind: Portal.Kind) -> [Reach] {
        let portal = Self.portal(kind)
        return portal.permissions.map { group.reach($0, in: portal) }
    }

    @Test("C01 each group gives of a portal what fits its kind: seeing, doing, reading")
    func rules() {
        let (none, own, all) = (Reach.none, Reach.own, Reach.organisation)
        let expected: [(StarterGroup, Portal.Kind, [Reach])] = [
            (.standard, .money, [none, none, all]), (.owner, .money, [all, all, all]),
            (.owner, .requests, [all, all, all]), (.billing, .money, [all, all, all]),
            (.billing, .requests, [own, all, none]), (.billing, .membership, [none, none, none]),
            (.technical, .requests, [all, all, all]), (.technical, .money, [none, none, none]),
            (.requester, .requests, [own, all, none]), (.requester, .money, [none, none, none]),
            (.reader, .money, [all, none, all]), (.reader, .requests, [all, none, all]),
            (.member, .requests, [own, all, none]), (.member, .reading, [all, all, all]),
            (.technical, .other, [none, none, all]), (.requester, .other, [none, none, none]),
        ]
        for (group, kind, reaches) in expected {
            #expect(given(group, kind) == reaches, "\(group) \(kind)")
        }
    }

    @Test("E07 of what goes by membership no group gives more than own")
    func membership() {
        for group in StarterGroup.allCases where group != .standard {
            #expect(given(group, .membership).first ?? .none <= .own, "\(group)")
        }
        #expect(given(.owner, .membership).first == .own && given(.member, .membership).first == .own)
    }

    @Test("C01 a new installation has them, and what a later portal permits goes to those nobody changed")
    func later() throws {
        let desk = try GroupDesk()
        let kernel = desk.stage.kernel
        let (owner, billing, standard) = (
            try desk.group("starter = 'owner'"), try desk.group("starter = 'billing'"),
            try desk.group("starter = 'standard'")
        )
        #expect(try desk.reaches(owner) == ["notes.add 2", "notes.view 2"])
        #expect(try desk.reaches(standard) == ["notes.add 2", "notes.view 1"])
        try desk.browser.get(desk.path(billing))
        #expect(try desk.browser.submit(desk.path(billing), ["name": "Accounts"]).status == 303)
        let before = try desk.reaches(billing)
        try kernel.execute("DELETE FROM kernel_permission_group WHERE starter = 'technical'")
        for _ in 0..<2 {
            try kernel.withConnection { connection in
                try PermissionGroup.introduce(
                    [notesPortal, Self.portal(.money)], at: kernel.clock.now, connection)
            }
        }
        #expect(
            try desk.reaches(owner) == [
                "bills.pay 2", "bills.read 2", "bills.see 2", "notes.add 2", "notes.view 2",
            ])
        #expect(try desk.reaches(billing) == before)
        #expect(try desk.reaches(standard) == ["bills.read 2", "notes.add 2", "notes.view 1"])
        #expect(
            try kernel.value("SELECT COUNT(*) FROM kernel_permission_group WHERE name = 'Technical'") == 0)
        let visitors = try desk.group("kind = 'non-portal-users'")
        #expect(try desk.reaches(visitors) == ["bills.read 2", "notes.add 2"])
    }

    @Test(
        "C01 an installation that exists gets them once, beside its own; a group of that name stays as it is")
    func existing() throws {
        let desk = try GroupDesk()
        let kernel = desk.stage.kernel
        try kernel.execute("DELETE FROM kernel_permission_group WHERE starter <> 'standard'")
        try kernel.execute("UPDATE kernel_permission_group SET starter = NULL")
        try kernel.execute("DELETE FROM kernel_permission WHERE id LIKE 'kernel.%'")
        let ref = Token.random(10)
        try kernel.execute(
            "INSERT INTO kernel_permission_group (ref, name, created_at) VALUES (\(ref), 'owner', \(kernel.clock.now))"
        )
        let standard = try desk.group("is_default = 1")
        let before = try desk.reaches(standard)
        try kernel.withConnection { connection in
            try PermissionGroup.introduce([notesPortal], at: kernel.clock.now, connection)
        }
        #expect(try desk.reaches(desk.group("name = 'owner'")) == [])
        #expect(try desk.reaches(standard) == before)
        #expect(try desk.reaches(desk.group("name = 'Read only'")) == ["notes.view 2"])
        #expect(try kernel.value("SELECT COUNT(*) FROM kernel_permission_group") == 9)
    }
}
