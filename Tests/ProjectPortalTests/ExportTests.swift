import Foundation
import PortalKit
import PortalTesting
import Testing

@Suite("A project that staff take along")
struct ExportTests {
    private let it: Worksite
    private let project: String
    private var path: String { "\(Worksite.staffList)/\(project)/files/all" }

    init() throws {
        it = try Worksite()
        project = try it.project(members: [it.maria])
    }

    /// The archive as it lies on disk: nothing in it is compressed, so its texts can be read.
    private func archive() throws -> String {
        let reply = try it.desk.get(path)
        #expect(reply.status == 200 && reply.header("Content-Type") == "application/zip")
        let place = try #require(reply.header("X-Accel-Redirect"))
        let file = it.kernel.filesDirectory + place.dropFirst("/_files".utf8.count)
        return String(decoding: try Data(contentsOf: URL(filePath: file)), as: UTF8.self)
    }

    @Test("no customer has it, nor a guest")
    func refused() throws {
        for browser in [it.kernel.browser(), try it.kernel.signIn(it.maria), try it.kernel.signIn(it.ana)] {
            let reply = try browser.get(path)
            #expect(reply.status == 303 && reply.location?.hasPrefix("/staff/sign-in") == true)
        }
    }

    @Test("an empty project is an archive too: its tables have their heads, its page its name")
    func empty() throws {
        let text = try archive()
        for name in [
            "index.html", "tasks.csv", "milestones.csv", "updates.csv", "documents.csv", "comments.csv",
        ] {
            #expect(text.contains(name), "\(name)")
        }
        #expect(text.contains("title,text,list,begins_on,due_on") && text.contains("<h1>Shop fit-out</h1>"))
    }

    @Test(
        "tasks, milestones, updates, documents, comments, hours and files stand in it, shared or not, and formulas compute nothing"
    )
    func whole() throws {
        let task = try it.item(
            "task", "=1+1", in: project, ["list": "Fitting", "due": "2026-06-01"],
            files: [Worksite.file("door plan.txt", "two metres")])
        let update = try it.item("update", "We <b>begin</b>", in: project, isShared: true)
        try it.item("milestone", "Opening", in: project, isShared: true)
        try it.item("document", "Plan", in: project, files: [Worksite.file("door plan.txt", "three metres")])
        try it.comment("@SUM(A1) they are dear", on: task, of: project)
        let maria = try it.kernel.signIn(it.maria)
        #expect(try maria.post(it.path(update, in: project), ["comment": "Welcome, \"all\""]).status == 303)
        let time = it.staffPath(task, in: project) + "/time"
        #expect(try it.desk.post(time, ["minutes": "45", "remark": "-2 doors"]).status == 303)
        let text = try archive()
        for part in [
            "'=1+1,About =1+1,Fitting,,2026-06-01,", ",45,,no,",
            "=1+1,2026-03-02T09:30Z,Jonas Kettering,45,'-2 doors",
            "operator,no,'@SUM(A1) they are dear", "customer,yes,\"Welcome, \"\"all\"\"\"",
            "files/door plan.txt", "files/door plan (2).txt", "two metres", "three metres",
            "href=\"files/door%20plan.txt\"", "<h3>We &lt;b&gt;begin&lt;/b&gt;</h3>", "<h3>Opening</h3>",
            "Maria Anders",
        ] {
            let isThere = text.contains(part)
            #expect(isThere, "\(part)")
        }
        let page = text.components(separatedBy: "<!DOCTYPE html>").last?.components(separatedBy: "</html>")
            .first
        let runs = page?.contains("<b>begin</b>") ?? true
        #expect(!runs)
    }
}
