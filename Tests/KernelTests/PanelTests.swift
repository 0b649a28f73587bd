import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("What portals show staff beside a customer and a contact")
struct PanelTests {
    @Test("a panel is about the record of the page, and there is none where the portal has nothing to say")
    func shown() throws {
        let stage = try BoardStage()
        let hanna = try stage.kernel.addContact("Hanna Moos", at: stage.maria.customer)
        try stage.add("Card of Maria", for: stage.maria)
        try stage.add("Card of Ana", for: stage.ana)
        let staff = try stage.kernel.signIn(stage.staff)
        func look(_ path: String) throws -> [String] {
            let page = try staff.get(path)
            #expect(page.status == 200)
            return ["<h2>Cards</h2>", "Card of Maria", "Card of Ana"].filter { page.body.contains($0) }
        }
        let maria = ["<h2>Cards</h2>", "Card of Maria"]
        #expect(try look("/staff/customers/" + stage.maria.customer.ref) == maria)
        #expect(try look("/staff/contacts/" + (stage.maria.contact?.ref ?? "")) == maria)
        #expect(try look("/staff/contacts/" + hanna.ref) == [])
        #expect(
            try look("/staff/customers/" + stage.ana.customer.ref) == ["<h2>Cards</h2>", "Card of Ana"])
        try stage.kernel.setModule("board", isOn: false)
        #expect(try look("/staff/customers/" + stage.maria.customer.ref) == [])
    }

    @Test("whoever of staff does not hold its right sees no panel, and no statement is asked for it")
    func right() throws {
        let stage = try BoardStage()
        try stage.add("Card of Maria", for: stage.maria)
        let technician = try stage.kernel.signIn(
            stage.kernel.addStaff("Jonas Kettering", isAdministrator: false))
        let administrator = try stage.kernel.signIn(stage.staff)
        // On a customer's page administrators are shown its link too, which is one statement more.
        for (path, more) in [
            ("/staff/customers/" + stage.maria.customer.ref, 2),
            ("/staff/contacts/" + (stage.maria.contact?.ref ?? ""), 1),
        ] {
            func look(_ browser: Browser) throws -> (status: Int, statements: Int, isShown: Bool) {
                try browser.get(path)
                let before = browser.statements
                let page = try browser.get(path)
                return (page.status, browser.statements - before, page.body.contains("Card of Maria"))
            }
            let (theirs, ours) = (try look(technician), try look(administrator))
            #expect(theirs.status == 200 && !theirs.isShown)
            #expect(ours.status == 200 && ours.isShown && ours.statements == theirs.statements + more)
        }
    }
}
