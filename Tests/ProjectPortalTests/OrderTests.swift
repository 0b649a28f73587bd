import PortalKit
import PortalTesting
import Testing

@Suite("The order of tasks")
struct OrderTests {
    private let it: Worksite

    init() throws { it = try Worksite() }

    private func titles() throws -> [String] {
        try it.kernel.values(
            "SELECT title FROM project_item WHERE kind = 'task' ORDER BY COALESCE(place, id)")
    }

    private func move(_ item: String, _ way: String, in project: String) throws -> Int {
        Int(try it.desk.post(it.staffPath(item, in: project) + "/place", ["way": way]).status)
    }

    @Test("nobody of a customer moves a task, nothing else than a task is moved, and only up or down")
    func refusals() throws {
        let project = try it.project(members: [it.maria])
        let task = try it.item("task", "Paint", in: project, isShared: true)
        let update = try it.item("update", "News", in: project, isShared: true)
        let maria = try it.kernel.signIn(it.maria)
        #expect(try maria.post(it.path(task, in: project) + "/place", ["way": "up"]).status == 404)
        #expect(try move(update, "up", in: project) == 404)
        #expect(try move(task, "sideways", in: project) == 404)
        // What has no neighbour stays where it is.
        #expect(try move(task, "up", in: project) == 303)
        #expect(try it.kernel.value("SELECT COUNT(*) FROM project_item WHERE place IS NOT NULL") == 0)
    }

    @Test(
        "customers see the lists and the tasks in them in the order that staff set, whatever is not theirs left out"
    )
    func order() throws {
        let project = try it.project(members: [it.maria])
        var tasks: [String] = []
        for (title, list) in [
            ("A1", "Before"), ("B1", "Opening"), ("A2", "Before"), ("Loose", ""), ("A3", "Before"),
        ] {
            tasks.append(try it.item("task", title, in: project, isShared: title != "A2", ["list": list]))
        }
        // A3 goes over A2, which only staff see, then over A1; A1 then stands last.
        for _ in 0..<2 { #expect(try move(tasks[4], "up", in: project) == 303) }
        #expect(try move(tasks[0], "down", in: project) == 303)
        #expect(try titles().filter { $0.hasPrefix("A") } == ["A3", "A2", "A1"])
        let lists = try it.refs("project_list")
        let order = "\(Worksite.staffList)/\(project)/order"
        #expect(try it.desk.post(order, ["list": lists[1], "way": "up"]).status == 303)
        let lines = try it.kernel.signIn(it.maria).get("\(Worksite.list)/\(project)/tasks").lines
        let wanted = ["Opening", "B1", "Before", "A3", "A1", "Other tasks", "Loose"]
        #expect(lines.filter(wanted.contains) == wanted && !lines.contains("A2"))
        #expect(try it.desk.get(order).lines.contains("A2"))
    }

    @Test("a list of several pages shows every task once, in order")
    func pages() throws {
        let project = try it.project(members: [it.maria])
        try it.kernel.execute(
            """
            INSERT INTO project_item (customer_id, project_id, ref, kind, title, created_at, shared_at, place)
            SELECT p.customer_id, p.id, UNHEX(LPAD(HEX(s.seq), 20, '0')), 'task', CONCAT('Task ', s.seq),
                UTC_TIMESTAMP(6), UTC_TIMESTAMP(6), 1000 - s.seq FROM project_project p JOIN seq_1_to_60 s
            """)
        let maria = try it.kernel.signIn(it.maria)
        var (path, seen): (String?, [Int]) = ("\(Worksite.list)/\(project)/tasks", [])
        while let here = path {
            let page = try maria.get(here)
            seen += page.lines.compactMap { $0.hasPrefix("Task ") ? Int($0.dropFirst(5)) : nil }
            path = page.links.first { $0.contains("after=") }
        }
        #expect(seen == (1...60).reversed())
    }

    @Test("twelve who move at the same moment leave an order in which everything stands once")
    func races() throws {
        let project = try it.project(members: [])
        let tasks = try (0..<5).map { try it.item("task", "T\($0)", in: project) }
        let (kernel, jonas) = (it.kernel, it.jonas)
        let paths = tasks.map { it.staffPath($0, in: project) + "/place" }
        let statuses = try atOnce(12) { number in
            try kernel.signIn(jonas).post(
                paths[number % 5], ["way": number % 2 == 0 ? "up" : "down"]
            ).status
        }.map { try $0.get() }
        #expect(statuses.allSatisfy { $0 == 303 })
        #expect(try titles().sorted() == ["T0", "T1", "T2", "T3", "T4"])
        #expect(try it.kernel.value("SELECT COUNT(DISTINCT COALESCE(place, id)) FROM project_item") == 5)
    }
}

extension Reply {
    fileprivate var lines: [String] { text.split(separator: "\n").map(String.init) }
}
