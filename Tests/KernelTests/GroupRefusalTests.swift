import PortalKit
import PortalTesting
import Testing

@testable import Kernel

/// What the tests of groups do as an administrator.
struct GroupDesk {
    let stage: Stage
    let browser: Browser

    init() throws {
        stage = try Stage()
        browser = try stage.kernel.signIn(stage.staff)
    }

    static let list = "/staff/permission-groups"

    func path(_ group: TestGroup) -> String { Self.list + "/" + group.ref }

    func ref(_ which: SQL) throws -> String {
        let ref: [UInt8]? = try stage.kernel.value(
            "SELECT ref FROM kernel_permission_group WHERE \(sql: which)")
        return Crockford.encode(ref ?? [])
    }

    func group(_ which: SQL) throws -> TestGroup {
        let id: UInt64? = try stage.kernel.value(
            "SELECT id FROM kernel_permission_group WHERE \(sql: which)")
        let found = try #require(id)
        return TestGroup(id: found, ref: try ref("id = \(found)"))
    }

    func reaches(_ group: TestGroup) throws -> [String] {
        try stage.kernel.values(
            """
            SELECT CONCAT(permission, ' ', reach) FROM kernel_group_reach WHERE group_id = \(group.id)
            ORDER BY permission
            """)
    }

    /// Somebody who has the group.
    @discardableResult
    func member(_ name: String, of group: TestGroup, at customer: TestCustomer? = nil) throws -> TestSeat {
        try stage.kernel.addSeat(
            stage.kernel.addContact(name, at: customer ?? stage.maria.customer), group: group)
    }
}

@Suite("Permission groups: who may not, and what is refused")
struct GroupRefusalTests {
    @Test("A09 C02 a technician sees none of their pages, no button leads there, and a forged form is a 403")
    func technician() throws {
        let desk = try GroupDesk()
        let kernel = desk.stage.kernel
        let group = try kernel.addGroup(["notes.view": .own])
        let technician = try kernel.signIn(kernel.addStaff("Jonas Kettering", isAdministrator: false))
        let before = try kernel.checksums()
        for path in [GroupDesk.list, GroupDesk.list + "/new", desk.path(group), desk.path(group) + "/delete"]
        {
            #expect(try technician.get(path).status == 403, "\(path)")
        }
        for path in ["/new", "/\(group.ref)", "/\(group.ref)/default", "/\(group.ref)/delete"] {
            let fields = ["name": "x", "version": "1", "reach.notes.view": "organisation", "confirmed": "1"]
            #expect(try technician.post(GroupDesk.list + path, fields).status == 403, "\(path)")
        }
        #expect(try kernel.checksums() == before)
        #expect(try !technician.get("/staff/customers").links.contains { $0.contains("permission-groups") })
    }

    @Test(
        "C01 SE04 a name that is empty or taken, and a reach that is not offered, are refused at their fields"
    )
    func fields() throws {
        let desk = try GroupDesk()
        let group = try desk.stage.kernel.addGroup(["notes.view": .own])
        let other: String? = try desk.stage.kernel.value(
            "SELECT name FROM kernel_permission_group WHERE starter = 'billing'")
        for (fields, wrong) in [
            (["name": ""], ["name"]), (["name": "billing"], ["name"]), (["name": other ?? ""], ["name"]),
            (["name": String(repeating: "é", count: 121)], ["name"]), (["reach.notes.add": "own"], []),
            (["reach.notes.view": "all"], []),
        ] {
            try desk.browser.get(desk.path(group))
            let reply = try desk.browser.submit(desk.path(group), fields)
            #expect(reply.status == 422 && reply.wrongFields == wrong, "\(fields)")
        }
        #expect(try desk.reaches(group) == ["notes.view 1"])
        try desk.browser.get(GroupDesk.list + "/new")
        #expect(try desk.browser.submit(GroupDesk.list + "/new", ["name": "Owner"]).status == 422)
    }

    @Test(
        "C13 Non-Portal Users is edited and never deleted, made the default or renamed; own is not offered there"
    )
    func visitors() throws {
        let desk = try GroupDesk()
        let group = try desk.group("kind = 'non-portal-users'")
        let page = try desk.browser.get(desk.path(group))
        #expect(page.status == 200)
        #expect(!page.body.contains("name=\"reach.notes.view\" value=\"own\""))
        #expect(page.body.contains("name=\"reach.notes.view\" value=\"organisation\""))
        #expect(!page.forms.contains { $0.action.hasSuffix("/default") || $0.action.hasSuffix("/delete") })
        let before = try desk.stage.kernel.checksums()
        let fields = ["name": "x", "version": "1", "reach.notes.view": "own", "confirmed": "1"]
        #expect(try desk.browser.post(desk.path(group), fields).status == 422)
        #expect(try desk.browser.post(desk.path(group) + "/default").status == 409)
        let standard = try desk.ref("is_default = 1")
        let deleted = try desk.browser.post(desk.path(group) + "/delete", ["replacement": standard])
        #expect(deleted.status == 409 && deleted.text.contains("one of the system's own groups"))
        #expect(
            try desk.browser.get(desk.path(group) + "/delete").text.contains("cannot be deleted"))
        #expect(try desk.stage.kernel.checksums() == before)
        try desk.browser.get(desk.path(group))
        let saved = try desk.browser.submit(
            desk.path(group), ["name": "Everybody", "reach.notes.view": "organisation"])
        #expect(saved.status == 303)
        #expect(
            try desk.stage.kernel.value("SELECT name FROM kernel_permission_group WHERE id = \(group.id)")
                == "Non-Portal Users")
        #expect(try desk.reaches(group).contains("notes.view 2"))
    }

    @Test("C09 Everything is shown and can be neither changed, deleted nor made the default")
    func everything() throws {
        let desk = try GroupDesk()
        let group = try desk.group("kind = 'everything'")
        let page = try desk.browser.get(desk.path(group))
        #expect(page.text.contains("cannot be changed") && page.form(desk.path(group)) == nil)
        #expect(page.text.contains("See notes\n") && page.text.contains("Organisation"))
        let before = try desk.stage.kernel.checksums()
        #expect(try desk.browser.post(desk.path(group), ["reach.notes.view": "own"]).status == 403)
        #expect(try desk.browser.post(desk.path(group) + "/default").status == 409)
        let standard = try desk.ref("is_default = 1")
        #expect(
            try desk.browser.post(desk.path(group) + "/delete", ["replacement": standard]).status == 409)
        #expect(try desk.stage.kernel.checksums() == before)
    }

    @Test("C03 the default group cannot be deleted, and a replacement has to be another group that fits")
    func deletingDefault() throws {
        let desk = try GroupDesk()
        let group = try desk.group("is_default = 1")
        let owner = try desk.ref("starter = 'owner'")
        let refused = try desk.browser.post(desk.path(group) + "/delete", ["replacement": owner])
        #expect(refused.status == 409 && refused.text.contains("It is the default group"))
        let other = try desk.stage.kernel.addGroup([:])
        for replacement in [
            other.ref, try desk.ref("kind = 'non-portal-users'"), "0000000000000000", "", "x",
        ] {
            try desk.browser.get(desk.path(other) + "/delete")
            let reply = try desk.browser.submit(
                desk.path(other) + "/delete", ["replacement": replacement])
            #expect(reply.status == 422 && reply.wrongFields == ["replacement"], "\(replacement)")
        }
        #expect(
            try desk.stage.kernel.value(
                "SELECT COUNT(*) FROM kernel_permission_group WHERE id IN (\(group.id), \(other.id))") == 2)
    }
}
