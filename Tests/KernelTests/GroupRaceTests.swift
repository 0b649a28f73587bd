import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("Permission groups: default, delete, and who comes at the same moment")
struct GroupRaceTests {
    @Test("C05 of fifty who save the same version one does, and the others are shown it")
    func race() throws {
        let desk = try GroupDesk()
        let group = try desk.stage.kernel.addGroup([:])
        let browsers = try (0..<50).map { _ in try desk.stage.kernel.signIn(desk.stage.staff) }
        for browser in browsers { try browser.get(desk.path(group)) }
        let (all, path) = (Unchecked(value: browsers), desk.path(group))
        let results = atOnce(50) { number in
            try all.value[number].submit(path, ["name": "Race \(number)", "reach.notes.view": "own"]).status
        }
        let statuses = results.compactMap { try? $0.get() }.sorted()
        #expect(statuses == [303] + Array(repeating: 409, count: 49))
        #expect(
            try desk.stage.kernel.value("SELECT version FROM kernel_permission_group WHERE id = \(group.id)")
                == 2)
    }

    @Test("C03 exactly one group is the default, whoever marks at the same moment, and nobody is moved")
    func defaults() throws {
        let desk = try GroupDesk()
        let kernel = desk.stage.kernel
        let groups = try (0..<50).map { _ in try kernel.addGroup([:]) }
        let before: [UInt64] = try kernel.values("SELECT group_id FROM kernel_seat ORDER BY id")
        let browsers = Unchecked(value: try groups.map { _ in try kernel.signIn(desk.stage.staff) })
        for browser in browsers.value { try browser.get("/staff/customers") }
        let results = atOnce(50) { number in
            try browsers.value[number].post(GroupDesk.list + "/\(groups[number].ref)/default").status
        }
        #expect(results.contains { (try? $0.get()) == 303 })
        #expect(
            try kernel.value("SELECT COUNT(*) FROM kernel_permission_group WHERE is_default = 1") == 1)
        #expect(try kernel.values("SELECT group_id FROM kernel_seat ORDER BY id") == before)
        let marked = try desk.group("is_default = 1")
        let seat = try kernel.addSeat(kernel.addContact("Later", at: desk.stage.maria.customer))
        #expect(try kernel.value("SELECT group_id FROM kernel_seat WHERE id = \(seat.id)") == marked.id)
    }

    @Test(
        "C02 deleting moves everybody in the same transaction, invited ones too, after saying what that changes"
    )
    func delete() throws {
        let desk = try GroupDesk()
        let kernel = desk.stage.kernel
        let group = try kernel.addGroup(["notes.view": .own])
        let other = try kernel.addGroup(["notes.view": .organisation])
        let seats = try (0..<3).map { try desk.member("Person \($0)", of: group) }
        try kernel.execute("UPDATE kernel_seat SET accepted_at = NULL WHERE id = \(seats[2].id)")
        let page = try desk.browser.get(desk.path(group) + "/delete")
        #expect(page.text.contains("3 portal users are moved"))
        let preview = try desk.browser.submit(desk.path(group) + "/delete", ["replacement": other.ref])
        #expect(preview.status == 200 && preview.text.contains("2 people gain: See notes"))
        #expect(
            try kernel.value("SELECT COUNT(*) FROM kernel_seat WHERE group_id = \(group.id)") == 3)
        #expect(
            try desk.browser.submit(desk.path(group) + "/delete", ["confirmed": "1"]).status == 303)
        #expect(try kernel.value("SELECT COUNT(*) FROM kernel_seat WHERE group_id = \(other.id)") == 3)
        #expect(
            try kernel.value("SELECT COUNT(*) FROM kernel_permission_group WHERE id = \(group.id)") == 0)
        #expect(try desk.browser.get(desk.path(group)).status == 404)
    }

    @Test("C03 a group that becomes the default while it is deleted is one of the two, never neither")
    func deletedOrDefault() throws {
        let desk = try GroupDesk()
        let kernel = desk.stage.kernel
        let standard = try desk.ref("is_default = 1")
        for _ in 0..<8 {
            let group = try kernel.addGroup([:])
            let browsers = Unchecked(
                value: [try kernel.signIn(desk.stage.staff), try kernel.signIn(desk.stage.staff)])
            for browser in browsers.value { try browser.get("/staff/customers") }
            _ = atOnce(2) { number in
                number == 0
                    ? try browsers.value[0].post(GroupDesk.list + "/\(group.ref)/default").status
                    : try browsers.value[1].post(
                        GroupDesk.list + "/\(group.ref)/delete",
                        ["replacement": standard, "confirmed": "1"]
                    ).status
            }
            #expect(
                try kernel.value("SELECT COUNT(*) FROM kernel_permission_group WHERE is_default = 1") == 1)
        }
    }

    @Test("C05 a group of many members asks the database no more than one of few")
    func statements() throws {
        let desk = try GroupDesk()
        let kernel = desk.stage.kernel
        let group = try kernel.addGroup(["notes.view": .own])
        try desk.member("First", of: group)
        func asked() throws -> [Int] {
            let start = desk.browser.statements
            try desk.browser.get(desk.path(group))
            let shown = desk.browser.statements
            try desk.browser.submit(desk.path(group), ["reach.notes.view": "organisation"])
            return [shown - start, desk.browser.statements - shown]
        }
        let few = try asked()
        for number in 0..<20 { try desk.member("Person \(number)", of: group) }
        #expect(try asked() == few)
    }

    @Test(
        "C05 whoever read a group before somebody else saved it saves nothing, however late that is noticed")
    func overtaken() throws {
        let desk = try GroupDesk()
        let kernel = desk.stage.kernel
        let made = try kernel.addGroup([:])
        let person = StaffMember(id: desk.stage.staff.id, name: "Alma", initials: "A", isAdministrator: true)
        let results: [Bool] = try kernel.withConnection { connection in
            let store = SystemRun(kernel.house, connection).store(of: administrationPortal)
            let reading = Reading(store)
            let group = try PermissionGroup.find(Ref(made.ref), reading)
            return try [Reach.own, .organisation].map { reach in
                let form: Form = ["name": "Raced", "version": "1", "reach.notes.view": reach.name]
                return try group.save(
                    GroupDraft(form, of: group, [.viewNotes]), of: [.viewNotes], by: person,
                    at: kernel.clock.now, connection)
            }
        }
        #expect(results == [true, false])
        #expect(try desk.reaches(made) == ["notes.view 1"])
    }
}
