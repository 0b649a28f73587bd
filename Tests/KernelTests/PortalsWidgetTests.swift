import HTTPTypes
import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("The Portals widget on the contact's page")
struct PortalsWidgetTests {
    private let kernel: TestKernel
    private let office: Browser
    private let hanna: TestContact
    private let colleague: TestContact
    private let staff: TestStaff

    private static let own = "a password of my own, Hanna"
    private static let other = Portal(
        id: "shelf", title: "Shelf", icon: .box,
        permissions: [
            Permission("shelf.view", title: "See the shelf", offers: [.organisation], start: .organisation)
        ],
        tabs: [
            Tab("Shelf", at: "/things", needs: .customer(Permission("shelf.view", title: "See the shelf")))
        ],
        customer: [
            .get("/things", needs: .customer(Permission("shelf.view", title: "See the shelf"))) { _, _ in
                .page("Shelf", "<h1>Shelf</h1>")
            }
        ], ownOnlyTitle: "Show only own things", examples: .none, privacy: .holdsNoPersonalData,
        resources: PortalResources())

    init() throws {
        kernel = try TestKernel(portals: [notesPortal, Self.other])
        staff = try kernel.addStaff()
        office = try kernel.signIn(staff)
        let customer = try kernel.addCustomer()
        hanna = try kernel.addContact("Hanna Moos", at: customer)
        colleague = try kernel.addContact("Karl Brandt", at: customer)
        try kernel.execute("UPDATE kernel_contact SET email = 'hanna@example.org' WHERE id = \(hanna.id)")
        try kernel.execute("UPDATE kernel_group_reach SET reach = 2 WHERE permission = 'notes.view'")
        try kernel.execute(
            """
            INSERT INTO notes_note (customer_id, contact_id, ref, text)
            VALUES (\(customer.id), \(hanna.id), \(Token.random(10)), 'Note of Hanna'),
                (\(customer.id), \(colleague.id), \(Token.random(10)), 'Note of Karl')
            """)
    }

    private var page: String { "/staff/contacts/" + hanna.ref }
    private var form: String { page + "/portal-user" }

    private func manage(_ portal: String = "notes") throws -> String {
        let ref: [UInt8]? = try kernel.value("SELECT ref FROM kernel_seat WHERE contact_id = \(hanna.id)")
        return
            "/staff/customers/\(hanna.customer.ref)/portal-users/\(Crockford.encode(ref ?? []))/portals/\(portal)"
    }

    /// Presses `Invite` beside a portal, and `Save`.
    @discardableResult
    private func invite(_ portal: String = "notes", _ fields: [String: String] = [:]) throws -> Reply {
        try office.open(page)
        #expect(office.page?.links.contains(form + "?portal=" + portal) == true, "\(portal)")
        try office.open(form + "?portal=" + portal)
        return try office.submit(form, fields)
    }

