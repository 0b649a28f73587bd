import PortalKit
import PortalTesting
import Testing

@Suite("Tickets, and who must not")
struct RefusalTests {
    private let it: Helpdesk

    init() throws { it = try Helpdesk() }

    private func path(_ ticket: String) -> String { Helpdesk.list + "/" + ticket }

    @Test("A05 SE03 another customer's ticket is the same 404 as none, for page, file and answer")
    func foreign() throws {
        let ticket = try it.open("Dented cartons", by: it.maria, files: [Helpdesk.file("carton.txt")])
        let file = try #require(try it.refs("support_file").first)
        let ana = try it.kernel.signIn(it.ana)
        let missing = try ana.get(path("0123456789ABCDEF"))
        let before = try it.kernel.checksums()
        for address in [path(ticket), path(ticket) + "/files/" + file] {
            let reply = try ana.get(address)
            #expect(reply.status == 404 && reply.comparable == missing.comparable)
        }
        #expect(try ana.post(path(ticket), ["note": "mine now"]).status == 404)
        #expect(try it.kernel.checksums() == before)
        #expect(!(try ana.get(Helpdesk.list).body.contains("Dented")))
        #expect(!(try ana.get("/search?q=Dented").links.contains(path(ticket))))
        #expect(!(try ana.get("/home").body.contains("Dented")))
    }

    @Test("B11 with reach own a colleague's ticket is in no list, count, search, page, file or mail")
    func own() throws {
        let ticket = try it.open("Dented cartons", by: it.maria, files: [Helpdesk.file("carton.txt")])
        let file = try #require(try it.refs("support_file").first)
        let mine = try it.open("Wrong rate", by: it.karl)
        let karl = try it.kernel.signIn(it.karl)
        let list = try karl.get(Helpdesk.list)
        #expect(list.body.contains("Wrong rate") && !list.body.contains("Dented"))
        #expect(list.text.contains("Showing 1–1 of 1"))
        #expect(!(try karl.get(Helpdesk.list + "?q=carton").body.contains("Dented")))
        #expect(try karl.get(path(ticket)).status == 404)
        #expect(try karl.get(path(ticket) + "/files/" + file).status == 404)
        #expect(try karl.post(path(ticket), ["note": "x"]).status == 404)
        #expect(try karl.get(path(mine)).status == 200)
        try it.write("An answer for Maria", to: ticket, isShared: true)
        try it.write("An answer for Karl", to: mine, isShared: true)
        let mails = try it.kernel.mails()
        #expect(mails.map(\.recipient) == ["maria@example.org", "karl@example.org"])
        #expect(mails.filter { $0.text.contains("for Maria") }.map(\.recipient) == ["maria@example.org"])
    }

    @Test("B19 B20 SE06 what staff did not share is nowhere: page, search, home, counts, download")
    func hidden() throws {
        let ticket = try it.open("Dented cartons", by: it.maria)
        try it.write("Canary inside", to: ticket, files: [Helpdesk.file("canary.txt")])
        let file = try #require(try it.refs("support_file").first)
        let maria = try it.kernel.signIn(it.maria)
        let before = try maria.get(path(ticket)).comparable
        for address in [
            path(ticket), Helpdesk.list, Helpdesk.list + "?q=Canary", "/home", "/search?q=Canary",
        ] {
            let page = try maria.get(address)
            #expect(!page.body.lowercased().contains("canary in") && !page.body.contains("canary.txt"))
        }
        #expect(try maria.get(Helpdesk.list + "?q=Canary").links.contains(path(ticket)) == false)
        #expect(try maria.get(path(ticket) + "/files/" + file).status == 404)
        #expect(try it.kernel.mails() == [])
        // Another one changes nothing that a customer can read, not even when something happened last.
        it.kernel.clock.move(seconds: 90)
        try it.write("Canary again", to: ticket)
        it.kernel.clock.move(seconds: -90)
        #expect(try maria.get(path(ticket)).comparable == before)
    }

    @Test("SE06 a file is seen where it and its note are shared, and no longer when either is not")
    func conjunction() throws {
        let ticket = try it.open("Dented cartons", by: it.maria)
        let note = try it.write("Look", to: ticket, isShared: true, files: [Helpdesk.file("plan.txt")])
        let file = try #require(try it.refs("support_file").first)
        let maria = try it.kernel.signIn(it.maria)
        let address = path(ticket) + "/files/" + file
        #expect(try maria.get(address).status == 200)
        try it.share("notes", note, of: ticket, false)
        #expect(try maria.get(address).status == 404)
        try it.share("notes", note, of: ticket, true)
        #expect(try maria.get(address).status == 200)
        try it.share("files", file, of: ticket, false)
        #expect(try maria.get(address).status == 404)
        #expect(try maria.get(path(ticket)).body.contains("Look"))
        let other = try it.open("Another", by: it.maria)
        try it.share("files", file, of: ticket, true)
        #expect(try maria.get(path(other) + "/files/" + file).status == 404, "at another ticket's address")
    }

