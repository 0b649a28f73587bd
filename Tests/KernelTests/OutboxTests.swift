import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("The outbox")
struct OutboxTests {
    let stage: Stage
    let office: Browser

    init() throws {
        stage = try Stage()
        office = try stage.kernel.signIn(stage.staff)
    }

    private func testMail(_ address: String = "ops@example.org") throws {
        try office.open("/staff/settings/mail")
        #expect(try office.submit("/staff/settings/mail", ["address": address]).status == 303)
    }

    private func row<T: SQLReadable & Sendable>(_ column: SQL) throws -> T? {
        try stage.kernel.value("SELECT \(sql: column) FROM kernel_mail ORDER BY id DESC LIMIT 1")
    }

    @Test("SH03 a mail is written in the transaction that owes it: what is undone sends nothing")
    func together() throws {
        try office.open("/staff/settings/mail")
        let before: Int? = try stage.kernel.value("SELECT COUNT(*) FROM kernel_mail")
        try stage.kernel.execute(
            "CREATE TRIGGER test_no_audit BEFORE INSERT ON kernel_once FOR EACH ROW SIGNAL SQLSTATE '45000'")
        #expect(try office.submit("/staff/settings/mail", ["address": "ops@example.org"]).status == 500)
        try stage.kernel.execute("DROP TRIGGER test_no_audit")
        #expect(try stage.kernel.value("SELECT COUNT(*) FROM kernel_mail") == before)
        #expect(try stage.kernel.deliver().isEmpty)
    }

    @Test("V7 each mail is taken once, however many processes send")
    func once() throws {
        for number in 0..<40 { try testMail("ops\(number)@example.org") }
        let kernel = stage.kernel
        let sent = try atOnce(4) { _ in try kernel.deliver().map(\.recipient) }.flatMap { try $0.get() }
        #expect(sent.count == 40 && Set(sent).count == 40)
        #expect(try kernel.value("SELECT COUNT(*) FROM kernel_mail WHERE done_at IS NULL") == 0)
    }

    @Test(
        "V7 what fails for now comes again after one, two, four minutes, with the same bytes, and is given up after a day"
    )
    func again() throws {
        try testMail()
        var first: Letter?
        try stage.kernel.deliver {
            first = $0
            return DeliveryFailure(isHopeless: false, reason: "451 try later")
        }
        #expect(try row("attempts") == 1)
        #expect(try row("last_error") == "451 try later")
        #expect(try stage.kernel.deliver().isEmpty)
        stage.kernel.clock.move(seconds: 61)
        var second: Letter?
        try stage.kernel.deliver {
            second = $0
            return DeliveryFailure(isHopeless: false, reason: "451 try later")
        }
        #expect(second?.messageID == first?.messageID && second?.html == first?.html)
        stage.kernel.clock.move(seconds: 61)
        #expect(try stage.kernel.deliver().isEmpty)
        stage.kernel.clock.move(seconds: 60)
        #expect(try stage.kernel.deliver().count == 1)
        try testMail()
        for _ in 0..<30 {
            stage.kernel.clock.move(seconds: 21_601)
            try stage.kernel.deliver { _ in DeliveryFailure(isHopeless: false, reason: "no answer") }
        }
        #expect(try row("failed_at IS NOT NULL") == true)
        #expect(try row("attempts") ?? 0 < 30)
        let page = try stage.kernel.signIn(stage.staff).open("/staff/settings/mail?view=failed")
        #expect(page.text.contains("Failed") && page.text.contains("no answer"))
    }

    @Test("V7 a mail that can never arrive is shown as failed at once, and can be sent again by hand")
    func hopeless() throws {
        try testMail("nobody@example.org")
        try stage.kernel.deliver { _ in DeliveryFailure(isHopeless: true, reason: "550 no such user") }
        #expect(try row("failed_at IS NOT NULL") == true)
        let page = try office.open("/staff/settings/mail")
        let action = try #require(page.forms.first { $0.action.hasSuffix("/again") }?.action)
        #expect(try office.submit(action).status == 303)
        #expect(try stage.kernel.deliver().count == 1)
        try office.open("/staff/settings/mail")
        #expect(try office.post(action).status == 409)
    }

    @Test("A lease that ran out lets another process send; the one that was late writes nothing over it")
    func lease() throws {
        try testMail()
        let kernel = stage.kernel
        try kernel.deliver { _ in
            kernel.clock.move(seconds: 61)
            #expect((try? kernel.deliver().count) == 1)
            return DeliveryFailure(isHopeless: true, reason: "too late")
        }
        #expect(try row("done_at IS NOT NULL") == true)
        #expect(try row("failed_at IS NULL") == true)
    }

    @Test("SD01 a link's token is sealed in the row, and gone once the mail is sent")
    func sealed() throws {
        let contact = try stage.kernel.addContact("Hanna Moos", at: stage.maria.customer)
        let form = "/staff/contacts/\(contact.ref)/portal-user"
        try office.open(form)
        try office.submit(form, ["email": "hanna@example.org", "way": "invitation"])
        let stored: [UInt8] = try #require(try row("CONCAT(link, content)"))
        let letter = try #require(try stage.kernel.deliver().first)
        let token = try #require(letter.linkPath?.split(separator: "/").last)
        #expect(!String(decoding: stored, as: UTF8.self).contains(token))
        #expect(letter.html.contains(token))
        #expect(try row("link IS NULL") == true)
        #expect(letter.text.contains("http://localhost:8080/invitation/"))
    }

    @Test("SD06 whatever Host a request names, links begin with the configured address")
    func host() throws {
        let contact = try stage.kernel.addContact("Hanna Moos", at: stage.maria.customer)
        let form = "/staff/contacts/\(contact.ref)/portal-user"
        try office.open(form)
        let fields = [
            "email": "hanna@example.org", "login": "", "way": "invitation", "version": "1", "portal": "",
        ]
        let group = office.page?.form(form)?.fields["group"] ?? ""
        try office.post(
            form, fields.merging(["group": group]) { $1 },
            headers: ["Host": "evil.test", "X-Forwarded-Host": "evil.test", "Forwarded": "host=evil.test"])
        for letter in try stage.kernel.deliver() {
            #expect(!letter.text.contains("evil") && !letter.html.contains("evil"))
        }
    }

    @Test("SH05 a mail's words are the recipient's language, and it holds no password")
    func language() throws {
        try stage.kernel.execute("UPDATE kernel_account SET language = 'nl' WHERE id = \(stage.ana.account)")
        let contact = try stage.kernel.addContact("Ana Trujillo", at: stage.maria.customer)
        let form = "/staff/contacts/\(contact.ref)/portal-user"
        try office.open(form)
        try office.submit(form, ["email": stage.ana.login, "way": "invitation"])
        let letter = try #require(try stage.kernel.deliver().first)
        #expect(letter.html.contains("lang=\"nl\""))
        #expect(letter.subject.contains("Uw toegang"))
    }
}
