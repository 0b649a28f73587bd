import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("Which mails come: who chooses for whom")
struct MailSwitchTests {
    @Test("SL01 staff in somebody's place neither see nor change what he chose")
    func viewing() throws {
        let it = try DigestStage()
        try it.choose("daily", it.maria)
        let office = try it.kernel.signIn(it.alma)
        try office.open("/staff/customers")
        for what in ["view", "work"] {
            _ = try office.post("/staff/contacts/\(it.maria.contact?.ref ?? "")/\(what)")
            #expect(try office.get("/home").status == 200)
            #expect(try office.get(DigestStage.page).status == 403)
            #expect(try office.post(DigestStage.page, ["how": "each"]).status == 403)
        }
        #expect(try it.count("kernel_digest WHERE wanted_at IS NOT NULL") == 1)
        #expect(try it.count("kernel_notice_off") == 0)
    }

    @Test("a form changes what its own sender gets, whatever else it names; a way that is none is refused")
    func own() throws {
        let it = try DigestStage()
        let ana = try it.kernel.signIn(it.ana)
        try ana.open(DigestStage.page)
        let id = String(it.maria.contact?.id ?? 0)
        let fields = ["how": "daily", "contact": id, "contact_id": id, "staff_id": String(it.alma.id)]
        #expect(try ana.post(DigestStage.page, fields).status == 303)
        #expect(try it.kernel.values("SELECT contact_id FROM kernel_digest") == [it.ana.contact?.id ?? 0])
        #expect(try it.kernel.values("SELECT contact_id FROM kernel_notice_off") == [it.ana.contact?.id ?? 0])
        #expect(try it.kernel.signIn(it.alma).get(DigestStage.page).status == 303)
        #expect(try ana.get(DigestStage.staffPage).status == 303)
        for how in ["", "never"] {
            let refused = try ana.post(DigestStage.page, ["how": how])
            #expect(refused.status == 422 && refused.text.contains("Choose one of the two."))
        }
        #expect(try it.count("kernel_digest WHERE wanted_at IS NOT NULL") == 1)
        #expect(try ana.get(DigestStage.page).form(DigestStage.page)?.fields["how"] == "daily")
    }

    @Test("of staff too: what somebody turned off does not come, what he may not get is not offered")
    func staff() throws {
        let it = try DigestStage()
        let ben = try it.kernel.addStaff("Ben", isAdministrator: false)
        try it.kernel.execute("UPDATE kernel_staff SET login = 'ben@example.org' WHERE id = \(ben.id)")
        func told() throws -> [String] {
            try it.write("now", ["tell": String(ben.id), "to": "", "contact": "Nobody"])
            return try it.kernel.mails().map(\.recipient)
        }
        #expect(try told() == ["ben@example.org"])
        let browser = try it.kernel.signIn(ben)
        #expect(try browser.get("/staff/account").links.contains(DigestStage.staffPage))
        let page = try browser.open(DigestStage.staffPage)
        #expect(page.text.contains("A letter is to be answered"))
        #expect(!page.text.contains("A letter is to be burnt"))
        _ = try browser.post(DigestStage.staffPage, ["how": "each", "staff_id": String(it.alma.id)])
        #expect(try told() == [])
        let off: [String] = try it.kernel.values(
            "SELECT CONCAT(staff_id, ' ', notice) FROM kernel_staff_notice_off")
        #expect(off == ["\(ben.id) letters.letter-to-answer"])
        #expect(
            try it.kernel.signIn(it.alma).get(DigestStage.staffPage).text.contains("A letter is to be burnt"))
    }

    @Test("one of staff who wants one mail a day is told in it what is still there, and nobody who is gone")
    func staffDigest() throws {
        let it = try DigestStage()
        let ben = try it.kernel.addStaff("Ben", isAdministrator: false)
        try it.kernel.execute("UPDATE kernel_staff SET login = 'ben@example.org' WHERE id = \(ben.id)")
        try it.choose("daily", ben)
        for text in ["stays", "goes"] {
            try it.write(text, ["tell": String(ben.id), "to": "", "contact": "Nobody"])
        }
        #expect(try it.kernel.mails().isEmpty)
        try it.kernel.execute("DELETE FROM letters_line WHERE text = 'goes'")
        let mails = try it.mails(day: 1, 7)
        #expect(mails.map(\.recipient) == ["ben@example.org"])
        #expect(mails[0].subject == "[Test & Sons] One thing is new for you")
        #expect(mails[0].text.contains("* Answer stays\n  A letter is to be answered · 2 March 10:30\n"))
        #expect(mails[0].text.contains("http://localhost:8080" + DigestStage.staffPage))
        try it.write("late", ["tell": String(ben.id), "to": "", "contact": "Nobody"])
        let office = try it.kernel.signIn(it.alma)
        let ref: [UInt8]? = try it.kernel.value("SELECT ref FROM kernel_staff WHERE id = \(ben.id)")
        let person = "/staff/settings/people/" + Crockford.encode(ref ?? [])
        try office.open(person)
        #expect(try office.post(person + "/remove").status == 303)
        #expect(try it.count("kernel_digest") == 0)
        #expect(try it.mails(day: 2, 7).isEmpty)
    }

    @Test("what somebody chose and what he is yet to be told is handed out to him, and forgotten with him")
    func privacy() throws {
        let it = try DigestStage()
        try it.choose("daily", it.maria)
        try it.choose("daily", it.hanna)
        try it.write("hello")
        let maria = try #require(it.maria.contact)
        let held = try it.kernel.personalData(of: maria).kernel["mail_of_the_day"] ?? []
        #expect(held.map { $0["notice"] } == ["letters.letter-written"] && held[0]["since"] != nil)
        try it.kernel.erase(maria)
        #expect(try it.kernel.values("SELECT contact_id FROM kernel_digest") == [it.hanna.contact?.id ?? 0])
        #expect(try it.count("kernel_digest_line") == 1)
    }
}
