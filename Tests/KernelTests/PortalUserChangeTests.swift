import HTTPTypes
import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("Changing and deleting a portal user")
struct PortalUserChangeTests {
    private let it: UserStage
    private let seat: TestSeat
    private let path: String

    init() throws {
        it = try UserStage()
        seat = try it.kernel.addSeat(it.hanna)
        path = try it.stage.path(of: seat)
    }

    private func update(_ fields: [String: String]) throws -> Reply {
        try it.office.open(path)
        return try it.office.submit(path, fields)
    }

    @Test("C33 C35 group, login and portals change by one button, and hold at the person's next request")
    func update() throws {
        let narrow = try it.kernel.addGroup([:])
        let person = try it.kernel.signIn(seat)
        #expect(try person.get("/notes/notes").status == 200)
        #expect(try update(["group": narrow.ref]).location == it.page)
        #expect(try person.get("/notes/notes").status == 403)
        #expect(try update(["group": try it.group("default"), "portals": "listed"]).status == 303)
        #expect(try person.get("/notes/notes").status == 403)
        #expect(try update(["portals": "group", "login": "Hanna.Moos"]).status == 303)
        #expect(try person.get("/notes/notes").status == 200)
        #expect(try it.stage.signIn(seat.login).1.status == 422)
        #expect(try it.stage.signIn("hanna.moos").1.location == "/home")
        #expect(try update(["login": " \u{200B}"]).wrongFields == ["login"])
    }

