import MariaDB
import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("SD08 The link that opens the portal of a customer without portal users")
struct CustomerLinkTests {
    @Test("C07 C08 who follows the link ends where the table of entries says", arguments: DoorEntry.all)
    func entry(_ entry: DoorEntry) throws {
        let door = try DoorStage()
        let link = try #require(try door.link())
        try entry.change(door)
        let browser = door.kernel.browser()
        #expect(try door.follow(link, in: browser) == entry.arrival)
        #expect(try browser.get("/home").status == (entry.arrival == .inside ? 200 : 303))
    }

    @Test(
        "C12 somebody who is still in another customer's portal is out there, and sees none of it here",
        arguments: DoorEntry.all)
    func fromElsewhere(_ entry: DoorEntry) throws {
        let door = try DoorStage()
        let link = try #require(try door.link())
        try entry.change(door)
        let browser = try door.kernel.signIn(door.stage.ana)
        let old = browser.cookies
        #expect(try browser.get("/home").text.contains("Ana Trujillo"))
        #expect(try door.follow(link, in: browser) == entry.arrival)
        let home = try browser.get("/home")
        if entry.arrival == .nowhere {
            #expect(home.text.contains("Ana Trujillo"))
        } else {
            #expect(!home.text.contains("Ana Trujillo"))
            let before = door.kernel.browser()
            before.cookies = old
            #expect(try before.get("/home").location?.hasPrefix("/sign-in") == true)
        }
    }

    @Test(
        "C08 a visitor who is inside is out at his next request, when the table says so",
        arguments: DoorEntry.all
    )
    func inside(_ entry: DoorEntry) throws {
        let door = try DoorStage()
        let link = try #require(try door.link())
        let browser = door.kernel.browser()
        #expect(try door.follow(link, in: browser) == .inside)
        try entry.change(door)
        let home = try browser.get("/home")
        #expect(home.status == (entry.arrival == .inside ? 200 : 303))
        #expect(entry.arrival == .inside || home.location?.hasPrefix("/sign-in") == true)
    }

    @Test("C08 when the last portal user is deleted a new link works, and of the old ones none")
    func again() throws {
        let door = try DoorStage()
        let old = try #require(try door.link())
        _ = try door.kernel.addSeat(door.contact)
        #expect(try door.link() == nil)
        try door.kernel.execute("DELETE FROM kernel_seat WHERE customer_id = \(door.customer.id)")
        let new = try #require(try door.link())
        #expect(new != old)
        #expect(try door.follow(new, in: door.kernel.browser()) == .inside)
        #expect(try door.follow(old, in: door.kernel.browser()) == .nowhere)
    }

    // MARK: What it opens

