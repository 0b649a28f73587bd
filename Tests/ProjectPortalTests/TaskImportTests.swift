import PortalKit
import PortalTesting
import Testing

@Suite("Tasks that come from a CSV file")
struct TaskImportTests {
    private let it: Worksite
    private let project: String
    private let number: Int

    init() throws {
        it = try Worksite()
        project = try it.project(members: [it.maria])
        let found: Int? = try it.kernel.value("SELECT number FROM project_project")
        number = try #require(found)
        _ = try it.kernel.mails()
    }

    private let head = "id,project,list,title,text,due,starts,shared\n"

    /// What is wrong with a file, line by line.
    private func problems(_ rows: String) throws -> [String] {
        try it.kernel.bringIn("tasks", head + rows).problems
    }

    private func count() throws -> Int? { try it.kernel.value("SELECT COUNT(*) FROM project_item") }

    @Test("what is wrong is named by line and column, and nothing of the file is taken")
    func refused() throws {
        let rows = """
            T-1,\(number),,Fine,,,,
            ,\(number),,No id,,,,
            T-3,999,,No project,,,,
            T-4,\(number),,,,,,
            T-5,\(number),,No day,,31 May,,
            T-6,\(number),,Turned round,,2026-05-01,2026-06-01,
            T-7,\(number),,Perhaps,,,,maybe
            """
        #expect(
            try problems(rows) == [
                "line 3, column id: Use 1 to 64 bytes.",
                "line 4, column project: There is no project with this number.",
                "line 5, column title: Enter a title.",
                "line 6, column due: Enter a date, such as 2026-03-06.",
                "line 7, column due: It cannot be due before it begins.",
                "line 8, column shared: Write yes or no.",
            ])
        #expect(try count() == 0)
    }

    @Test("a project that was put away, or that nobody leads, takes none")
    func noProject() throws {
        try it.kernel.execute("UPDATE project_project SET lead_id = NULL, created_by = NULL")
        #expect(try problems("T-1,\(number),,A,,,,").first?.contains("Nobody leads this project") == true)
        try it.kernel.execute(
            "UPDATE project_project SET created_by = (SELECT MIN(id) FROM kernel_staff), archived_at = NOW(6)"
        )
        #expect(try problems("T-1,\(number),,A,,,,").first?.contains("put away") == true)
        try it.kernel.execute(
            "UPDATE project_project SET archived_at = NULL, shared_at = NULL, template_at = NOW(6)")
        #expect(try problems("T-1,\(number),,A,,,,yes").first?.contains("A template is never shown") == true)
        #expect(try count() == 0)
    }

    @Test("they are private unless the file says otherwise; the same file once more changes nothing")
    func twice() throws {
        let rows = """
            T-1,P-\(number),Before the opening,Measure,Bring a ladder,2026-05-01,2026-04-01,
            T-2,\(number),Before the opening,Order,,,,yes
            """
        let first = try it.kernel.bringIn("tasks", head + rows)
        #expect(first.added == 2 && first.updated == 0 && first.problems == [])
        let maria = try it.kernel.signIn(it.maria)
        let page = try maria.get("\(Worksite.list)/\(project)/tasks").text
        #expect(page.contains("Order") && !page.contains("Measure"))
        #expect(try it.kernel.value("SELECT COUNT(*) FROM project_list") == 1)
        let before = try it.kernel.checksums()["project_item"]
        let second = try it.kernel.bringIn("tasks", head + rows)
        #expect(second.added == 0 && second.updated == 2)
        #expect(try it.kernel.checksums()["project_item"] == before)
    }

    @Test("imported again it is brought up to date, and keeps whose it is, that it is done, and who sees it")
    func updated() throws {
        _ = try it.kernel.bringIn("tasks", head + "T-1,\(number),One,Measure,,2026-05-01,,no")
        try it.kernel.execute(
            "UPDATE project_item SET contact_id = \(it.maria.contact?.id), done_at = NOW(6), done_by_contact = contact_id"
        )
        _ = try it.kernel.bringIn("tasks", head + "T-1,\(number),Two,Measure twice,,2026-05-02,,")
        #expect(
            try it.kernel.value(
                """
                SELECT CONCAT_WS(' ', i.title, l.name, i.due_on, i.version, i.done_at IS NOT NULL, i.contact_id IS NOT NULL,
                    i.shared_at IS NULL) FROM project_item i JOIN project_list l ON l.id = i.list_id
                """) == "Measure twice Two 2026-05-02 2 1 1 1")
        // Another project may have a task of the same id.
        _ = try it.project("Second shop", members: [])
        let other: Int? = try it.kernel.value("SELECT MAX(number) FROM project_project")
        #expect(try it.kernel.bringIn("tasks", head + "T-1,\(try #require(other)),,Measure,,,,").added == 1)
        #expect(try count() == 2)
    }

    @Test("whose task is shared by it has the mail of that, once")
    func told() throws {
        let row = "T-1,\(number),,Measure,,,,"
        _ = try it.kernel.bringIn("tasks", head + row)
        try it.kernel.execute("UPDATE project_item SET contact_id = \(it.maria.contact?.id)")
        for wish in ["yes", "no", "yes", "yes"] { _ = try it.kernel.bringIn("tasks", head + row + wish) }
        #expect(try it.kernel.mails().map(\.recipient) == ["maria@example.org"])
    }
}
