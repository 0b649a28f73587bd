import PortalKit
import PortalTesting
import Testing

@Suite("Tasks, approvals and mails of a project")
struct WorkTests {
    private let it: Worksite

    init() throws { it = try Worksite() }

    @Test("D24 a task is completed by the person whose it is, where the group allows, once")
    func completing() throws {
        let project = try it.project(members: [it.maria, it.karl])
        let task = try it.item(
            "task", "Bring the keys", in: project, isShared: true, ["contact": it.ref(of: it.maria)])
        let path = it.path(task, in: project)
        let karl = try it.kernel.signIn(it.karl)
        #expect(!(try karl.get(path).text.contains("Mark as done")))
        #expect(try karl.post(path + "/done").status == 404)
        let nora = try it.kernel.signIn(it.nora)
        #expect(try nora.post(path + "/done").status == 403)
        let maria = try it.kernel.signIn(it.maria)
        #expect(try maria.get("/home").text.contains("Bring the keys"))
        #expect(try maria.post(path + "/done").status == 303)
        #expect(try maria.post(path + "/done").status == 409)
        #expect(try maria.get(path).text.contains("Done by"))
        #expect(
            try it.kernel.value("SELECT COUNT(*) FROM project_item WHERE done_by_contact IS NOT NULL") == 1)
        let told = try it.kernel.mails().filter { $0.subject.contains("Bring the keys") }
        #expect(
            told.contains {
                $0.recipient == "maria@example.org" && $0.subject.hasSuffix("A task for you: Bring the keys")
            })
    }

    @Test("a task is given to members only, and a date that ends before it begins is refused")
    func badInput() throws {
        let project = try it.project(members: [it.maria])
        let form = "\(Worksite.staffList)/\(project)/items/new"
        let fields = ["kind": "task", "title": "Paint"]
        let outsider = try it.desk.post(form, fields.merging(["contact": try it.ref(of: it.karl)]) { $1 })
        #expect(outsider.status == 422 && outsider.text.contains("Choose somebody who is in the project."))
        let dates = try it.desk.post(
            form, fields.merging(["starts": "2026-05-02", "due": "2026-05-01"]) { $1 })
        #expect(dates.status == 422 && dates.text.contains("It cannot be due before it begins."))
        #expect(try it.desk.post(form, ["kind": "document", "title": "Plan"]).status == 422)
        #expect(try it.desk.post(form, ["kind": "novel", "title": "Plan"]).status == 404)
        #expect(try it.kernel.value("SELECT COUNT(*) FROM project_item") == 0)
    }

    @Test("G08 an approval waits for who may give it; it is decided once for each time it was asked for")
    func approving() throws {
        let project = try it.project(members: [it.maria, it.karl])
        let item = try it.item("milestone", "Counter layout", in: project, isShared: true)
        let (path, staffPath) = (it.path(item, in: project), it.staffPath(item, in: project))
        let (maria, karl) = (try it.kernel.signIn(it.maria), try it.kernel.signIn(it.karl))
        // Nobody decides what was not asked.
        #expect(try maria.post(path + "/decision", ["verdict": "approved", "round": "1"]).status == 404)
        #expect(try it.desk.post(staffPath + "/approval", ["on": "1"]).status == 303)
        #expect(
            try it.kernel.mails().filter { $0.subject.hasSuffix("Please approve: Counter layout") }.count == 2
        )
        #expect(try maria.get("/home").text.contains("Counter layout"))
        let nora = try it.kernel.signIn(it.nora)
        #expect(try nora.post(path + "/decision", ["verdict": "approved", "round": "1"]).status == 403)
        #expect(!(try nora.get(path).text.contains("Your approval")))
        // Changes need words; an old page decides nothing.
        #expect(try maria.post(path + "/decision", ["verdict": "changes", "round": "1"]).status == 422)
        #expect(try maria.post(path + "/decision", ["verdict": "approved", "round": "7"]).status == 409)
        let wish = ["verdict": "changes", "wish": "One socket more", "round": "1"]
        #expect(try maria.post(path + "/decision", wish).status == 303)
        #expect(try karl.post(path + "/decision", ["verdict": "approved", "round": "1"]).status == 409)
        #expect(try it.desk.get(staffPath).text.contains("One socket more"))
        #expect(!(try maria.get("/home").text.contains("asks for your approval")))
        #expect(try it.desk.post(staffPath + "/approval", ["on": "1"]).status == 303)
        #expect(try karl.post(path + "/decision", ["verdict": "approved", "round": "2"]).status == 303)
        let verdicts: [String] = try it.kernel.values("SELECT verdict FROM project_decision ORDER BY round")
        #expect(verdicts == ["changes", "approved"])
    }

    @Test("twenty who decide at the same moment have one decision")
    func races() throws {
        let project = try it.project(members: [it.maria, it.karl])
        let item = try it.item(
            "document", "Layout", in: project, isShared: true, files: [Worksite.file("a.txt")])
        #expect(try it.desk.post(it.staffPath(item, in: project) + "/approval", ["on": "1"]).status == 303)
        let path = it.path(item, in: project) + "/decision"
        let (kernel, maria) = (it.kernel, it.maria)
        let statuses = try atOnce(8) { number in
            try kernel.signIn(maria).post(
                path, ["verdict": number % 2 == 0 ? "approved" : "changes", "wish": "so", "round": "1"]
            ).status
        }.map { try $0.get() }
        #expect(statuses.count { $0 == 303 } == 1 && statuses.allSatisfy { $0 == 303 || $0 == 409 })
        #expect(try it.kernel.value("SELECT COUNT(*) FROM project_decision") == 1)
        #expect(
            try it.kernel.value("SELECT COUNT(*) FROM project_decision WHERE attachment_id IS NOT NULL") == 1)
    }

    @Test("an update that is shared goes to the members once, and to nobody else")
    func mails() throws {
        let project = try it.project(members: [it.maria])
        _ = try it.kernel.mails()
        let item = try it.item("update", "The cooling units left", in: project)
        #expect(try it.kernel.mails() == [])
        for isOn in [true, false, true] { try it.share(item, of: project, isOn) }
        let mails = try it.kernel.mails()
        #expect(mails.map(\.recipient) == ["maria@example.org"])
        #expect(mails.first?.text.contains("About The cooling units left") == true)
    }

    @Test("a project that was put away is read and not written, by both sides")
    func archive() throws {
        let project = try it.project(members: [it.maria])
        let item = try it.item("task", "Paint", in: project, isShared: true)
        #expect(try it.desk.post("\(Worksite.staffList)/\(project)/archive", ["on": "1"]).status == 303)
        let maria = try it.kernel.signIn(it.maria)
        #expect(try maria.get(it.path(item, in: project)).status == 200)
        #expect(try maria.post(it.path(item, in: project), ["comment": "late"]).status == 409)
        #expect(try it.desk.post(it.staffPath(item, in: project), ["comment": "late"]).status == 409)
        // Nothing is finished or asked for any more; what was shown can still be hidden.
        let staff = it.staffPath(item, in: project)
        #expect(try maria.post(it.path(item, in: project) + "/done").status == 409)
        #expect(try it.desk.post(staff + "/done", ["on": "1"]).status == 409)
        #expect(try it.desk.post(staff + "/approval", ["on": "1"]).status == 409)
        #expect(try it.desk.post(staff + "/sharing", ["on": "0"]).status == 303)
        #expect(try maria.get(it.path(item, in: project)).status == 404)
        #expect(try maria.get(Worksite.list + "?view=archived").text.contains("Shop fit-out"))
        #expect(!(try maria.get(Worksite.list).links.contains("\(Worksite.list)/\(project)")))
    }

    @Test("D25 a comment of a customer reaches who leads, with its words, and stays visible to the customer")
    func commenting() throws {
        let project = try it.project(members: [it.maria])
        try it.kernel.execute(
            "UPDATE kernel_staff SET login = 'jonas@example.org' WHERE name = 'Jonas Kettering'")
        try it.kernel.execute(
            "UPDATE project_project SET lead_id = (SELECT id FROM kernel_staff WHERE name = 'Jonas Kettering')"
        )
        let item = try it.item("task", "Paint", in: project, isShared: true)
        let maria = try it.kernel.signIn(it.maria)
        let path = it.path(item, in: project)
        #expect(try maria.post(path, ["comment": ""]).status == 422)
        #expect(
            try maria.upload(path, ["comment": "In blue, please"], [Worksite.file("blue.txt")]).status == 303)
        _ = try it.kernel.runBackground()
        let told = try it.kernel.mails().filter { $0.recipient == "jonas@example.org" }
        #expect(told.first?.text.contains("In blue, please") == true)
        let comment = try #require(try it.refs("project_comment").last)
        let hide = "\(it.staffPath(item, in: project))/comments/\(comment)/sharing"
        #expect(try it.desk.post(hide, ["on": "0"]).status == 409)
        #expect(try maria.get(path).text.contains("In blue, please"))
    }
}
