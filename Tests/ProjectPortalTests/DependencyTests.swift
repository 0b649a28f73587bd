import PortalKit
import PortalTesting
import Testing

@testable import ProjectPortal

@Suite("What waits for what")
struct DependencyTests {
    private let it: Worksite

    init() throws { it = try Worksite() }

    private func wait(_ item: String, for other: String, in project: String, _ on: String = "1") throws
        -> Reply
    {
        try it.desk.post(it.staffPath(item, in: project) + "/waits", ["needs": other, "on": on])
    }

    @Test("a circle is refused with its names, and so is what is of another project, no task, or itself")
    func refusals() throws {
        let project = try it.project(members: [it.maria])
        let elsewhere = try it.item("task", "Elsewhere", in: try it.project("Other", members: []))
        let tasks = try ["Measure", "Order", "Fit"].map {
            try it.item("task", $0, in: project, isShared: true)
        }
        let update = try it.item("update", "News", in: project)
        for (item, other) in [
            (tasks[0], elsewhere), (tasks[0], update), (tasks[0], "nonsense"), (tasks[0], tasks[0]),
        ] {
            #expect(try wait(item, for: other, in: project).status == 422)
        }
        #expect(try wait(update, for: tasks[0], in: project).status == 404)
        #expect(try it.kernel.signIn(it.maria).post(it.path(tasks[0], in: project) + "/waits").status == 404)
        #expect(try it.kernel.value("SELECT COUNT(*) FROM project_dependency") == 0)
        #expect(try wait(tasks[1], for: tasks[0], in: project).status == 303)
        #expect(try wait(tasks[2], for: tasks[1], in: project).status == 303)
        #expect(try wait(tasks[2], for: tasks[1], in: project).status == 303)
        let circle = try wait(tasks[0], for: tasks[2], in: project)
        #expect(circle.status == 422)
        #expect(circle.text.contains("“Measure” → “Fit” → “Order” → “Measure”"), "\(circle.text)")
        #expect(try it.kernel.value("SELECT COUNT(*) FROM project_dependency") == 2)
        #expect(try wait(tasks[2], for: tasks[1], in: project, "0").status == 303)
        #expect(try wait(tasks[0], for: tasks[2], in: project).status == 303)
    }

    @Test("a customer reads what a task waits for where that is shared, and nothing of what is not")
    func sharing() throws {
        let project = try it.project(members: [it.maria])
        let task = try it.item("task", "Fit", in: project, isShared: true)
        let secret = try it.item("task", "Ask the lawyer", in: project)
        #expect(try wait(task, for: secret, in: project).status == 303)
        let maria = try it.kernel.signIn(it.maria)
        let page = try maria.get(it.path(task, in: project)).text
        #expect(!page.contains("Ask the lawyer") && !page.contains("Waits for"))
        #expect(try it.desk.get(it.staffPath(task, in: project)).text.contains("Ask the lawyer"))
        try it.share(secret, of: project, true)
        #expect(try maria.get(it.path(task, in: project)).text.contains("Ask the lawyer"))
        #expect(try it.desk.post(it.staffPath(secret, in: project) + "/done", ["on": "1"]).status == 303)
        #expect(!(try maria.get(it.path(task, in: project)).text.contains("Waits for")))
    }

    @Test("two who close a circle from both sides at once: one of them is refused")
    func races() throws {
        let project = try it.project(members: [])
        let tasks = try ["A", "B"].map { try it.item("task", $0, in: project) }
        let (kernel, jonas) = (it.kernel, it.jonas)
        let paths = tasks.map { it.staffPath($0, in: project) + "/waits" }
        let statuses = try atOnce(8) { number in
            try kernel.signIn(jonas).post(paths[number % 2], ["needs": tasks[1 - number % 2]]).status
        }.map { try $0.get() }
        #expect(statuses.count { $0 == 303 } == 4 && statuses.count { $0 == 422 } == 4)
        #expect(try it.kernel.value("SELECT COUNT(*) FROM project_dependency") == 1)
    }

