import PortalKit
import PortalTesting
import Testing

@Suite("Templates of projects")
struct TemplateTests {
    private let it: Worksite
    private let model: String
    private let template: String

    /// A shared project with a member, people's tasks, comments and hours, and the template that was made of it.
    init() throws {
        it = try Worksite()
        model = try it.project(members: [it.maria])
        try it.kernel.execute(
            "UPDATE project_project SET starts_on = '2026-03-02', ends_on = '2026-04-30', budget_minutes = 600, budget_shared_at = NOW(6)"
        )
        try it.item("milestone", "Opening", in: model, isShared: true, ["due": "2026-04-30"])
        let paint = try it.item(
            "task", "Paint", in: model, isShared: true,
            ["list": "Before", "due": "2026-03-10", "contact": try it.ref(of: it.maria)])
        let lamps = try it.item("task", "Lamps", in: model, ["list": "Opening day"])
        try it.item("task", "Letter of the landlord", in: model, isShared: true, ["asks-file": "1"])
        try it.item("update", "News", in: model, isShared: true)
        let desk = it.desk
        let path = it.staffPath(lamps, in: model)
        try desk.post(path + "/waits", ["needs": paint, "on": "1"])
        try desk.post(path + "/place", ["to": "-", "from": try it.refs("project_list")[1], "seen": "0"])
        try desk.post(path + "/move", ["to": "doing", "from": "todo", "seen": "1"])
        try desk.post(path + "/time", ["hours": "1", "minutes": "30", "remark": ""])
        try it.comment("In blue", on: paint, of: model, isShared: true)
        let reply = try desk.post("\(Worksite.staffList)/\(model)/template", ["name": "Every shop"])
        template = String(reply.location?.split(separator: "/").last ?? "")
        _ = try it.kernel.mails()
    }

    private func items(of project: String) throws -> [String] {
        try it.kernel.values(
            """
            SELECT CONCAT_WS(' ', i.kind, i.title, COALESCE(l.name, '-'), COALESCE(i.due_on, '-'), i.asks_file, i.state,
                COALESCE(i.shared_at, i.done_at, i.contact_id, i.assignee_id, i.told_at, '-'),
                COALESCE((SELECT n.title FROM project_dependency d JOIN project_item n ON n.id = d.needs_id
                    WHERE d.item_id = i.id AND n.project_id = i.project_id), '-'))
            FROM project_item i JOIN project_project p ON p.id = i.project_id LEFT JOIN project_list l ON l.id = i.list_id
            WHERE p.name = \(project) ORDER BY COALESCE(i.place, i.id)
            """)
    }

    @Test("no customer sees a template: by address, in lists, search, calendar, files, or as its member")
    func neverSeen() throws {
        let item = try #require(try it.refs("project_item").dropFirst(6).first)
        for seat in [it.maria, it.karl, it.nora, it.ana] {
            let browser = try it.kernel.signIn(seat)
            let own = "\(Worksite.list)/\(template)"
            for address in ["", "/tasks", "/milestones", "/documents/all", "/items/\(item)"] {
                #expect(try browser.get(own + address).status == 404, "\(address)")
            }
            #expect(try browser.get("\(Worksite.staffList)/\(template)").status == 303)
            #expect(try browser.get("/staff/project/templates").status == 303)
            for address in [
                Worksite.list, Worksite.list + "?view=archived", "/home", "/search?q=Every",
            ] {
                let page = try browser.get(address)
                #expect(page.status == 200 || page.status == 404)
                #expect(!page.text.contains("Every shop") && !page.body.contains(template), "\(address)")
            }
            #expect(try browser.post("/project/calendar", ["project": template]).status == 404)
        }
        #expect(try it.kernel.mails() == [])
    }

