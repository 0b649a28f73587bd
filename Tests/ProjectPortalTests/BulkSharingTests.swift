import PortalKit
import PortalTesting
import Testing

@Suite("Showing and hiding several parts of a project at once")
struct BulkSharingTests {
    private let it: Worksite
    private let project: String
    private var sharing: String { "\(Worksite.staffList)/\(project)/sharing" }

    init() throws {
        it = try Worksite()
        project = try it.project(members: [it.maria])
        _ = try it.kernel.mails()
    }

    private func shared() throws -> Int? {
        try it.kernel.value("SELECT COUNT(*) FROM project_item WHERE shared_at IS NOT NULL")
    }

    @Test("what is of another project, is none, or is too much, changes nothing; nor does a customer")
    func refused() throws {
        let mine = try it.item("update", "Ours", in: project)
        let other = try it.item("update", "Theirs", in: it.project("Second shop", members: []))
        func status(_ items: String, _ on: String = "1", by browser: Browser) throws -> Int {
            try browser.post(sharing, ["items": items, "on": on]).status
        }
        func status(_ items: String, _ on: String = "1") throws -> Int {
            try status(items, on, by: it.desk)
        }
        #expect(try status("\(mine) \(other)") == 404)
        #expect(try status("\(mine) 0123456789ABCDEF") == 404)
        #expect(try status("\(mine) nonsense") == 404)
        #expect(try status("") == 422)
        #expect(try status(mine, "2") == 422)
        let many = (0..<101).map { "00000000000000" + ($0 < 10 ? "0\($0)" : $0 < 100 ? "\($0)" : "ZZ") }
        #expect(try status(many.joined(separator: " ")) == 422)
        #expect(try status(mine, by: it.kernel.signIn(it.maria)) == 303)
        #expect(try shared() == 0)
        #expect(try it.kernel.mails() == [])
    }

    @Test("the page asks, says what goes with it and who would see it, and changes nothing")
    func asks() throws {
        let task = try it.item("task", "Order the lamps", in: project, files: [Worksite.file("lamps.txt")])
        let update = try it.item("update", "They came", in: project)
        try it.comment("They are dear", on: task, of: project)
        let list = try it.desk.get("\(Worksite.staffList)/\(project)/tasks").text
        #expect(list.contains("Show or hide the selected…"))
        let page = try it.desk.get("\(sharing)?item=\(task)&item=\(update)").text
        for words in [
            "Order the lamps", "They came", "2 people if shared", "With it goes 1 file.",
            "1 comment stays hidden until its own switch is on.",
        ] { #expect(page.contains(words), "\(words)") }
        #expect(try it.desk.get(sharing).text.contains("Nothing is chosen."))
        #expect(try shared() == 0)
    }

    @Test("all of them show at once and hide at once, and each is told once however often")
    func both() throws {
        let items = [
            try it.item("update", "First news", in: project),
            try it.item("update", "Second news", in: project),
            try it.item("task", "Hers", in: project, ["contact": try it.ref(of: it.maria)]),
        ]
        let maria = try it.kernel.signIn(it.maria)
        for (round, on) in ["1", "0", "1", "1"].enumerated() {
            try it.desk.open("\(sharing)?item=\(items[0])&item=\(items[1])&item=\(items[2])")
            #expect(try it.desk.submit(sharing, ["on": on]).status == 303)
            #expect(try shared() == (on == "1" ? 3 : 0))
            for item in items {
                #expect(try maria.get(it.path(item, in: project)).status == (on == "1" ? 200 : 404))
            }
            #expect(try it.kernel.mails().count == (round == 0 ? 3 : 0))
        }
    }
}