    /// Whoever got the last mail, signed in.
    private func accepted() throws -> Browser {
        let browser = kernel.browser()
        try browser.open(try #require(try kernel.deliver().last?.linkPath))
        #expect(try browser.submit("/invitation", ["password": Self.own]).location == "/home")
        return browser
    }

    private func sees(_ browser: Browser) throws -> (status: Int, own: Bool, others: Bool) {
        let reply = try browser.get("/notes/notes")
        return (reply.status, reply.text.contains("Note of Hanna"), reply.text.contains("Note of Karl"))
    }

    // MARK: Who must not

    @Test("A01 A10 a portal whose module is off is no row, and neither Invite nor Manage nor Delete know it")
    func moduleOff() throws {
        let seat = try kernel.addSeat(hanna)
        let path = try manage()
        #expect(try office.open(page).links.contains(path))
        try kernel.setModule("notes", isOn: false)
        #expect(try !office.open(page).body.contains("See notes"))
        #expect(try office.open(page).text.contains("Shelf"))
        for way in [path, path + "/remove", form + "?portal=notes"] {
            #expect(try office.get(way).status == 404, "\(way)")
        }
        for way in [path + "/own", path + "/remove"] { #expect(try office.post(way).status == 404, "\(way)") }
        #expect(try office.post(form, ["portal": "notes", "version": "1"]).status == 404)
        #expect(
            try kernel.value("SELECT COUNT(*) FROM kernel_access WHERE seat_id = \(seat.id)") == 0)
    }

    @Test("A09 B03 a technician sees who has which portal, and neither Invite nor Manage")
    func technician() throws {
        let technician = try kernel.signIn(try kernel.addStaff(isAdministrator: false))
        for isUser in [false, true] {
            if isUser { _ = try kernel.addSeat(hanna) }
            let reply = try technician.open(page)
            #expect(reply.text.contains("Notes") && reply.text.contains("Shelf"))
            #expect(!reply.links.contains { $0.contains("portal") })
            #expect(!reply.forms.contains { $0.action.contains("portal") })
        }
    }

    @Test(
        "B04 a portal in which nothing is anybody's own has no such switch, and a forged one changes nothing")
    func nothingOwn() throws {
        _ = try kernel.addSeat(hanna)
        let path = try manage("shelf")
        #expect(try !office.open(path).forms.contains { $0.action == path + "/own" })
        #expect(try office.post(path + "/own", ["on": "1"]).status == 404)
        try kernel.execute("DELETE FROM kernel_seat WHERE contact_id = \(hanna.id)")
        try invite("shelf", ["own": "1"])
        #expect(try kernel.value("SELECT cap IS NULL FROM kernel_access") == true)
    }

    // MARK: What it gives and takes

    @Test(
        "A10 A11 A12 A13 A14 Invite opens the contact's details, the address first, and Save sends for that portal"
    )
    func invites() throws {
        try office.open(form + "?portal=notes")
        let fields = try #require(office.page?.form(form)?.fields)
        #expect(fields["email"] == "hanna@example.org" && fields["portal"] == "notes" && fields["own"] == nil)
        let body = office.page?.body ?? ""
        let email = try #require(body.firstRange(of: "name=\"email\"")?.lowerBound)
        #expect(email < (body.firstRange(of: "name=\"group\"")?.lowerBound ?? body.startIndex))
        #expect(try office.submit(form).status == 303)
        let letter = try #require(try kernel.deliver().last)
        #expect(letter.recipient == "hanna@example.org" && letter.text.contains("Notes"))
        let browser = kernel.browser()
        try browser.open(try #require(letter.linkPath))
        try browser.submit("/invitation", ["password": Self.own])
        #expect(try browser.open("/home").tabs == ["/home", "/notes/notes"])
        #expect(try browser.get("/shelf/things").status == 403)
        #expect(try office.open(page).links.contains(try manage()))
        #expect(try office.open(page).links.contains(form + "?portal=shelf"))
    }

    @Test(
        "B04 B07 B09 Show only own narrows from the next request on, also in a session on another desk, and back"
    )
    func onlyOwn() throws {
        try invite("notes", ["own": "1"])
        let browser = try accepted()
        let second = kernel.browser()
        second.cookies = browser.cookies
        #expect(try sees(browser) == (200, true, false))
        let path = try manage()
        try office.open(path)
        #expect(try office.submit(path + "/own").location == path)
        #expect(try sees(second) == (200, true, true))
        #expect(try sees(browser) == (200, true, true))
        try office.open(path)
        #expect(try office.submit(path + "/own", ["on": "1"]).status == 303)
        #expect(try sees(browser) == (200, true, false))
        #expect(try sees(second) == (200, true, false))
        #expect(try office.open(page).text.contains("Only own"))
    }

    @Test("B04 the switch never widens: with a group that reaches less, less holds")
    func narrower() throws {
        try kernel.execute("UPDATE kernel_group_reach SET reach = 1 WHERE permission = 'notes.view'")
        let person = try kernel.signIn(try kernel.addSeat(hanna))
        #expect(try sees(person) == (200, true, false))
        let path = try manage()
        for isOn in ["1", "0"] {
            #expect(try office.post(path + "/own", ["on": isOn]).status == 303)
            #expect(try sees(person) == (200, true, false))
        }
        try kernel.execute("DELETE FROM kernel_group_reach WHERE permission = 'notes.view'")
        #expect(try sees(person).status == 403)
    }

    @Test(
        "A18 A19 B07 B08 Manage and Delete take one portal away from the next request on; the others keep working"
    )
    func deletes() throws {
        let person = try kernel.signIn(try kernel.addSeat(hanna))
        let second = kernel.browser()
        second.cookies = person.cookies
        #expect(try sees(person).status == 200)
        let path = try manage()
        try office.open(path)
        #expect(office.page?.links.contains(path + "/remove") == true)
        try office.open(path + "/remove")
        #expect(try sees(person).status == 200)
        #expect(try office.submit(path + "/remove").location == page)
        #expect(try sees(second).status == 403)
        #expect(try sees(person).status == 403)
        #expect(try person.get("/shelf/things").status == 200)
        // A switch that was open on another desk gives nothing back.
        #expect(try office.post(path + "/own", ["on": "0"]).status == 409)
        #expect(try sees(person).status == 403)
        try invite()
        #expect(try sees(person) == (200, true, true))
        #expect(try kernel.deliver().last?.linkPath == nil)
    }

    @Test("Delete wins over Enable and over Invite; a group that comes later brings nothing back")
    func deleteWins() throws {
        let person = try kernel.signIn(try kernel.addSeat(hanna))
        #expect(try office.post(manage() + "/remove").status == 303)
        let everything: [UInt8]? = try kernel.value(
            "SELECT ref FROM kernel_permission_group WHERE kind = 'everything'")
        #expect(try office.post(form + "/group", ["group": Crockford.encode(everything ?? [])]).status == 303)
        #expect(try sees(person).status == 403)
        #expect(try person.get("/shelf/things").status == 200)
    }

    @Test(
        "A11 SD04 who was invited and has not answered gets the same invitation anew, widened by the second portal"
    )
    func widened() throws {
        try invite("notes")
        let first = try #require(try kernel.deliver().last?.linkPath)
        try invite("shelf")
        #expect(office.page?.address != nil)
        let letter = try #require(try kernel.deliver().last)
        #expect(letter.text.contains("Notes, Shelf"))
        #expect(try kernel.browser().open(first).text.contains("This link no longer works"))
        #expect(try kernel.value("SELECT COUNT(*) FROM kernel_seat WHERE contact_id = \(hanna.id)") == 1)
        let browser = kernel.browser()
        try browser.open(try #require(letter.linkPath))
        try browser.submit("/invitation", ["password": Self.own])
        #expect(try browser.open("/home").tabs == ["/home", "/notes/notes", "/shelf/things"])
    }

    @Test("SD09 the fourth within an hour widens the invitation without a mail, says so, and ends no link")
    func widenedWithoutMail() throws {
        try invite("notes")
        for _ in 0..<2 { #expect(try office.post(form + "/resend").status == 303) }
        let last = try #require(try kernel.deliver().last?.linkPath)
        try invite("shelf")
        #expect(try office.open(page).text.contains("No further mail went out"))
        #expect(try kernel.deliver().isEmpty)
        let browser = kernel.browser()
        try browser.open(last)
        try browser.submit("/invitation", ["password": Self.own])
        #expect(try browser.open("/home").tabs == ["/home", "/notes/notes", "/shelf/things"])
    }

    @Test(
        "SD04 taking the last portal from somebody who was only invited ends his link; one of two leaves it")
    func revokedOffer() throws {
        try invite("notes")
        try invite("shelf")
        let link = try #require(try kernel.deliver().last?.linkPath)
        #expect(try office.post(manage("shelf") + "/remove").status == 303)
        #expect(try kernel.browser().open(link).text.contains("Choose a password"))
        #expect(try office.post(manage() + "/remove").status == 303)
        #expect(try kernel.browser().open(link).text.contains("This link no longer works"))
    }

    @Test(
        "C20 C21 C22 C23 Enable takes group, MFA and invitation in one step, and what the group permits follows"
    )
    func enables() throws {
        try office.open(form)
        let everything: [UInt8]? = try kernel.value(
            "SELECT ref FROM kernel_permission_group WHERE kind = 'everything'")
        #expect(
            try office.submit(form, ["group": Crockford.encode(everything ?? []), "mfa": "1"]).status == 303)
        #expect(
            try kernel.value(
                """
                SELECT CONCAT_WS('|', s.mode, g.name, s.mfa_required_at IS NOT NULL) FROM kernel_seat s
                JOIN kernel_permission_group g ON g.id = s.group_id
                """) == "group|Everything|1")
        #expect(try kernel.deliver().map(\.recipient) == ["hanna@example.org"])
        #expect(try office.post(form + "/switch", ["on": "0"]).status == 303)
        #expect(try office.open(form + "?portal=shelf").text.contains("Shelf"))
    }

    @Test(
        "C24 a contact without an e-mail is enabled with user name and start password, and no mail is attempted"
    )
    func noAddress() throws {
        try kernel.execute("UPDATE kernel_contact SET email = NULL WHERE id = \(hanna.id)")
        try office.open(form)
        #expect(office.page?.form(form)?.fields["way"] == "password")
        let page = try office.submit(form, ["login": "hanna"])
        #expect(page.status == 200 && UserStage.password(in: page) != nil)
        #expect(try kernel.deliver().isEmpty)
        #expect(try kernel.value("SELECT COUNT(*) FROM kernel_mail") == 0)
    }
}
