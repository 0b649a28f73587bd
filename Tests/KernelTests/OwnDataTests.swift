import PortalKit
import PortalTesting
import Testing

@testable import Kernel

/// Maria, who may change some of what is on file of her, and staff who decide the rest.
struct OwnStage {
    let stage: Stage
    let maria: Browser
    let office: Browser
    let contact: TestContact

    init() throws {
        stage = try Stage()
        contact = try #require(stage.maria.contact)
        try stage.kernel.execute(
            "UPDATE kernel_contact SET email = 'maria@example.org', phone = '030-1' WHERE id = \(contact.id)")
        maria = try stage.kernel.signIn(stage.maria)
        office = try stage.kernel.signIn(stage.staff)
    }

    var kernel: TestKernel { stage.kernel }
    static let details = "/account/details"

    /// Chooses settings as an administrator does.
    func set(_ fields: [String: String]) throws {
        try office.get("/staff/settings/identity")
        #expect(try office.submit("/staff/settings/identity", fields).status == 303)
    }

    @discardableResult
    func change(_ fields: [String: String], _ browser: Browser? = nil) throws -> Reply {
        let browser = browser ?? maria
        try browser.open(Self.details)
        return try browser.submit(Self.details, fields)
    }

    func column(_ name: SQL) throws -> String? {
        try kernel.value("SELECT \(sql: name) FROM kernel_contact WHERE id = \(contact.id)")
    }

    /// The newest wish, as its address names it.
    func wish() throws -> String {
        let ref: [UInt8]? = try kernel.value("SELECT ref FROM kernel_change_request ORDER BY id DESC LIMIT 1")
        return Crockford.encode(try #require(ref))
    }

    func actions() throws -> [String] {
        try kernel.values(
            """
            SELECT action FROM kernel_audit WHERE action LIKE '%.change%' OR action LIKE '%details%' ORDER BY id
            """)
    }
}

@Suite("A07 What a person changes of himself")
struct OwnDataTests {
    private let it: OwnStage

    init() throws { it = try OwnStage() }

    private var kernel: TestKernel { it.kernel }

    // MARK: Who must not

    @Test("A07 a seat on the customer itself and a visitor change nothing of anybody")
    func nobody() throws {
        let itself = try kernel.signIn(try kernel.addSeat(on: kernel.addCustomer("Bólido Comidas")))
        let page = try itself.open(OwnStage.details)
        #expect(page.status == 200 && page.form(OwnStage.details) == nil)
        #expect(try itself.open("/account/email").form("/account/email") == nil)
        let before = try kernel.checksums()
        #expect(try itself.post(OwnStage.details, ["phone": "1"]).status == 404)
        #expect(
            try itself.post("/account/email", ["address": "a@example.org", "password": TestKernel.password])
                .status == 404)
        #expect(try kernel.browser().get(OwnStage.details).location?.hasPrefix("/sign-in") == true)
        #expect(try kernel.checksums() == before)
    }

    @Test("SE07 what has no field is not read: not the address, the customer, the login, the group, the seat")
    func forged() throws {
        try it.set(["identity.own-name": "never"])
        let before: [String] = try rest()
        let reply = try it.change([
            "phone": "030-2", "name": "Root", "email": "evil@example.org", "customer_id": "2",
            "login": "root",
            "group_id": "1", "verified": "1", "contact_id": "2", "removed_at": "2001-01-01", "version": "9",
        ])
        #expect(reply.status == 303)
        #expect(try it.column("phone") == "030-2" && it.column("name") == "Maria Anders")
        #expect(try rest() == before)
        #expect(try kernel.value("SELECT COUNT(*) FROM kernel_change_request") == 0)
    }

    private func rest() throws -> [String] {
        try kernel.values(
            """
            SELECT CONCAT_WS('|', a.login, s.group_id, s.customer_id, s.contact_id, p.email, p.customer_id,
                p.removed_at IS NULL) FROM kernel_seat s
            JOIN kernel_account a ON a.id = s.account_id JOIN kernel_contact p ON p.id = s.contact_id
            ORDER BY s.id
            """)
    }

    @Test("A05 another person's wish is not found: neither withdrawn by him nor seen")
    func foreign() throws {
        try it.change(["name": "Maria A."])
        let path = "/account/changes/\(try it.wish())/withdraw"
        let ana = try kernel.signIn(it.stage.ana)
        let before = try kernel.checksums()
        #expect(try ana.post(path).status == 404)
        #expect(try ana.post("/account/changes/0000000000000000/withdraw").status == 404)
        #expect(try ana.open("/account").text.contains("Maria A.") == false)
        #expect(try kernel.checksums() == before)
        for path in ["approve", "decline"] {
            let reply = try it.maria.post("\(ChangeRequest.list)/\(try it.wish())/\(path)", ["reason": "me"])
            #expect(reply.location?.hasPrefix("/staff/sign-in") == true)
        }
        #expect(try kernel.checksums() == before)
    }

