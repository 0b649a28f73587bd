import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("SC09 The browsers in which one is signed in")
struct OpenSessionTests {
    private static let firefox = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"
    private static let phone =
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Safari/604.1"

    private struct Side {
        let page: String
        /// What ending is below.
        let account: String
        let table: SQL
        let own: (Browser, Browser)
        let foreign: Browser
        let cookie: String
        let start: String
    }

    private let stage: Stage

    init() throws { stage = try Stage() }

    private func sides() throws -> [Side] {
        let kernel = stage.kernel
        let other = try kernel.addStaff("Bo Lind", isAdministrator: true)
        return [
            Side(
                page: "/account/security", account: "/account", table: "kernel_session",
                own: (try kernel.signIn(stage.maria), try kernel.signIn(stage.maria)),
                foreign: try kernel.signIn(stage.ana), cookie: "portico", start: "/home"),
            Side(
                page: "/staff/account", account: "/staff/account", table: "kernel_staff_session",
                own: (try kernel.signIn(stage.staff), try kernel.signIn(stage.staff)),
                foreign: try kernel.signIn(other), cookie: "portico-staff", start: "/staff/customers"),
        ]
    }

    private func path(_ browser: Browser, _ side: Side) throws -> String {
        let token = try #require(Token(browser.cookies[side.cookie] ?? ""))
        let ref: [UInt8]? = try stage.kernel.value(
            "SELECT ref FROM \(sql: side.table) WHERE token_hash = \(token.hash)")
        return side.account + "/sessions/" + Crockford.encode(ref ?? []) + "/end"
    }

    @Test("somebody else's, one that has ended and one that never was are a 404, and nothing changes")
    func foreign() throws {
        let sides = try sides()
        for (side, other) in zip(sides, sides.reversed()) {
            let (here, there) = side.own
            let ended = try path(there, side)
            #expect(try here.post(ended).status == 303)
            let others = try path(other.foreign, other).replacing(other.account, with: side.account)
            let before = try stage.kernel.checksums()
            for path in [
                try path(side.foreign, side), ended, others, side.account + "/sessions/0000000000000000/end",
                side.account + "/sessions/x/end",
            ] {
                #expect(try here.post(path).status == 404, "\(path)")
            }
            #expect(try stage.kernel.checksums() == before)
            #expect(try side.foreign.get(side.start).status == 200)
            #expect(try stage.kernel.browser().post(try path(here, side)).status == 303)
            #expect(try here.get(side.start).status == 200)
        }
    }

    @Test("the list says in plain words what each is, marks this one, and shows nobody else's")
    func list() throws {
        for side in try sides() {
            let (here, there) = side.own
            for (browser, agent) in [(here, Self.firefox), (there, Self.phone), (side.foreign, "curl/8.5")] {
                let token = try #require(Token(browser.cookies[side.cookie] ?? ""))
                try stage.kernel.execute(
                    "UPDATE \(sql: side.table) SET user_agent = \(agent) WHERE token_hash = \(token.hash)")
            }
            let page = try here.open(side.page)
            #expect(page.text.contains("Firefox on Windows") && page.text.contains("Safari on iPhone"))
            #expect(!page.text.contains("curl"))
            #expect(page.text.split(separator: "This one").count == 2)
            #expect(try page.form(path(there, side)) != nil)
            #expect(try page.form(path(here, side)) == nil)
            #expect(!page.body.contains(there.cookies[side.cookie] ?? ""))
        }
    }

    @Test("one is ended, and its very next request is refused; the others go on")
    func endOne() throws {
        for side in try sides() {
            let (here, there) = side.own
            try here.open(side.page)
            #expect(try here.submit(try path(there, side)).location == side.page)
            #expect(try there.get(side.start).status == 303)
            #expect(try here.get(side.start).status == 200)
            #expect(try side.foreign.get(side.start).status == 200)
        }
    }

    @Test("all others are ended at once, and this one stays")
    func endOthers() throws {
        for side in try sides() {
            let (here, there) = side.own
            try here.open(side.page)
            #expect(try here.submit(side.account + "/sessions/end").location == side.page)
            #expect(try there.get(side.start).status == 303)
            #expect(try here.get(side.start).status == 200)
            #expect(try side.foreign.get(side.start).status == 200)
            #expect(try here.open(side.page).form(side.account + "/sessions/end") == nil)
        }
        #expect(
            try stage.kernel.value(
                "SELECT COUNT(*) FROM kernel_audit WHERE action = 'identity.session.ended'")
                == 2)
    }

    @Test("one that has run out by the clock is not listed")
    func runOut() throws {
        _ = try stage.kernel.signIn(stage.maria)
        stage.kernel.clock.move(seconds: SessionLimits.customerIdle)
        let here = try stage.kernel.signIn(stage.maria)
        #expect(try here.open("/account/security").forms.allSatisfy { !$0.action.contains("/sessions/") })
    }

    @Test(
        "a browser is known by what it says of itself, and an odd one is no fault",
        arguments: [
            (firefox, "Firefox on Windows"), (phone, "Safari on iPhone"),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0 Safari/537.36 Edg/137.0",
                "Edge on Windows"
            ),
            (
                "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0 Mobile Safari/537.36",
                "Chrome on Android"
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
                "Safari on Mac"
            ),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
            ("curl/8.5.0", "curl"), ("", "An unknown browser"), ("\u{0}é<script>", "An unknown browser"),
        ])
    func device(_ agent: String, _ words: String) {
        let reader = stage.kernel.house.reader(language: "en", timeZone: nil, at: stage.kernel.clock.now)
        #expect(reader.say(Device(userAgent: agent).words) == words)
    }
}
