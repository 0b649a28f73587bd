import PortalKit
import PortalTesting
import SupportPortal
import Testing

@Suite("A ticket that somebody opens for a colleague")
struct ForColleagueTests {
    private let it: Helpdesk
    private let new = Helpdesk.list + "/new"

    init() throws { it = try Helpdesk() }

    private func ref(_ contact: TestContact?) -> String { contact?.ref ?? "" }

    private func draft(for ref: String) -> [String: String] {
        ["subject": "By phone", "description": "He cannot sign in", "for": ref]
    }

    @Test("E11 nobody of another customer, nobody archived, and nobody at all for who reaches only his own")
    func refused() throws {
        let maria = try it.kernel.signIn(it.maria)
        let noUser = try it.kernel.addContact("Nobody Nagel", at: it.maria.customer)
        let gone = try it.kernel.addContact("Gone Gunther", at: it.maria.customer)
        _ = try it.kernel.addSeat(gone)
        try it.kernel.execute("UPDATE kernel_contact SET removed_at = NOW(6) WHERE id = \(gone.id)")
        let page = try maria.open(new)
        #expect(page.text.contains("Karl Brandt") && !page.text.contains("Ana Trujillo"))
        #expect(
            !page.text.contains("Gunther") && !page.text.contains("Nagel")
                && !page.text.contains("Maria Anders\nKarl"))
        let karl = try it.kernel.signIn(it.karl)
        #expect(!(try karl.open(new).text.contains("For myself")))
        let before = try it.kernel.checksums()
        for wrong in [
            ref(it.ana.contact), ref(gone), ref(noUser), "0123456789ABCDEF", "Ana Trujillo", "Gone Gunther",
        ] {
            let reply = try maria.upload(new, draft(for: wrong), [Helpdesk.file("a.txt")])
            #expect(reply.status == 422 && reply.wrongFields.contains("for"), "\(wrong)")
            #expect(reply.body.contains("He cannot sign in"), "what was typed stays")
        }
        #expect(try karl.upload(new, draft(for: ref(it.maria.contact)), []).status == 422)
        #expect(try it.kernel.checksums() == before && it.kernel.storedFiles + it.kernel.spooledFiles == [])
        #expect(try it.kernel.mails() == [])
    }

    @Test("E07 E08 it is the colleague's, the writer is in it and is named, and mail tells both")
    func opened() throws {
        let maria = try it.kernel.signIn(it.maria)
        try maria.open(new)
        let path = try #require(try maria.upload(new, draft(for: ref(it.karl.contact)), []).location)
        let stored: String? = try it.kernel.value(
            """
            SELECT CONCAT_WS(' ', t.contact_id = \(it.karl.contact?.id), t.written_by = \(it.maria.contact?.id),
                m.contact_id = \(it.maria.contact?.id), COUNT(*))
            FROM support_ticket t JOIN support_member m ON m.ticket_id = t.id
            """)
        #expect(stored == "1 1 1 1")
        let mails = try it.kernel.mails()
        #expect(Set(mails.map(\.recipient)) == ["maria@example.org", "karl@example.org"] && mails.count == 2)
        #expect(mails.allSatisfy { $0.text.contains("Maria Anders opened a ticket for Karl Brandt") })
        let karl = try it.kernel.signIn(it.karl)
        let page = try karl.get(path)
        #expect(page.text.contains("opened by Maria Anders for Karl Brandt"))
        #expect(try it.desk.get("/staff" + path).text.contains("Maria Anders"))
        #expect(try karl.upload(path, ["note": "It works now"], []).status == 303)
        // She keeps it when her reach shrinks, and it is her words that are handed out to her, not to him.
        try it.kernel.execute(
            """
            UPDATE kernel_seat SET group_id = (SELECT * FROM (SELECT group_id FROM kernel_seat
                WHERE id = \(it.karl.id)) g) WHERE id = \(it.maria.id)
            """)
        #expect(try maria.get(path).status == 200)
        #expect(try it.kernel.exportedData(of: #require(it.maria.contact)).contains("He cannot sign in"))
        #expect(!(try it.kernel.exportedData(of: #require(it.karl.contact)).contains("He cannot sign in")))
    }

    @Test("chosen himself or typed by name, and two of one name are told apart by nobody")
    func names() throws {
        let maria = try it.kernel.signIn(it.maria)
        try maria.open(new)
        #expect(try maria.upload(new, draft(for: ref(it.maria.contact)), []).status == 303)
        #expect(try it.kernel.value("SELECT COUNT(*) FROM support_ticket WHERE written_by IS NOT NULL") == 0)
        #expect(try it.kernel.value("SELECT COUNT(*) FROM support_member") == 0)
        _ = try it.kernel.addContact("Karl Brandt", at: it.maria.customer)
        #expect(try maria.upload(new, draft(for: "karl brandt"), []).status == 303, "one who has the portal")
        try it.kernel.execute("DELETE FROM support_member")
        _ = try it.kernel.addSeat(it.kernel.addContact("Karl Brandt", at: it.maria.customer))
        let twice = try maria.upload(new, draft(for: "karl brandt"), [])
        #expect(twice.status == 422 && twice.text.contains("Several colleagues have that name"))
    }
}
