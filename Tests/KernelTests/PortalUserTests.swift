import HTTPTypes
import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("Portal users on the customer's page")
struct PortalUserTests {
    private let it: UserStage

    init() throws { it = try UserStage() }

    private static let own = "a password of my own, Hanna"

    // MARK: Who must not

    @Test(
        "A09 D02 a technician reads the list, finds no button, and each forged request is a 403 without effect"
    )
    func technician() throws {
        let seat = try it.kernel.addSeat(it.hanna)
        let path = try it.stage.path(of: seat)
        let technician = try it.kernel.signIn(try it.kernel.addStaff(isAdministrator: false))
        let page = try technician.open(it.page)
        #expect(page.text.contains(seat.login) && !page.links.contains { $0.contains("portal-users/") })
        #expect(try technician.open(it.page + "/portal-users").status == 200)
        let before = try it.kernel.checksums()
        for way in [path, path + "/delete", path + "/portals/notes", path + "/portals/notes/remove", it.new] {
            #expect(try technician.get(way).status == 403, "\(way)")
        }
        for way in [
            it.new, path, path + "/switch", path + "/start-password", path + "/reset", path + "/resend",
            path + "/delete", path + "/portals/notes/own", path + "/portals/notes/remove",
        ] {
            #expect(try technician.post(way, ["on": "0", "login": "x"]).status == 403, "\(way)")
        }
        #expect(try it.kernel.checksums() == before)
    }

    @Test(
        "C17 SE04 a contact of another customer, a removed one, and a customer's seat under another are refused"
    )
    func foreign() throws {
        let removed = try it.kernel.addContact("Emil Roth", at: it.customer)
        try it.kernel.execute(
            "UPDATE kernel_contact SET removed_at = UTC_TIMESTAMP(6) WHERE id = \(removed.id)")
        let before = try it.kernel.checksums()
        for contact in [it.stage.maria.contact?.ref ?? "", removed.ref, "0000000000000000", "x"] {
            let reply = try it.add(["contact": contact, "login": "somebody", "way": "password"])
            #expect(reply.status == 422 && reply.wrongFields == ["contact"], "\(contact)")
        }
        let seat = try it.stage.path(of: it.stage.maria).split(separator: "/").last ?? ""
        for path in ["", "/delete", "/portals/notes"] {
            #expect(try it.office.get(it.page + "/portal-users/\(seat)\(path)").status == 404)
        }
        #expect(try it.office.post(it.page + "/portal-users/\(seat)/delete").status == 404)
        #expect(try it.kernel.checksums() == before)
    }

    @Test(
        "C13 the group Non-Portal Users cannot be chosen, neither for a new portal user nor for one there is")
    func groupOfVisitors() throws {
        let visitors = try it.group("non-portal-users")
        #expect(try !it.office.open(it.new).body.contains(visitors))
        let reply = try it.add(["login": "hanna", "way": "password", "group": visitors])
        #expect(reply.status == 422 && reply.wrongFields == ["group"])
        #expect(try it.seats() == 0)
        let path = try it.stage.path(of: it.kernel.addSeat(it.hanna))
        #expect(try !it.office.open(path).body.contains(visitors))
        #expect(try it.office.submit(path, ["group": visitors]).status == 422)
        #expect(try it.last()?.contains("|Standard|") == true)
    }

