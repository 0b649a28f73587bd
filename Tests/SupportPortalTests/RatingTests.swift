import PortalKit
import PortalTesting
import Testing

@Suite("Tickets that are solved: rated, and taken up again")
struct RatingTests {
    private let it: Helpdesk

    init() throws { it = try Helpdesk() }

    private func path(_ ticket: String) -> String { Helpdesk.list + "/" + ticket }
    private func rating(_ ticket: String) -> String { path(ticket) + "/rating" }

    private func status() throws -> String? { try it.kernel.value("SELECT status FROM support_ticket") }
    private func ratings() throws -> Int? { try it.kernel.value("SELECT COUNT(*) FROM support_rating") }

    /// A ticket of Maria's that staff say is solved.
    private func solved() throws -> String {
        let ticket = try it.open("Dented cartons", by: it.maria)
        try it.write("New ones are on their way", to: ticket, isShared: true, status: "solved")
        return ticket
    }

    // MARK: Who must not

    @Test("A05 B11 SE03 nobody rates another customer's ticket, nor a colleague's with reach own")
    func strangers() throws {
        let ticket = try solved()
        for seat in [it.ana, it.karl] {
            let stranger = try it.kernel.signIn(seat)
            let missing = try stranger.get(rating("0123456789ABCDEF"))
            let reply = try stranger.get(rating(ticket))
            #expect(reply.status == 404 && reply.comparable == missing.comparable)
            #expect(try stranger.post(rating(ticket), ["score": "bad"]).status == 404)
        }
        #expect(try it.kernel.browser().get(rating(ticket)).location?.hasPrefix("/sign-in") == true)
        #expect(try ratings() == 0)
    }

    @Test("who may read tickets and not answer them is not asked, and cannot rate")
    func readers() throws {
        let ticket = try solved()
        let group = try it.kernel.addGroup(["support.tickets.view": .organisation])
        try it.kernel.execute("UPDATE kernel_seat SET group_id = \(group.id) WHERE id = \(it.maria.id)")
        let maria = try it.kernel.signIn(it.maria)
        let page = try maria.get(path(ticket))
        #expect(page.status == 200 && page.form(rating(ticket)) == nil)
        #expect(try maria.post(rating(ticket), ["score": "good"]).status == 403)
        #expect(try ratings() == 0)
    }

