import MariaDB
import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("One's own authenticator app")
struct AppTests {
    private let it: MfaStage

    init() throws { it = try MfaStage() }

    /// The secret as the page writes it out.
    private func secret(_ page: Reply) throws -> [UInt8] {
        let start = try #require(page.body.firstRange(of: "<span class=\"secret\">")?.upperBound)
        let text = page.body[start...].prefix { $0 != "<" }.filter { $0 != " " }
        #expect(text.utf8.count == 32)
        // Read back with the alphabet of RFC 4648.
        var bits: [UInt8] = []
        for letter in text.utf8 {
            let value =
                letter >= UInt8(ascii: "A") ? letter - UInt8(ascii: "A") : letter - UInt8(ascii: "2") + 26
            bits += (0..<5).map { value >> UInt8(4 - $0) & 1 }
        }
        return stride(from: 0, to: 160, by: 8).map { at in bits[at..<(at + 8)].reduce(0) { $0 << 1 | $1 } }
    }

    private static let places = [("/account/security", "/home"), ("/staff/account", "/staff/customers")]

    private func browser(_ path: String) throws -> Browser {
        path.hasPrefix("/staff") ? try it.kernel.signIn(it.stage.staff) : try it.kernel.signIn(it.maria)
    }

    /// Sets an app up as a person does, and says what it holds.
    private func setUp(_ path: String, _ browser: Browser, code: String? = nil) throws -> ([UInt8], Reply) {
        try browser.open(path + "/app/new")
        var fields = ["current": TestKernel.password]
        fields["code"] = code
        #expect(try browser.submit(path + "/app/new", fields).location == path + "/app")
        let secret = try secret(browser.open(path + "/app"))
        return (secret, try browser.submit(path + "/app", ["code": it.code(0, secret)]))
    }

    // MARK: Who must not

    @Test(
        "SB05 without the password and the present factor nothing is begun, replaced, turned off or made",
        arguments: places)
    func proof(_ path: String, start: String) throws {
        let browser = try browser(path)
        #expect(try browser.post(path + "/app/new", ["current": "wrong"]).status == 422)
        #expect(try browser.post(path + "/app", ["code": "123456"]).location == path + "/app/new")
        let (secret, _) = try setUp(path, browser)
        it.kernel.clock.move(seconds: 60)
        let before = try it.count("SELECT COUNT(*) FROM kernel_authenticator")
        for action in ["/app/new", "/app/off", "/codes"] {
            for fields in [
                [:], ["current": TestKernel.password], ["code": it.code(0, secret)],
                ["current": TestKernel.password, "code": "000000"],
                ["current": "wrong", "code": it.code(0, secret)],
            ] {
                #expect(try browser.post(path + action, fields).status == 422, "\(action) \(fields.keys)")
            }
        }
        #expect(try it.count("SELECT COUNT(*) FROM kernel_authenticator") == before)
        #expect(try it.count("SELECT COUNT(*) FROM kernel_recovery_code") == 10)
    }