    @Test("B19 nobody of staff can hide from a customer what he wrote or added himself")
    func authors() throws {
        let ticket = try it.open("Dented cartons", by: it.maria, files: [Helpdesk.file("carton.txt")])
        let maria = try it.kernel.signIn(it.maria)
        try maria.upload(path(ticket), ["note": "One more thing"], [])
        let (note, file) = (
            try #require(try it.refs("support_note").last), try #require(try it.refs("support_file").last)
        )
        let before = try it.kernel.checksums()
        #expect(try it.share("notes", note, of: ticket, false).status == 409)
        #expect(try it.share("files", file, of: ticket, false).status == 409)
        #expect(try it.kernel.checksums() == before)
        #expect(
            !(try it.desk.get("\(Helpdesk.staffList)/\(ticket)").forms.contains {
                $0.action.hasSuffix("/sharing")
            }))
    }

    @Test("a ticket that ended long ago takes no answer, and leaves no file of it behind")
    func closed() throws {
        let ticket = try it.open("Dented cartons", by: it.maria)
        try it.kernel.execute(
            "UPDATE support_ticket SET status = 'closed', moved_at = moved_at - INTERVAL 14 DAY")
        let maria = try it.kernel.signIn(it.maria)
        #expect(try maria.get(path(ticket)).form(path(ticket)) == nil)
        let reply = try maria.upload(path(ticket), ["note": "and now?"], [Helpdesk.file("x.txt")])
        #expect(reply.status == 409)
        #expect(it.kernel.storedFiles + it.kernel.spooledFiles == [])
        #expect(try it.kernel.value("SELECT COUNT(*) FROM support_note") == 0)
    }

    @Test(
        "SG03 a ticket takes no more than 200 files of its customer, and a customer adds no more than 100 in a day",
        arguments: [(199, "200 files"), (98, "100 files")])
    func tooManyFiles(_ kept: Int, _ said: String) throws {
        let ticket = try it.open("Dented cartons", by: it.maria, files: [Helpdesk.file("carton.txt")])
        let isOld = kept > 100
        try it.kernel.execute(
            """
            INSERT INTO support_file (customer_id, ticket_id, ref, attachment_id, created_at, shared_at)
            SELECT f.customer_id, f.ticket_id, RANDOM_BYTES(10), f.attachment_id,
                f.created_at - INTERVAL \(isOld ? 2 : 0) DAY, f.shared_at
            FROM support_file f JOIN seq_1_to_1000 s ON s.seq <= \(kept - 1)
            """)
        let maria = try it.kernel.signIn(it.maria)
        let files = [Helpdesk.file("one.txt"), Helpdesk.file("two.txt"), Helpdesk.file("three.txt")]
        let before = it.kernel.storedFiles
        let reply = try maria.upload(path(ticket), ["note": "and these"], files)
        #expect(reply.status == 422 && reply.wrongFields == ["files"] && reply.text.contains(said))
        #expect(reply.body.contains("and these"))
        #expect(it.kernel.storedFiles == before && it.kernel.spooledFiles == [])
        #expect(try maria.upload(path(ticket), ["note": "only this"], [files[0]]).status == 303)
    }

    @Test("D11 who may see but not answer finds no form, and a forged one is refused")
    func readOnly() throws {
        let ticket = try it.open("Dented cartons", by: it.maria)
        let reader = try it.kernel.addSeat(
            it.kernel.addContact("Jutta Weiss", at: it.maria.customer),
            group: it.kernel.addGroup(["support.tickets.view": .organisation]))
        let jutta = try it.kernel.signIn(reader)
        #expect(try jutta.get(path(ticket)).form(path(ticket)) == nil)
        #expect(!(try jutta.get(Helpdesk.list).links.contains(Helpdesk.list + "/new")))
        let before = try it.kernel.checksums()
        #expect(try jutta.post(path(ticket), ["note": "x"]).status == 403)
        #expect(try jutta.post(Helpdesk.list + "/new", ["subject": "x", "description": "y"]).status == 403)
        #expect(try it.kernel.checksums() == before)
    }
}
