import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("Tabs and the portals behind them")
struct TabTests {
    private static let tab = "/notes/notes"

    private func look(_ browser: Browser) throws -> (hasTab: Bool, status: Int) {
        let home = try browser.get("/home")
        #expect(home.status == 200 && home.tabs.contains("/home"))
        return (home.tabs.contains(Self.tab), try browser.get(Self.tab).status)
    }

    @Test("A14 A15 a tab for a portal that the person has, and its page")
    func granted() throws {
        let stage = try Stage()
        #expect(try look(stage.kernel.signIn(stage.maria)) == (true, 200))
        let page = try stage.kernel.signIn(stage.maria).get(Self.tab)
        #expect(page.body.contains("href=\"\(Self.tab)\" aria-current=\"page\""))
        #expect(page.links.contains("mailto:help@example.org"), "who is stuck writes to the house")
    }

    @Test(
        "A01 A14 with the module off there is no tab, each address is a 404, for staff too; on again, all is back"
    )
    func moduleOff() throws {
        let stage = try Stage()
        let browser = try stage.kernel.signIn(stage.maria)
        let staff = try stage.kernel.signIn(stage.staff)
        try stage.kernel.setModule("notes", isOn: false)
        #expect(try look(browser) == (false, 404))
        #expect(try browser.get(Self.tab).comparable == browser.get("/notes/nothing-here").comparable)
        #expect(try browser.post("/notes/notes/new", ["text": "x"]).status == 404)
        #expect(try staff.get("/staff/notes/notes").status == 404)
        #expect(try !staff.get("/staff/customers").tabs.contains("/staff/notes/notes"))
        try stage.kernel.setModule("notes", isOn: true)
        #expect(try look(browser) == (true, 200))
        #expect(try stage.kernel.value("SELECT COUNT(*) FROM notes_note") == 0)
    }

    @Test(
        "A14 A18 with the access revoked there is no tab and each address is a 403, from the next request on")
    func revoked() throws {
        let stage = try Stage()
        let browser = try stage.kernel.signIn(stage.maria)
        let bystander = try stage.kernel.signIn(stage.ana)
        let staff = try stage.kernel.signIn(stage.staff)
        #expect(try look(browser) == (true, 200))
        #expect(try staff.post(stage.portals(of: stage.maria) + "notes/remove").status == 303)
        #expect(try look(browser) == (false, 403))
        #expect(try browser.post("/notes/notes/new", ["text": "x"]).status == 403)
        #expect(try look(bystander) == (true, 200))
        #expect(
            try staff.post(stage.contact + "/portal-user", ["portal": "notes", "version": "1"]).status == 303)
        #expect(try look(browser) == (true, 200))
    }

    @Test(
        "A14 SE08 a group without the permission has no tab and a 403; a change of the group holds at the next request"
    )
    func group() throws {
        let stage = try Stage()
        let group = try stage.kernel.addGroup([:])
        let browser = try stage.kernel.signIn(stage.maria)
        let staff = try stage.kernel.signIn(stage.staff)
        #expect(try staff.post(stage.contact + "/portal-user/group", ["group": group.ref]).status == 303)
        #expect(try look(browser) == (false, 403))
        let change = ["name": "Purchasing", "version": "1", "reach.notes.view": "own", "confirmed": "1"]
        #expect(try staff.post("/staff/permission-groups/\(group.ref)", change).status == 303)
        #expect(try look(browser) == (true, 200))
        #expect(try browser.get("/notes/notes/new").status == 403)
    }

    @Test("A11 a seat of what is listed has no portal that nobody listed")
    func listed() throws {
        let stage = try Stage()
        try stage.kernel.execute("UPDATE kernel_seat SET mode = 'listed' WHERE id = \(stage.maria.id)")
        let browser = try stage.kernel.signIn(stage.maria)
        #expect(try look(browser) == (false, 403))
        try stage.kernel.setAccess(stage.maria, to: "notes", isGranted: true)
        #expect(try look(browser) == (true, 200))
    }

    @Test(
        "C09 C10 a seat on the customer itself has Everything, one on a contact the default group, unless another was chosen"
    )
    func groups() throws {
        let stage = try Stage()
        func kind(_ seat: TestSeat) throws -> String? {
            try stage.kernel.value(
                """
                SELECT COALESCE(g.kind, IF(g.is_default, 'default', 'chosen')) FROM kernel_seat s
                JOIN kernel_permission_group g ON g.id = s.group_id WHERE s.id = \(seat.id)
                """)
        }
        let chosen = try stage.kernel.addGroup([:])
        let customer = try stage.kernel.addCustomer("Bólido Comidas")
        #expect(try kind(stage.kernel.addSeat(on: customer)) == "everything")
        #expect(try kind(stage.kernel.addSeat(on: stage.maria.customer, group: chosen)) == "chosen")
        #expect(try kind(stage.maria) == "default")
        #expect(
            try kind(stage.kernel.addSeat(stage.kernel.addContact(at: customer), group: chosen)) == "chosen")
    }

    @Test(
        "D11 reach own shows what is his, the organisation what is his colleagues' too, and neither another customer's"
    )
    func reaches() throws {
        let stage = try Stage()
        let kernel = stage.kernel
        let colleague = try kernel.addSeat(kernel.addContact("Hanna Moos", at: stage.maria.customer))
        for (seat, text) in [(stage.maria, "marias"), (colleague, "hannas"), (stage.ana, "anas")] {
            #expect(try kernel.signIn(seat).post("/notes/notes/new", ["text": text]).status == 303)
        }
        let browser = try kernel.signIn(stage.maria)
        func seen() throws -> [String] {
            let text = try browser.get(Self.tab).text
            return ["marias", "hannas", "anas"].filter { text.contains($0) }
        }
        #expect(try seen() == ["marias"])
        let wide = try kernel.addGroup(["notes.view": .organisation])
        try kernel.execute("UPDATE kernel_seat SET group_id = \(wide.id) WHERE id = \(stage.maria.id)")
        #expect(try seen() == ["marias", "hannas"])
        try kernel.setAccess(stage.maria, to: "notes", isGranted: true, cap: .own)
        #expect(try seen() == ["marias"])
    }

    @Test(
        "a customer's statement without its owner, and one of a table of the kernel, never reach the database"
    )
    func statements() throws {
        let stage = try Stage()
        let browser = try stage.kernel.signIn(stage.maria)
        for (path, word) in [
            ("/notes/without-owner", "has no Scope"), ("/notes/foreign-table", "kernel_account"),
        ] {
            let reply = try browser.get(path)
            #expect(reply.status == 500)
            #expect(
                !reply.body.contains("kernel_") && !reply.body.contains("SELECT")
                    && reply.body.contains(reply.request))
            #expect(stage.kernel.log.contains { $0.level == .error && $0.message.contains(word) })
        }
        #expect(try browser.get("/home").status == 200)
    }
}
