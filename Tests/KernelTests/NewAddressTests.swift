import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("A07 Another address of e-mail")
struct NewAddressTests {
    private let it: LinkStage
    private let seat: TestSeat
    private let hanna: Browser
    private static let new = "hanna.moos@example.org"

    init() throws {
        it = try LinkStage()
        seat = try it.enable()
        hanna = try it.kernel.signIn(seat)
    }

    private var kernel: TestKernel { it.kernel }

    private func directly() throws {
        try it.office.get("/staff/settings/identity")
        try it.office.submit("/staff/settings/identity", ["identity.own-email": "directly"])
    }

    private func email() throws -> String? {
        try kernel.value("SELECT email FROM kernel_contact WHERE id = \(it.hanna.id)")
    }

    private func login() throws -> String? {
        try kernel.value("SELECT login FROM kernel_account WHERE id = \(seat.account)")
    }

    private func prove(_ path: String, _ browser: Browser? = nil) throws -> Reply {
        let browser = browser ?? hanna
        try browser.open(path)
        return try browser.submit("/address")
    }

    // MARK: Who must not

    @Test("A07 without the present password, or with no address, the same one or two, nothing is sent")
    func refused() throws {
        let path = "/account/email"
        let wrong: [(String, String, String)] = [
            (Self.new, "not my password at all", "password"), (Self.new, "", "password"),
            ("", TestKernel.password, "address"), (seat.login, TestKernel.password, "address"),
            ("a@example.org, b@example.org", TestKernel.password, "address"),
            ("a@example.org\r\nBcc: b@example.org", TestKernel.password, "address"),
        ]
        for (address, password, field) in wrong {
            try hanna.open(path)
            let reply = try hanna.submit(path, ["address": address, "password": password])
            #expect(reply.status == 422 && reply.wrongFields == [field], "\(address)")
        }
        #expect(try kernel.deliver().isEmpty)
        #expect(try kernel.value("SELECT COUNT(*) FROM kernel_address_proof") == 0)
    }

    @Test("SD02 whoever holds the link and is not that person needs his password")
    func stranger() throws {
        try directly()
        let path = try it.newAddress(Self.new, follow: true, in: hanna)
        for browser in [kernel.browser(), try kernel.signIn(it.stage.ana)] {
            try browser.open(path)
            let reply = try browser.submit("/address", ["password": "a guess of somebody else"])
            #expect(reply.status == 422 && reply.wrongFields == ["password"])
        }
        #expect(try email() == seat.login && login() == seat.login)
        let other = kernel.browser()
        try other.open(path)
        #expect(try other.submit("/address", ["password": TestKernel.password]).status == 303)
        #expect(try email() == Self.new)
    }

    @Test("an address that somebody else signs in with is refused as any other link is, and nothing changes")
    func taken() throws {
        try directly()
        try kernel.execute("UPDATE kernel_account SET login = \(Self.new) WHERE id = \(it.stage.ana.account)")
        let path = try it.newAddress(Self.new, follow: true, in: hanna)
        try hanna.open(path)
        let before = try kernel.checksums()
        let reply = try hanna.submit("/address")
        #expect(reply.status == 409)
        #expect(try kernel.checksums() == before)
        let used = kernel.browser()
        try used.open("/address/" + Token().text)
        let never = try used.post("/address")
        let words = "The address cannot be changed with this link. Ask for it once more, or tell us."
        #expect(never.status == 409 && never.text.contains(words) && reply.text.contains(words))
        #expect(!reply.text.contains(Self.new), "no word more than for a link that never was")
        // Without the user name it is only an address of mail, which two may share.
        let again = try it.newAddress(Self.new, follow: false, in: hanna)
        #expect(try prove(again).status == 303)
        #expect(try email() == Self.new && login() == seat.login)
    }