    @Test("C13 C14 a visitor has what Non-Portal Users may see, even when another group is the default")
    func rights() throws {
        let door = try DoorStage()
        func letVisitors(_ reach: Int) throws {
            try door.kernel.execute("DELETE FROM kernel_group_reach WHERE permission = 'notes.view'")
            if reach == 0 { return }
            try door.kernel.execute(
                """
                INSERT INTO kernel_group_reach (group_id, permission, reach)
                SELECT id, 'notes.view', \(reach) FROM kernel_permission_group WHERE kind = 'non-portal-users'
                """)
        }
        try door.kernel.execute(
            """
            INSERT INTO notes_note (customer_id, contact_id, ref, text)
            VALUES (\(door.customer.id), \(door.contact.id), \(Token.random(10)), 'Canary of Bólido'),
                (\(door.stage.maria.customer.id), NULL, \(Token.random(10)), 'Canary of Alfreds')
            """)
        let browser = door.kernel.browser()
        _ = try door.follow(try #require(try door.link()), in: browser)
        try letVisitors(0)
        #expect(try browser.get("/notes/notes").status == 403)
        // He has no contact: what reaches only his own reaches nothing.
        try letVisitors(1)
        #expect(try browser.get("/notes/notes").status == 403)
        try letVisitors(2)
        let page = try browser.get("/notes/notes")
        #expect(page.text.contains("Canary of Bólido") && !page.text.contains("Canary of Alfreds"))
        #expect(page.tabs == ["/home", "/notes/notes"])
        try door.kernel.setModule("notes", isOn: false)
        #expect(try browser.get("/notes/notes").status == 404)
    }

    @Test("a visitor has no account to look at or to change; his acts are a guest's, with the customer")
    func noAccount() throws {
        let door = try DoorStage()
        let browser = door.kernel.browser()
        _ = try door.follow(try #require(try door.link()), in: browser)
        let home = try browser.get("/home")
        #expect(!home.links.contains("/account") && home.status == 200)
        for path in ["/account", "/account/password"] {
            #expect(try browser.get(path).status == 403, "\(path)")
        }
        try browser.get("/home")
        for path in ["/account", "/account/password", "/seat"] {
            #expect(try browser.post(path).status == 403, "\(path)")
        }
        let customer: UInt64? = try door.kernel.value(
            "SELECT customer_id FROM kernel_audit WHERE action = 'identity.link.opened' AND actor_kind = 'guest'"
        )
        #expect(customer == door.customer.id)
        #expect(try browser.post("/notes/notes/new", ["text": "by a visitor"]).status == 303)
        try browser.get("/home")
        #expect(try browser.post("/sign-out").location == "/sign-in")
        #expect(try browser.get("/home").status == 303)
    }

    // MARK: Who must not

    @Test("SD05 looking at the link and its page, twenty times and by HEAD too, changes nothing")
    func scanners() throws {
        let door = try DoorStage()
        let link = try #require(try door.link())
        let before = try door.kernel.checksums()
        for round in 0..<20 {
            let scanner = door.kernel.browser()
            try scanner.send(round % 2 == 0 ? "GET" : "HEAD", link)
            try scanner.get("/link")
        }
        #expect(try door.kernel.checksums() == before)
        #expect(try door.follow(link, in: door.kernel.browser()) == .inside)
    }

    @Test("SD01 a link that is altered, cut, another kind's or made up is the same 404, and none is stored")
    func forged() throws {
        let door = try DoorStage()
        let link = try #require(try door.link())
        let other = try DoorStage()
        let foreign = try #require(try other.link())
        let token = String(link.dropFirst("/link/".count))
        let first = try door.kernel.browser().get("/link/nothing")
        #expect(first.status == 404 && first.text.contains("This link no longer works"))
        for text in [
            String(token.dropLast()), token + "A", String(token.reversed()), Token().text,
            String(foreign.dropFirst("/link/".count)), "0", door.customer.ref,
        ] {
            let browser = door.kernel.browser()
            let reply = try browser.get("/link/" + text)
            #expect(reply.status == 404 && reply.comparable == first.comparable, "\(text)")
            #expect(try browser.get("/link").status == 404)
            let session = door.kernel.browser()
            session.cookies["portico"] = "visitor." + text
            #expect(try session.get("/home").status == 303)
        }
        let bare = door.kernel.browser()
        bare.cookies["portico-link"] = token + ".9999999999.AAAA"
        #expect(try bare.get("/link").status == 404)
        #expect(try bare.post("/link").status == 404)
        #expect(
            try door.kernel.value(
                "SELECT COUNT(*) FROM kernel_customer WHERE \(token) LIKE CONCAT('%', name, '%')") == 0)
    }

    @Test("SC06 the button needs its token, and a session of a visitor is none of a person or of staff")
    func forgedForm() throws {
        let door = try DoorStage()
        let browser = door.kernel.browser()
        try browser.get(try #require(try door.link()))
        try browser.get("/link")
        #expect(try browser.post("/link", hasKeys: false).status == 403)
        #expect(try browser.get("/home").status == 303)
        try browser.get("/link")
        #expect(try browser.submit("/link").location == "/home")
        let visitor = try #require(browser.cookies["portico"])
        for text in [visitor, String(visitor.dropFirst("visitor.".count))] {
            let staff = door.kernel.browser()
            staff.cookies["portico-staff"] = text
            #expect(try staff.get("/staff/customers").status == 303)
        }
        let person = door.kernel.browser()
        person.cookies["portico"] = String(visitor.dropFirst("visitor.".count))
        #expect(try person.get("/home").status == 303)
    }

    @Test("A09 a technician reads no link, and switches, renews none")
    func technician() throws {
        let door = try DoorStage()
        let technician = try door.kernel.signIn(try door.kernel.addStaff(isAdministrator: false))
        #expect(try !technician.open(door.path).body.contains("/link/"))
        let before = try door.kernel.checksums()
        for path in ["/link/switch", "/link/renew"] {
            #expect(try technician.post(door.path + path, ["on": "0"]).status == 403)
        }
        #expect(try door.kernel.checksums() == before)
    }

    @Test("C07 C19 the page says what the link is worth; what is done with it is in the audit")
    func page() throws {
        let door = try DoorStage()
        let office = try door.kernel.signIn(door.stage.staff)
        #expect(try office.open(door.path).text.contains("without a password"))
        try door.post("/link/switch", ["on": "0"])
        try door.post("/link/switch", ["on": "1"])
        try door.post("/link/renew")
        let audit: [String] = try door.kernel.values(
            "SELECT action FROM kernel_audit WHERE action LIKE 'administration.link.%' ORDER BY id")
        #expect(
            audit == [
                "administration.link.disabled", "administration.link.enabled", "administration.link.renewed",
            ])
        _ = try door.kernel.addSeat(on: door.customer)
        #expect(try office.open(door.path).text.contains("the link leads to the sign-in page"))
    }
}
