import PortalKit
import PortalTesting
import Testing

@Suite("Who is in a project")
struct MembershipTests {
    private let it: Worksite

    init() throws { it = try Worksite() }

    @Test(
        "E02 E07 who is not a member sees no project: not in the list, not by its address, not in the search")
    func outsiders() throws {
        let project = try it.project(members: [it.maria])
        let item = try it.item("task", "Measure the doors", in: project, isShared: true)
        for seat in [it.karl, it.ana] {
            let browser = try it.kernel.signIn(seat)
            #expect(!(try browser.get(Worksite.list).text.contains("Shop fit-out")))
            #expect(try browser.get("\(Worksite.list)/\(project)").status == 404)
            #expect(try browser.get("\(Worksite.list)/\(project)/tasks").status == 404)
            #expect(try browser.get(it.path(item, in: project)).status == 404)
            #expect(try browser.post(it.path(item, in: project), ["comment": "hello"]).status == 404)
            #expect(!(try browser.get("/search?q=Measure").text.contains("Measure the doors")))
        }
        // Everything of the organisation is an administrator's explicit choice.
        let nora = try it.kernel.signIn(it.nora)
        #expect(try nora.get("\(Worksite.list)/\(project)").text.contains("Measure the doors"))
        let maria = try it.kernel.signIn(it.maria)
        #expect(try maria.get(Worksite.list).text.contains("Shop fit-out"))
        #expect(try maria.get("/search?q=Measure").text.contains("Measure the doors"))
    }

    @Test("E01 with Portal Activation off nobody of a customer sees a project")
    func activation() throws {
        let project = try it.project(members: [it.maria])
        let maria = try it.kernel.signIn(it.maria)
        #expect(try maria.get("\(Worksite.list)/\(project)").status == 200)
        let admin = try it.kernel.signIn(it.kernel.addStaff("Ada", isAdministrator: true))
        #expect(try admin.post("/staff/settings/client-portal", ["activation": "0"]).status == 303)
        #expect(try maria.get("\(Worksite.list)/\(project)").status == 404)
        #expect(try admin.post("/staff/settings/client-portal", ["activation": "1"]).status == 303)
        #expect(try maria.get("\(Worksite.list)/\(project)").status == 200)
    }

    @Test("E11 a person of another customer is never added, from the list or by a forged form")
    func strangers() throws {
        let project = try it.project(members: [])
        let people = "\(Worksite.staffList)/\(project)/people"
        let page = try it.desk.get(people)
        #expect(page.text.contains("Karl Brandt") && !page.text.contains("Ana Trujillo"))
        let reply = try it.add(it.ana, to: project)
        #expect(reply.status == 422 && reply.text.contains("Choose people of Alfreds Futterkiste."))
        #expect(try it.desk.post(people, ["contact": "0123456789ABCDEF"]).status == 422)
        #expect(try it.kernel.value("SELECT COUNT(*) FROM project_member") == 0)
    }

    @Test(
        "E08 E10 who is added sees the project and has a mail; added twice is told once; who is taken out sees nothing"
    )
    func members() throws {
        let project = try it.project(members: [])
        #expect(try it.add(it.karl, to: project).status == 303)
        #expect(try it.add(it.karl, to: project).status == 303)
        let mails = try it.kernel.mails()
        #expect(
            mails.map(\.recipient) == ["karl@example.org"]
                && mails.first?.subject.hasSuffix("You are in Shop fit-out") == true)
        let karl = try it.kernel.signIn(it.karl)
        #expect(try karl.get("\(Worksite.list)/\(project)").status == 200)
        let people = "\(Worksite.staffList)/\(project)/people"
        #expect(try it.desk.post(people + "/remove", ["contact": try it.ref(of: it.karl)]).status == 303)
        #expect(try karl.get("\(Worksite.list)/\(project)").status == 404)
        #expect(try it.desk.post(people + "/remove", ["contact": try it.ref(of: it.karl)]).status == 409)
    }

    @Test("E09 a technician who adds somebody without an account gives nobody access")
    func technicians() throws {
        let project = try it.project(members: [])
        let lena = try it.kernel.addContact("Lena Vogt", at: it.alfreds)
        try it.kernel.execute("UPDATE kernel_contact SET email = 'lena@example.org' WHERE name = 'Lena Vogt'")
        let ref: Ref<Worksite>? = try it.kernel.value("SELECT ref FROM kernel_contact WHERE id = \(lena.id)")
        let before: Int? = try it.kernel.value("SELECT COUNT(*) FROM kernel_seat")
        let people = "\(Worksite.staffList)/\(project)/people"
        #expect(try it.desk.post(people, ["contact": try #require(ref).description]).status == 303)
        #expect(try it.desk.get(people).text.contains("No portal user yet"))
        #expect(try it.kernel.value("SELECT COUNT(*) FROM kernel_seat") == before)
        #expect(try it.kernel.mails() == [])
    }

    @Test("a project that is not shared is nobody's, whatever in it is shared, and nobody is told of it")
    func unshared() throws {
        let project = try it.project(members: [it.maria], isShared: false)
        let item = try it.item("update", "We begin", in: project, isShared: true)
        let (maria, nora) = (try it.kernel.signIn(it.maria), try it.kernel.signIn(it.nora))
        for browser in [maria, nora] {
            #expect(try browser.get("\(Worksite.list)/\(project)").status == 404)
            #expect(try browser.get(it.path(item, in: project)).status == 404)
        }
        #expect(try it.kernel.mails() == [])
        #expect(
            try it.desk.get(it.staffPath(item, in: project)).text.contains("The project itself is not shared")
        )
    }

    @Test("erasing a person takes her out of projects and tasks, and says what is kept")
    func privacy() throws {
        let project = try it.project(members: [it.maria])
        let task = try it.item(
            "task", "Bring the keys", in: project, isShared: true, ["contact": it.ref(of: it.maria)])
        let maria = try it.kernel.signIn(it.maria)
        #expect(try maria.post(it.path(task, in: project), ["comment": "On Friday"]).status == 303)
        let contact = try #require(it.maria.contact)
        let told = try it.kernel.exportedData(of: contact)
        #expect(
            told.contains("On Friday") && told.contains("Bring the keys") && told.contains("Shop fit-out"))
        let kept = try it.kernel.erase(contact)
        #expect(kept.contains { $0.contains("Comments, decisions and tasks in projects: 1") })
        #expect(try it.kernel.value("SELECT COUNT(*) FROM project_member") == 0)
        #expect(try it.kernel.value("SELECT COUNT(*) FROM project_item WHERE contact_id IS NOT NULL") == 0)
    }
}