    @Test(
        "with a task that is due later what waits for it moves by as many days, where staff wish it and it must"
    )
    func shifting() throws {
        let project = try it.project(members: [])
        let tasks = try [
            ("Order", "", "2026-05-10"), ("Fit", "2026-05-11", "2026-05-15"), ("Test", "2026-05-16", ""),
            ("Party", "2026-07-01", "2026-07-02"), ("Report", "", ""),
        ].map { try it.item("task", $0.0, in: project, ["starts": $0.1, "due": $0.2]) }
        for (item, other) in [(1, 0), (2, 1), (3, 1), (4, 0)] {
            #expect(try wait(tasks[item], for: tasks[other], in: project).status == 303)
        }
        func dates() throws -> [String] {
            try it.kernel.values(
                "SELECT CONCAT(title, ' ', COALESCE(starts_on, '-'), ' ', COALESCE(due_on, '-')) FROM project_item ORDER BY id"
            )
        }
        let edit = it.staffPath(tasks[0], in: project) + "/edit"
        #expect(try it.desk.get(edit).text.contains("Shift what waits for it"))
        let later = ["title": "Order", "due": "2026-05-20", "version": "1"]
        #expect(try it.desk.post(edit, later).status == 303)
        #expect(try dates()[1] == "Fit 2026-05-11 2026-05-15")
        #expect(
            try it.desk.post(edit, ["title": "Order", "due": "2026-05-23", "version": "2", "shift": "1"])
                .status == 303)
        #expect(
            try dates() == [
                "Order - 2026-05-23", "Fit 2026-05-14 2026-05-18", "Test 2026-05-19 -",
                "Party 2026-07-01 2026-07-02", "Report - -",
            ])
    }

    @Test("over five thousand tasks in a row a circle is found, and its first names are told")
    func large() throws {
        let project = try it.project(members: [])
        try it.kernel.execute(
            """
            INSERT INTO project_item (customer_id, project_id, ref, kind, title, created_at)
            SELECT p.customer_id, p.id, UNHEX(LPAD(HEX(s.seq), 20, '0')), 'task', CONCAT('T', s.seq), UTC_TIMESTAMP(6)
            FROM project_project p JOIN seq_1_to_5000 s
            """)
        try it.kernel.execute(
            """
            INSERT INTO project_dependency (item_id, needs_id, customer_id, project_id, created_at)
            SELECT i.id, o.id, i.customer_id, i.project_id, i.created_at FROM project_item i
            JOIN project_item o ON o.ref = UNHEX(LPAD(HEX(CAST(SUBSTR(i.title, 2) AS SIGNED) - 1), 20, '0'))
            """)
        let refs = try it.refs("project_item")
        let reply = try wait(refs[0], for: refs[4_999], in: project)
        #expect(reply.status == 422 && reply.text.contains("“T1” → “T5000” → “T4999” → “T4998”"))
        #expect(try wait(refs[4_999], for: refs[0], in: project).status == 303)
    }
}

@Suite("Circles and shifts, by themselves")
struct DependencyLawTests {
    /// Numbers that look random and are the same each time.
    struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    @Test(
        "a circle is told exactly where there would be one, and each of its steps is there",
        arguments: 1...200)
    func circles(seed: UInt64) {
        var dice = Dice(state: seed)
        let count = 7
        var edges: [(item: Int, needs: Int)] = []
        var reaches = (0..<count).map { row in (0..<count).map { $0 == row } }
        for _ in 0..<25 {
            let (item, other) = (
                Int.random(in: 0..<count, using: &dice), Int.random(in: 0..<count, using: &dice)
            )
            let circle = Dependencies(edges).circle(item, needing: other)
            #expect((circle != nil) == reaches[other][item])
            guard let circle else {
                edges.append((item, other))
                for from in 0..<count where reaches[from][item] {
                    for to in 0..<count where reaches[other][to] { reaches[from][to] = true }
                }
                continue
            }
            #expect(circle.first == item && circle.last == item && circle[1] == other)
            for (one, next) in zip(circle, circle.dropFirst()).dropFirst() {
                #expect(edges.contains { $0.item == one && $0.needs == next })
            }
        }
    }

    @Test("what moved had to, and nothing that had to stays", arguments: 1...200)
    func shifts(seed: UInt64) {
        var dice = Dice(state: seed)
        let count = 8
        var edges: [(item: Int, needs: Int)] = []
        for item in 1..<count {
            for other in 0..<item where Int.random(in: 0..<3, using: &dice) == 0 {
                edges.append((item, other))
            }
        }
        var dates: [Int: Dependencies<Int>.Dates] = [:]
        for node in 0..<count where node == 0 || Int.random(in: 0..<5, using: &dice) > 0 {
            let start = Int32.random(in: 0..<20, using: &dice)
            dates[node] = Dependencies.Dates(
                startsOn: Bool.random(using: &dice) ? PlainDate(days: start) : nil,
                dueOn: node == 0 || Bool.random(using: &dice) ? PlainDate(days: start + 3) : nil)
        }
        let days = Int32.random(in: 1...9, using: &dice)
        let end = PlainDate(days: (dates[0]?.dueOn?.days ?? 0) + days)
        let moved = Dependencies(edges).shifted(with: 0, dueOn: end, by: days, dates)
        func newDue(_ node: Int) -> PlainDate? {
            node == 0 ? end : dates[node]?.dueOn.map { PlainDate(days: $0.days + days) }
        }
        for node in 1..<count {
            let mustMove = edges.contains { edge in
                guard edge.item == node, edge.needs == 0 || moved.contains(edge.needs),
                    let due = newDue(edge.needs)
                else {
                    return false
                }
                return [dates[node]?.startsOn, dates[node]?.dueOn].contains { $0.map { $0 < due } ?? false }
            }
            #expect(moved.contains(node) == mustMove)
        }
    }
}
