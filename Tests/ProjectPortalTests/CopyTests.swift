import PortalKit
import PortalTesting
import Testing

@Suite("A project after the model of another, and all its files")
struct CopyTests {
    private let it: Worksite
    private let model: String

    init() throws {
        it = try Worksite()
        model = try it.project(members: [it.maria])
        try it.kernel.execute("UPDATE project_project SET starts_on = '2026-03-30', ends_on = '2026-12-31'")
        try it.item("milestone", "Opening", in: model, isShared: true, ["due": "2026-04-30"])
        let task = try it.item(
            "task", "Order", in: model, isShared: true,
            [
                "list": "Before", "starts": "2026-03-30", "due": "2026-04-02",
                "contact": try it.ref(of: it.maria),
            ], files: [Worksite.file("lamps.txt")])
        try it.comment("They are dear", on: task, of: model, isShared: true)
        try it.item("document", "Plan", in: model, files: [Worksite.file("plan.txt")])
        try it.item("update", "News", in: model, isShared: true)
        try it.kernel.execute(
            "UPDATE project_item SET done_at = NOW(6), external_id = 'T-1' WHERE kind = 'task'")
        _ = try it.kernel.mails()
    }

    private var path: String { "\(Worksite.staffList)/\(model)/copy" }

    private func number(of customer: String) throws -> String {
        let number: Int? = try it.kernel.value("SELECT number FROM kernel_customer WHERE name = \(customer)")
        return String(try #require(number))
    }

    @Test("without a name, a customer or a day that there is, there is no copy")
    func refused() throws {
        let customer = try number(of: "Alfreds Futterkiste")
        for fields in [
            ["name": "", "customer": customer], ["name": "A", "customer": "99999"], ["name": "A"],
            ["name": "A", "customer": customer, "starts": "2026-02-30"],
        ] { #expect(try it.desk.post(path, fields).status == 422) }
        #expect(try it.refs("project_project").count == 1)
        #expect(try it.refs("project_item").count == 4)
    }

    @Test("milestones, lists and tasks are there, moved to the new begin; private, open, and nobody's")
    func copied() throws {
        // Another customer's: nothing of the first one goes along but what was planned.
        let helados = try number(of: "Ana Trujillo Helados")
        let fields = ["name": "Second shop", "customer": helados, "starts": "2026-05-01"]
        #expect(try it.desk.post(path, fields).status == 303)
        let rows: [String] = try it.kernel.values(
            """
            SELECT CONCAT_WS(' ', i.kind, i.title, i.body, COALESCE(l.name, '-'), COALESCE(i.starts_on, '-'), i.due_on,
                COALESCE(i.shared_at, i.done_at, i.contact_id, i.external_id, i.told_at, i.asked_at, '-'),
                i.customer_id = p.customer_id)
            FROM project_item i JOIN project_project p ON p.id = i.project_id LEFT JOIN project_list l ON l.id = i.list_id
            WHERE p.name = 'Second shop' ORDER BY i.id
            """)
        #expect(
            rows == [
                "milestone Opening About Opening - - 2026-06-01 - 1",
                "task Order About Order Before 2026-05-01 2026-05-04 - 1",
            ])
        let project: String? = try it.kernel.value(
            """
            SELECT CONCAT_WS(' ', p.status, p.starts_on, p.ends_on, p.shared_at IS NULL, c.name,
                (SELECT COUNT(*) FROM project_member m WHERE m.project_id = p.id),
                (SELECT COUNT(*) FROM project_comment n WHERE n.project_id = p.id),
                (SELECT COUNT(*) FROM project_file f WHERE f.project_id = p.id))
            FROM project_project p JOIN kernel_customer c ON c.id = p.customer_id WHERE p.name = 'Second shop'
            """)
        #expect(project == "planned 2026-05-01 2027-02-01 1 Ana Trujillo Helados 0 0 0")
        let copy = try #require(try it.refs("project_project").last)
        for seat in [it.maria, it.nora, it.ana] {
            #expect(try it.kernel.signIn(seat).get("\(Worksite.list)/\(copy)").status == 404)
        }
        #expect(try it.kernel.mails() == [])
    }

    @Test("without a new begin the days stay; a day stays one that there is")
    func days() throws {
        let fields = ["name": "Same days", "customer": try number(of: "Alfreds Futterkiste")]
        #expect(try it.desk.post(path, fields).status == 303)
        func dues() throws -> [String] {
            try it.kernel.values(
                "SELECT CAST(due_on AS CHAR) FROM project_item WHERE kind IN ('milestone', 'task') ORDER BY id DESC LIMIT 2"
            )
        }
        #expect(try dues() == ["2026-04-02", "2026-04-30"])
        #expect(try it.desk.post(path, fields.merging(["starts": "9999-12-31"]) { $1 }).status == 303)
        #expect(try dues() == ["9999-12-31", "9999-12-31"])
    }

    @Test("staff have all files of a project in one archive, of documents the newest; a customer has not")
    func files() throws {
        let staff = "\(Worksite.staffList)/\(model)"
        for path in ["/files/all", "/documents/all"] {
            #expect(try it.kernel.signIn(it.maria).get(staff + path).status == 303)
            #expect(try it.kernel.browser().get(staff + path).status == 303)
            let reply = try it.desk.get(staff + path)
            #expect(reply.status == 200 && reply.header("X-Accel-Redirect") != nil)
            #expect(reply.header("Content-Disposition")?.contains("Shop fit-out.zip") == true)
        }
        // What the customer does not see is in it: the task's file and the hidden plan are two.
        #expect(try it.desk.get(staff).text.contains("Export"))
    }
}
