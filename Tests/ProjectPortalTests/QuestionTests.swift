import PortalKit
import PortalTesting
import Testing

@Suite("Questions that wait for an answer")
struct QuestionTests {
    private let it: Worksite
    private let project: String
    private let item: String

    init() throws {
        it = try Worksite()
        project = try it.project(members: [it.maria, it.karl])
        item = try it.item("task", "Paint the shop", in: project, isShared: true)
        _ = try it.kernel.mails()
    }

    private var path: String { it.path(item, in: project) }
    private var staffPath: String { it.staffPath(item, in: project) }

    @discardableResult
    private func ask(_ text: String = "Which colour?", of seat: TestSeat? = nil) throws -> Reply {
        var fields = ["question": text]
        if let seat { fields["contact"] = try it.ref(of: seat) }
        return try it.desk.post(staffPath + "/question", fields)
    }

    private func isAsked(_ seat: TestSeat, _ text: String = "asks you a question") throws -> Bool {
        try it.kernel.signIn(seat).get("/home").text.contains(text)
    }

    private func outcomes() throws -> [String] {
        try it.kernel.values("SELECT COALESCE(outcome, 'open') FROM project_question ORDER BY comment_id")
    }

    @Test("nothing is asked in vain: without words, of an outsider, about what is hidden or put away")
    func refusedToStaff() throws {
        #expect(try ask("  ").status == 422)
        #expect(try ask(of: it.nora).status == 422)
        let hidden = try it.item("update", "Inside", in: project)
        #expect(
            try it.desk.post(it.staffPath(hidden, in: project) + "/question", ["question": "So?"]).status
                == 409)
        let comment = try it.comment("No question", on: item, of: project, isShared: true)
        #expect(try it.desk.post("\(staffPath)/comments/\(comment)/end").status == 404)
        #expect(try it.desk.post("\(Worksite.staffList)/\(project)/archive", ["on": "1"]).status == 303)
        #expect(try ask().status == 409)
        #expect(try outcomes() == [])
    }

    @Test("who must not ask does not: a stranger, who is in no project of theirs, who may not write")
    func refusedToCustomers() throws {
        let path = "\(Worksite.list)/\(project)/question"
        let other = try it.project("Second shop", members: [it.karl])
        for (seat, status) in [(it.ana, 404), (it.nora, 403)] {
            let browser = try it.kernel.signIn(seat)
            #expect(try browser.post(path, ["question": "When?"]).status == status)
            #expect(try browser.get(path).status == status)
        }
        let maria = try it.kernel.signIn(it.maria)
        #expect(
            try maria.post("\(Worksite.list)/\(other)/question", ["question": "When?"]).status == 404)
        #expect(try maria.post(path, ["question": " "]).status == 422)
        #expect(try it.desk.post("\(Worksite.staffList)/\(project)/archive", ["on": "1"]).status == 303)
        #expect(try maria.post(path, ["question": "When?"]).status == 409)
        #expect(try !maria.get("\(Worksite.list)/\(project)").text.contains("Ask a question"))
        #expect(try outcomes() == [] && it.refs("project_item").count == 1)
    }

    @Test("a question to one waits for nobody else, and neither while it is hidden nor once he is out")
    func waitsForOne() throws {
        #expect(try ask(of: it.maria).status == 303)
        #expect(try it.kernel.mails().map(\.recipient) == ["maria@example.org"])
        #expect(try isAsked(it.maria))
        for seat in [it.karl, it.ana, it.nora] { #expect(try !isAsked(seat)) }
        let comment = try #require(try it.refs("project_comment").last)
        let sharing = "\(staffPath)/comments/\(comment)/sharing"
        for (address, on) in [(sharing, "0"), (sharing, "1"), (staffPath + "/sharing", "0")] {
            #expect(try it.desk.post(address, ["on": on]).status == 303)
            #expect(try isAsked(it.maria) == (on == "1"))
        }
        try it.share(item, of: project, true)
        #expect(try isAsked(it.maria))
        _ = try it.desk.post(
            "\(Worksite.staffList)/\(project)/people/remove", ["contact": try it.ref(of: it.maria)])
        #expect(try outcomes() == ["withdrawn"] && !isAsked(it.maria))
        try it.add(it.maria, to: project)
        #expect(try !isAsked(it.maria))
        #expect(try it.kernel.mails().allSatisfy { !$0.subject.contains("question") })
    }

    @Test("an answer of who was not asked answers nothing; one of who was ends the waiting for all")
    func answering() throws {
        try ask(of: it.maria)
        try ask("And the door?")
        let (maria, karl) = (try it.kernel.signIn(it.maria), try it.kernel.signIn(it.karl))
        let overview = try karl.get("\(Worksite.list)/\(project)").text
        #expect(overview.contains("And the door?") && !overview.contains("Which colour?"))
        #expect(try karl.post(path, ["comment": "The door green"]).status == 303)
        #expect(try outcomes() == ["open", "answered"])
        #expect(try maria.get("\(Worksite.list)/\(project)").text.contains("Which colour?"))
        #expect(try maria.post(path, ["comment": "Why do you ask?", "asks": "1"]).status == 303)
        #expect(try outcomes() == ["open", "answered", "open"])
        #expect(try maria.post(path, ["comment": "Blue"]).status == 303)
        #expect(try outcomes() == ["answered", "answered", "open"])
        #expect(try !isAsked(it.maria) && !isAsked(it.karl))
    }

    @Test("of eight answers at the same moment all are kept, and one ends it")
    func races() throws {
        try ask()
        let (kernel, maria, path) = (it.kernel, it.maria, path)
        let statuses = try atOnce(8) { number in
            try kernel.signIn(maria).post(path, ["comment": "Number \(number)"]).status
        }.map { try $0.get() }
        #expect(statuses.allSatisfy { $0 == 303 })
        #expect(try it.kernel.value("SELECT COUNT(*) FROM project_comment") == 9)
        #expect(
            try it.kernel.value(
                "SELECT COUNT(*) FROM kernel_audit WHERE action = 'project.question.answered'") == 1)
    }

    @Test("staff withdraw what they asked, once; it waits for nobody any more")
    func withdrawing() throws {
        try ask()
        let comment = try #require(try it.refs("project_comment").last)
        let end = "\(staffPath)/comments/\(comment)/end"
        #expect(try it.desk.post(end).status == 303)
        #expect(try it.desk.post(end).status == 409)
        #expect(try outcomes() == ["withdrawn"] && !isAsked(it.maria))
    }

    @Test(
        "a customer's question about the project reaches who leads and waits in the list until it is answered"
    )
    func askedByCustomer() throws {
        try it.kernel.execute(
            "UPDATE kernel_staff SET login = 'jonas@example.org' WHERE name = 'Jonas Kettering'")
        try it.kernel.execute(
            "UPDATE project_project SET lead_id = (SELECT id FROM kernel_staff WHERE name = 'Jonas Kettering')"
        )
        let (maria, list) = (try it.kernel.signIn(it.maria), "/staff/project/questions")
        let asked = try maria.post(
            "\(Worksite.list)/\(project)/question", ["question": "When is the floor laid?"])
        let place = try #require(asked.location)
        _ = try it.kernel.runBackground()
        let told = try it.kernel.mails().filter { $0.recipient == "jonas@example.org" }
        #expect(told.count == 1 && told.first?.text.contains("When is the floor laid?") == true)
        #expect(try it.desk.get(list).text.contains("When is the floor laid?"))
        // Its place belongs to the project's members, and to nobody else.
        #expect(try it.kernel.signIn(it.karl).get(place).status == 200)
        #expect(try it.kernel.signIn(it.ana).get(place).status == 404)
        let ref = try #require(try it.refs("project_item").last)
        let inside = try it.comment("Think about it", on: ref, of: project)
        #expect(try it.desk.get(list).text.contains("When is the floor laid?"))
        let sharing = "\(it.staffPath(ref, in: project))/comments/\(inside)/sharing"
        #expect(try it.desk.post(sharing, ["on": "1"]).status == 303)
        #expect(try outcomes() == ["answered"])
        #expect(try it.desk.get(list).text.contains("No question waits."))
        #expect(try maria.post(path, ["comment": "And the lamps?", "asks": "1"]).status == 303)
        let comment = try #require(try it.refs("project_comment").last)
        #expect(try it.desk.get(staffPath).text.contains("Waits for us"))
        #expect(try it.desk.post("\(staffPath)/comments/\(comment)/end").status == 303)
        #expect(try outcomes() == ["answered", "done"])
    }

    @Test("what somebody was asked is handed out to him; once he is forgotten, it waits for nobody")
    func privacy() throws {
        try ask(of: it.maria)
        let person = try #require(it.maria.contact)
        #expect(try it.kernel.exportedData(of: person).contains("Which colour?"))
        _ = try it.kernel.erase(person)
        #expect(try outcomes() == ["withdrawn"])
    }
}
