import HTTPTypes
import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("The second step of signing in")
struct CodeTests {
    private let it: MfaStage

    init() throws {
        it = try MfaStage()
        try it.enrol(.account(it.maria.account))
        try it.enrol(.staff(it.stage.staff.id))
    }

    private static let doors = [
        ("/sign-in", "portico", "/home"), ("/staff/sign-in", "portico-staff", "/staff/customers"),
    ]

    // MARK: Who must not

    @Test("SB03 between password and code nothing is open, at both doors", arguments: doors)
    func pendingOpensNothing(_ door: String, cookie: String, start: String) throws {
        let browser = try it.pending(door)
        #expect(browser.cookies[cookie] == nil)
        #expect(try it.sessions() == 0)
        // The half-finished sign-in is no session either, in whichever cookie it is sent.
        let half = door == "/sign-in" ? "portico-code" : "portico-staff-code"
        browser.cookies[cookie] = browser.cookies[half]
        for target in it.kernel.house.router.targets where target.method == .get {
            if case .guest = target { continue }
            let reply = try browser.get(it.stage.address(target.template))
            #expect(reply.status == 303 && reply.location?.contains("sign-in") == true, "\(target)")
        }
    }

    @Test("SB03 an empty, missing or malformed code never passes", arguments: doors)
    func malformed(_ door: String, cookie: String, start: String) throws {
        for fields in [
            [:], ["code": ""], ["code": " "], ["code": "12345"], ["code": "1234567"], ["code": "００００００"],
        ] {
            let browser = try it.pending(door)
            let reply = try browser.submit(door + "/code", fields)
            #expect(reply.status == 422 && browser.cookies[cookie] == nil)
        }
        let nobody = it.kernel.browser()
        try nobody.get(door)
        for pending in [nil, "", "x", Token().text] {
            nobody.cookies[door == "/sign-in" ? "portico-code" : "portico-staff-code"] = pending
            #expect(try nobody.get(door + "/code").location == door)
            #expect(try nobody.post(door + "/code", ["code": it.code()]).location == door)
        }
        #expect(nobody.cookies[cookie] == nil)
    }

    @Test("SB03 a half-finished sign-in of one door is nothing at the other")
    func otherDoor() throws {
        let browser = try it.pending()
        browser.cookies["portico-staff-code"] = browser.cookies["portico-code"]
        try browser.get("/staff/sign-in")
        #expect(try browser.post("/staff/sign-in/code", ["code": it.code()]).location == "/staff/sign-in")
        #expect(browser.cookies["portico-staff"] == nil)
    }

    @Test("SB07 five codes are looked at, then the password is asked for again", arguments: doors)
    func fiveTries(_ door: String, cookie: String, start: String) throws {
        let browser = try it.pending(door)
        for _ in 0..<4 {
            let reply = try browser.submit(door + "/code", ["code": "000000"])
            #expect(reply.status == 422 && reply.wrongFields == ["code"])
        }
        #expect(try browser.submit(door + "/code", ["code": "000000"]).location == door)
        browser.cookies[door == "/sign-in" ? "portico-code" : "portico-staff-code"] = Token().text
        #expect(try it.count("SELECT MAX(tries) FROM kernel_sign_in") == 5)
        #expect(try browser.post(door + "/code", ["code": it.code()]).location == door)
        #expect(browser.cookies[cookie] == nil)
    }

    @Test("SB07 of fifty guesses at once five are looked at")
    func manyAtOnce() throws {
        let browser = try it.pending()
        let (kernel, cookies) = (it.kernel, browser.cookies)
        let keys = try browser.keys(for: "/sign-in/code")
        _ = atOnce(50) { number in
            let other = kernel.browser()
            other.cookies = cookies
            _ = try other.post(
                "/sign-in/code", ["code": "00000\(number % 10)", "csrf": keys["csrf"] ?? "", "once": "x"])
        }
        let looked = try it.count("SELECT COUNT(*) FROM kernel_audit WHERE action = 'identity.code.refused'")
        #expect(looked == 5)
        #expect(try it.count("SELECT tries FROM kernel_throttle WHERE purpose = 'code'") == 5)
    }

    @Test(
        "SB07 a person's count outlives new half-finished sign-ins: fifty an hour, then 429 for the right code too"
    )
    func hour() throws {
        for _ in 0..<10 {
            let browser = try it.pending()
            for _ in 0..<5 { try browser.submit("/sign-in/code", ["code": "000000"]) }
        }
        let browser = try it.pending()
        let reply = try browser.submit("/sign-in/code", ["code": it.code()])
        #expect(reply.status == 429 && reply.header("Retry-After") == "3600")
        #expect(try it.sessions() == 0)
        it.kernel.clock.move(seconds: 3_601)
        #expect(try it.pending().submit("/sign-in/code", ["code": it.code()]).location == "/home")
    }

