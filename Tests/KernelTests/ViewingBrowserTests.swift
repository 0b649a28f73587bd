import MariaDB
import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("SL01 SC07 Whose browser it is, when staff look or work as somebody")
struct ViewingBrowserTests {
    @Test("SL01 SC02 the token is no session of staff and none of a customer; a planted one is never adopted")
    func tokens() throws {
        let it = try ViewingStage()
        let planted = Token()
        let browser = try it.kernel.signIn(it.technician)
        browser.cookies["portico"] = ViewingCookie.seat.text(planted)
        #expect(try browser.get("/home").location == "/viewing/ended")
        _ = try it.enter(it.maria, in: browser)
        let cookie = try #require(browser.cookies["portico"])
        #expect(cookie != ViewingCookie.seat.text(planted))
        let token = try #require(ViewingCookie.read(cookie)?.token)
        let staff = try #require(browser.cookies["portico-staff"])
        let thief = it.kernel.browser()
        for (name, value) in [
            ("portico-staff", cookie), ("portico-staff", token.text), ("portico", token.text),
            ("portico", VisitorCookie.text(token)), ("portico", ViewingCookie.visitor.text(token)),
            ("portico", staff), ("portico", "staff." + staff), ("portico", "staff."), ("portico", "staff.x"),
        ] {
            thief.cookies = [name: value]
            #expect(try thief.get("/home").status == 303, "\(name)=\(value)")
            #expect(try thief.get("/staff/customers").status == 303, "\(name)=\(value)")
        }
    }

    @Test("SC07 C12 a browser is one person on customers' pages: whoever was signed in there is out")
    func oneBrowser() throws {
        let it = try ViewingStage()
        let browser = try it.kernel.signIn(it.technician)
        let ana = try it.kernel.signIn(it.stage.ana)
        browser.cookies.merge(ana.cookies) { $1 }
        #expect(try browser.get("/home").text.contains("Ana Trujillo"))
        _ = try it.enter(it.maria, in: browser)
        #expect(try !browser.get("/notes/notes").text.contains("Canary of Ana"))
        #expect(try ana.get("/home").status == 303)
        // And the other way round: who signs in as himself looks no longer.
        let viewing = browser.cookies
        browser.cookies["portico"] = nil
        try browser.get("/sign-in")
        browser.cookies["portico"] = viewing["portico"]
        #expect(
            try browser.submit("/sign-in", ["login": it.stage.ana.login, "password": TestKernel.password])
                .status == 303)
        #expect(try browser.get("/home").text.contains("Ana Trujillo"))
        browser.cookies["portico"] = viewing["portico"]
        #expect(try browser.get("/home").location == "/viewing/ended")
    }

    @Test(
        "C12 of two windows the later holds: the earlier one says whose portal it is now, and can send nothing"
    )
    func twoWindows() throws {
        let it = try ViewingStage()
        let browser = try it.enter(it.maria, "work")
        let form = try browser.get("/notes/notes/new").form("/notes/notes/new")
        _ = try it.enter(it.ana, "work", in: browser)
        let page = try browser.get("/notes/notes")
        #expect(page.text.contains("Canary of Ana") && !page.text.contains("Canary of Maria"))
        #expect(page.text.contains("on behalf of Ana Trujillo"))
        #expect(page.text.contains("The portal of Maria Anders is closed."))
        let late = try browser.post(
            "/notes/notes/new", ["text": "for Maria"].merging(form?.fields ?? [:]) { own, _ in own })
        #expect(late.status == 403)
        #expect(
            try it.kernel.value("SELECT COUNT(*) FROM kernel_audit WHERE action = 'identity.working.ended'")
                == 1)
        #expect(try it.kernel.value("SELECT COUNT(*) FROM notes_note WHERE text = 'for Maria'") == 0)
        #expect(try it.kernel.value("SELECT COUNT(*) FROM kernel_viewing WHERE ended_at IS NULL") == 1)
    }

    @Test(
        "E22 the button works as often as it is pressed, and always leads to the person whose page it stands on"
    )
    func again() throws {
        let it = try ViewingStage()
        let browser = try it.kernel.signIn(it.technician)
        let keys = try #require(try browser.open(it.maria).form(it.maria + "/view")).fields
        for _ in 0..<3 {
            #expect(try browser.post(it.maria + "/view", keys).location == "/home")
            #expect(try browser.get("/notes/notes").text.contains("Canary of Maria"))
            _ = try it.enter(it.ana, in: browser)
            #expect(try browser.get("/notes/notes").text.contains("Canary of Ana"))
        }
    }

    @Test("SL01 an invitation of the person's is not accepted by who looks or works as him")
    func invitation() throws {
        let it = try ViewingStage()
        let token = Token()
        let other = try it.kernel.addCustomer("Another Company")
        try it.kernel.execute(
            """
            INSERT INTO kernel_seat (ref, account_id, customer_id, group_id, created_at)
            SELECT \(Token.random(10)), \(it.stage.maria.account), \(other.id), id, \(it.kernel.clock.now)
            FROM kernel_permission_group WHERE is_default = 1
            """)
        try it.kernel.execute(
            """
            INSERT INTO kernel_invitation (token_hash, seat_id, email, created_at, expires_at)
            SELECT \(token.hash), MAX(id), 'maria@example.org', \(it.kernel.clock.now),
                \(it.kernel.clock.now.adding(seconds: 9_999)) FROM kernel_seat
            """)
        for what in ["view", "work"] {
            let browser = try it.enter(it.maria, what)
            let before = try it.written()
            let page = try browser.open("/invitation/" + token.text)
            #expect(page.form("/invitation") == nil && !page.text.contains("Maria Anders"), "\(what)")
            #expect(try browser.post("/invitation").status == 403)
            #expect(try it.written() == before)
        }
    }

    @Test("A09 who is not of staff begins nothing")
    func strangers() throws {
        let it = try ViewingStage()
        let browsers = [it.kernel.browser(), try it.kernel.signIn(it.stage.ana)]
        let staff = try it.kernel.signIn(it.technician)
        let before = try it.written()
        for browser in browsers {
            for what in ["/view", "/work"] {
                #expect(
                    try browser.post(it.maria + what, ["csrf": "x", "once": "x"]).location?.hasPrefix(
                        "/staff/sign-in") == true)
            }
        }
        #expect(try staff.post(it.maria + "/view", hasKeys: false).status == 403)
        #expect(try it.written() == before)
    }
}
