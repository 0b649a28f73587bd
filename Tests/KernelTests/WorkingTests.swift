import MariaDB
import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("C11 SL02 Working in a customer's place: with that person's rights, under both names")
struct WorkingTests {
    @Test("C11 what is written has the person's rights and the names of both")
    func writes() throws {
        let it = try ViewingStage()
        let browser = try it.enter(it.maria, "work")
        let page = try browser.get("/notes/notes/new")
        #expect(
            page.text.contains("You work in the portal on behalf of Maria Anders of Alfreds Futterkiste."))
        #expect(try browser.submit("/notes/notes/new", ["text": "by both"]).status == 303)
        #expect(
            try it.kernel.value("SELECT contact_id FROM notes_note WHERE text = 'by both'")
                == it.stage.maria.contact?.id)
        let person = try it.kernel.signIn(it.stage.maria)
        #expect(try person.get("/notes/notes").text.contains("by both"))
        try it.kernel.execute("DELETE FROM kernel_group_reach WHERE permission = 'notes.add'")
        #expect(try browser.get("/notes/notes/new").status == 403)
        try browser.get("/home")
        #expect(try browser.post("/notes/notes/new", ["text": "no more"]).status == 403)
    }

    @Test("SL02 the audit and a file that is added name the member of staff and the seat")
    func audit() throws {
        let it = try ViewingStage()
        let browser = try it.enter(it.maria, "work")
        try browser.get("/home")
        #expect(try browser.submit(Viewing.end).location == it.maria)
        #expect(
            try it.audit() == [
                it.line("working.begun", it.stage.maria), it.line("working.ended", it.stage.maria),
            ])
        #expect(try browser.get("/home").location?.hasPrefix("/sign-in") == true)
    }

    @Test(
        "C11 it lasts as long as the session of staff: eight hours of work, and no longer than that session")
    func lasts() throws {
        let it = try ViewingStage()
        let browser = try it.enter(it.maria, "work")
        for _ in 0..<11 {
            it.kernel.clock.move(seconds: 3_600)
            #expect(try browser.get("/notes/notes").status == 200)
        }
        // The session of staff was kept awake by it.
        #expect(try browser.get("/staff/customers").status == 200)
        it.kernel.clock.move(seconds: 3_600)
        #expect(try browser.get("/notes/notes").location == "/viewing/ended")
        #expect(try browser.get("/staff/customers").status == 303)
    }

    @Test("E22 the customer's person was not here: his sessions and when he was last seen stay as they are")
    func unseen() throws {
        let it = try ViewingStage()
        _ = try it.kernel.signIn(it.stage.maria)
        let browser = try it.enter(it.maria, "work")
        it.kernel.clock.move(seconds: 600)
        let before = try it.kernel.checksums()
        for path in ["/home", "/notes/notes"] { try browser.get(path) }
        let after = try it.kernel.checksums()
        let changed = before.filter { after[$0.key] != $0.value }.map(\.key)
        #expect(changed == ["kernel_staff_session"])
    }

    @Test("C12 the portal of a customer without portal users opens with one click, whoever's was open before")
    func oneClick() throws {
        let it = try ViewingStage()
        let browser = try it.enter(it.maria, "work")
        #expect(try browser.get("/notes/notes").text.contains("Canary of Maria"))
        let path = "/staff/customers/" + it.bolido.ref
        let before = browser.cookies["portico"]
        try browser.open(path)
        #expect(try browser.submit(path + "/work").location == "/home")
        for address in ["/home", "/notes/notes", "/search?q=Canary"] {
            let page = try browser.get(address)
            #expect(page.text.contains("You work in the portal of Bólido Comidas"), "\(address)")
            #expect(!page.text.contains("Canary of Maria") && !page.text.contains("Alfreds"), "\(address)")
        }
        #expect(try browser.get("/notes/notes").text.contains("Canary of Martín"))
        browser.cookies["portico"] = before
        #expect(try browser.get("/home").location == "/viewing/ended")
    }

    @Test("C14 an administrator has there what Non-Portal Users have, even when another group is the default")
    func administrator() throws {
        let it = try ViewingStage()
        let path = "/staff/customers/" + it.bolido.ref
        let browser = try it.enter(path, "work", in: try it.kernel.signIn(it.stage.staff))
        #expect(try browser.get("/notes/notes").status == 200)
        try it.kernel.execute(
            """
            DELETE FROM kernel_group_reach WHERE group_id =
                (SELECT id FROM kernel_permission_group WHERE kind = 'non-portal-users')
            """)
        #expect(try browser.get("/notes/notes").status == 403)
        #expect(try browser.get("/home").status == 200)
    }

    @Test(
        "C12 where the customer has portal users one chooses as whom; the customer itself has no portal then")
    func choice() throws {
        let it = try ViewingStage()
        let browser = try it.kernel.signIn(it.technician)
        let path = it.stage.customer
        #expect(try browser.open(path).links.contains(path + "/portal"))
        let page = try browser.open(path + "/portal")
        #expect(page.form(it.maria + "/view") != nil && page.links.contains(it.maria + "/work"))
        #expect(try browser.post(path + "/work").status == 409)
        _ = try it.kernel.addSeat(on: it.stage.maria.customer)
        _ = try it.enter(path, "work", in: browser)
        #expect(try browser.get("/notes/notes").text.contains("Canary of Alfreds"))
        #expect(try browser.get("/home").text.contains("on behalf of Alfreds Futterkiste."))
    }

    @Test("C12 by a passed-on link one leaves the portal one works in, and arrives where the link leads")
    func passedOnLink() throws {
        let door = try DoorStage()
        let link = try #require(try door.link())
        for hasUsers in [false, true] {
            if hasUsers { _ = try door.kernel.addSeat(door.contact) }
            let browser = try door.kernel.signIn(door.stage.staff)
            try browser.open(door.stage.contact)
            #expect(try browser.post(door.stage.contact + "/work").status == 303)
            #expect(try browser.get("/home").text.contains("Maria Anders"))
            let old = browser.cookies
            #expect(try door.follow(link, in: browser) == (hasUsers ? .signIn : .inside))
            #expect(try !browser.open("/home").text.contains("Maria Anders"))
            browser.cookies = old
            #expect(try browser.get("/home").location == "/viewing/ended")
        }
    }

    @Test("SC02 of fifty who begin at once in one session of staff, one place is open in the end")
    func race() throws {
        let it = try ViewingStage()
        let staff = try it.kernel.signIn(it.technician)
        try staff.open("/staff/customers")
        let keys = try staff.keys(for: "/staff")
        let cookies = staff.cookies
        let results = atOnce(50) { number in
            let browser = it.kernel.browser()
            browser.cookies = cookies
            return try browser.post((number % 2 == 0 ? it.maria : it.ana) + "/work", keys).status
        }
        #expect(try results.allSatisfy { try $0.get() == 303 })
        #expect(try it.kernel.value("SELECT COUNT(*) FROM kernel_viewing WHERE ended_at IS NULL") == 1)
        let begun: Int? = try it.kernel.value(
            "SELECT COUNT(*) FROM kernel_audit WHERE action = 'identity.working.begun'")
        #expect(try it.kernel.value("SELECT COUNT(*) FROM kernel_viewing") == begun)
        #expect((begun ?? 0) > 1)
    }
}
