import PortalKit
import PortalTesting
import SupportPortal
import Testing

@Suite("Tickets that are linked, merged and split")
struct RelationTests {
    private let it: Helpdesk

    init() throws { it = try Helpdesk() }

    private func path(_ ticket: String) -> String { Helpdesk.list + "/" + ticket }
    private func staff(_ ticket: String) -> String { Helpdesk.staffList + "/" + ticket }

    private func number(_ ticket: String) throws -> String {
        let number: Int? = try it.kernel.value(
            "SELECT number FROM support_ticket WHERE ref = \(Ref<Helpdesk>(ticket))")
        return String(try #require(number))
    }

    private func merge(_ ticket: String, into other: String, version: String? = nil) throws -> Reply {
        let page = try it.desk.get(staff(ticket) + "/merge?q=" + number(other))
        return try it.desk.post(
            staff(ticket) + "/merge",
            [
                "into": number(other),
                "version": version ?? page.form(staff(ticket) + "/merge")?.fields["version"] ?? "0",
            ])
    }

    private func count(_ sql: SQL) throws -> Int? { try it.kernel.value("SELECT COUNT(*) FROM \(sql: sql)") }

    // MARK: Who must not

    @Test("a ticket is never merged into one of another customer, into itself, into one that ended, or twice")
    func refusals() throws {
        let cartons = try it.open("Dented cartons", by: it.maria)
        let ice = try it.open("Melted ice", by: it.ana)
        let late = try it.open("Late truck", by: it.maria)
        let old = try it.open("Old question", by: it.maria)
        try it.write("Done", to: old, status: "solved")
        for (other, said) in [
            (ice, "is of another customer"), (cartons, "That is this ticket."), (old, "is not open any more"),
        ] {
            let page = try it.desk.get(staff(cartons) + "/merge?q=" + number(other))
            #expect(page.text.contains(said) && page.form(staff(cartons) + "/merge") == nil)
            let reply = try merge(cartons, into: other)
            #expect(reply.status == 422 && reply.text.contains(said), "\(reply.text)")
        }
        #expect(
            try it.desk.get(staff(cartons) + "/merge?q=999999").text.contains("No ticket has that number."))
        #expect(try it.desk.post(staff(cartons) + "/merge", ["into": "999999"]).status == 422)
        #expect(try merge(cartons, into: late, version: "77").status == 409)
        #expect(try count("support_ticket WHERE merged_into IS NOT NULL") == 0)
        #expect(try merge(cartons, into: late).status == 303)
        #expect(try merge(cartons, into: late).text.contains("This ticket was merged already."))
        #expect(try merge(late, into: cartons).status == 422)
        let maria = try it.kernel.signIn(it.maria)
        for end in ["links", "merge"] {
            #expect(try maria.get(staff(cartons) + "/" + end).status != 200)
        }
    }

    @Test("nobody writes in a merged ticket any more: not on a page that was open, and not by mail")
    func ended() throws {
        let cartons = try it.open("Dented cartons", by: it.maria)
        let late = try it.open("Late truck", by: it.maria)
        try it.write("Which cartons?", to: cartons, isShared: true)
        let mail = try #require(try it.kernel.mails().last)
        let maria = try it.kernel.signIn(it.maria)
        try maria.open(path(cartons))
        try it.desk.open(staff(cartons))
        #expect(try merge(cartons, into: late).status == 303)
        #expect(try maria.post(path(cartons), ["note": "The red ones"]).status == 409)
        #expect(try it.desk.post(staff(cartons), ["note": "Hello?"]).status == 409)
        #expect(try count("support_note WHERE body IN ('The red ones', 'Hello?')") == 0)
        let page = try maria.get(path(cartons))
        #expect(page.text.contains("was merged into") && page.links.contains(path(late)))
        #expect(!page.body.contains("<textarea"))
        // An answer to a mail that was sent before goes on where the ticket went.
        let letter = TestLetter(
            from: "maria@example.org", to: try #require(mail.replyTo), text: "By mail, the red ones")
        #expect(try it.kernel.receive(letter) == "taken")
        #expect(try maria.get(path(late)).text.contains("By mail, the red ones"))
    }

    // MARK: What comes of it

    @Test("a merged ticket's notes, files and people go on in the other, hidden ones as hidden as before")
    func merged() throws {
        let cartons = try it.open(
            "Dented cartons", by: it.karl, files: [Helpdesk.file("photo.txt")])
        let late = try it.open("Late truck", by: it.maria)
        try it.write("Which cartons?", to: cartons, isShared: true, files: [Helpdesk.file("list.txt")])
        try it.write("He complains a lot", to: cartons, files: [Helpdesk.file("claims.txt")])
        let maria = try it.kernel.signIn(it.maria)
        let karl = try it.kernel.signIn(it.karl)
        #expect(try karl.get(path(late)).status == 404)
        let page = try it.desk.get(staff(cartons) + "/merge?q=" + number(late))
        #expect(page.text.contains("Karl Brandt will read what was shared in #\(try number(late))."))
        _ = try it.desk.post(staff(cartons), ["note": "He called", "minutes": "45"])
        for (ticket, words) in [(cartons, "About the cartons"), (late, "About the truck")] {
            try it.desk.open(staff(ticket))
            _ = try it.desk.post(staff(ticket), ["note": words, "draft": "1"])
        }
        _ = try it.kernel.mails()
        #expect(try merge(cartons, into: late).status == 303)
        for browser in [maria, karl] {
            let shown = try browser.get(path(late))
            #expect(shown.text.contains("About Dented cartons") && shown.text.contains("Which cartons?"))
            #expect(shown.text.contains("photo.txt") && !shown.text.contains("He complains a lot"))
            #expect(shown.text.contains("From #\(try number(cartons))"))
            #expect(shown.text.contains("list.txt") && !shown.text.contains("claims.txt"))
        }
        #expect(try it.desk.get(staff(late)).text.contains("He complains a lot"))
        #expect(try it.desk.get(staff(late)).text.contains("merged #\(try number(cartons)) into this ticket"))
        #expect(
            try count("support_note n JOIN support_ticket t ON t.id = n.ticket_id WHERE t.status = 'closed'")
                == 0)
        let mails = try it.kernel.mails()
        #expect(mails.map(\.recipient) == ["karl@example.org"])
        #expect(mails.first?.text.contains("are about the same thing") == true)
        // Time and drafts go along: of two drafts of one person nothing is lost.
        #expect(try it.desk.get(staff(late)).text.contains("45 min"))
        let drafts: [String] = try it.kernel.values("SELECT body FROM support_draft")
        #expect(drafts == ["About the truck\n\nAbout the cartons"])
        // What was merged into the merged one is found at the last place.
        let more = try it.open("More cartons", by: it.maria)
        #expect(try merge(late, into: more).status == 303)
        #expect(try maria.get(path(cartons)).links.contains(path(more)))
        #expect(try karl.get(path(more)).text.contains("Which cartons?"))
    }