    @Test("C33 what is required cannot be turned off")
    func requiredStays() throws {
        _ = try it.require(it.maria)
        try it.enrol(.account(it.maria.account), isRequired: true)
        let browser = try it.signedIn()
        let page = try browser.open("/account/security")
        #expect(
            page.text.contains("Required") && !page.links.contains("/account/security/app/off")
        )
        let reply = try browser.post(
            "/account/security/app/off", ["current": TestKernel.password, "code": it.code()])
        #expect(reply.status == 409)
        #expect(try it.count("SELECT COUNT(*) FROM kernel_authenticator WHERE is_proven = 1") == 1)
    }

    @Test("SA05 an app is not turned off while the password would be too short without it")
    func shortPassword() throws {
        try it.enrol(.account(it.maria.account))
        let browser = try it.signedIn()
        try browser.open("/account/password")
        let short = "vier egels"
        let changed = try browser.submit(
            "/account/password", ["current": TestKernel.password, "new": short, "again": short])
        #expect(changed.status == 303)
        let reply = try browser.post(
            "/account/security/app/off", ["current": short, "code": it.code()])
        #expect(reply.status == 422 && reply.wrongFields == ["current"])
    }

    @Test(
        "SB08 a secret that was not proven within half an hour is shown no more, and a wrong code proves nothing"
    )
    func unproven() throws {
        let browser = try browser("/account/security")
        try browser.open("/account/security/app/new")
        try browser.submit("/account/security/app/new", ["current": TestKernel.password])
        try browser.open("/account/security/app")
        #expect(try browser.submit("/account/security/app", ["code": "000000"]).status == 422)
        #expect(try it.count("SELECT COUNT(*) FROM kernel_authenticator WHERE is_proven = 1") == 0)
        it.kernel.clock.move(seconds: Authenticator.patience)
        #expect(try browser.get("/account/security/app").location == "/account/security/app/new")
    }

    // MARK: Who may

    @Test(
        "SB02 SB08 SB09 SC02 an app is set up: codes shown once, the secret nowhere afterwards, others signed out",
        arguments: places)
    func setsUp(_ path: String, start: String) throws {
        let (browser, other) = (try browser(path), try browser(path))
        let cookie = path.hasPrefix("/staff") ? "portico-staff" : "portico"
        let old = browser.cookies[cookie]
        let (secret, page) = try setUp(path, browser)
        #expect(page.status == 200)
        let codes = page.body.split(separator: "<span class=\"secret\">").dropFirst().map {
            $0.prefix { $0 != "<" }
        }
        #expect(Set(codes).count == 10 && codes.allSatisfy { RecoveryCodes.bytes(String($0)) != nil })
        #expect(browser.cookies[cookie] != old)
        #expect(try browser.get(start).status == 200)
        #expect(try other.get(start).status == 303)
        #expect(try browser.submit(path.hasPrefix("/staff") ? "/staff/sign-out" : "/sign-out").status == 303)
        // The code that proved it opens nothing at the first sign-in.
        let door = path.hasPrefix("/staff") ? "/staff/sign-in" : "/sign-in"
        let pending = try it.pending(door)
        #expect(try pending.submit(door + "/code", ["code": it.code(0, secret)]).status == 422)
        #expect(try pending.submit(door + "/code", ["code": it.code(30, secret)]).status == 303)
        for address in [path, path + "/app", path + "/app/new", path + "/codes", start] {
            let text = try pending.open(address).body
            #expect(!text.contains("otpauth") && !text.contains(BinaryText.appSecret.encode(secret)))
        }
        try isNowhere(secret, codes.map(String.init))
    }

    /// All that the database and the log hold, in every form that a secret could take.
    private func isNowhere(_ secret: [UInt8], _ codes: [String]) throws {
        let tables: [String] = try it.kernel.values(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'"
        )
        let texts =
            [BinaryText.appSecret.encode(secret), InFours.of(BinaryText.appSecret.encode(secret), by: " ")]
            + codes + codes.map { $0.replacing("-", with: "") }
        let raws = [secret] + codes.compactMap { RecoveryCodes.bytes($0) } + texts.map { Array($0.utf8) }
        let needles = (raws + raws.map { Array(Hexadecimal.encode($0).utf8) }).map { Hexadecimal.encode($0) }
        for table in tables {
            let columns: [String] = try it.kernel.values(
                "SELECT column_name FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = \(table)"
            )
            for column in columns {
                let cells: [String] = try it.kernel.values(
                    SQL(trusted: "SELECT COALESCE(HEX(`\(column)`), '') FROM `\(table)`"))
                let all = cells.joined(separator: " ").lowercased()
                #expect(needles.allSatisfy { !all.contains($0.lowercased()) }, "\(table).\(column)")
            }
        }
        for line in it.kernel.log {
            #expect(texts.allSatisfy { !line.message.contains($0) && !line.route.contains($0) })
        }
    }

    @Test("an app is replaced by proving both, and the old one opens nothing more", arguments: places)
    func replaces(_ path: String, start: String) throws {
        let browser = try browser(path)
        let (first, _) = try setUp(path, browser)
        it.kernel.clock.move(seconds: 60)
        let (second, page) = try setUp(path, browser, code: it.code(0, first))
        #expect(page.status == 200 && first != second)
        it.kernel.clock.move(seconds: 60)
        let door = path.hasPrefix("/staff") ? "/staff/sign-in" : "/sign-in"
        let pending = try it.pending(door)
        #expect(try pending.submit(door + "/code", ["code": it.code(0, first)]).status == 422)
        #expect(try pending.submit(door + "/code", ["code": it.code(0, second)]).status == 303)
    }

    @Test(
        "C33 turned off by its person the code is no longer asked; new codes void the old", arguments: places)
    func turnsOff(_ path: String, start: String) throws {
        let browser = try browser(path)
        let (secret, page) = try setUp(path, browser)
        let old = page.body.split(separator: "<span class=\"secret\">").dropFirst().map {
            String($0.prefix { $0 != "<" })
        }
        it.kernel.clock.move(seconds: 60)
        let made = try browser.post(
            path + "/codes", ["current": TestKernel.password, "code": it.code(0, secret)])
        #expect(made.status == 200 && old.allSatisfy { !made.body.contains($0) })
        let off = try browser.post(path + "/app/off", ["current": TestKernel.password, "code": old[0]])
        #expect(off.status == 422)
        it.kernel.clock.move(seconds: 60)
        #expect(
            try browser.post(path + "/app/off", ["current": TestKernel.password, "code": it.code(0, secret)])
                .location == path)
        #expect(try it.count("SELECT COUNT(*) FROM kernel_recovery_code") == 0)
        let door = path.hasPrefix("/staff") ? "/staff/sign-in" : "/sign-in"
        let login = path.hasPrefix("/staff") ? it.stage.staff.login : it.maria.login
        #expect(try it.stage.signIn(login, at: door).1.location == start)
    }
}