    @Test("C36 nobody becomes a portal user of a customer that is archived, and the page says why")
    func archived() throws {
        try it.office.open(it.new)
        try it.kernel.execute(
            "UPDATE kernel_customer SET archived_at = UTC_TIMESTAMP(6) WHERE id = \(it.customer.id)")
        #expect(try it.office.submit(it.new, ["login": "hanna", "way": "password"]).status == 409)
        #expect(try it.office.open(it.new).text.contains("This customer is archived."))
        let form = "/staff/contacts/\(it.hanna.ref)/portal-user"
        try it.office.open(form)
        #expect(try it.office.submit(form, ["login": "hanna"]).status == 409)
        #expect(try it.seats() == 0)
        #expect(
            try it.kernel.value("SELECT COUNT(*) FROM kernel_account WHERE login = 'hanna'") == 0)
    }

    @Test(
        "SA12 a login that somebody has is refused, in every spelling that is the same, and no person is merged"
    )
    func taken() throws {
        let taken = it.stage.maria.login
        for login in [taken, taken.uppercased()] {
            let reply = try it.add(["login": login, "way": "password"])
            #expect(reply.status == 422 && reply.wrongFields == ["login"], "\(login)")
        }
        let path = try it.stage.path(of: it.kernel.addSeat(it.hanna))
        try it.office.open(path)
        let reply = try it.office.submit(path, ["login": taken])
        #expect(reply.status == 422 && reply.wrongFields == ["login"])
        #expect(try it.add(["login": "ma\u{301}ria", "way": "password"]).status == 200)
        #expect(
            try it.kernel.value(
                "SELECT COUNT(*) FROM kernel_seat WHERE account_id = \(it.stage.maria.account)")
                == 1)
    }

    @Test("SD02 one address of two contacts is not one person: the second needs a user name of her own")
    func sharedAddress() throws {
        let lena = try it.kernel.addContact("Lena Vogt", at: it.customer)
        try it.setEmail("office@example.org", of: it.hanna)
        try it.setEmail("office@example.org", of: lena)
        #expect(try it.add(["contact": it.hanna.ref, "way": "invitation"]).status == 303)
        let reply = try it.add(["contact": lena.ref, "way": "invitation"])
        #expect(reply.status == 409 && reply.text.contains("signs in with that name already"))
        #expect(try it.seats() == 1)
        #expect(try it.add(["contact": lena.ref, "login": "lena", "way": "invitation"]).status == 303)
        #expect(try it.seats() == 2)
    }

    @Test("fifty administrators at once make one portal user, and the others are told")
    func atTheSameTime() throws {
        let browsers = try (0..<50).map { _ in try it.kernel.signIn(it.stage.staff) }
        for browser in browsers { try browser.open(it.new) }
        let ready = Unchecked(value: browsers)
        let new = it.new
        let answers = try atOnce(50) { number in
            try ready.value[number].submit(new, ["login": "bolido\(number)", "way": "password"]).status
        }.map { try $0.get() }
        #expect(answers.filter { $0 == 200 }.count == 1)
        #expect(answers.allSatisfy { [200, 409, 503].contains($0) }, "\(answers)")
        #expect(try it.seats() == 1)
        #expect(
            try it.kernel.value("SELECT COUNT(*) FROM kernel_account WHERE login LIKE 'bolido%'") == 1)
    }

    // MARK: New

    @Test(
        "C16 C17 New is on the customer's page; the drop-down names the customer first, and who has no seat")
    func offered() throws {
        let page = try it.office.open(it.page)
        #expect(page.links.contains(it.new) && page.text.contains("No portal users yet."))
        let form = try it.office.open(it.new)
        #expect(form.form(it.new)?.fields["contact"] == "")
        #expect(form.text.contains("Bólido Comidas, the customer itself") && form.text.contains("Hanna Moos"))
        #expect(
            try it.office.open(it.new + "?contact=" + it.hanna.ref).form(it.new)?.fields["contact"]
                == it.hanna.ref)
        _ = try it.kernel.addSeat(it.hanna)
        #expect(try !it.office.open(it.new).body.contains(it.hanna.ref))
    }

    @Test("C18 an empty login is the e-mail of whoever is chosen: the customer's, or the contact's")
    func defaultLogin() throws {
        try it.setEmail("post@bolido.example.org")
        try it.setEmail("Hanna@bolido.example.org", of: it.hanna)
        #expect(try it.add(["way": "password"]).status == 200)
        #expect(try it.last() == "itself|Everything|post@bolido.example.org|free|group")
        #expect(try it.add(["contact": it.hanna.ref, "way": "password"]).status == 200)
        #expect(try it.last() == "\(it.hanna.id)|Standard|hanna@bolido.example.org|free|group")
    }

    @Test("C18 a login that is no e-mail is taken, and the page says that no reset by mail will work")
    func otherLogin() throws {
        try it.setEmail("hanna@example.org", of: it.hanna)
        let reply = try it.add(["contact": it.hanna.ref, "login": "hanna", "way": "password"])
        #expect(reply.text.contains("cannot be replaced by mail"))
        let own = try it.kernel.addContact("Lena Vogt", at: it.customer)
        try it.setEmail("lena@example.org", of: own)
        #expect(
            try !it.add(["contact": own.ref, "way": "password"]).text.contains("cannot be replaced by mail"))
    }

    @Test(
        "C06 C09 C10 the customer itself has Everything and a contact the default, and a chosen group wins over both"
    )
    func groups() throws {
        let narrow = try it.kernel.addGroup([:])
        let name: String? = try it.kernel.value(
            "SELECT name FROM kernel_permission_group WHERE ref = \(Crockford.decode(narrow.ref))")
        #expect(try it.add(["login": "bolido", "way": "password", "group": narrow.ref]).status == 200)
        #expect(try it.last() == "itself|\(name ?? "")|bolido|free|group")
        #expect(
            try it.add([
                "contact": it.hanna.ref, "login": "hanna", "way": "password",
                "group": try it.group("everything"),
            ]).status == 200)
        #expect(try it.last() == "\(it.hanna.id)|Everything|hanna|free|group")
    }

    @Test(
        "C19 C30 SA11 a start password is shown once, must be replaced, and closes the portal that was open by link"
    )
    func startPassword() throws {
        let page = try it.add(["login": "bolido", "way": "password"])
        let start = try #require(UserStage.password(in: page))
        #expect(try it.office.open(it.page).text.contains("Start password waits"))
        #expect(try it.office.open(it.page).text.contains("the link leads to the sign-in page"))
        let (browser, reply) = try it.stage.signIn("bolido", start)
        #expect(reply.location == "/account/password")
        try browser.open("/account/password")
        #expect(
            try browser.submit(
                "/account/password", ["current": start, "new": Self.own, "again": Self.own]
            ).location == "/home")
        #expect(try browser.open("/home").tabs.contains("/notes/notes"))
    }

    @Test("C22 C24 without an e-mail no invitation is attempted and the field says what to do instead")
    func noAddress() throws {
        let form = try it.office.open(it.new).form(it.new)
        #expect(form?.fields["way"] == "password")
        let reply = try it.add(["contact": it.hanna.ref, "login": "hanna", "way": "invitation"])
        #expect(reply.status == 422 && reply.text.contains("give a start password"))
        #expect(try it.add(["contact": it.hanna.ref, "way": "password"]).wrongFields == ["login"])
        #expect(try it.kernel.deliver().isEmpty && it.seats() == 0)
    }

    @Test(
        "C22 C26 the customer itself is invited by the mail on file, chooses a password, and can ask for a new one"
    )
    func invitedCustomer() throws {
        try it.setEmail("post@bolido.example.org")
        #expect(try it.add(["way": "invitation"]).status == 303)
        let letter = try #require(try it.kernel.deliver().last)
        #expect(letter.recipient == "post@bolido.example.org" && letter.text.contains("Bólido Comidas,"))
        let browser = it.kernel.browser()
        try browser.open(try #require(letter.linkPath))
        #expect(try browser.submit("/invitation", ["password": Self.own]).location == "/home")
        #expect(try browser.open("/home").tabs.contains("/notes/notes"))
        let forgetful = it.kernel.browser()
        try forgetful.open("/forgot")
        try forgetful.submit("/forgot", ["login": "post@bolido.example.org"])
        try it.kernel.runBackground()
        let reset = try #require(try it.kernel.deliver().last?.linkPath)
        try forgetful.open(reset)
        #expect(
            try forgetful.submit("/reset", ["password": Self.own + "!"]).location == "/sign-in")
        try it.setEmail("other@bolido.example.org")
        #expect(try it.stage.signIn("post@bolido.example.org", Self.own + "!").1.location == "/home")
    }
}
