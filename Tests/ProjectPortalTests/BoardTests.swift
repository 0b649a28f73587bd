import PortalKit
import PortalTesting
import Testing

@Suite("The board of a project")
struct BoardTests {
    private let it: Worksite
    private let project: String
    private let tasks: [String]
    private var board: String { "\(Worksite.staffList)/\(project)/board" }

    /// Paint, Lamps, Floor and Sign, in this order and all to do.
    init() throws {
        it = try Worksite()
        project = try it.project(members: [it.maria])
        var tasks: [String] = []
        for title in ["Paint", "Lamps", "Floor", "Sign"] {
            tasks.append(try it.item("task", title, in: project, isShared: title == "Paint"))
        }
        self.tasks = tasks
    }

    private func path(_ task: String) -> String { it.staffPath(task, in: project) + "/move" }

    /// As somebody who sees it in that column, moved so often.
    @discardableResult
    private func move(
        _ task: Int, to target: String, from: String = "todo", seen: Int = 0, by browser: Browser? = nil
    ) throws -> Int {
        try (browser ?? it.desk).post(
            path(tasks[task]), ["to": target, "from": from, "seen": String(seen)]
        ).status
    }

    /// Each column with its cards, as the page shows them.
    private func shown() throws -> String { try Self.columns(it.desk.get(board)) }

    private static func columns(_ reply: Reply) -> String {
        var parts: [String] = []
        for tag in reply.body.split(separator: "<") {
            if let column = value("data-column", in: tag) { parts.append(column + ":") }
            if let title = value("data-title", in: tag) { parts.append(title) }
        }
        return parts.joined(separator: " ")
    }

    private static func value(_ name: String, in tag: Substring) -> String? {
        guard let start = tag.firstRange(of: " \(name)=\"")?.upperBound else { return nil }
        return String(tag[start...].prefix { $0 != "\"" })
    }

    private static let begin = "todo: Paint Lamps Floor Sign doing: waiting: done:"

    // MARK: Who must not

    @Test("no customer opens the board or moves a card, by the staff's address or his own")
    func customers() throws {
        for seat in [it.maria, it.karl, it.nora, it.ana] {
            let browser = try it.kernel.signIn(seat)
            for address in [board, path(tasks[0]), "\(Worksite.staffList)/../templates"] {
                #expect(try browser.get(address).status != 200)
            }
            #expect(try browser.get("\(Worksite.list)/\(project)/board").status == 404)
            #expect(try browser.get(it.path(tasks[0], in: project) + "/move").status == 404)
            #expect(try move(0, to: "doing", by: browser) == 303)
            let own = try browser.post(
                it.path(tasks[0], in: project) + "/move", ["to": "doing", "from": "todo", "seen": "0"])
            #expect(own.status == 404)
        }
        #expect(try it.kernel.browser().get(board).status == 303)
        #expect(try it.kernel.value("SELECT COUNT(*) FROM project_item WHERE moves > 0") == 0)
        #expect(try shown() == Self.begin)
    }

