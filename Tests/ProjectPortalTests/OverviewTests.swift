import PortalKit
import PortalTesting
import Testing

@Suite("The first page of a project")
struct OverviewTests {
    private let it: Worksite

    init() throws { it = try Worksite() }

    /// What is kept beside what counting finds, kind by kind and the done tasks last.
    private func counts(of project: String) throws -> (kept: String?, counted: String?) {
        let ref = try Ref<Worksite>(project)
        return (
            try it.kernel.value(
                """
                SELECT CONCAT_WS(' ', w.milestones, w.tasks, w.documents, w.updates, w.done) FROM project_shown w
                JOIN project_project p ON p.id = w.project_id WHERE p.ref = \(ref)
                """),
            try it.kernel.value(
                """
                SELECT CONCAT_WS(' ', COALESCE(SUM(i.kind = 'milestone'), 0), COALESCE(SUM(i.kind = 'task'), 0),
                    COALESCE(SUM(i.kind = 'document'), 0), COALESCE(SUM(i.kind = 'update'), 0),
                    COALESCE(SUM(i.kind = 'task' AND i.done_at IS NOT NULL), 0))
                FROM project_item i JOIN project_project p ON p.id = i.project_id
                WHERE p.ref = \(ref) AND i.shared_at IS NOT NULL
                """)
        )
    }

    private func agree(_ expected: String, _ project: String) throws {
        let (kept, counted) = try counts(of: project)
        #expect(kept == expected && counted == expected, "kept \(kept ?? ""), counted \(counted ?? "")")
    }

    @Test("the counts that are kept are those that counting finds, whichever way an item is written")
    func kept() throws {
        let project = try it.project(members: [it.maria])
        #expect(try counts(of: project).kept == nil)
        let task = try it.item("task", "Fit", in: project)
        #expect(try counts(of: project).kept == nil)
        try it.share(task, of: project, true)
        try agree("0 1 0 0 0", project)
        try it.share(task, of: project, true)
        try agree("0 1 0 0 0", project)
        let path = it.staffPath(task, in: project)
        #expect(try it.desk.post(path + "/done", ["on": "1"]).status == 303)
        try agree("0 1 0 0 1", project)
        try it.share(task, of: project, false)
        try agree("0 0 0 0 0", project)
        #expect(try it.desk.post(path + "/done", ["on": "0"]).status == 303)
        #expect(try it.desk.post(path + "/done", ["on": "1"]).status == 303)
        try it.share(task, of: project, true)
        try agree("0 1 0 0 1", project)
        for kind in ["milestone", "update", "document"] {
            try it.item(
                kind, "A \(kind)", in: project, isShared: true,
                files: kind == "document" ? [Worksite.file("plan.txt")] : [])
        }
        try agree("1 1 1 1 1", project)
        try it.kernel.execute("UPDATE project_item SET kind = 'task' WHERE kind = 'update'")
        try agree("1 2 1 0 1", project)
        try it.kernel.execute("DELETE FROM project_item WHERE kind = 'milestone'")
        try agree("0 2 1 0 1", project)
        let maria = try it.kernel.signIn(it.maria)
        #expect(try maria.get("\(Worksite.list)/\(project)").text.contains("1 of 2 tasks done"))
    }

    @Test("twenty that are shown and hidden at the same moment leave the counts right")
    func together() throws {
        let project = try it.project(members: [it.maria])
        let items = try (0..<4).map { try it.item("task", "T\($0)", in: project) }
        let (kernel, jonas) = (it.kernel, it.jonas)
        let paths = items.map { it.staffPath($0, in: project) }
        let statuses = try atOnce(20) { number in
            let desk = try kernel.signIn(jonas)
            let (path, isOn) = (paths[number % 4], number % 3 != 0)
            return [
                try desk.post(path + "/sharing", ["on": isOn ? "1" : "0"]).status,
                try desk.post(path + "/done", ["on": number % 2 == 0 ? "1" : "0"]).status,
            ]
        }.flatMap { try $0.get() }
        #expect(statuses.allSatisfy { $0 == 303 })
        let (kept, counted) = try counts(of: project)
        #expect(kept == counted)
    }

    @Test("it costs five statements, whatever is in the project, and staff's six")
    func statements() throws {
        let project = try it.project(members: [it.maria])
        let maria = try it.kernel.signIn(it.maria)
        func cost(_ browser: Browser, _ path: String) throws -> Int {
            _ = try browser.get(path)
            let before = browser.statements
            #expect(try browser.get(path).status == 200)
            return browser.statements - before
        }
        let few = try cost(maria, "\(Worksite.list)/\(project)")
        for kind in ["milestone", "task", "update", "document"] {
            for number in 1...4 {
                try it.item(
                    kind, "\(kind) \(number)", in: project, isShared: true,
                    files: kind == "document" ? [Worksite.file("plan.txt")] : [])
            }
        }
        #expect(few <= 5)
        #expect(try cost(maria, "\(Worksite.list)/\(project)") == few)
        #expect(try cost(it.desk, "\(Worksite.staffList)/\(project)") <= 6)
    }
}
