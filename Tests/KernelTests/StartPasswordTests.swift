import HTTPTypes
import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("A start password that staff hand over")
struct StartPasswordTests {
    let stage: Stage
    let contact: TestContact

    init() throws {
        stage = try Stage()
        contact = try stage.kernel.addContact("Hanna Moos", at: stage.maria.customer)
    }

    private static let own = "a password of my own, Hanna"

    /// Makes Hanna a portal user by the staff page; the start password is read from it.
    private func enable() throws -> String {
        let browser = try stage.kernel.signIn(stage.staff)
        let path = "/staff/contacts/\(contact.ref)/portal-user"
        try browser.open(path)
        let page = try browser.submit(path, ["login": "hanna"])
        #expect(page.status == 200)
        return try #require(Self.password(in: page))
    }

    private static func password(in page: Reply) -> String? {
        page.text.split { $0 == "\n" || $0 == " " }.map(String.init).first { word in
            let parts = word.split(separator: "-")
            return parts.count == 4 && parts.allSatisfy { $0.count == 4 }
        }
    }

    @Test("SA11 with it nothing is reachable but the page that replaces it")
    func onlyReplace() throws {
        try stage.letOrganise()
        let (browser, reply) = try stage.signIn("hanna", enable())
        #expect(reply.location == "/account/password")
        try browser.open("/account/password")
        let before = try stage.kernel.checksums()
        for case .customer(let mounted) in stage.kernel.house.router.targets {
            let path = try stage.address(mounted.path.template)
            if ["/account/password", "/sign-out"].contains(path) { continue }
            let reply =
                try mounted.route.method == .get ? browser.get(path) : browser.post(path, ["text": "x"])
            #expect(reply.status == 303 && reply.location == "/account/password", "\(path)")
        }
        #expect(try stage.kernel.checksums() == before)
        let page = try browser.open("/account/password")
        #expect(page.tabs.isEmpty)
    }

    @Test("SA11 it works until it is replaced, and not afterwards; the new one gives the whole portal")
    func replace() throws {
        let start = try enable()
        let (browser, _) = try stage.signIn("hanna", start)
        try browser.open("/account/password")
        let same = try browser.submit(
            "/account/password", ["current": start, "new": start, "again": start])
        #expect(same.status == 422 && same.wrongFields == ["new"])
        let reply = try browser.submit(
            "/account/password", ["current": start, "new": Self.own, "again": Self.own])
        #expect(reply.location == "/home")
        #expect(try browser.open("/home").tabs.contains("/notes/notes"))
        #expect(try stage.signIn("hanna", start).1.status == 422)
        #expect(try stage.signIn("hanna", Self.own).1.location == "/home")
    }

    @Test("SA11 it dies after seven days, for a browser that is signed in with it too")
    func expires() throws {
        let start = try enable()
        stage.kernel.clock.move(seconds: 7 * 86_400 - 3_600)
        let (browser, reply) = try stage.signIn("hanna", start)
        #expect(reply.location == "/account/password")
        stage.kernel.clock.move(seconds: 3_600)
        #expect(try browser.get("/account/password").location?.hasPrefix("/sign-in") == true)
        #expect(try stage.signIn("hanna", start).1.status == 422)
    }

    @Test("SA11 a new one signs the person out everywhere and ends the password of before")
    func again() throws {
        let first = try enable()
        let (browser, _) = try stage.signIn("hanna", first)
        let staff = try stage.kernel.signIn(stage.staff)
        try staff.open("/staff/contacts/\(contact.ref)")
        let page = try staff.submit("/staff/contacts/\(contact.ref)/portal-user/start-password")
        let second = try #require(Self.password(in: page))
        #expect(try browser.get("/account/password").status == 303)
        #expect(try stage.signIn("hanna", first).1.status == 422)
        #expect(try stage.signIn("hanna", second).1.location == "/account/password")
    }

    @Test("SA11 it is stored as a hash, and stands in no log, no flash and no audit row")
    func secret() throws {
        let start = try enable()
        let stored: String? = try stage.kernel.value(
            "SELECT password FROM kernel_account WHERE login = 'hanna'")
        #expect(stored?.hasPrefix("$argon2id$") == true)
        #expect(!stage.kernel.log.contains { $0.message.contains(start) || $0.route.contains(start) })
        #expect(
            try stage.kernel.value(
                "SELECT COUNT(*) FROM kernel_once WHERE flash IS NOT NULL OR location IS NOT NULL") == 0)
    }

    @Test("SA10 a change needs the present password, ends every other session and leaves this browser in")
    func change() throws {
        let other = try stage.kernel.signIn(stage.maria)
        let (browser, _) = try stage.signIn(stage.maria.login)
        let old = browser.cookies["portico"]
        try browser.open("/account/password")
        let wrong = try browser.submit(
            "/account/password", ["current": "not this one", "new": Self.own, "again": Self.own])
        #expect(wrong.status == 422 && wrong.wrongFields == ["current"])
        #expect(try other.get("/home").status == 200)
        let short = try browser.submit(
            "/account/password", ["current": TestKernel.password, "new": "short", "again": "short"])
        #expect(short.status == 422 && short.wrongFields == ["new"])
        let done = try browser.submit(
            "/account/password", ["current": TestKernel.password, "new": Self.own, "again": Self.own])
        #expect(done.status == 303)
        #expect(browser.cookies["portico"] != old)
        #expect(try browser.get("/home").status == 200)
        #expect(try other.get("/home").status == 303)
        let stolen = stage.kernel.browser()
        stolen.cookies["portico"] = old
        #expect(try stolen.get("/home").status == 303)
    }
}
