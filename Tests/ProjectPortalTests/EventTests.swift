import PortalKit
import PortalTesting
import Synchronization
import Testing

/// A portal that tells of accepted quotations, and writes down what it hears of projects.
private struct Quotations: Sendable {
    final class Ear: Sendable {
        let heard = Mutex<[String]>([])
    }

    struct Heard: Decodable {
        let id: String
        let project: String
        let number: Int
        let shared: Bool
    }

    /// What a form names, with nothing where it names nothing.
    struct Told: Encodable {
        let id: String
        let number: Int?
        let title: String?
        let customer: String
        let contact: String?
    }

    let ear = Ear()
    let portal: Portal

    init() {
        let ear = ear
        let names: [EventName] = [
            "project.project.started", "project.project.completed", "project.task.completed",
            "project.milestone.completed", "project.milestone.approved", "project.document.approved",
            "project.request.delivered",
        ]
        let texts = ["started", "completed", "task", "milestone", "approved", "document", "delivered"]
        portal = Portal(
            id: "quotation", title: "Quotations", icon: .file, permissions: [],
            staffPermissions: [.sellThings],
            staff: [
                .post("/accepted", needs: .staff(.sellThings)) { request, _, write in
                    let form = request.form
                    func text(_ name: String) -> String? { form[name].isEmpty ? nil : form[name] }
                    let told = Told(
                        id: form["id"], number: Int(form["number"]), title: text("title"),
                        customer: form["customer"], contact: text("contact"))
                    try write { tx in try tx.publish("quotation.quotation.accepted", told) }
                    return .seeOther("/staff")
                }
            ],
            publishes: ["quotation.quotation.accepted"],
            reactions: zip(names, texts).map { name, text in
                Reaction(to: name) { (heard: Heard, _, _) in
                    ear.heard.withLock { $0.append(heard.shared ? text : text + " hidden") }
                }
            },
            examples: .none, privacy: .holdsNoPersonalData, resources: PortalResources())
    }

    func heard() -> [String] { ear.heard.withLock { $0 } }
}

extension StaffPermission {
    fileprivate static let sellThings = StaffPermission("quotation.sell", title: "Sell", technicians: true)
}

@Suite("What starts and ends here is told, and what others tell begins a project")
struct EventTests {
    private let quotations = Quotations()
    private let it: Worksite

    init() throws { it = try Worksite(beside: [quotations.portal]) }

    private func accept(_ more: [String: String] = [:]) throws {
        let customer: Ref<CustomerRecord>? = try it.kernel.value(
            "SELECT ref FROM kernel_customer WHERE name = 'Alfreds Futterkiste'")
        let fields = [
            "id": "Q1", "number": "1042", "title": "Shop fit-out",
            "customer": try #require(customer).description,
        ].merging(more) { $1 }
        #expect(try it.desk.post("/staff/quotation/accepted", fields).status == 303)
        _ = try it.kernel.runBackground()
    }

    private func wish() throws {
        let admin = try it.kernel.signIn(it.kernel.addStaff("Ada", isAdministrator: true))
        try admin.open("/staff/settings/project")
        let saved = try admin.submit(
            "/staff/settings/project", ["project.starts-from-quotations": "1"])
        #expect(saved.status == 303)
    }

    private func count(_ table: SQL) throws -> Int? {
        try it.kernel.value("SELECT COUNT(*) FROM \(sql: table)")
    }

    @Test(
        "no project begins by itself until an administrator wishes it, nor for a customer that is not there")
    func refused() throws {
        try accept()
        try wish()
        try accept(["customer": "0123456789ABCDEF", "id": "Q2"])
        try accept(["customer": "nonsense", "id": "Q3"])
        #expect(try count("project_project") == 0)
    }

    @Test(
        "an accepted quotation begins one project, however often it is told: planned, and seen by nobody yet")
    func begins() throws {
        try wish()
        let maria = try it.ref(of: it.maria)
        for _ in 1...3 { try accept(["contact": maria]) }
        #expect(try count("project_project") == 1)
        let name: String? = try it.kernel.value("SELECT name FROM project_project")
        #expect(name == "Shop fit-out (#1042)")
        #expect(try it.desk.get(Worksite.staffList).text.contains("Shop fit-out (#1042)"))
        let project = try #require(try it.refs("project_project").last)
        let path = "\(Worksite.list)/\(project)"
        #expect(try it.kernel.signIn(it.maria).get(path).status == 404)
        try it.kernel.execute("UPDATE project_project SET shared_at = '2026-01-01'")
        #expect(try it.kernel.signIn(it.maria).get(path).status == 200)
        #expect(try it.kernel.signIn(it.karl).get(path).status == 404)
        #expect(quotations.heard() == [])
    }

    @Test("somebody of another customer, or without the portal, is not put into it")
    func outsiders() throws {
        try wish()
        try accept(["contact": it.ref(of: it.ana)])
        try it.kernel.setAccess(it.karl, to: "project", isGranted: false)
        try accept(["contact": it.ref(of: it.karl), "id": "Q2"])
        let bare = try it.kernel.addContact("Bare Contact", at: it.alfreds)
        try accept(["contact": bare.ref, "id": "Q3"])
        #expect(try count("project_project") == 3)
        #expect(try count("project_member") == 0)
    }

    @Test("it is told when a project starts and ends, what is done or approved in it, and what was delivered")
    func told() throws {
        let project = try it.project(members: [it.maria])
        let base = "\(Worksite.staffList)/\(project)"
        let mine = ["contact": try it.ref(of: it.maria)]
        let tasks = try [
            it.item("task", "Hidden", in: project),
            it.item("task", "Paint", in: project, isShared: true, mine),
            it.item("task", "Lease", in: project, isShared: true, ["asks-file": "1"]),
        ]
        let milestone = try it.item("milestone", "Layout", in: project, isShared: true)
        let maria = try it.kernel.signIn(it.maria)
        #expect(try it.desk.post(it.staffPath(tasks[0], in: project) + "/done", ["on": "1"]).status == 303)
        #expect(try maria.post(it.path(tasks[1], in: project) + "/done").status == 303)
        let sent = try maria.upload(
            it.path(tasks[2], in: project) + "/delivery", [:], [Worksite.file("a.txt")])
        #expect(sent.status == 303)
        let (staffPath, path) = (it.staffPath(milestone, in: project), it.path(milestone, in: project))
        for round in ["1", "2"] {
            #expect(try it.desk.post(staffPath + "/approval", ["on": "1"]).status == 303)
            let verdict = round == "1" ? "changes" : "approved"
            let decision = ["verdict": verdict, "wish": "wider", "round": round]
            #expect(try maria.post(path + "/decision", decision).status == 303)
        }
        for on in ["1", "1"] { _ = try it.desk.post(staffPath + "/done", ["on": on]) }
        for status in ["paused", "active", "done", "done"] {
            let version: Int? = try it.kernel.value("SELECT version FROM project_project")
            let fields = ["name": "Shop", "status": status, "shared": "1", "version": String(version ?? 0)]
            #expect(try it.desk.post(base + "/edit", fields).status == 303)
        }
        _ = try it.kernel.runBackground()
        let expected = [
            "started", "task hidden", "task", "task", "delivered", "approved", "milestone", "completed",
        ]
        #expect(quotations.heard().sorted() == expected.sorted())
    }
}