    @Test("what cannot be taken is refused at its field and shown again")
    func wrong() throws {
        for (field, value) in [
            ("name", ""), ("name", String(repeating: "é", count: 201)),
            ("phone", String(repeating: "1", count: 65)), ("title", "a\nb"),
        ] {
            let reply = try it.change([field: value])
            #expect(reply.status == 422 && reply.wrongFields == [field], "\(field)")
        }
        #expect(try it.actions() == [])
    }

    @Test("the customer's address is closed until an administrator opens it")
    func customerAddress() throws {
        let path = "/account/customer"
        #expect(try it.maria.open(path).form(path) == nil)
        #expect(try it.maria.post(path, ["street": "Obere Str. 57", "version": "1"]).status == 404)
        try it.set(["identity.own-address": "1"])
        try it.maria.open(path)
        #expect(try it.maria.submit(path, ["street": "Obere Str. 57", "city": "Berlin"]).status == 303)
        let street: String? = try kernel.value(
            "SELECT street FROM kernel_customer WHERE id = \(it.contact.customer.id)")
        #expect(street == "Obere Str. 57")
        try it.maria.open(path)
        try kernel.execute(
            "UPDATE kernel_customer SET city = 'Bonn', version = version + 1 WHERE id = \(it.contact.customer.id)"
        )
        let late = try it.maria.submit(path, ["street": "Elsewhere 1"])
        #expect(late.status == 422 && late.wrongFields == ["street"])
        #expect(
            try kernel.value("SELECT city FROM kernel_customer WHERE id = \(it.contact.customer.id)")
                == "Bonn")
    }

    // MARK: Changing

    @Test("A07 phone and title hold at once, on the next page of both sides; each change is audited")
    func directly() throws {
        #expect(try it.change(["phone": "030-9", "title": "Owner"]).location == "/account")
        #expect(try it.maria.open("/account").text.contains("030-9"))
        let page = try it.office.open(it.stage.contact)
        #expect(page.text.contains("030-9") && page.text.contains("Owner"))
        #expect(try it.actions() == ["identity.details.changed", "identity.details.changed"])
        #expect(try it.change([:]).status == 303)
        #expect(try it.actions().count == 2, "what stays is no change")
    }

    @Test("A07 nobody's change is lost: staff and the person change the same field, or two of them")
    func together() throws {
        try it.maria.open(OwnStage.details)
        let edit = it.stage.contact + "/edit"
        try it.office.open(edit)
        #expect(try it.maria.submit(OwnStage.details, ["phone": "030-2"]).status == 303)
        #expect(try it.office.submit(edit, ["title": "Boss"]).status == 409, "staff saw the old number")
        try it.maria.open(OwnStage.details)
        try it.office.open(edit)
        #expect(try it.office.submit(edit, ["phone": "030-3"]).status == 303)
        let reply = try it.maria.submit(OwnStage.details, ["phone": "030-4", "title": "Owner"])
        #expect(reply.status == 422 && reply.wrongFields == ["phone"])
        #expect(reply.text.contains("030-3") && reply.form(OwnStage.details)?.fields["title"] == "Owner")
        #expect(try it.column("phone") == "030-3" && it.column("title") == "")
        #expect(try it.maria.submit(OwnStage.details).status == 303)
        #expect(try it.column("phone") == "030-4" && it.column("title") == "Owner")
        try it.maria.open(OwnStage.details)
        try it.office.open(edit)
        #expect(try it.office.submit(edit, ["title": "Boss"]).status == 303)
        #expect(try it.maria.submit(OwnStage.details, ["phone": "030-5"]).status == 303, "another field")
        #expect(try it.column("phone") == "030-5" && it.column("title") == "Boss")
    }

    @Test("A07 a setting holds from the next request on: directly, on approval, not at all")
    func settings() throws {
        try it.set([
            "identity.own-name": "directly", "identity.own-phone": "approval", "identity.own-title": "never",
            "identity.own-email": "never",
        ])
        #expect(try it.maria.open("/account/email").form("/account/email") == nil)
        let form = try #require(try it.maria.open(OwnStage.details).form(OwnStage.details))
        #expect(form.fields["title"] == nil && form.fields["phone"] != nil)
        try it.change(["name": "Maria A.", "phone": "030-2", "title": "forged"])
        #expect(try it.column("name") == "Maria A." && it.column("phone") == "030-1")
        #expect(try it.column("title") == "")
        #expect(try kernel.values("SELECT field FROM kernel_change_request") == ["phone"])
    }
}
