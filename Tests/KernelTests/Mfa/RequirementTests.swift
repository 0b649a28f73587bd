import HTTPTypes
import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("A second factor that is required")
struct RequirementTests {
    private let it: MfaStage

    init() throws { it = try MfaStage() }

    private static let app = "/account/security/app"

    @Test(
        "C32 SB06 an open session is held at its next request: nothing but setting an app up and signing out is open"
    )
    func held() throws {
        let browser = try it.kernel.signIn(it.maria)
        #expect(try browser.get("/home").status == 200)
        #expect(try it.require(it.maria) == .required(hasApp: false))
        for target in it.kernel.house.router.targets {
            guard case .customer(let mounted) = target,
                !MfaRoutes.isSettingUp(target.template, isStaff: false)
            else { continue }
            let address = try it.stage.address(target.template).replacing(
                "{session}", with: "0000000000000000")
            let reply =
                mounted.route.method == .get ? try browser.get(address) : try browser.post(address)
            #expect(reply.location == Self.app, "\(target)")
        }
        #expect(try browser.get(Self.app).location == Self.app + "/new")
        let page = try browser.open(Self.app)
        #expect(page.tabs.isEmpty && page.text.contains("Nothing else is open before."))
        #expect(try browser.submit("/sign-out").location == "/sign-in")
    }

    @Test(
        "C32 who signs in with the password alone is shown the app at once, and nothing else before it is proven"
    )
    func atSignIn() throws {
        _ = try it.require(it.maria)
        let (browser, reply) = try it.stage.signIn(it.maria.login)
        #expect(reply.location == "/home")
        #expect(try browser.get("/home").location == Self.app)
        let page = try browser.get(Self.app)
        #expect(page.status == 200 && page.body.contains("<svg class=\"qr\""))
        #expect(try browser.submit(Self.app, ["code": "000000"]).status == 422)
        #expect(try browser.get("/home").location == Self.app)
    }

    @Test("C34 it concerns one portal user: no other is held")
    func individually() throws {
        _ = try it.require(it.maria)
        #expect(try it.kernel.signIn(it.stage.ana).get("/home").status == 200)
        #expect(try it.require(it.maria) == .unchanged)
    }

    @Test("C33 unchecked, a required app goes at once, one of free choice stays, and each is said")
    func released() throws {
        _ = try it.require(it.maria)
        #expect(try it.require(it.maria, false) == .ended(.nothing))
        _ = try it.require(it.maria)
        try it.enrol(.account(it.maria.account), isRequired: true)
        let browser = try it.signedIn()
        #expect(try it.require(it.maria, false) == .ended(.removed))
        #expect(try browser.get("/home").status == 200)
        #expect(try it.stage.signIn(it.maria.login).1.location == "/home")
        try it.enrol(.account(it.maria.account))
        #expect(try it.require(it.maria) == .required(hasApp: true))
        #expect(try it.require(it.maria, false) == .ended(.keptByWish))
        #expect(try it.stage.signIn(it.maria.login).1.location == "/sign-in/code")
    }

    @Test(
        "C33 another portal user of the same person may require it still; one that is switched off does not")
    func otherSeat() throws {
        let customer = it.stage.ana.customer
        let contact = try it.kernel.addContact("Maria Anders", at: customer)
        let seat = try it.kernel.addSeat(contact)
        try it.kernel.execute("UPDATE kernel_seat SET account_id = \(it.maria.account) WHERE id = \(seat.id)")
        _ = try it.require(it.maria)
        try it.kernel.execute("UPDATE kernel_seat SET mfa_required_at = NOW() WHERE id = \(seat.id)")
        try it.enrol(.account(it.maria.account), isRequired: true)
        #expect(try it.require(it.maria, false) == .ended(.stillRequired))
        #expect(try it.stage.signIn(it.maria.login).1.location == "/sign-in/code")
        #expect(try it.require(it.maria) == .required(hasApp: true))
        try it.kernel.execute("UPDATE kernel_seat SET disabled_at = NOW() WHERE id = \(seat.id)")
        #expect(try it.require(it.maria, false) == .ended(.removed))
    }

    @Test("a setting requires it of administrators: their open sessions are held, a technician's are not")
    func staff() throws {
        let office = try it.kernel.signIn(it.stage.staff)
        let technician = try it.kernel.signIn(try it.kernel.addStaff("Bo Lind", isAdministrator: false))
        try office.open("/staff/settings/administration")
        #expect(
            try office.submit("/staff/settings/administration", [Setting.staffMfa.declaration.id: "1"]).status
                == 303)
        #expect(try office.get("/staff/customers").location == "/staff/account/app")
        #expect(try technician.get("/staff/customers").status == 200)
        let (browser, _) = try it.stage.signIn(it.stage.staff.login, at: "/staff/sign-in")
        #expect(try browser.open("/staff/customers").body.contains("<svg class=\"qr\""))
    }

    @Test("an administrator resets a lost app: it is gone, every browser is out, the person is told")
    func reset() throws {
        try it.kernel.execute(
            "UPDATE kernel_contact SET email = 'maria@example.org' WHERE id = \(it.maria.contact?.id)")
        try it.enrol(.account(it.maria.account))
        let (browser, parked) = (try it.signedIn(), try it.pending())
        let technician = try it.kernel.signIn(try it.kernel.addStaff("Bo Lind", isAdministrator: false))
        let action = it.stage.contact + "/portal-user/mfa-reset"
        #expect(try technician.post(action).status == 403)
        let office = try it.kernel.signIn(it.stage.staff)
        try office.open(it.stage.contact)
        #expect(try office.submit(action).status == 303)
        #expect(try browser.get("/home").status == 303)
        #expect(try parked.post("/sign-in/code", ["code": it.code()]).location == "/sign-in")
        #expect(try it.stage.signIn(it.maria.login).1.location == "/home")
        #expect(try it.kernel.deliver().map(\.subject) == ["[Test & Sons] Your authenticator app was reset"])
    }

    @Test("SA13 a person is told of each change by mail, at a changed address the old one too")
    func told() throws {
        try it.kernel.execute(
            "UPDATE kernel_contact SET email = 'old@example.org' WHERE id = \(it.maria.contact?.id)")
        let office = try it.kernel.signIn(it.stage.staff)
        try office.open(it.stage.contact + "/edit")
        try office.submit(it.stage.contact + "/edit", ["email": "new@example.org"])
        let letters = try it.kernel.deliver()
        #expect(Set(letters.map(\.recipient)) == ["old@example.org", "new@example.org"])
        let browser = try it.kernel.signIn(it.maria)
        try browser.open("/account/password")
        let new = "eleven oystercatchers on the pier"
        try browser.submit("/account/password", ["current": TestKernel.password, "new": new, "again": new])
        #expect(try it.kernel.deliver().map(\.recipient) == ["new@example.org"])
    }

    @Test("who of staff lost the phone is let in by a command: the app is gone, and so is every session")
    func command() throws {
        try it.enrol(.staff(it.stage.staff.id))
        let office = try it.signedIn("/staff/sign-in")
        #expect(try office.get("/staff/customers").status == 200)
        let (login, now) = (try Login(it.stage.staff.login), it.kernel.clock.now)
        func forget() throws -> Bool {
            try it.kernel.withConnection { try StaffRow.find(login, $0)?.forgetApp(at: now, $0) ?? false }
        }
        #expect(try forget())
        #expect(try !forget())
        #expect(try office.get("/staff/customers").status == 303)
        #expect(try it.stage.signIn(login.text, at: "/staff/sign-in").1.location == "/staff/customers")
    }
}