    @Test("SB02 SB10 a code works once: not again, not the one before, not after the clock stepped back")
    func replay() throws {
        let used = it.code()
        #expect(try it.pending().submit("/sign-in/code", ["code": used]).location == "/home")
        let before = it.code(-30)
        for move in [Int64(0), -90, 90] {
            it.kernel.clock.move(seconds: move)
            for code in [used, before] {
                #expect(try it.pending().submit("/sign-in/code", ["code": code]).status == 422)
            }
        }
        #expect(try it.pending().submit("/sign-in/code", ["code": it.code(30)]).location == "/home")
    }

    @Test("SB02 of fifty posts of one code at once, each of its own sign-in, exactly one gets in")
    func oneOfFifty() throws {
        let code = it.code()
        let browsers = try (0..<20).map { _ in try it.pending().cookies }
        let kernel = it.kernel
        let replies = atOnce(20) { number in
            let browser = kernel.browser()
            browser.cookies = browsers[number]
            try browser.get("/sign-in/code")
            return try browser.submit("/sign-in/code", ["code": code]).location == "/home"
        }
        #expect(replies.count { (try? $0.get()) == true } == 1)
        #expect(try it.sessions() == 1)
    }

    @Test(
        "SA10 SB04 a sign-in parked at the code is refused after a new password, and the app is still asked for"
    )
    func parked() throws {
        let parked = try it.pending()
        let inside = try it.signedIn()
        try inside.open("/account/password")
        let new = "eleven oystercatchers on the pier"
        let changed = try inside.submit(
            "/account/password", ["current": TestKernel.password, "new": new, "again": new])
        #expect(changed.status == 303)
        #expect(try parked.post("/sign-in/code", ["code": it.code()]).location == "/sign-in")
        #expect(try it.stage.signIn(it.maria.login, new).1.location == "/sign-in/code")
    }

    @Test(
        "SB03 a half-finished sign-in is void after ten minutes, and when the seat is switched off meanwhile")
    func late() throws {
        let browser = try it.pending()
        it.kernel.clock.move(seconds: 600)
        #expect(try browser.post("/sign-in/code", ["code": it.code()]).location == "/sign-in")
        let other = try it.pending()
        try it.kernel.execute("UPDATE kernel_seat SET disabled_at = NOW() WHERE id = \(it.maria.id)")
        #expect(try other.submit("/sign-in/code", ["code": it.code()]).status == 422)
        #expect(try it.sessions() == 0)
    }

    @Test("SB03 a session that never gave a code is worth nothing once an app is set up")
    func unproved() throws {
        let ana = try it.kernel.signIn(it.stage.ana)
        #expect(try ana.get("/home").status == 200)
        try it.enrol(.account(it.stage.ana.account))
        #expect(try ana.get("/home").location?.hasPrefix("/sign-in") == true)
        let office = try it.kernel.signIn(try it.kernel.addStaff("Bo Lind"))
        #expect(try office.get("/staff/customers").status == 200)
        try it.kernel.execute(
            "UPDATE kernel_authenticator SET staff_id = (SELECT MAX(id) FROM kernel_staff) WHERE staff_id IS NOT NULL"
        )
        #expect(try office.get("/staff/customers").location?.hasPrefix("/staff/sign-in") == true)
    }

    // MARK: Who may

    @Test(
        "C32 SC02 password and code lead in under a new token, and to where one wanted to go",
        arguments: doors)
    func entered(_ door: String, cookie: String, start: String) throws {
        let browser = it.kernel.browser()
        let wanted = start == "/home" ? "/account" : "/staff/account"
        try browser.open(wanted)
        _ = try it.pending(door, browser)
        let half = browser.cookies[door == "/sign-in" ? "portico-code" : "portico-staff-code"]
        let reply = try browser.submit(door + "/code", ["code": it.code()])
        #expect(reply.location == start || reply.location == wanted)
        #expect(browser.cookies[cookie] != nil && browser.cookies[cookie] != half)
        #expect(try browser.get(start).status == 200)
        #expect(try browser.post(door + "/code", ["code": it.code(30)]).status != 200)
    }

    @Test("SB09 a recovery code opens the door once, of fifty at once too")
    func recoveryCode() throws {
        let code = Token.random(15)
        let hash = try it.kernel.house.secrets.sign(code, as: "recovery")
        try it.kernel.execute(
            """
            INSERT INTO kernel_recovery_code (authenticator_id, code_hash)
            SELECT id, \(hash) FROM kernel_authenticator WHERE account_id = \(it.maria.account)
            """)
        let text = RecoveryCodes.text(code)
        let browsers = try (0..<10).map { _ in try it.pending().cookies }
        let kernel = it.kernel
        let replies = atOnce(10) { number in
            let browser = kernel.browser()
            browser.cookies = browsers[number]
            try browser.get("/sign-in/code?way=recovery")
            return try browser.submit("/sign-in/code", ["code": text]).location == "/home"
        }
        #expect(replies.count { (try? $0.get()) == true } == 1)
        #expect(try it.pending().submit("/sign-in/code", ["code": text]).status == 422)
        #expect(
            try it.count("SELECT COUNT(*) FROM kernel_audit WHERE action = 'identity.recovery-code.used'")
                == 1)
    }
}
