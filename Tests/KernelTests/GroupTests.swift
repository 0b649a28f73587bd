import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("Permission groups: add, edit, default, delete")
struct GroupTests {
    @Test(
        "C02 C04 the list names each group with its kind, its people and what it gives, and leads to the editor"
    )
    func list() throws {
        let desk = try GroupDesk()
        let page = try desk.browser.get(GroupDesk.list)
        #expect(page.text.contains("Portal user permission groups"))
        for name in [
            "Standard", "Owner", "Billing", "Technical", "Requester", "Read only", "Project member",
            "Everything", "Non-Portal Users",
        ] {
            #expect(page.text.contains(name), "\(name)")
        }
        #expect(page.text.contains("Notes: 2 of 2 rights") && page.text.contains("Notes: 1 of 2 rights"))
        let group = try desk.group("is_default = 1")
        let editor = try desk.browser.get(desk.path(group))
        #expect(page.links.contains(desk.path(group)))
        #expect(editor.text.contains("See notes") && editor.text.contains("Add notes"))
        #expect(editor.text.contains("2 people at 2 customers") && editor.text.contains("Ana Trujillo"))
    }

    @Test("C02 a new group is empty or a copy, and a later change of the pattern does not change the copy")
    func add() throws {
        let desk = try GroupDesk()
        let path = GroupDesk.list + "/new"
        try desk.browser.get(path)
        #expect(try desk.browser.submit(path, ["name": "Empty"]).status == 303)
        #expect(try desk.reaches(desk.group("name = 'Empty'")) == [])
        let pattern = try desk.stage.kernel.addGroup(["notes.view": .own])
        let page = try desk.browser.get(path + "?from=" + pattern.ref)
        #expect(page.form(path)?.fields["from"] == pattern.ref)
        #expect(try desk.browser.submit(path, ["name": "Purchasing"]).status == 303)
        let copy = try desk.group("name = 'Purchasing'")
        #expect(try desk.reaches(copy) == ["notes.view 1"])
        try desk.browser.get(desk.path(pattern))
        #expect(
            try desk.browser.submit(desk.path(pattern), ["reach.notes.view": "organisation"]).status == 303)
        #expect(try desk.reaches(pattern) == ["notes.view 2"] && desk.reaches(copy) == ["notes.view 1"])
        let actions: [String] = try desk.stage.kernel.values(
            "SELECT action FROM kernel_audit WHERE subject_kind = 'group' ORDER BY id")
        #expect(
            actions == [
                "administration.group.added", "administration.group.added", "administration.group.changed",
            ])
    }

    @Test(
        "C05 D11 what changes is shown before it is saved: who gains, who loses; it holds at the next request"
    )
    func preview() throws {
        let desk = try GroupDesk()
        let kernel = desk.stage.kernel
        let group = try kernel.addGroup(["notes.view": .organisation])
        let maria = try desk.member("Thomas Hardy", of: group)
        try desk.member("Roland Mendel", of: group, at: desk.stage.ana.customer)
        // Whose access has ended by its day loses nothing any more.
        let gone = try desk.member("Peter Franken", of: group)
        try kernel.execute("UPDATE kernel_seat SET ends_at = \(kernel.clock.now) WHERE id = \(gone.id)")
        let person = try kernel.signIn(maria)
        #expect(try person.get("/notes/notes/new").status == 403)
        let before = try kernel.checksums()
        try desk.browser.get(desk.path(group))
        let fields = ["reach.notes.view": "own", "reach.notes.add": "organisation"]
        let preview = try desk.browser.submit(desk.path(group), fields)
        #expect(preview.status == 200)
        #expect(preview.text.contains("2 people lose: See notes"))
        #expect(preview.text.contains("2 people gain: Add notes"))
        #expect(preview.text.contains("from Organisation to Own: Thomas Hardy, Roland Mendel"))
        #expect(preview.text.contains("This touches 2 people at 2 customers."))
        #expect(try kernel.checksums() == before, "nothing is saved by looking")
        #expect(try person.get("/notes/notes/new").status == 403)
        let back = try desk.browser.submit(desk.path(group), ["back": "1"])
        #expect(back.status == 200 && back.text.contains("Was: Organisation"))
        #expect(back.form(desk.path(group))?.fields["reach.notes.view"] == "own")
        _ = try desk.browser.submit(desk.path(group))
        #expect(try desk.browser.submit(desk.path(group), ["confirmed": "1"]).status == 303)
        #expect(try desk.reaches(group) == ["notes.add 2", "notes.view 1"])
        #expect(try person.get("/notes/notes/new").status == 200)
    }

    @Test(
        "C05 only those count for whom something changes: not off, invited, revoked, capped, archived or twice"
    )
    func counted() throws {
        let desk = try GroupDesk()
        let kernel = desk.stage.kernel
        let group = try kernel.addGroup(["notes.view": .own])
        let people = try (0..<6).map { try desk.member("Person \($0)", of: group) }
        for (seat, change) in zip(
            people,
            [
                "disabled_at = NOW()", "accepted_at = NULL", "mode = 'listed'", "mode = 'group'",
                "mode = 'group'",
                "mode = 'group'",
            ] as [SQL])
        {
            try kernel.execute("UPDATE kernel_seat SET \(sql: change) WHERE id = \(seat.id)")
        }
        try kernel.setAccess(people[3], to: "notes", isGranted: true, cap: .own)
        let second = try desk.member("Person 5 elsewhere", of: group, at: desk.stage.ana.customer)
        try kernel.execute(
            "UPDATE kernel_seat SET account_id = \(people[5].account) WHERE id = \(second.id)")
        let closed = try kernel.addCustomer("Closed")
        try desk.member("Person 6", of: group, at: closed)
        try kernel.execute("UPDATE kernel_customer SET archived_at = NOW() WHERE id = \(closed.id)")
        try desk.browser.get(desk.path(group))
        let preview = try desk.browser.submit(desk.path(group), ["reach.notes.view": "organisation"])
        #expect(preview.text.contains("This touches 2 people at 2 customers."))
        #expect(preview.text.contains("2 people gain: See notes"))
        try kernel.setModule("notes", isOn: false)
        try desk.browser.get(desk.path(group))
        let off = try desk.browser.submit(desk.path(group), ["reach.notes.view": "organisation"])
        #expect(off.status == 303, "with the module off it changes nothing for anybody")
    }

    @Test("C13 C14 a change of Non-Portal Users says how many customers' visitors it touches")
    func visitors() throws {
        let desk = try GroupDesk()
        _ = try desk.stage.kernel.addCustomer("Without portal users")
        let group = try desk.group("kind = 'non-portal-users'")
        try desk.browser.get(desk.path(group))
        let preview = try desk.browser.submit(desk.path(group), ["reach.notes.add": "none"])
        #expect(preview.status == 200 && preview.text.contains("Visitors of one customer lose: Add notes"))
        #expect(preview.text.contains("Without portal users"))
        #expect(try desk.browser.submit(desk.path(group), ["confirmed": "1"]).status == 303)
    }

    @Test(
        "C05 of two administrators the second is shown theirs beside his, keeps what he typed, and may go on")
    func conflict() throws {
        let desk = try GroupDesk()
        let group = try desk.stage.kernel.addGroup(["notes.view": .own])
        let path = desk.path(group)
        let second = try desk.stage.kernel.signIn(desk.stage.kernel.addStaff("Laura Callahan"))
        try desk.browser.get(path)
        try second.get(path)
        #expect(try desk.browser.submit(path, ["name": "Theirs", "reach.notes.view": "none"]).status == 303)
        let stopped = try second.submit(
            path, ["name": "Mine", "reach.notes.view": "organisation", "reach.notes.add": "organisation"])
        #expect(stopped.status == 409)
        for words in [
            "Somebody changed this group meanwhile", "Alma Reyes", "Theirs", "Mine", "Notes: See notes",
        ] {
            #expect(stopped.text.contains(words), "\(words)")
        }
        #expect(try desk.reaches(group) == [])
        let form = try #require(stopped.form(path))
        #expect(form.fields["name"] == "Mine" && form.fields["reach.notes.add"] == "organisation")
        let editing = try second.submit(path, ["back": "1"])
        #expect(editing.form(path)?.fields["name"] == "Mine")
        #expect(try second.submit(path).status == 303)
        #expect(try desk.reaches(group) == ["notes.add 2", "notes.view 2"])
    }
}
