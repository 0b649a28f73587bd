import PortalKit
import PortalTesting
import Testing

@Suite("What customers see of a project")
struct SharingTests {
    private let it: Worksite

    init() throws { it = try Worksite() }

    @Test(
        "E03 E13 E16 E20 whatever is new is private: page, list, search, file and mail",
        arguments: ["milestone", "task", "update", "document"])
    func privateFirst(kind: String) throws {
        let project = try it.project(members: [it.maria])
        _ = try it.kernel.mails()
        let files = kind == "document" ? [Worksite.file("plan.txt")] : []
        let item = try it.item(kind, "Secretive", in: project, files: files)
        let maria = try it.kernel.signIn(it.maria)
        for path in ["", "/milestones", "/tasks", "/updates", "/documents"] {
            #expect(
                !(try maria.get("\(Worksite.list)/\(project)\(path)").text.contains("Secretive")), "\(path)")
        }
        #expect(try maria.get(it.path(item, in: project)).status == 404)
        #expect(!(try maria.get("/search?q=Secretive").text.contains("About Secretive")))
        if let file = try it.refs("project_file").last {
            #expect(try maria.get("\(it.path(item, in: project))/files/\(file)").status == 404)
            #expect(try maria.get("\(Worksite.list)/\(project)/documents/all").status == 303)
        }
        #expect(try it.kernel.mails() == [])
    }

    @Test(
        "E12 E14 E15 E17 E19 E21 the switch shows and hides at once, both ways, a document's file as well",
        arguments: ["milestone", "task", "update", "document"])
    func switches(kind: String) throws {
        let project = try it.project(members: [it.maria])
        let item = try it.item(
            kind, "Open secret", in: project, isShared: true,
            files: kind == "document" ? [Worksite.file("plan.txt")] : [])
        let maria = try it.kernel.signIn(it.maria)
        let path = it.path(item, in: project)
        for isOn in [true, false, true] {
            #expect(try it.share(item, of: project, isOn).status == 303)
            #expect(try maria.get(path).status == (isOn ? 200 : 404))
            #expect(try maria.get("\(Worksite.list)/\(project)").text.contains("Open secret") == isOn)
            if let file = try it.refs("project_file").last {
                #expect(try maria.get("\(path)/files/\(file)").status == (isOn ? 200 : 404))
            }
        }
    }

    @Test("E18 a task list shows with a shared task in it; else its name stands nowhere")
    func lists() throws {
        let project = try it.project(members: [it.maria])
        let task = try it.item("task", "Order the lamps", in: project, ["list": "Doubtful suppliers"])
        let maria = try it.kernel.signIn(it.maria)
        for path in ["", "/tasks"] {
            #expect(
                !(try maria.get("\(Worksite.list)/\(project)\(path)").text.contains("Doubtful suppliers")))
        }
        try it.share(task, of: project, true)
        for path in ["", "/tasks"] {
            #expect(try maria.get("\(Worksite.list)/\(project)\(path)").text.contains("Doubtful suppliers"))
        }
    }

    @Test(
        "E20 sharing a parent shares none of its comments; each has its own switch, and who sees it stands beside"
    )
    func comments() throws {
        let project = try it.project(members: [it.maria])
        let task = try it.item("task", "Order the lamps", in: project, isShared: true)
        let comment = try it.comment("They are dear", on: task, of: project)
        let maria = try it.kernel.signIn(it.maria)
        let path = it.path(task, in: project)
        _ = try it.kernel.mails()
        #expect(!(try maria.get(path).text.contains("They are dear")))
        let page = try it.desk.get(it.staffPath(task, in: project)).text
        #expect(page.contains("1 comment stays hidden until its own switch is on."))
        #expect(page.contains("Visible to 2 people") && page.contains("1 person") == false)
        let path2 = "\(it.staffPath(task, in: project))/comments/\(comment)/sharing"
        #expect(try it.desk.post(path2, ["on": "1"]).status == 303)
        #expect(try maria.get(path).text.contains("They are dear"))
        #expect(try it.kernel.mails().map(\.recipient) == ["maria@example.org"])
        #expect(try it.desk.post(path2, ["on": "0"]).status == 303)
        #expect(!(try maria.get(path).text.contains("They are dear")))
        #expect(try it.desk.post(path2, ["on": "1"]).status == 303)
        #expect(try it.kernel.mails() == [])
    }

    @Test("E04 E05 the settings tick the switch of what is new, and change nothing that is there")
    func settings() throws {
        let project = try it.project(members: [it.maria])
        let old = try it.item("task", "Older", in: project)
        let form = "\(Worksite.staffList)/\(project)/items/new"
        func isTicked(_ kind: String) throws -> Bool {
            try it.desk.get("\(form)?kind=\(kind)").form(form)?.fields["shared"] == "1"
        }
        for kind in ["milestone", "task", "update", "document"] { #expect(!(try isTicked(kind))) }
        let admin = try it.kernel.signIn(it.kernel.addStaff("Ada", isAdministrator: true))
        let settings = "/staff/settings/project"
        func tick(_ name: String) throws {
            try admin.open(settings)
            #expect(try admin.submit(settings, ["project." + name: "1"]).status == 303)
        }
        try tick("shares-new-tasks")
        #expect(try isTicked("task") && !isTicked("milestone") && !isTicked("update"))
        try tick("shares-new")
        #expect(try isTicked("update") && isTicked("document") && !isTicked("milestone"))
        try tick("shares-new-milestones")
        #expect(try isTicked("milestone"))
        let maria = try it.kernel.signIn(it.maria)
        #expect(try maria.get(it.path(old, in: project)).status == 404)
    }

    @Test("a document's files are its versions: the newest is what all are given, and each can still be had")
    func versions() throws {
        let project = try it.project(members: [it.maria])
        let document = try it.item(
            "document", "Plan", in: project, isShared: true, files: [Worksite.file("a.txt", "one")])
        let version: Int? = try it.kernel.value("SELECT version FROM project_item")
        let edit = it.staffPath(document, in: project) + "/edit"
        let reply = try it.desk.upload(
            edit, ["title": "Plan", "version": String(try #require(version))], [Worksite.file("b.txt", "two")]
        )
        #expect(reply.status == 303)
        // What was read before is not written over.
        #expect(try it.desk.upload(edit, ["title": "Old", "version": "1"], []).status == 409)
        let maria = try it.kernel.signIn(it.maria)
        let page = try maria.get(it.path(document, in: project)).text
        #expect(
            page.contains("Version 2") && page.contains("b.txt") && page.contains("Version 1")
                && page.contains("a.txt"))
        // A customer's file is never a version.
        let own = try maria.upload(
            it.path(document, in: project), ["comment": "mine"], [Worksite.file("c.txt")])
        #expect(own.status == 422 && own.text.contains("Add files to a task or an update."))
    }
}
