import PortalKit
import PortalTesting
import Testing

@testable import Kernel

/// Letters to two people of one customer and one of another, all of whom have an address.
private struct Post {
    let kernel: TestKernel
    let staff: TestStaff
    let office: Browser
    let maria: TestSeat
    let hanna: TestSeat
    let ana: TestSeat

    init() throws {
        kernel = try TestKernel(portals: [lettersPortal])
        staff = try kernel.addStaff()
        office = try kernel.signIn(staff)
        let alfreds = try kernel.addCustomer("Alfreds Futterkiste")
        maria = try kernel.addSeat(kernel.addContact("Maria Anders", at: alfreds))
        hanna = try kernel.addSeat(kernel.addContact("Hanna Moos", at: alfreds))
        ana = try kernel.addSeat(kernel.addContact("Ana Trujillo", at: kernel.addCustomer("Helados")))
        try kernel.execute(
            "UPDATE kernel_contact SET email = CONCAT(LOWER(SUBSTRING_INDEX(name, ' ', 1)), '@example.org')")
    }

    /// Writes a letter of Maria's; its status and who was told.
    @discardableResult
    func write(_ fields: [String: String] = [:]) throws -> (status: Int, told: [String]) {
        let all = ["text": "hello", "customer": String(maria.customer.number), "contact": "Maria Anders"]
        let status = try office.post("/staff/letters/letters", all.merging(fields) { $1 }).status
        return (status, try kernel.deliver().map(\.recipient).sorted())
    }
}

@Suite("Notices: who is told")
struct NoticeAudienceTests {
    @Test("SH03 the person is told in the transaction of the act; what is undone tells nobody")
    func told() throws {
        let post = try Post()
        #expect(try post.write().told == ["maria@example.org"])
        let refused = try post.write(["text": "no"])
        #expect(refused.status == 409 && refused.told.isEmpty)
        #expect(try post.kernel.value("SELECT COUNT(*) FROM kernel_mail") == 1)
    }

    @Test("nobody is told of a record that he could not open: another's, another customer's, one not shown")
    func scope() throws {
        let post = try Post()
        #expect(try post.write(["to": "all"]).told == ["maria@example.org"])
        let wide = try post.kernel.addGroup(["letters.read": .organisation])
        try post.kernel.execute("UPDATE kernel_seat SET group_id = \(wide.id)")
        #expect(try post.write(["to": "all"]).told == ["hanna@example.org", "maria@example.org"])
        #expect(try post.write(["contact": "Ana Trujillo"]).told == [])
        #expect(try post.write(["hidden": "1", "to": "all"]).told == [])
    }

    @Test(
        "nobody is told without the right, the portal, a seat in force or an address",
        arguments: [
            "UPDATE kernel_seat SET disabled_at = NOW()", "UPDATE kernel_seat SET accepted_at = NULL",
            "UPDATE kernel_contact SET email = NULL", "UPDATE kernel_contact SET removed_at = NOW()",
            "UPDATE kernel_customer SET archived_at = NOW()", "DELETE FROM kernel_group_reach",
            "UPDATE kernel_seat SET mode = 'listed'",
            "INSERT INTO kernel_module (portal, disabled_at) VALUES ('letters', NOW())",
        ] as [SQL])
    func refused(change: SQL) throws {
        let post = try Post()
        try post.kernel.execute(change)
        #expect(try post.write().told == [])
        #expect(try post.write(["to": "all"]).told == [])
    }

    @Test("who turned a notice off is not told, others are, and no form turns off what is not offered")
    func turnedOff() throws {
        let post = try Post()
        let wide = try post.kernel.addGroup(["letters.read": .organisation])
        try post.kernel.execute("UPDATE kernel_seat SET group_id = \(wide.id)")
        let maria = try post.kernel.signIn(post.maria)
        let page = try maria.open("/account/emails")
        #expect(page.text.contains("A letter was written"))
        #expect(page.form("/account/emails")?.fields["notice"] == "letters.letter-written")
        #expect(!page.text.contains("letters.letter-lost"))
        #expect(try maria.submit("/account/emails", ["notice": "letters.other"]).status == 303)
        #expect(try post.kernel.values("SELECT notice FROM kernel_notice_off") == ["letters.letter-written"])
        #expect(try post.write(["to": "all"]).told == ["hanna@example.org"])
        try maria.open("/account/emails")
        #expect(
            try maria.post("/account/emails", ["how": "each", "notice": "letters.letter-written"]).status
                == 303)
        #expect(try post.write(["to": "all"]).told == ["hanna@example.org", "maria@example.org"])
        // Without the right there is nothing to choose, and nothing is written.
        try post.kernel.execute("DELETE FROM kernel_group_reach")
        let none = try post.kernel.signIn(post.hanna)
        #expect(try none.get("/account/emails").text.contains("No e-mails come to this sign-in."))
        #expect(try none.post("/account/emails", [:]).status == 303)
        #expect(try post.kernel.value("SELECT COUNT(*) FROM kernel_notice_off") == 0)
    }

    @Test("a notice that the portal does not declare is a fault, and undoes everything")
    func undeclared() throws {
        let post = try Post()
        #expect(try post.write(["notice": "other"]).status == 500)
        #expect(try post.kernel.value("SELECT COUNT(*) FROM letters_line") == 0)
        #expect(
            post.kernel.log.contains {
                $0.message.contains("letters.undeclared, which is not in its notices")
            })
    }
}