    @Test("SD09 three links go out within an hour, and the newest alone works")
    func limited() throws {
        var paths: [String] = []
        for number in 0..<3 {
            paths.append(try it.newAddress("h\(number)@example.org", follow: false, in: hanna))
        }
        try hanna.open("/account/email")
        #expect(
            try hanna.submit("/account/email", ["address": Self.new, "password": TestKernel.password]).status
                == 409)
        #expect(try kernel.deliver().isEmpty)
        for path in paths.dropLast() {
            #expect(try it.follow(path).page?.text.contains("no longer works") == true)
        }
        #expect(try prove(paths[2]).status == 303)
    }

    // MARK: What it does

    @Test("A07 SA13 proved, the new address holds, the login follows, both addresses are told, old links end")
    func moved() throws {
        try directly()
        let reset = try {
            try it.ask(seat.login)
            try kernel.runBackground()
            return try #require(try kernel.deliver().last?.linkPath)
        }()
        let path = try it.newAddress(Self.new, follow: true, in: hanna)
        #expect(try email() == seat.login && login() == seat.login, "nothing before the proof")
        #expect(try prove(path).location == "/account")
        #expect(try email() == Self.new && login() == Self.new)
        #expect(try hanna.open("/account").text.contains(Self.new))
        let told = try kernel.deliver()
        #expect(told.map(\.recipient) == [seat.login, Self.new])
        #expect(told.allSatisfy { $0.text.contains(seat.login) && $0.text.contains(Self.new) })
        #expect(try it.follow(reset).page?.text.contains("no longer works") == true)
        #expect(try it.stage.signIn(seat.login).1.status == 422)
        #expect(try it.stage.signIn(Self.new).1.location == "/home")
        let acts: [String] = try kernel.values(
            "SELECT action FROM kernel_audit WHERE action LIKE 'identity.address.%' ORDER BY id")
        #expect(
            acts == ["identity.address.asked", "identity.address.proved", "identity.address.changed"])
    }

    @Test("A07 by default it waits for approval once it is proved, and staff make it hold")
    func approved() throws {
        let path = try it.newAddress(Self.new, follow: true, in: hanna)
        #expect(try prove(path).status == 303)
        #expect(try email() == seat.login && login() == seat.login)
        #expect(try hanna.open("/account").text.contains(Self.new))
        try it.office.open("/staff/contacts/\(it.hanna.ref)")
        let action = try #require(it.office.page?.forms.map(\.action).first { $0.hasSuffix("/approve") })
        #expect(try it.office.submit(action).status == 303)
        #expect(try email() == Self.new && login() == Self.new)
        #expect(try kernel.deliver().map(\.recipient) == [seat.login, Self.new])
    }

    @Test("A07 where the user name is not the address, moving it is neither offered nor taken")
    func otherLogin() throws {
        try directly()
        try kernel.execute("UPDATE kernel_account SET login = 'hanna' WHERE id = \(seat.account)")
        let form = try #require(try hanna.open("/account/email").form("/account/email"))
        #expect(form.fields["follow"] == nil)
        let path = try it.newAddress(Self.new, follow: true, in: hanna)
        #expect(try prove(path).status == 303)
        #expect(try email() == Self.new && login() == "hanna")
    }

    @Test("SD02 an address that staff changed meanwhile, or a setting that forbids it, ends the link")
    func meanwhile() throws {
        let path = try it.newAddress(Self.new, follow: false, in: hanna)
        try hanna.open(path)
        try it.office.get("/staff/settings/identity")
        try it.office.submit("/staff/settings/identity", ["identity.own-email": "never"])
        #expect(try hanna.submit("/address").status == 409)
        try it.office.submit("/staff/settings/identity", ["identity.own-email": "directly"])
        try kernel.execute("UPDATE kernel_contact SET email = 'x@example.org' WHERE id = \(it.hanna.id)")
        #expect(try hanna.post("/address").status == 409)
        #expect(try email() == "x@example.org")
    }

    @Test("SL07 what was sent is handed out with the person's data, and forgotten with it")
    func privacy() throws {
        _ = try it.newAddress(Self.new, follow: false, in: hanna)
        #expect(
            try kernel.personalData(of: it.hanna).kernel["addresses"]?.first?["new_email"] == Self.new)
        try kernel.erase(it.hanna)
        #expect(try kernel.value("SELECT COUNT(*) FROM kernel_address_proof") == 0)
    }
}
