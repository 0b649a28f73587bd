import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("An invitation by mail")
struct InvitationTests {
    let stage: Stage
    let contact: TestContact
    let office: Browser

    private static let own = "a password of my own, Hanna"

    init() throws {
        stage = try Stage()
        contact = try stage.kernel.addContact("Hanna Moos", at: stage.maria.customer)
        office = try stage.kernel.signIn(stage.staff)
    }

    private var form: String { "/staff/contacts/\(contact.ref)/portal-user" }

    /// Invites Hanna as an administrator does, and gives the path of the link that the mail carries.
    private func invite(_ email: String = "hanna@example.org", portal: String? = nil) throws -> String {
        try office.open(form + (portal.map { "?portal=" + $0 } ?? ""))
        let reply = try office.submit(form, ["email": email, "way": "invitation"])
        #expect(reply.status == 303)
        return try #require(try stage.kernel.deliver().last?.linkPath)
    }

    private func follow(_ link: String) throws -> Browser {
        let browser = stage.kernel.browser()
        #expect(try browser.get(link).location == "/invitation")
        try browser.open("/invitation")
        return browser
    }

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

    @Test("SD05 looking at the link, twenty times and by HEAD too, uses nothing up")
    func scanners() throws {
        let link = try invite()
        let before = try stage.kernel.checksums()
        for round in 0..<20 {
            let scanner = stage.kernel.browser()
            try scanner.send(round % 2 == 0 ? "GET" : "HEAD", link)
            try scanner.get("/invitation")
        }
        #expect(try stage.kernel.checksums() == before)
        let browser = try follow(link)
        #expect(try browser.submit("/invitation", ["password": Self.own]).location == "/home")
    }

    @Test("SD01 a link ends after seven days, whatever the cookie says")
    func expires() throws {
        let link = try invite()
        let browser = try follow(link)
        stage.kernel.clock.move(seconds: 600)
        #expect(try browser.open("/invitation").text.contains("Choose a password"))
        stage.kernel.clock.move(seconds: 7 * 86_400)
        let late = try follow(link)
        #expect(late.page?.text.contains("This invitation has ended") == true)
        #expect(try late.post("/invitation", ["password": Self.own]).status == 409)
        #expect(
            try stage.kernel.value("SELECT password IS NULL FROM kernel_account ORDER BY id DESC LIMIT 1")
                == true)
    }

    @Test("SD04 a new invitation ends the old one; one that is withdrawn ends too, and its seat goes")
    func replaced() throws {
        let old = try invite()
        try office.open("/staff/contacts/\(contact.ref)")
        #expect(try office.submit(form + "/resend").status == 303)
        let new = try #require(try stage.kernel.deliver().last?.linkPath)
        #expect(old != new)
        #expect(try follow(old).page?.text.contains("This link no longer works") == true)
        let browser = try follow(new)
        try office.open("/staff/contacts/\(contact.ref)")
        #expect(try office.submit(form + "/withdraw").status == 303)
        #expect(try browser.submit("/invitation", ["password": Self.own]).status == 409)
        #expect(
            try stage.kernel.value("SELECT COUNT(*) FROM kernel_seat WHERE contact_id = \(contact.id)") == 0)
        #expect(
            try stage.kernel.value("SELECT COUNT(*) FROM kernel_account WHERE login = 'hanna@example.org'")
                == 0)
    }

    @Test("SD02 a link is for the address it was sent to: after the address changed it is worth nothing")
    func movedAddress() throws {
        let link = try invite()
        let browser = try follow(link)
        try stage.kernel.execute(
            "UPDATE kernel_contact SET email = 'other@example.org' WHERE id = \(contact.id)")
        #expect(try browser.submit("/invitation", ["password": Self.own]).status == 409)
        #expect(try follow(link).page?.text.contains("This link no longer works") == true)
    }

    @Test("SD02 an altered, foreign, doubled or invented token opens nothing")
    func forged() throws {
        let link = try invite()
        let token = link.dropFirst("/invitation/".count)
        let session = Token()
        for text in [
            String(token.dropLast()), token + "A", token.reversed().map(String.init).joined(), session.text,
            "", "x",
        ] {
            let browser = stage.kernel.browser()
            let reply = try browser.get("/invitation/" + text)
            #expect([303, 404, 308, 400].contains(reply.status), "\(text)")
            #expect(try browser.open("/invitation").text.contains("This link no longer works"))
            #expect(try browser.post("/invitation", ["password": Self.own]).status == 409)
        }
        // The token of an invitation is no session, and a session's token is no invitation.
        let browser = stage.kernel.browser()
        browser.cookies["portico"] = String(token)
        #expect(try browser.get("/home").status == 303)
        // Nor is the cookie believed without its signature, or with two of its name.
        let bare = stage.kernel.browser()
        bare.cookies["portico-invitation"] = token + ".9999999999.AAAA"
        #expect(try bare.open("/invitation").text.contains("This link no longer works"))
    }

    @Test("SD09 no more than three go out within an hour, and the refusal tells it")
    func limited() throws {
        _ = try invite()
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
        _ = try invite()
        let (_, reply) = try stage.signIn("hanna@example.org", Self.own)
        #expect(reply.status == 422)
    }

    // MARK: What it gives

    @Test(
        "A12, A13, C22 the mail's link leads to a password, a session and home; then the link says it was used"
    )
    func accepted() throws {
        let link = try invite()
        let browser = try follow(link)
        let short = try browser.submit("/invitation", ["password": "short"])
        #expect(short.status == 422 && short.wrongFields == ["password"])
        #expect(try browser.submit("/invitation", ["password": Self.own]).location == "/home")
        let home = try browser.open("/home")
        #expect(home.status == 200 && home.text.contains("Alfreds Futterkiste"))
        #expect(browser.cookies["portico-invitation"] == nil)
        #expect(try follow(link).page?.text.contains("This invitation was used") == true)
        let (_, reply) = try stage.signIn("hanna@example.org", Self.own)
        #expect(reply.location == "/home")
        #expect(
            try stage.kernel.value(
                "SELECT COUNT(*) FROM kernel_audit WHERE action = 'identity.invitation.accepted'") == 1)
    }

    @Test("SD03, V9 fifty posts of one token at the same moment have one effect")
    func parallel() throws {
        let link = try invite()
        let kernel = stage.kernel
        let browsers = try (0..<50).map { _ in try follow(link) }
        let shelf = browsers.map { Unchecked(value: $0) }
        let results = atOnce(50) { number in
            try shelf[number].value.submit("/invitation", ["password": Self.own + String(number)]).status
        }
        let statuses = try results.map { try $0.get() }
        #expect(statuses.filter { $0 == 303 }.count == 1)
        #expect(statuses.allSatisfy { [303, 409, 503].contains($0) })
        #expect(
            try kernel.value(
                "SELECT COUNT(*) FROM kernel_session s JOIN kernel_seat p ON p.id = s.seat_id WHERE p.contact_id = \(contact.id)"
            )
                == 1)
    }

    @Test("A11 Invite to one portal gives that portal and no other, and corrects the address on file")
    func onePortal() throws {
        let link = try invite("corrected@example.org", portal: "notes")
        let browser = try follow(link)
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
        let link = try invite(stage.ana.login)
        let browser = try follow(link)
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

/// Each is used by one thread only.
private struct Unchecked<Value>: @unchecked Sendable { let value: Value }