@Suite("Notices: what they say")
struct NoticeWordingTests {
    private static let page = "/staff/settings/notices/letters.letter-written"

    @Test(
        "C25 the words have the values in their places, with the address of the record and of the sign-in page"
    )
    func words() throws {
        let post = try Post()
        try post.write(["text": "{signin}\r\nBcc: x"])
        let letter = try #require(try post.kernel.value("SELECT content FROM kernel_mail") as String?)
        #expect(letter.contains(#""subject":"[Test & Sons] A letter: {signin} Bcc: x""#))
        #expect(letter.contains(#"Hello Maria Anders,"#))
        #expect(letter.contains("localhost:8080") && letter.contains("sign-in"))
    }

    @Test(
        "an administrator changes the words of one language, and goes back to the portal's own; both are in the audit"
    )
    func changed() throws {
        let post = try Post()
        try post.kernel.execute("UPDATE kernel_account SET language = 'nl' WHERE id = \(post.maria.account)")
        #expect(try post.office.open("/staff/settings/notices").text.contains("A letter was written"))
        try post.office.open(Self.page)
        #expect(
            try post.office.submit(
                Self.page, ["subject-nl": "Brief {text}", "text-nl": "Dag {name}\r\n\r\nTot ziens"]
            )
            .status == 303)
        try post.write()
        let subject: String? = try post.kernel.value(
            "SELECT subject FROM kernel_mail ORDER BY id DESC LIMIT 1")
        #expect(subject == "[Test & Sons] Brief hello")
        #expect(try post.kernel.value("SELECT COUNT(*) FROM kernel_notice") == 1)
        try post.office.open(Self.page)
        #expect(try post.office.submit(Self.page + "/reset").status == 303)
        try post.write()
        let own: String? = try post.kernel.value("SELECT subject FROM kernel_mail ORDER BY id DESC LIMIT 1")
        #expect(own == "[Test & Sons] A letter: hello")
        let audit: [String] = try post.kernel.values(
            "SELECT action FROM kernel_audit WHERE subject_kind = 'notice' ORDER BY id")
        #expect(audit == ["administration.notice.changed", "administration.notice.reset"])
    }

    @Test("the second of two administrators who change the same words is told, and what he typed stays")
    func atOnce() throws {
        let post = try Post()
        let other = try post.kernel.signIn(post.kernel.addStaff("Ben"))
        try post.office.open(Self.page)
        try other.open(Self.page)
        #expect(try post.office.submit(Self.page, ["subject-en": "First"]).status == 303)
        let late = try other.submit(Self.page, ["subject-en": "Second"])
        #expect(late.status == 422 && late.wrongFields == ["subject-en"])
        #expect(late.text.contains("the subject is now “First”") && late.body.contains("value=\"Second\""))
        #expect(try post.kernel.value("SELECT subject FROM kernel_notice") == "First")
        // Who did not touch the words sends back the old ones, and takes nothing back by that.
        try post.office.open(Self.page)
        #expect(try other.submit(Self.page).status == 303)
        #expect(try post.kernel.value("SELECT subject FROM kernel_notice") == "Second")
        #expect(try post.office.submit(Self.page, ["subject-nl": "Nieuws"]).status == 422)
        let old = ["language": "en", "version": "1"]
        #expect(try post.office.post(Self.page + "/reset", old).status == 409)
        #expect(try post.kernel.value("SELECT subject FROM kernel_notice") == "Second")
    }

    @Test("an unknown placeholder is refused at its field, and nothing is kept")
    func unknown() throws {
        let post = try Post()
        try post.office.open(Self.page)
        let reply = try post.office.submit(Self.page, ["text-en": "Hello {nobody}", "subject-en": ""])
        #expect(reply.status == 422)
        #expect(
            reply.text.contains("There is no placeholder {nobody}.")
                && reply.text.contains("Enter a subject."))
        #expect(try post.kernel.value("SELECT COUNT(*) FROM kernel_notice") == 0)
    }

    @Test("technicians do not change it, and a notice that is none is not found")
    func rights() throws {
        let post = try Post()
        let technician = try post.kernel.signIn(post.kernel.addStaff(isAdministrator: false))
        #expect(try technician.get(Self.page).status == 403)
        #expect(try technician.post(Self.page, [:]).status == 403)
        #expect(try post.office.get("/staff/settings/notices/letters.none").status == 404)
    }
}