    @Test("where descriptions are hidden the merged one stays so, and its files are seen as before")
    func hiddenDescription() throws {
        let cartons = try it.open("Dented cartons", by: it.maria, files: [Helpdesk.file("photo.txt")])
        let late = try it.open("Late truck", by: it.maria)
        let administrator = try it.kernel.signIn(it.kernel.addStaff("Alma Reyes"))
        try administrator.open("/staff/settings/support")
        #expect(try administrator.post("/staff/settings/support", Helpdesk.settings).status == 303)
        let maria = try it.kernel.signIn(it.maria)
        #expect(try maria.get(path(cartons)).text.contains("photo.txt"))
        #expect(try merge(cartons, into: late).status == 303)
        let page = try maria.get(path(late))
        #expect(page.text.contains("photo.txt") && !page.text.contains("About Dented cartons"))
        #expect(try it.desk.get(staff(late)).text.contains("About Dented cartons"))
    }

    @Test("a note becomes a ticket of its own for who wrote it, linked with the old one; what was said stays")
    func split() throws {
        let ticket = try it.open("Dented cartons", by: it.maria)
        let karl = try it.kernel.signIn(it.karl)
        let maria = try it.kernel.signIn(it.maria)
        let reply = try maria.upload(
            path(ticket), ["note": "And where is my invoice?"], [Helpdesk.file("order.txt")])
        #expect(reply.status == 303)
        let note = try #require(try it.refs("support_note").last)
        let form = staff(ticket) + "/notes/" + note + "/split"
        #expect(try it.desk.get(form).text.contains("And where is my invoice?"))
        #expect(try it.desk.post(form, ["subject": "", "description": "x"]).status == 422)
        #expect(try it.refs("support_ticket").count == 1)
        let opened = try it.desk.post(
            form, ["subject": "Invoice", "description": "Where is my invoice?", "files": "1"])
        #expect(opened.status == 303, "\(opened.text)")
        let new = try #require(try it.refs("support_ticket").last)
        #expect(try maria.get(path(new)).text.contains("order.txt"))
        #expect(try maria.get(path(ticket)).text.contains("And where is my invoice?"))
        #expect(try karl.get(path(new)).status == 404)
        #expect(try !maria.get(path(new)).text.contains("Dented cartons"))
        #expect(try it.desk.get(staff(new)).text.contains("Dented cartons"))
        #expect(try it.desk.get(staff(ticket)).links.contains(staff(new)))
        // An internal note's files stay as hidden as they were.
        let hidden = try it.write("Ask the warehouse", to: ticket, files: [Helpdesk.file("stock.txt")])
        _ = try it.desk.post(
            staff(ticket) + "/notes/" + hidden + "/split",
            ["subject": "Stock", "description": "We ask", "files": "1"])
        let third = try #require(try it.refs("support_ticket").last)
        #expect(third != new)
        #expect(try !maria.get(path(third)).text.contains("stock.txt"))
    }

    @Test("tickets of two customers are linked for staff, once, and neither customer learns of it")
    func linked() throws {
        let cartons = try it.open("Dented cartons", by: it.maria)
        let ice = try it.open("Melted ice", by: it.ana)
        let form = staff(cartons) + "/links"
        #expect(try it.desk.post(form, ["number": "#" + number(ice)]).status == 303)
        #expect(try it.desk.post(staff(ice) + "/links", ["number": number(cartons)]).status == 303)
        #expect(try count("support_link") == 1)
        #expect(try it.desk.post(form, ["number": number(cartons)]).text.contains("That is this ticket."))
        #expect(try it.desk.post(form, ["number": "abc"]).text.contains("No ticket has that number."))
        #expect(try it.desk.get(staff(ice)).text.contains("Dented cartons"))
        let (maria, ana) = (try it.kernel.signIn(it.maria), try it.kernel.signIn(it.ana))
        #expect(try !maria.get(path(cartons)).text.contains("Melted"))
        #expect(try !ana.get(path(ice)).text.contains("Dented"))
        #expect(try it.desk.post(form + "/remove", ["ticket": ice]).status == 303)
        #expect(try it.desk.post(form + "/remove", ["ticket": ice]).status == 409)
        #expect(try count("support_link") == 0)
    }
}