    @Test("a ticket in work is not rated, nor any where an administrator does not ask")
    func notAsked() throws {
        let ticket = try it.open("Dented cartons", by: it.maria)
        let maria = try it.kernel.signIn(it.maria)
        #expect(try maria.get(path(ticket)).form(rating(ticket)) == nil)
        #expect(try maria.get(rating(ticket)).location == path(ticket))
        #expect(try maria.post(rating(ticket), ["score": "good"]).status == 409)
        try it.write("Done", to: ticket, isShared: true, status: "solved")
        #expect(try maria.get(path(ticket)).form(rating(ticket)) != nil)
        let administrator = try it.kernel.signIn(it.kernel.addStaff())
        try administrator.open("/staff/settings/support")
        #expect(
            try administrator.post("/staff/settings/support", Helpdesk.settings).status == 303)
        #expect(try maria.get(path(ticket)).form(rating(ticket)) == nil)
        #expect(try maria.post(rating(ticket), ["score": "good"]).status == 404)
        #expect(try ratings() == 0)
    }

    @Test("nothing chosen, something that there is not, too much: it comes back as typed")
    func problems() throws {
        let ticket = try solved()
        let maria = try it.kernel.signIn(it.maria)
        for score in ["", "splendid", "good'"] {
            let reply = try maria.post(rating(ticket), ["score": score, "comment": "So quick"])
            #expect(reply.status == 422 && reply.text.contains("Choose how it went."))
            #expect(reply.body.contains("So quick"))
        }
        let long = String(repeating: "x", count: 5_000)
        let reply = try maria.post(rating(ticket), ["score": "good", "comment": long])
        #expect(reply.status == 422 && reply.wrongFields == ["comment"])
        #expect(try ratings() == 0)
    }

    @Test("what was opened again meanwhile is not rated: it is said")
    func openedMeanwhile() throws {
        let ticket = try solved()
        let maria = try it.kernel.signIn(it.maria)
        try maria.open(rating(ticket))
        try it.kernel.execute("UPDATE support_ticket SET status = 'open'")
        #expect(try maria.submit(rating(ticket), ["score": "good"]).status == 409)
        #expect(try ratings() == 0)
    }

    @Test(
        "0 days open nothing again, and after the days nobody can; a new ticket is offered",
        arguments: [0, 3])
    func ended(_ days: Int) throws {
        let ticket = try solved()
        let administrator = try it.kernel.signIn(it.kernel.addStaff())
        try administrator.open("/staff/settings/support")
        let wish = ["support.reopen-days": String(days), "support.asks-for-rating": "1"]
        #expect(try administrator.submit("/staff/settings/support", wish).status == 303)
        it.kernel.clock.move(seconds: Int64(days) * 86_400)
        let maria = try it.kernel.signIn(it.maria)
        let page = try maria.get(path(ticket))
        #expect(page.form(path(ticket)) == nil && page.links.contains(Helpdesk.list + "/new"))
        #expect(try maria.upload(path(ticket), ["note": "and now?"], []).status == 409)
        #expect(try status() == "solved")
    }

    // MARK: Who may

    @Test("a solved ticket is rated on its page, said once more it replaces what was said, and staff read it")
    func rated() throws {
        let ticket = try solved()
        let told = try it.kernel.mails().filter { $0.text.contains("tell us how it went") }
        #expect(told.map(\.recipient) == ["maria@example.org"])
        let maria = try it.kernel.signIn(it.maria)
        let page = try maria.get(path(ticket))
        #expect(page.text.contains("How did it go?"))
        let reply = try maria.post(rating(ticket), ["score": "bad", "comment": "It took a <week>"])
        #expect(reply.status == 303 && reply.location?.hasPrefix(path(ticket)) == true)
        let seen = try it.desk.get("\(Helpdesk.staffList)/\(ticket)").text
        #expect(seen.contains("It did not go well") && seen.contains("It took a <week>"))
        #expect(seen.contains("Maria Anders"))
        let after = try maria.get(path(ticket))
        #expect(
            after.form(rating(ticket)) == nil && after.links.contains(rating(ticket)), "the way to change it")
        #expect(try maria.get(rating(ticket)).form(rating(ticket))?.fields["score"] == "bad")
        func listed(_ score: String) throws -> Bool {
            try it.desk.get("\(Helpdesk.staffList)?view=all&filter%5Brating%5D=\(score)").body.contains(
                "Dented")
        }
        #expect(try listed("bad") && !listed("good"))
        try maria.post(rating(ticket), ["score": "good", "comment": ""])
        #expect(try it.kernel.value("SELECT score FROM support_rating") == "good")
        #expect(try ratings() == 1)
        #expect(!(try it.desk.get("\(Helpdesk.staffList)/\(ticket)").text.contains("week")))
        #expect(
            try it.kernel.value("SELECT COUNT(*) FROM kernel_audit WHERE action = 'support.ticket.rated'")
                == 2)
        #expect(try status() == "solved", "a rating moves nothing")
    }

    @Test(
        "within the days an answer opens again what is solved or closed, up to the last second",
        arguments: ["solved", "closed"])
    func reopened(_ end: String) throws {
        let ticket = try it.open("Dented cartons", by: it.maria)
        try it.write("That is all", to: ticket, isShared: true, status: end)
        it.kernel.clock.move(seconds: 14 * 86_400 - 1)
        let maria = try it.kernel.signIn(it.maria)
        #expect(try maria.get(path(ticket)).text.contains("An answer opens the ticket again."))
        #expect(try maria.upload(path(ticket), ["note": "It is not"], []).status == 303)
        #expect(try status() == "open")
        #expect(
            try it.kernel.values("SELECT CONCAT(old_status, '>', new_status) FROM support_change ORDER BY id")
                == ["new>\(end)", "\(end)>open"])
    }

    @Test("SL07 what somebody said of a ticket is among his data")
    func exported() throws {
        let ticket = try solved()
        let maria = try it.kernel.signIn(it.maria)
        try maria.post(rating(ticket), ["score": "good", "comment": "Quick and kind"])
        let contact = try #require(it.maria.contact)
        #expect(try it.kernel.exportedData(of: contact).contains("good. Quick and kind"))
    }
}
