import PortalKit
import PortalTesting
import Testing

@Suite("Files that are asked of a customer")
struct RequestTests {
    private let it: Worksite

    init() throws { it = try Worksite() }

    private func ask(_ titles: String, in project: String, _ more: [String: String] = [:]) throws -> Reply {
        try it.desk.post(
            "\(Worksite.staffList)/\(project)/requests", ["titles": titles].merging(more) { $1 })
    }

    @Test("who must not send it does not: a stranger, a colleague where it is another's, who may not comment")
    func refusals() throws {
        let project = try it.project(members: [it.maria, it.karl])
        #expect(try ask("  \n ", in: project).status == 422)
        #expect(try ask("Plan", in: project, ["contact": it.ref(of: it.nora)]).status == 422)
        #expect(try it.kernel.value("SELECT COUNT(*) FROM project_item") == 0)
        #expect(try ask("Landlord's letter", in: project, ["contact": it.ref(of: it.maria)]).status == 303)
        let item = try #require(try it.refs("project_item").last)
        let path = it.path(item, in: project)
        let maria = try it.kernel.signIn(it.maria)
        // It is not shared yet, and nobody was told.
        #expect(try maria.upload(path + "/delivery", [:], [Worksite.file("a.txt")]).status == 404)
        #expect(!(try maria.get("/home").text.contains("Landlord")))
        #expect(try it.kernel.mails().allSatisfy { !$0.subject.contains("files") })
        try it.share(item, of: project, true)
        for (seat, status) in [(it.ana, 404), (it.karl, 404), (it.nora, 403)] {
            let reply = try it.kernel.signIn(seat).upload(path + "/delivery", [:], [Worksite.file("a.txt")])
            #expect(reply.status == status)
        }
        #expect(!(try it.kernel.signIn(it.karl).get("/home").text.contains("We need a file")))
        #expect(try maria.get("/home").text.contains("We need a file"))
        #expect(try maria.post(path + "/delivery").status == 422)
        // The form is corrected where it was sent to, by who may send it.
        #expect(try maria.get(path + "/delivery").form(path + "/delivery") != nil)
        for (seat, status) in [(it.ana, 404), (it.karl, 303), (it.nora, 403)] {
            #expect(try it.kernel.signIn(seat).get(path + "/delivery").status == status)
        }
        #expect(try maria.post(path + "/done").status == 409)
        #expect(try it.kernel.value("SELECT COUNT(*) FROM project_file") == 0)
        // A task that asks for nothing takes none.
        let task = try it.item("task", "Paint", in: project, isShared: true)
        let wrong = try maria.upload(it.path(task, in: project) + "/delivery", [:], [Worksite.file("a.txt")])
        #expect(wrong.status == 404)
    }

    @Test(
        "what is asked stands under what waits until somebody sent it; the members see the file, once sent it is done"
    )
    func delivering() throws {
        let project = try it.project(members: [it.maria, it.karl])
        _ = try it.kernel.mails()
        #expect(try ask("Lease\n Power plan \n\nLease", in: project, ["shared": "1"]).status == 303)
        let items = try it.refs("project_item")
        #expect(items.count == 2)
        let mails = try it.kernel.mails()
        #expect(Set(mails.map(\.recipient)) == ["maria@example.org", "karl@example.org"] && mails.count == 2)
        #expect(mails.allSatisfy { $0.text.contains("- Lease\n- Power plan") })
        let (maria, karl) = (try it.kernel.signIn(it.maria), try it.kernel.signIn(it.karl))
        let path = it.path(items[0], in: project)
        let waits = try maria.get("/home").text.split(separator: "\n")
        #expect(waits.count { $0.contains("We need a file from you") } == 2)
        #expect(try maria.get(path).text.contains("We need a file from you"))
        #expect(try maria.upload(path + "/delivery", [:], [Worksite.file("lease.txt")]).status == 303)
        #expect(try karl.upload(path + "/delivery", [:], [Worksite.file("b.txt")]).status == 409)
        #expect(try karl.get(path + "/delivery").location == path)
        #expect(try it.kernel.value("SELECT COUNT(*) FROM project_file") == 1)
        let file = try #require(try it.refs("project_file").last)
        #expect(try karl.get("\(path)/files/\(file)").status == 200)
        #expect(try it.kernel.signIn(it.ana).get("\(path)/files/\(file)").status == 404)
        let home = try karl.get("/home").text
        #expect(home.split(separator: "\n").count { $0.contains("We need a file from you") } == 1)
        let list = "\(Worksite.staffList)/\(project)/requests"
        #expect(try it.desk.get(list).text.contains("1 of 2 are here"))
        // Staff wish for another one: it waits again.
        #expect(try it.desk.post(it.staffPath(items[0], in: project) + "/done", ["on": "0"]).status == 303)
        #expect(try karl.upload(path + "/delivery", [:], [Worksite.file("b.txt")]).status == 303)
        #expect(try it.desk.get(list).text.contains("1 of 2 are here"))
    }

    @Test("of eight who send at the same moment one is heard, and its file alone is kept")
    func races() throws {
        let project = try it.project(members: [it.maria])
        #expect(try ask("Lease", in: project, ["shared": "1"]).status == 303)
        let path = it.path(try #require(try it.refs("project_item").last), in: project) + "/delivery"
        let (kernel, maria) = (it.kernel, it.maria)
        let statuses = try atOnce(8) { number in
            try kernel.signIn(maria).upload(path, [:], [Worksite.file("\(number).txt")]).status
        }.map { try $0.get() }
        #expect(statuses.count { $0 == 303 } == 1 && statuses.allSatisfy { $0 == 303 || $0 == 409 })
        #expect(try it.kernel.value("SELECT COUNT(*) FROM project_file") == 1)
    }
}