    @Test(
        "what is no task, no column, no neighbour there or in a project that was put away stays where it is")
    func refusals() throws {
        let update = try it.item("update", "News", in: project)
        let other = try it.item("task", "Elsewhere", in: it.project("Second shop", members: []))
        let fields = ["to": "doing", "from": "todo", "seen": "0"]
        #expect(try it.desk.post(path(update), fields).status == 404)
        #expect(try it.desk.get(path(update)).location == it.staffPath(update, in: project))
        for target in ["", "later", "doing \(tasks[0]) x"] { #expect(try move(1, to: target) == 422) }
        #expect(try move(1, to: "doing", from: "x") == 422)
        #expect(try it.desk.post(path(tasks[1]), ["to": "doing", "from": "todo"]).status == 422)
        #expect(try move(1, to: "doing nonsense") == 404)
        // Of another project, of another column, or itself.
        for neighbour in [other, tasks[0], tasks[1]] { #expect(try move(1, to: "doing \(neighbour)") == 409) }
        #expect(try shown() == Self.begin)
        try it.desk.post("\(Worksite.staffList)/\(project)/archive", ["on": "1"])
        #expect(try move(1, to: "doing") == 409)
        let page = try it.desk.get(board)
        #expect(Self.columns(page) == Self.begin && page.form(path(tasks[0])) == nil)
    }

    // MARK: Moving

    @Test("a card goes where it is put, before or after any other, and the rest keep their order")
    func moving() throws {
        #expect(try move(3, to: "todo") == 303)
        #expect(try shown() == "todo: Sign Paint Lamps Floor doing: waiting: done:")
        #expect(try move(3, to: "todo \(tasks[1])", seen: 1) == 303)
        #expect(try shown() == "todo: Paint Lamps Sign Floor doing: waiting: done:")
        #expect(try move(0, to: "doing") == 303)
        #expect(try move(2, to: "doing \(tasks[0])") == 303)
        #expect(try move(1, to: "doing \(tasks[0])") == 303)
        #expect(try shown() == "todo: Sign doing: Paint Lamps Floor waiting: done:")
        #expect(try move(0, to: "waiting", from: "doing", seen: 1) == 303)
        #expect(try move(2, to: "doing", from: "doing", seen: 1) == 303)
        #expect(try shown() == "todo: Sign doing: Floor Lamps waiting: Paint done:")
        // What is added later is last, and every place is given once.
        try it.item("task", "Keys", in: project)
        #expect(try shown() == "todo: Sign Keys doing: Floor Lamps waiting: Paint done:")
        #expect(try it.kernel.value("SELECT COUNT(DISTINCT COALESCE(place, id)) FROM project_item") == 5)
    }

    @Test("done is done for the customer too, opened again is open; his word for it is that of the column")
    func states() throws {
        let maria = try it.kernel.signIn(it.maria)
        let page = it.path(tasks[0], in: project)
        #expect(!(try maria.get(page).text.contains("In progress")))
        let before: Instant? = try it.kernel.value("SELECT updated_at FROM project_project")
        it.kernel.clock.move(seconds: 60)
        #expect(try move(0, to: "doing") == 303)
        #expect(try maria.get(page).text.contains("In progress"))
        let after: Instant? = try it.kernel.value("SELECT updated_at FROM project_project")
        #expect(before != after)
        #expect(try move(0, to: "done", from: "doing", seen: 1) == 303)
        #expect(try maria.get(page).text.contains("Done by\nJonas Kettering"))
        #expect(try shown() == "todo: Lamps Floor Sign doing: waiting: done: Paint")
        #expect(try move(0, to: "waiting", from: "done", seen: 2) == 303)
        #expect(
            try it.kernel.value("SELECT COUNT(*) FROM project_item WHERE done_at IS NULL AND done_by IS NULL")
                == 4)
        #expect(try shown() == "todo: Lamps Floor Sign doing: waiting: Paint done:")
    }

    @Test("the page of one card is the way by keyboard: a column and a place, chosen and sent")
    func keyboard() throws {
        try it.desk.get(board)
        #expect(it.desk.page?.links.contains(path(tasks[2])) == true)
        let page = try it.desk.get(path(tasks[2]))
        for choice in ["To do: first", "To do: after “Lamps”", "Waiting: first", "Done"] {
            #expect(page.text.contains(choice), "\(choice)")
        }
        #expect(!page.text.contains("after “Floor”"))
        #expect(try it.desk.submit(path(tasks[2]), ["to": "todo \(tasks[0])"]).status == 303)
        #expect(try shown() == "todo: Paint Floor Lamps Sign doing: waiting: done:")
    }

    // MARK: At once

    @Test("of two who move a card the second is told, sees the board as it is, and has changed nothing")
    func second() throws {
        try it.desk.get(path(tasks[0]))
        let other = try it.kernel.signIn(it.jonas)
        #expect(try move(0, to: "waiting", by: other) == 303)
        let reply = try it.desk.submit(path(tasks[0]), ["to": "doing"])
        #expect(reply.status == 409 && reply.text.contains("Somebody moved “Paint”"))
        #expect(Self.columns(reply) == "todo: Lamps Floor Sign doing: waiting: Paint done:")
        // From there he goes on: the form has what he sees now.
        #expect(try it.desk.submit(path(tasks[0]), ["to": "doing"]).status == 303)
        #expect(try shown() == "todo: Lamps Floor Sign doing: Paint waiting: done:")
        // What it was to stand after has gone elsewhere.
        #expect(try move(1, to: "todo \(tasks[0])") == 409)
        // The customer finished it meanwhile.
        try it.kernel.execute("UPDATE project_item SET done_at = NOW(6) WHERE title = 'Lamps'")
        #expect(try move(1, to: "doing") == 409)
    }

    @Test(
        "of twelve who drag one card at the same moment one does; whatever else moves, every card stands once"
    )
    func races() throws {
        let (kernel, jonas, paths) = (it.kernel, it.jonas, tasks.map(path))
        let statuses = try atOnce(12) { number in
            try kernel.signIn(jonas).post(
                paths[0],
                ["to": number % 2 == 0 ? "doing" : "waiting", "from": "todo", "seen": "0"]
            ).status
        }.map { try $0.get() }
        #expect(statuses.filter { $0 == 303 }.count == 1 && statuses.filter { $0 == 409 }.count == 11)
        _ = atOnce(9) { number in
            try kernel.signIn(jonas).post(
                paths[1 + number % 3], ["to": "todo", "from": "todo", "seen": "0"]
            ).status
        }
        let places: [Int] = try it.kernel.values("SELECT COALESCE(place, id) FROM project_item ORDER BY 1")
        #expect(places == (try it.kernel.values("SELECT id FROM project_item ORDER BY 1")))
        #expect(try it.kernel.value("SELECT COUNT(*) FROM project_item WHERE moves <> 1") == 0)
    }

    // MARK: Between lists

    @Test("in the list view a task goes to another list and place, under the same condition")
    func lists() throws {
        for (title, list) in [("A1", "Before"), ("A2", "Before"), ("B1", "Opening")] {
            try it.item("task", title, in: project, ["list": list])
        }
        let (all, lists) = (try it.refs("project_item"), try it.refs("project_list"))
        func place(_ index: Int, _ to: String, from: String, seen: Int = 0) throws -> Int {
            try it.desk.post(
                it.staffPath(all[index], in: project) + "/place",
                ["to": to, "from": from, "seen": String(seen)]
            ).status
        }
        let order = "\(Worksite.staffList)/\(project)/order"
        func shown() throws -> String {
            Self.columns(try it.desk.get(order)).replacing(lists[0], with: "Before")
                .replacing(lists[1], with: "Opening")
        }
        #expect(try place(4, "0000000000000000", from: lists[0]) == 404)
        #expect(try place(4, "\(lists[1]) \(all[5])", from: lists[0]) == 409)
        #expect(try place(4, lists[1], from: lists[1]) == 409)
        #expect(try place(4, "\(lists[1]) \(all[6])", from: lists[0]) == 303)
        #expect(try place(0, "\(lists[0]) \(all[5])", from: "-") == 303)
        #expect(try shown() == "Before: A2 Paint Opening: B1 A1 -: Lamps Floor Sign")
        #expect(try place(0, "-", from: lists[0], seen: 0) == 409)
        #expect(try place(0, "-", from: lists[0], seen: 1) == 303)
        #expect(try shown() == "Before: A2 Opening: B1 A1 -: Paint Lamps Floor Sign")
        let page = try it.desk.get(it.staffPath(all[0], in: project) + "/place")
        #expect(page.text.contains("Opening: after “A1”"))
    }

    // MARK: Many

    @Test("of 5,000 tasks each column shows forty and a way to the next, in at most five statements")
    func many() throws {
        try it.kernel.execute(
            """
            INSERT INTO project_item (customer_id, project_id, ref, kind, title, created_at, state, done_at, due_on)
            SELECT p.customer_id, p.id, UNHEX(LPAD(HEX(s.seq), 20, '0')), 'task', CONCAT('Task ', s.seq),
                UTC_TIMESTAMP(6), ELT(1 + s.seq % 3, 'todo', 'doing', 'waiting'),
                IF(s.seq % 4 = 0, UTC_TIMESTAMP(6), NULL), '2026-05-01'
            FROM project_project p JOIN seq_1_to_5000 s
            """)
        try it.desk.get(board)
        let before = it.desk.statements
        let page = try it.desk.get(board)
        #expect(it.desk.statements - before <= 5)
        let cards = Self.columns(page).split(separator: " ")
        #expect(page.body.split(separator: "data-title=").count - 1 == 160)
        #expect(cards.count > 160 && page.text.contains("1,254") && page.text.contains("1,250"))
        #expect(page.links.contains { $0.hasSuffix("/tasks?state=done") })
        let more = try #require(page.links.first { $0.contains("column=doing") })
        let next = try it.desk.get(more)
        #expect(next.body.split(separator: "data-title=").count - 1 == 40)
        #expect(next.body.contains("Task 157\"") && !next.body.contains("Task 154\""))
        // Of one that is further down nothing is chosen beforehand.
        let last = path(try #require(try it.refs("project_item").dropLast().last))
        #expect(try it.desk.get(last).text.contains("Choose where it goes."))
        #expect(try it.desk.submit(last).status == 422)
        #expect(try it.desk.submit(last, ["to": "waiting"]).status == 303)
    }
}
