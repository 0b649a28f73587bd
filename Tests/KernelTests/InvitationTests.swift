import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("An invitation by mail")
struct InvitationTests {
    private let it: LinkStage

    private static let own = LinkStage.password

    init() throws { it = try LinkStage() }

    private var stage: Stage { it.stage }
    private var contact: TestContact { it.hanna }
    private var office: Browser { it.office }
    private var form: String { it.form }

    // MARK: Who must not

    @Test("A09 a technician finds no button, and a forged request is refused and changes nothing")
    func technician() throws {
        let technician = try stage.kernel.signIn(try stage.kernel.addStaff(isAdministrator: false))
        let page = try technician.open("/staff/contacts/\(contact.ref)")
        #expect(!page.links.contains { $0.contains("portal-user") })
        let before = try stage.kernel.checksums()
        for path in [form, form + "/resend", form + "/withdraw", "/staff/settings/mail"] {
            #expect(try technician.post(path, ["email": "x@example.org"]).status == 403, "\(path)")
        }
        #expect(try stage.kernel.checksums() == before)
    }

    @Test("SD01 who comes after seven days is told so, and whom to ask")
    func expires() throws {
        let link = try it.invite()
        stage.kernel.clock.move(seconds: 7 * 86_400)
        let late = try it.follow(link)
        #expect(late.page?.text.contains("This invitation has ended") == true)
        #expect(try late.post("/invitation", ["password": Self.own]).status == 409)
        #expect(
            try stage.kernel.value("SELECT password IS NULL FROM kernel_account ORDER BY id DESC LIMIT 1")
                == true)
    }

    @Test("SD04 a new invitation ends the old one; one that is withdrawn ends too, and its seat goes")
    func replaced() throws {
        let old = try it.invite()
        try office.open("/staff/contacts/\(contact.ref)")
        #expect(try office.submit(form + "/resend").status == 303)
        let new = try #require(try stage.kernel.deliver().last?.linkPath)
        #expect(old != new)
        #expect(try it.follow(old).page?.text.contains("This link no longer works") == true)
        let browser = try it.follow(new)
        try office.open("/staff/contacts/\(contact.ref)")
        #expect(try office.submit(form + "/withdraw").status == 303)
        #expect(try browser.submit("/invitation", ["password": Self.own]).status == 409)
        #expect(
            try stage.kernel.value("SELECT COUNT(*) FROM kernel_seat WHERE contact_id = \(contact.id)") == 0)
        #expect(
            try stage.kernel.value("SELECT COUNT(*) FROM kernel_account WHERE login = 'hanna@example.org'")
                == 0)
    }

    @Test("SD09 no more than three go out within an hour, and the refusal tells it")
    func limited() throws {
        _ = try it.invite()
        for round in 0..<4 {
            try office.open("/staff/contacts/\(contact.ref)")
            #expect(try office.submit(form + "/resend").status == (round < 2 ? 303 : 409))
        }
        stage.kernel.clock.move(seconds: 3_601)
        try office.open("/staff/contacts/\(contact.ref)")
        #expect(try office.submit(form + "/resend").status == 303)
    }

    @Test("An invited seat is not in force: nobody signs in with it, and another seat does not lead there")
    func notInForce() throws {
        _ = try it.invite()
        let (_, reply) = try stage.signIn("hanna@example.org", Self.own)
        #expect(reply.status == 422)
    }

    // MARK: What it gives

    @Test(
        "A12, A13, C22 the mail's link leads to a password, a session and home; then the link says it was used"
    )
    func accepted() throws {
        let link = try it.invite()
        let browser = try it.follow(link)
        let short = try browser.submit("/invitation", ["password": "short"])
        #expect(short.status == 422 && short.wrongFields == ["password"])
        #expect(try browser.submit("/invitation", ["password": Self.own]).location == "/home")
        let home = try browser.open("/home")
        #expect(home.status == 200 && home.text.contains("Alfreds Futterkiste"))
        #expect(browser.cookies["portico-invitation"] == nil)
        #expect(try it.follow(link).page?.text.contains("This invitation was used") == true)
        let (_, reply) = try stage.signIn("hanna@example.org", Self.own)
        #expect(reply.location == "/home")
        #expect(
            try stage.kernel.value(
                "SELECT COUNT(*) FROM kernel_audit WHERE action = 'identity.invitation.accepted'") == 1)
    }

    @Test("A11 Invite to one portal gives that portal and no other, and corrects the address on file")
    func onePortal() throws {
        let link = try it.invite("corrected@example.org", portal: "notes")
        let browser = try it.follow(link)
        try browser.submit("/invitation", ["password": Self.own])
        #expect(try browser.open("/home").tabs == ["/home", "/notes/notes"])
        #expect(
            try stage.kernel.value("SELECT mode FROM kernel_seat WHERE contact_id = \(contact.id)")
                == "listed")
        #expect(
            try stage.kernel.value("SELECT email FROM kernel_contact WHERE id = \(contact.id)")
                == "corrected@example.org")
    }

    @Test("SD02 who has an account is never asked for a password: the seat is added after signing in")
    func secondSeat() throws {
        let link = try it.invite(stage.ana.login)
        let browser = try it.follow(link)
        #expect(browser.page?.text.contains("You have an account already") == true)
        #expect(try browser.post("/invitation", ["password": Self.own]).status == 403)
        let stranger = try stage.kernel.signIn(stage.maria)
        try stranger.get(link)
        #expect(try stranger.open("/invitation").text.contains("This invitation is for somebody else"))
        #expect(try stranger.post("/invitation").status == 403)
        let (_, signedIn) = try stage.signIn(stage.ana.login, in: browser)
        #expect(signedIn.status == 303)
        try browser.open("/invitation")
        #expect(try browser.submit("/invitation").location == "/home")
        #expect(try browser.open("/home").text.contains("Alfreds Futterkiste"))
        #expect(try stage.signIn(stage.ana.login).1.location == "/home")
    }
}
