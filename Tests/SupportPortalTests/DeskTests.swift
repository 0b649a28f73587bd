import PortalKit
import PortalTesting
import Testing

@Suite("Tickets, as staff work them")
struct DeskTests {
    private let it: Helpdesk

    init() throws { it = try Helpdesk() }

    private func path(_ ticket: String) -> String { "\(Helpdesk.staffList)/\(ticket)" }

    @Test("a customer's session opens no page of the desk")
    func customers() throws {
        let ticket = try it.open("Dented cartons", by: it.maria)
        let maria = try it.kernel.signIn(it.maria)
        let before = try it.kernel.checksums()
        for address in [Helpdesk.staffList, path(ticket), path(ticket) + "/properties"] {
            #expect(try maria.get(address).location?.hasPrefix("/staff/sign-in") == true)
        }
        for address in [path(ticket), path(ticket) + "/properties", Helpdesk.staffList + "/new"] {
            #expect(try maria.post(address, ["note": "x", "shared": "1"]).status == 303)
        }
        #expect(try it.kernel.checksums() == before)
    }

    @Test("staff open a ticket for a contact, who is told by mail and lands on it")
    func opened() throws {
        let new = Helpdesk.staffList + "/new"
        let found = try it.desk.get(new + "?q=Maria")
        let way = try #require(found.links.first { $0.contains("contact=") })
        try it.desk.open(way)
        let reply = try it.desk.submit(new, ["subject": "Your order", "description": "It is late"])
        #expect(reply.status == 303)
        let ticket = try #require(try it.refs("support_ticket").first)
        let mail = try #require(try it.kernel.mails().first)
        #expect(mail.recipient == "maria@example.org" && mail.text.contains("/support/tickets/\(ticket)"))
        let page = try it.kernel.signIn(it.maria).get("\(Helpdesk.list)/\(ticket)")
        #expect(
            page.status == 200 && page.text.contains("It is late") && page.text.contains("Jonas Kettering"))
        #expect(
            try it.desk.post(new, ["subject": "x", "description": "y", "contact": "0000000000000000"]).status
                == 422)
        #expect(try it.desk.post(new, ["subject": "x", "description": "y"]).status == 422)
    }

    @Test("B21 the switch shares one note and hides it again; its mail is written once")
    func switched() throws {
        let ticket = try it.open("Dented cartons", by: it.maria)
        let one = try it.write("The claim is open", to: ticket)
        try it.write("Between us", to: ticket)
        let maria = try it.kernel.signIn(it.maria)
        let page = try it.desk.get(path(ticket))
        #expect(page.text.contains("Internal note") && page.text.contains("Only staff see this"))
        #expect(page.text.contains("Visible to 1 person"))
        for _ in 0..<3 {
            #expect(try it.share("notes", one, of: ticket, true).location == path(ticket) + "#note-" + one)
            let seen = try maria.get("\(Helpdesk.list)/\(ticket)").text
            #expect(seen.contains("The claim is open") && !seen.contains("Between us"))
            try it.share("notes", one, of: ticket, false)
            #expect(!(try maria.get("\(Helpdesk.list)/\(ticket)").text.contains("The claim is open")))
        }
        let mails = try it.kernel.mails()
        #expect(mails.count == 1 && mails.first?.text.contains("The claim is open") == true)
        #expect(
            try it.kernel.value("SELECT COUNT(*) FROM kernel_audit WHERE action = 'support.note.hidden'") == 3
        )
    }

    @Test("G01 beside a note stands who sees it, and which rule decided")
    func onlookers() throws {
        let ticket = try it.open("Wrong rate", by: it.karl)
        try it.write("Mended", to: ticket, isShared: true)
        let page = try it.desk.get(path(ticket)).text
        #expect(page.contains("Visible to 2 people"))
        #expect(page.contains("Karl Brandt") && page.contains("Whose ticket it is, or who opened it"))
        #expect(page.contains("Maria Anders") && page.contains("sees everything of the customer"))
        try it.kernel.setAccess(it.maria, to: "support", isGranted: false)
        #expect(try it.desk.get(path(ticket)).text.contains("Visible to 1 person"))
    }

    @Test("a status that the law forbids is refused, and says so; what was typed stays")
    func laws() throws {
        let ticket = try it.open("Dented cartons", by: it.maria)
        try it.kernel.execute("UPDATE support_ticket SET status = 'closed'")
        try it.desk.open(path(ticket) + "/properties")
        let reply = try it.desk.submit(path(ticket) + "/properties", ["status": "open", "cause": "Rain"])
        #expect(reply.status == 422 && reply.wrongFields == ["status"] && reply.body.contains("Rain"))
        #expect(try it.kernel.value("SELECT status FROM support_ticket") == "closed")
        let note = try it.desk.upload(path(ticket), ["note": "x", "status": "open"], [])
        #expect(note.status == 422)
        #expect(try it.kernel.value("SELECT COUNT(*) FROM support_note") == 0)
    }

    @Test("of two who edit, the second overwrites nothing; a customer's answer counts as one")
    func twoEditors() throws {
        let ticket = try it.open("Dented cartons", by: it.maria)
        let other = try it.kernel.signIn(it.kernel.addStaff("Alma Reyes"))
        for page in ["/properties", "/edit"] {
            try it.desk.open(path(ticket) + page)
            try other.open(path(ticket) + page)
            #expect(
                try other.submit(path(ticket) + page, ["solution": "Faster", "subject": "Faster"]).status
                    == 303)
            #expect(
                try it.desk.submit(path(ticket) + page, ["solution": "Slower", "subject": "Slower"]).status
                    == 409)
        }
        #expect(try it.kernel.value("SELECT CONCAT(solution, subject) FROM support_ticket") == "FasterFaster")
        try it.kernel.execute("UPDATE support_ticket SET status = 'waiting'")
        try it.desk.open(path(ticket) + "/properties")
        try it.kernel.signIn(it.maria).upload("\(Helpdesk.list)/\(ticket)", ["note": "Here"], [])
        #expect(try it.desk.submit(path(ticket) + "/properties", ["status": "solved"]).status == 409)
    }

    @Test("handled by somebody, with a priority: the queues count it, the customer reads it")
    func assigned() throws {
        let ticket = try it.open("Dented cartons", by: it.maria)
        _ = try it.open("Another", by: it.ana)
        let page = try it.desk.open(path(ticket) + "/properties")
        let me = try #require(
            try it.kernel.value("SELECT ref FROM kernel_staff WHERE id = \(it.jonas.id)") as Ref<Helpdesk>?)
        _ = page
        try it.desk.submit(
            path(ticket) + "/properties", ["assignee": "\(me)", "priority": "urgent", "status": "open"])
        #expect(try it.desk.get(Helpdesk.staffList + "?view=mine").text.contains("Dented cartons"))
        let loose = try it.desk.get(Helpdesk.staffList + "?view=unassigned").text
        #expect(loose.contains("Another") && !loose.contains("Dented"))
        #expect(try it.desk.get(Helpdesk.staffList + "?filter%5Bpriority%5D=urgent").text.contains("Dented"))
        let seen = try it.kernel.signIn(it.maria).get("\(Helpdesk.list)/\(ticket)").text
        #expect(seen.contains("Jonas Kettering handles the ticket") && seen.contains("Urgent"))
    }

    @Test("the desk's search finds words of notes, in any order, and numbers; what is no word harms nothing")
    func searched() throws {
        let ticket = try it.open("Dented cartons", by: it.maria)
        try it.write("Speedy Express confirmed that the claim was settled with us", to: ticket)
        for text in ["claim+speedy", "the+claim+was+with", "conf", "%231001", "1001", "dented"] {
            #expect(
                try it.desk.get(Helpdesk.staffList + "?q=" + text).links.contains(path(ticket)), "\(text)")
        }
        for text in ["nothing", "%2B%22%28%29%40%3C%3E*~-", "zz", "%27%3B", "claim+-speedyx"] {
            let reply = try it.desk.get(Helpdesk.staffList + "?q=" + text)
            #expect(reply.status == 200 && !reply.links.contains(path(ticket)), "\(text)")
        }
    }

    @Test("what a person wrote is handed out to him, and erasing says what is kept")
    func privacy() throws {
        let ticket = try it.open("Dented cartons", by: it.maria)
        try it.kernel.signIn(it.maria).upload("\(Helpdesk.list)/\(ticket)", ["note": "From Maria"], [])
        try it.write("Canary of staff", to: ticket)
        let contact = try #require(it.maria.contact)
        let data = try it.kernel.exportedData(of: contact)
        #expect(data.contains("From Maria") && data.contains("About Dented") && !data.contains("Canary"))
        #expect(try it.kernel.erase(contact).contains { $0.contains("Tickets") })
    }

    @Test("E03 E04 notes are internal unless a setting shares new ones; older ones stay as they are")
    func sharedByDefault() throws {
        let ticket = try it.open("Dented cartons", by: it.maria)
        let page = "\(Helpdesk.staffList)/\(ticket)"
        #expect(try it.desk.get(page).form(page)?.fields["shared"] == nil)
        try it.write("Between us", to: ticket)
        let administrator = try it.kernel.signIn(it.kernel.addStaff())
        try administrator.open("/staff/settings/support")
        let wish = ["support.shares-new-notes": "1", "support.reopen-days": "14"]
        #expect(try administrator.submit("/staff/settings/support", wish).status == 303)
        #expect(!(try it.desk.get(page).text.contains("Notes are internal")))
        let ticked = try #require(try it.desk.get(page).form(page)?.fields["shared"], "ticked beforehand")
        try it.desk.upload(page, ["note": "For Maria", "status": "", "shared": ticked], [])
        try it.write("Unticked", to: ticket)
        let maria = try it.kernel.signIn(it.maria)
        let seen = try maria.get(Helpdesk.list + "/" + ticket).text
        #expect(seen.contains("For Maria") && !seen.contains("Between us") && !seen.contains("Unticked"))
    }
}