    @Test(
        "C31 C34 MFA is required of one person by the box, of nobody else, and no longer when it is cleared")
    func mfa() throws {
        let lena = try it.kernel.addSeat(it.kernel.addContact("Lena Vogt", at: it.customer))
        func required() throws -> [UInt64] {
            try it.kernel.values("SELECT id FROM kernel_seat WHERE mfa_required_at IS NOT NULL")
        }
        #expect(try update(["mfa": "1"]).status == 303)
        #expect(try required() == [seat.id])
        #expect(try it.office.open(it.page).text.contains("Required"))
        #expect(
            try it.kernel.value("SELECT mfa_required_by FROM kernel_seat WHERE id = \(seat.id)")
                == it.stage.staff.id)
        #expect(
            try it.office.open(it.stage.path(of: lena)).form(it.stage.path(of: lena))?.fields["mfa"] == nil)
        #expect(try it.office.open(path).form(path)?.fields["mfa"] == "1")
        #expect(
            try it.office.post(path, ["login": seat.login, "group": try it.group("default")]).status == 303)
        #expect(try required().isEmpty)
        #expect(
            try it.add([
                "login": "bolido", "way": "password", "mfa": "1",
            ]).status == 200)
        #expect(try it.last() == "itself|Everything|bolido|mfa|group")
    }

    @Test("C35 SC04 deleting ends sessions, links and invitations at once; what was written stays")
    func delete() throws {
        let person = try it.kernel.signIn(seat)
        #expect(try person.post("/notes/notes/new", ["text": "Kept"]).status == 303)
        let confirm = try it.office.open(path + "/delete")
        #expect(confirm.text.contains("It is the last portal user"))
        #expect(try person.get("/home").status == 200)
        #expect(try it.office.submit(path + "/delete").location == it.page)
        #expect(try person.get("/home").location?.hasPrefix("/sign-in") == true)
        #expect(try it.stage.signIn(seat.login).1.status == 422)
        #expect(try it.kernel.value("SELECT text FROM notes_note") == "Kept")
        #expect(
            try it.kernel.value(
                "SELECT COUNT(*) FROM kernel_audit WHERE action = 'administration.seat.deleted'") == 1)
        #expect(try it.office.get(path).status == 404)
        #expect(try it.office.post(path + "/delete").status == 404)
    }

    @Test(
        "C08 SD04 a link that was sent to somebody who is deleted or switched off leads nowhere, also when he is back"
    )
    func links() throws {
        let lena = try it.kernel.addContact("Lena Vogt", at: it.customer)
        try it.setEmail("lena@example.org", of: lena)
        _ = try it.add(["contact": lena.ref, "way": "invitation"])
        let link = try #require(try it.kernel.deliver().last?.linkPath)
        let contact = "/staff/contacts/\(lena.ref)/portal-user"
        #expect(try it.office.post(contact + "/switch", ["on": "0"]).status == 303)
        #expect(try it.office.post(contact + "/switch", ["on": "1"]).status == 303)
        let browser = it.kernel.browser()
        #expect(try browser.open(link).text.contains("This link no longer works"))
        #expect(try it.office.post(contact + "/resend").status == 303)
        let again = try #require(try it.kernel.deliver().last?.linkPath)
        #expect(try browser.open(again).text.contains("Choose a password"))
        let ref: [UInt8]? = try it.kernel.value("SELECT ref FROM kernel_seat WHERE contact_id = \(lena.id)")
        let seat = it.page + "/portal-users/" + Crockford.encode(ref ?? [])
        #expect(try it.office.post(seat + "/delete").status == 303)
        #expect(try browser.open(again).text.contains("This link no longer works"))
    }

    @Test(
        "C08 when the last one is deleted from the page the customer's link is a new one, and it opens the portal"
    )
    func lastOne() throws {
        func link() throws -> String? {
            let page = try it.office.open(it.page).body
            guard let start = page.firstRange(of: "http://localhost:8080/link/")?.upperBound else {
                return nil
            }
            return "/link/" + page[start...].prefix { $0 != "<" }
        }
        #expect(try link() == nil)
        #expect(try it.office.post(path + "/delete").status == 303)
        let visitor = it.kernel.browser()
        try visitor.open(try #require(try link()))
        #expect(try visitor.submit("/link").location == "/home")
        let (itself, reply) = (path, try it.add(["login": "bolido", "way": "password"]))
        #expect(reply.status == 200 && itself == path)
        #expect(try visitor.get("/home").status == 303)
    }

    @Test(
        "C35 a login of somebody who was deleted is free again, with a new password and nothing of the old one"
    )
    func loginAgain() throws {
        try it.kernel.execute(
            """
            INSERT INTO kernel_attachment (ref, portal, name, type, size, sha256, uploaded_at, uploaded_by_account)
            VALUES (\(Token.random(10)), 'notes', 'a', 'text/plain', 1, \(Token.random(32)), UTC_TIMESTAMP(6), \(seat.account))
            """)
        #expect(try it.office.post(path + "/delete").status == 303)
        #expect(
            try it.kernel.value("SELECT password IS NULL FROM kernel_account WHERE id = \(seat.account)")
                == true)
        let page = try it.add(["contact": it.hanna.ref, "login": seat.login, "way": "password"])
        let start = try #require(UserStage.password(in: page))
        #expect(try it.stage.signIn(seat.login).1.status == 422)
        #expect(try it.stage.signIn(seat.login, start).1.location == "/account/password")
    }

    @Test("SA12 who signs in for several customers: the page says so, and deleting here leaves the others")
    func elsewhere() throws {
        try it.kernel.execute(
            "UPDATE kernel_seat SET account_id = \(it.stage.ana.account) WHERE id = \(seat.id)")
        #expect(try it.office.open(path).text.contains("also signs in at Ana Trujillo Helados"))
        #expect(
            try it.office.open(path + "/delete").text.contains("keeps signing in at Ana Trujillo Helados"))
        let person = try it.kernel.signIn(it.stage.ana)
        #expect(try it.office.submit(path + "/delete").status == 303)
        #expect(try person.get("/home").status == 200)
        #expect(try it.stage.signIn(it.stage.ana.login).1.location == "/home")
    }

    @Test("SD02 a start password never goes to somebody's account who has not accepted the invitation to it")
    func offeredAccount() throws {
        let lena = try it.kernel.addContact("Lena Vogt", at: it.customer)
        try it.setEmail(it.stage.ana.login, of: lena)
        #expect(try it.add(["contact": lena.ref, "way": "invitation"]).status == 303)
        #expect(
            try it.office.post("/staff/contacts/\(lena.ref)/portal-user/start-password").status == 409)
        #expect(try it.stage.signIn(it.stage.ana.login).1.location == "/home")
    }

    @Test("C28 C29 a reset is offered only where the login is the address on file")
    func reset() throws {
        #expect(try !it.office.open(path).forms.contains { $0.action == path + "/reset" })
        #expect(try it.office.post(path + "/reset").status == 409)
        try it.setEmail(seat.login, of: it.hanna)
        try it.office.open(path)
        #expect(try it.office.submit(path + "/reset").location == path)
        #expect(try it.kernel.deliver().map(\.recipient) == [seat.login])
    }

    @Test("A18 A20 a portal is taken from the customer itself and given back, at its next request each time")
    func itself() throws {
        let seat = try it.kernel.addSeat(on: it.customer)
        let path = try it.stage.path(of: seat)
        let person = try it.kernel.signIn(seat)
        #expect(try person.get("/notes/notes").status == 200)
        try it.office.open(path + "/portals/notes/remove")
        #expect(try it.office.submit(path + "/portals/notes/remove").location == path)
        #expect(try person.get("/notes/notes").status == 403)
        try it.office.open(path)
        #expect(try it.office.submit(path + "/portals/notes/give").location == path)
        #expect(try person.get("/notes/notes").status == 200)
    }

    @Test("the contact of a portal user was removed: it is listed, says so, and can only be deleted")
    func removedContact() throws {
        try it.kernel.execute(
            "UPDATE kernel_contact SET removed_at = UTC_TIMESTAMP(6) WHERE id = \(it.hanna.id)")
        #expect(try it.office.open(it.page).text.contains("Contact removed"))
        let page = try it.office.open(path)
        #expect(page.status == 200 && !page.forms.contains { $0.action.hasPrefix(path) })
        #expect(try it.office.post(path + "/delete").status == 303)
    }

    @Test("C16 of many the customer's page shows fifty, and all are on pages of their own, each once")
    func many() throws {
        try it.kernel.execute(
            """
            INSERT INTO kernel_contact (customer_id, ref, name, created_at)
            SELECT \(it.customer.id), RANDOM_BYTES(10), CONCAT('Person ', seq), UTC_TIMESTAMP(6) FROM seq_1_to_120
            """)
        try it.kernel.execute(
            """
            INSERT INTO kernel_account (ref, login, created_at)
            SELECT RANDOM_BYTES(10), CONCAT('many', id), UTC_TIMESTAMP(6) FROM kernel_contact WHERE name LIKE 'Person %'
            """)
        try it.kernel.execute(
            """
            INSERT INTO kernel_seat (ref, account_id, customer_id, contact_id, group_id, created_at, accepted_at)
            SELECT RANDOM_BYTES(10), a.id, p.customer_id, p.id, g.id, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6)
            FROM kernel_contact p JOIN kernel_account a ON a.login = CONCAT('many', p.id)
            JOIN kernel_permission_group g ON g.is_default = 1
            """)
        let page = try it.office.open(it.page)
        #expect(page.links.filter { $0.hasPrefix(it.page + "/portal-users/") }.count == 51)
        var seen: [String] = []
        var next: String? = it.page + "/portal-users"
        while let address = next {
            let page = try it.office.open(address)
            seen += page.links.filter { $0.hasPrefix(it.page + "/portal-users/") && !$0.hasSuffix("/new") }
            next = page.links.first { $0.contains("after=") }?.replacing("&amp;", with: "&")
        }
        #expect(seen.count == 121 && Set(seen).count == 121)
    }
}
