import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("Modules: what is off is not there")
struct ModuleTests {
    private static let list = "/staff/settings/modules"
    private static let notes = list + "/notes"

    @Test("A09 B01 a technician reaches none of it, and switches nothing by a forged form")
    func technician() throws {
        let stage = try Stage()
        let technician = try stage.kernel.signIn(
            stage.kernel.addStaff("Jonas Kettering", isAdministrator: false))
        let before = try stage.kernel.checksums()
        for path in [Self.list, Self.notes, "/staff/settings/client-portal"] {
            #expect(try technician.get(path).status == 403, "\(path)")
        }
        #expect(try technician.post(Self.notes, ["on": "0"]).status == 403)
        #expect(
            try technician.post("/staff/settings/client-portal", ["activation": "0"]).status == 403)
        #expect(try stage.kernel.checksums() == before)
    }

    @Test("A01 the kernel's own parts and modules that do not exist cannot be switched")
    func unknown() throws {
        let stage = try Stage()
        let staff = try stage.kernel.signIn(stage.staff)
        let before = try stage.kernel.checksums()
        for name in ["identity", "administration", "portal-activation", "nothing", "kernel"] {
            #expect(try staff.get(Self.list + "/" + name).status == 404)
            #expect(try staff.post(Self.list + "/" + name, ["on": "0"]).status == 404)
        }
        let wrong = try staff.post("/staff/settings/client-portal", ["activation": "maybe"])
        #expect(wrong.status == 422)
        #expect(try stage.kernel.checksums() == before)
    }

    @Test(
        "A01 A20 B01 B02 off, a module vanishes at the next request for customers and staff, in every browser; on, all is back"
    )
    func offAndOn() throws {
        let stage = try Stage()
        let (staff, other) = (try stage.kernel.signIn(stage.staff), try stage.kernel.signIn(stage.staff))
        let person = try stage.kernel.signIn(stage.maria)
        #expect(try person.post("/notes/notes/new", ["text": "kept"]).status == 303)
        let manage = try stage.portals(of: stage.maria) + "notes"
        func look() throws -> [Bool] {
            [
                try person.get("/home").tabs.contains("/notes/notes"),
                try person.get("/notes/notes").status == 200,
                try person.get("/notes/notes/new").status == 200,
                try other.get("/staff/customers").tabs.contains("/staff/notes/notes"),
                try other.get("/staff/notes/notes").status == 200,
                try other.get(stage.contact).links.contains { $0.hasSuffix("/portals/notes") },
                try other.get(manage).status == 200,
                try other.get("/staff/settings").text.contains("Notes\n"),
                try other.get("/staff/settings/notices").text.contains("A note was added"),
                try other.get("/staff/settings/notices/notes.note-added").status == 200,
            ]
        }
        #expect(try look() == Array(repeating: true, count: 10))
        let confirm = try staff.get(Self.notes)
        #expect(confirm.text.contains("Switch off Notes?"))
        #expect(confirm.text.contains("2 people at 2 customers lose it"))
        #expect(try look() == Array(repeating: true, count: 10), "looking changes nothing")
        #expect(try staff.submit(Self.notes).status == 303)
        #expect(try look() == Array(repeating: false, count: 10))
        #expect(try person.post("/notes/notes/new", ["text": "more"]).status == 404)
        #expect(try other.post(manage + "/remove").status == 404)
        #expect(try stage.kernel.value("SELECT COUNT(*) FROM notes_note") == 1)
        let group = try staff.get(
            "/staff/permission-groups/" + stage.address("{group}").replacing("/", with: ""))
        #expect(group.text.contains("Switched off: nobody has it now."))
        try staff.get(Self.list)
        #expect(try staff.submit(Self.notes).status == 303)
        #expect(try look() == Array(repeating: true, count: 10))
        #expect(try person.get("/notes/notes").text.contains("kept"))
    }

    @Test("A01 each switch is audited under the module's name, and one that changes nothing is not")
    func audited() throws {
        let stage = try Stage()
        let staff = try stage.kernel.signIn(stage.staff)
        for isOn in ["1", "0", "0", "1", "1"] {
            #expect(try staff.post(Self.notes, ["on": isOn]).status == 303)
        }
        let actions: [String] = try stage.kernel.values(
            "SELECT action FROM kernel_audit WHERE subject_kind = 'module' ORDER BY id")
        #expect(actions == ["notes.module.off", "notes.module.on"])
    }

    @Test("B02 the settings name the portals that are on, each with its page, and the address to sign in at")
    func settings() throws {
        let stage = try BoardStage()
        let staff = try stage.kernel.signIn(stage.staff)
        let page = try staff.get("/staff/settings")
        for part in ["modules", "client-portal", "people", "board", "mail", "notices", "background"] {
            #expect(page.links.contains("/staff/settings/" + part), "\(part)")
        }
        #expect(page.text.contains("http://127.0.0.1:8080/sign-in"))
    }
}