    @Test("nothing of a template is shared and nobody is put into it, whoever tries and however")
    func neverShared() throws {
        let path = "\(Worksite.staffList)/\(template)"
        let item = try #require(
            try it.kernel.value(
                "SELECT i.ref FROM project_item i JOIN project_project p ON p.id = i.project_id WHERE p.name = 'Every shop' LIMIT 1"
            ) as Ref<Worksite>?
        ).description
        let version: Int? = try it.kernel.value(
            "SELECT version FROM project_project WHERE name = 'Every shop'")
        let shared = [
            "name": "Every shop", "status": "planned", "shared": "1", "version": String(version ?? 0),
        ]
        #expect(try it.desk.post(path + "/edit", shared).status == 422)
        #expect(try it.desk.post(path + "/people", ["contact": try it.ref(of: it.maria)]).status == 422)
        #expect(try it.desk.post("\(path)/items/\(item)/sharing", ["on": "1"]).status == 409)
        #expect(try it.desk.post(path + "/sharing", ["items": item, "on": "1"]).status == 422)
        #expect(try it.desk.post(path + "/hours/sharing", ["what": "hours", "on": "1"]).status == 409)
        #expect(try it.desk.post(path + "/requests", ["titles": "A letter", "shared": "1"]).status == 422)
        let new = ["kind": "task", "title": "Key", "shared": "1"]
        #expect(try it.desk.upload(path + "/items/new", new, []).status == 422)
        #expect(try it.desk.post(path + "/template", ["name": "Of a template"]).status == 404)
        // The database refuses what no route does.
        #expect(throws: (any Error).self) {
            try it.kernel.execute("UPDATE project_project SET shared_at = NOW(6) WHERE name = 'Every shop'")
        }
        #expect(
            try it.kernel.value(
                """
                SELECT COUNT(*) FROM project_project p LEFT JOIN project_member m ON m.project_id = p.id
                LEFT JOIN project_item i ON i.project_id = p.id AND i.shared_at IS NOT NULL
                WHERE p.name = 'Every shop' AND p.shared_at IS NULL AND p.hours_shared_at IS NULL AND m.project_id IS NULL
                    AND i.id IS NULL
                """) == 1)
    }

    @Test(
        "what was planned is kept: order, lists, what waits for what, asked files, budget; nothing of its people"
    )
    func kept() throws {
        let wanted = [
            "milestone Opening - 2026-04-30 0 todo - -", "task Paint Before 2026-03-10 0 todo - -",
            "task Lamps - - 0 todo - Paint", "task Letter of the landlord - - 1 todo - -",
        ]
        #expect(try items(of: "Every shop") == wanted)
        let kept: String? = try it.kernel.value(
            """
            SELECT CONCAT_WS(' ', p.starts_on, p.ends_on, p.budget_minutes,
                COALESCE(p.shared_at, p.budget_shared_at, p.hours_shared_at, '-'),
                (SELECT COUNT(*) FROM project_member m WHERE m.project_id = p.id),
                (SELECT COUNT(*) FROM project_comment n WHERE n.project_id = p.id),
                (SELECT COUNT(*) FROM project_time n WHERE n.project_id = p.id))
            FROM project_project p WHERE p.name = 'Every shop'
            """)
        #expect(kept == "2026-03-02 2026-04-30 600 - 0 0 0")
        // The project itself is as it was.
        let maria = try it.kernel.signIn(it.maria)
        #expect(try maria.get("\(Worksite.list)/\(model)").text.contains("Paint"))
    }

    @Test(
        "staff manage templates apart from projects; a new project of one has its days counted from its begin"
    )
    func used() throws {
        let projects = try it.desk.get(Worksite.staffList)
        #expect(!projects.text.contains("Every shop") && projects.links.contains("/staff/project/templates"))
        let page = try it.desk.get("/staff/project/templates")
        #expect(page.text.contains("Every shop") && page.text.contains("3 tasks"))
        #expect(page.links.contains("\(Worksite.staffList)/\(template)/copy"))
        let one = try it.desk.get("\(Worksite.staffList)/\(template)").text
        #expect(
            one.contains("Template") && !one.contains("Add people") && !one.contains("Shared in the portal"))
        let number: Int? = try it.kernel.value(
            "SELECT number FROM kernel_customer WHERE name = 'Ana Trujillo Helados'")
        let fields = ["name": "Ana's shop", "customer": String(number ?? 0), "starts": "2026-06-01"]
        let copy = "\(Worksite.staffList)/\(template)/copy"
        #expect(try it.desk.post(copy, ["name": "Nobody's", "starts": "2026-06-01"]).status == 422)
        #expect(try it.desk.post(copy, fields).status == 303)
        #expect(
            try items(of: "Ana's shop") == [
                "milestone Opening - 2026-07-30 0 todo - -", "task Paint Before 2026-06-09 0 todo - -",
                "task Lamps - - 0 todo - Paint", "task Letter of the landlord - - 1 todo - -",
            ])
        #expect(
            try it.kernel.value(
                "SELECT CONCAT_WS(' ', starts_on, budget_minutes, template_at IS NULL, shared_at IS NULL) FROM project_project WHERE name = 'Ana''s shop'"
            ) == "2026-06-01 600 1 1")
        #expect(try it.desk.get(Worksite.staffList).text.contains("Ana's shop"))
        // Beside the customer of the model stands the project, and not the template.
        let person = try it.desk.get("/staff/contacts/\(try it.ref(of: it.maria))").text
        #expect(person.contains("Shop fit-out") && !person.contains("Every shop"))
        let customer: Ref<Worksite>? = try it.kernel.value(
            "SELECT ref FROM kernel_customer WHERE name = 'Alfreds Futterkiste'")
        let panel = try it.desk.get("/staff/customers/\(try #require(customer))").text
        #expect(panel.contains("Shop fit-out") && !panel.contains("Every shop"))
        #expect(try it.desk.post("\(Worksite.staffList)/\(template)/archive", ["on": "1"]).status == 303)
        let put = try it.desk.get("/staff/project/templates")
        #expect(put.text.contains("Archived") && !put.links.contains(copy))
    }

    @Test(
        "the portal as a member sees it is one click away from the list of members, of whom there is something to see"
    )
    func view() throws {
        let guest = try it.kernel.addContact("Lena Ohne", at: it.alfreds)
        let ref: Ref<Worksite>? = try it.kernel.value(
            "SELECT ref FROM kernel_contact WHERE name = 'Lena Ohne'")
        _ = guest
        let people = "\(Worksite.staffList)/\(model)/people"
        try it.desk.post(people, ["contact": try #require(ref).description])
        for address in [people, "\(Worksite.staffList)/\(model)"] {
            let page = try it.desk.get(address)
            #expect(page.form("/staff/contacts/\(try it.ref(of: it.maria))/view") != nil)
            #expect(page.form("/staff/contacts/\(try #require(ref))/view") == nil)
        }
        try it.desk.get(people)
        let view = "/staff/contacts/\(try it.ref(of: it.maria))/view"
        #expect(try it.desk.submit(view).status == 303)
        #expect(try it.desk.get("\(Worksite.list)/\(model)").text.contains("Paint"))
    }
}
