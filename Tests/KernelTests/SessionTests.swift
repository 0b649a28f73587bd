import HTTPTypes
import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("Sessions")
struct SessionTests {
    @Test("SC01 the cookie holds 256 random bits, and only their hash is in the database")
    func hash() throws {
        let stage = try Stage()
        let (browser, reply) = try stage.signIn(stage.maria.login)
        let text = try #require(browser.cookies["portico"])
        let token = try #require(Token(text))
        #expect(try stage.kernel.value("SELECT token_hash FROM kernel_session") == token.hash)
        #expect(
            try stage.kernel.value(
                "SELECT COUNT(*) FROM kernel_session WHERE HEX(token_hash) = \(Hexadecimal.encode(Array(text.utf8)))"
            ) == 0)
        #expect(reply.location?.contains(text) == false)
        #expect(!stage.kernel.log.contains { $0.message.contains(text) || $0.route.contains(text) })
    }

    @Test("SC02 an identity that the browser brings along is never adopted")
    func planted() throws {
        let stage = try Stage()
        for (door, name, login) in [
            ("/sign-in", "portico", stage.maria.login),
            ("/staff/sign-in", "portico-staff", stage.staff.login),
        ] {
            let browser = stage.kernel.browser()
            let planted = Token()
            browser.cookies[name] = planted.text
            _ = try stage.signIn(login, in: browser, at: door)
            #expect(browser.cookies[name] != planted.text)
            let thief = stage.kernel.browser()
            thief.cookies[name] = planted.text
            #expect(try thief.get(name == "portico" ? "/home" : "/staff/customers").status == 303)
        }
    }

    @Test("SC03 over https each cookie is __Host-, Secure, HttpOnly, Lax, for / and no domain")
    func secureCookies() throws {
        let stage = try Stage(publicURL: "https://portal.example.org")
        for (door, login) in [("/sign-in", stage.maria.login), ("/staff/sign-in", stage.staff.login)] {
            let browser = stage.kernel.browser()
            let page = try browser.get(door)
            let reply = try browser.submit(door, ["login": login, "password": TestKernel.password])
            let cookies = page.setCookies + reply.setCookies
            #expect(cookies.count == 3)
            for cookie in cookies {
                let parts = cookie.split(separator: ";").map { $0.drop { $0 == " " } }
                #expect(parts.first?.hasPrefix("__Host-portico") == true)
                #expect(
                    Set(parts.dropFirst()).subtracting(["Max-Age=34560000"])
                        == ["Path=/", "Secure", "HttpOnly", "SameSite=Lax"], "\(cookie)")
                #expect(cookie.utf8.count < 4_096)
            }
            #expect(reply.status == 303)
        }
    }

    @Test("SC03 a cookie without the prefix is not believed over https")
    func prefix() throws {
        let stage = try Stage(publicURL: "https://portal.example.org")
        let browser = try stage.kernel.signIn(stage.maria)
        #expect(try browser.get("/home").status == 200)
        browser.cookies = ["portico": browser.cookies["__Host-portico"] ?? ""]
        #expect(try browser.get("/home").status == 303)
    }

    @Test(
        "SC04 signing out, switching the seat off, archiving, removing: refused at the very next request, on another desk"
    )
    func revoke() throws {
        let acts: [(Stage, Browser) throws -> Reply] = [
            { stage, staff in try staff.post(stage.contact + "/portal-user/switch", ["on": "0"]) },
            { stage, staff in try staff.post(stage.customer + "/archive") },
            { stage, staff in try staff.post(stage.contact + "/remove") },
            { stage, _ in
                let other = stage.kernel.browser()
                other.cookies = try stage.kernel.signIn(stage.maria).cookies
                return try other.post("/sign-out", ["once": ""])
            },
        ]
        for (number, act) in acts.enumerated() {
            let stage = try Stage()
            let person = try stage.kernel.signIn(stage.maria)
            let second = try stage.kernel.signIn(stage.maria)
            let bystander = try stage.kernel.signIn(stage.ana)
            #expect(try person.get("/home").status == 200)
            if number == 3 {
                let other = stage.kernel.browser()
                other.cookies = person.cookies
                #expect(try other.post("/sign-out").status == 303)
                #expect(try person.get("/home").status == 303)
                #expect(try second.get("/home").status == 200)
                continue
            }
            #expect(try act(stage, stage.kernel.signIn(stage.staff)).status == 303)
            for browser in [person, second] {
                #expect(try browser.get("/home").location?.hasPrefix("/sign-in") == true, "act \(number)")
                #expect(try browser.get("/notes/notes").status == 303)
            }
            #expect(try bystander.get("/home").status == 200)
        }
    }

    @Test("SC04 switching a seat on again does not bring its old sessions back")
    func switchedOn() throws {
        let stage = try Stage()
        let person = try stage.kernel.signIn(stage.maria)
        let staff = try stage.kernel.signIn(stage.staff)
        #expect(try staff.post(stage.contact + "/portal-user/switch", ["on": "0"]).status == 303)
        #expect(try staff.post(stage.contact + "/portal-user/switch", ["on": "1"]).status == 303)
        #expect(try person.get("/home").status == 303)
        #expect(try stage.signIn(stage.maria.login).1.status == 303)
    }

    @Test("SC04 a hundred times: what follows the answer to a revoke is never answered")
    func hundredTimes() throws {
        let stage = try Stage()
        let person = try stage.kernel.signIn(stage.maria)
        let other = stage.kernel.browser()
        var token = Token()
        for _ in 0..<100 {
            token = Token()
            try stage.kernel.execute("DELETE FROM kernel_session")
            try stage.kernel.execute(
                """
                INSERT INTO kernel_session (token_hash, account_id, seat_id, created_at, seen_at) VALUES
                (\(token.hash), \(stage.maria.account), \(stage.maria.id), \(stage.kernel.clock.now), \(stage.kernel.clock.now))
                """)
            person.cookies = ["portico": token.text]
            other.cookies = ["portico": token.text]
            #expect(try person.get("/account").status == 200)
            #expect(try other.get("/account").status == 200)
            #expect(try other.post("/sign-out").status == 303)
            #expect(try person.get("/account").status == 303)
        }
    }

    @Test("SC05 a customer's session ends after 8 idle hours and after 7 days, from stored times alone")
    func limits() throws {
        let stage = try Stage()
        let idle = try stage.kernel.signIn(stage.maria)
        stage.kernel.clock.move(seconds: SessionLimits.customerIdle - 1)
        #expect(try idle.get("/home").status == 200)
        stage.kernel.clock.move(seconds: SessionLimits.customerIdle)
        #expect(try idle.get("/home").status == 303)
        #expect(try stage.kernel.value("SELECT COUNT(*) FROM kernel_session") == 1, "no clean-up took part")

        let busy = try stage.kernel.signIn(stage.maria)
        let hours = SessionLimits.customerAbsolute / 3_600
        for hour in 1..<hours {
            stage.kernel.clock.move(seconds: 3_600)
            #expect(try busy.get("/account").status == 200, "hour \(hour)")
        }
        for _ in 0..<3 {
            stage.kernel.clock.move(seconds: 3_600)
            #expect(try busy.get("/account").status == 303)
        }
    }

    @Test("SC05 a staff session ends after 2 idle hours and after 12")
    func staffLimits() throws {
        let stage = try Stage()
        let idle = try stage.kernel.signIn(stage.staff)
        stage.kernel.clock.move(seconds: SessionLimits.staffIdle)
        #expect(try idle.get("/staff/customers").status == 303)
        let busy = try stage.kernel.signIn(stage.staff)
        for _ in 0..<23 {
            stage.kernel.clock.move(seconds: 1_800)
            #expect(try busy.get("/staff/customers").status == 200)
        }
        for _ in 0..<3 {
            stage.kernel.clock.move(seconds: 1_800)
            #expect(try busy.get("/staff/customers").status == 303)
        }
    }

    @Test("SC07 signing in over somebody else's session ends that one completely")
    func signInOver() throws {
        let stage = try Stage()
        let browser = try stage.kernel.signIn(stage.maria)
        let marias = browser.cookies["portico"]
        let (_, reply) = try stage.signIn(stage.ana.login, in: browser)
        #expect(reply.status == 303)
        #expect(try browser.get("/home").text.contains("Ana Trujillo Helados"))
        let thief = stage.kernel.browser()
        thief.cookies["portico"] = marias
        #expect(try thief.get("/home").status == 303)
    }

    @Test("SC08 two Cookie fields are refused, and of two session cookies neither is believed")
    func twice() throws {
        let stage = try Stage()
        let browser = try stage.kernel.signIn(stage.maria)
        let token = browser.cookies["portico"] ?? ""
        let twoFields = try browser.send("GET", "/home", extra: [("HTTP_COOKIE", "portico=\(token)")])
        #expect(twoFields.status == 400)
        for header in [
            "portico=\(token); portico=\(token)", "portico=\(Token().text); portico=\(token)",
            "portico=; portico=\(token)",
        ] {
            #expect(try browser.get("/home", headers: ["Cookie": header]).status == 303, "\(header)")
        }
        #expect(try browser.get("/home").status == 200)
    }

    @Test("a cookie of staff is never taken for a customer's, nor a customer's for staff's")
    func otherAudience() throws {
        let stage = try Stage()
        let customer = try stage.kernel.signIn(stage.maria).cookies["portico"] ?? ""
        let staff = try stage.kernel.signIn(stage.staff).cookies["portico-staff"] ?? ""
        for cookies in [
            ["portico": staff], ["portico-staff": customer], ["portico-staff": staff], ["portico": customer],
        ] {
            let browser = stage.kernel.browser()
            for target in stage.kernel.house.router.targets where target.method == .get {
                browser.cookies = cookies
                let reply = try browser.get(try stage.address(target.template))
                switch target {
                case .customer:
                    #expect(
                        (reply.status == 303 && reply.location?.hasPrefix("/sign-in") == true)
                            == (cookies["portico"] != customer))
                case .staff:
                    #expect(
                        (reply.status == 303 && reply.location?.hasPrefix("/staff/sign-in") == true)
                            == (cookies["portico-staff"] != staff))
                case .guest: break
                }
            }
        }
    }

    @Test("without a session every page of the route table leads to sign-in, and none says more")
    func guests() throws {
        let stage = try Stage()
        let browser = stage.kernel.browser()
        let before = try stage.kernel.checksums()
        for target in stage.kernel.house.router.targets {
            browser.cookies = [:]
            let path = try stage.address(target.template)
            let door: String
            switch target {
            case .guest: continue
            case .customer: door = "/sign-in"
            case .staff: door = "/staff/sign-in"
            }
            let reply = try target.method == .get ? browser.get(path) : browser.send("POST", path)
            #expect(reply.status == 303 && reply.location?.hasPrefix(door) == true, "\(path)")
            #expect(reply.body.isEmpty)
        }
        #expect(try stage.kernel.checksums() == before)
    }
}
