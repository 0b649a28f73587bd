import PortalKit
import PortalTesting
import Testing

@Suite("Mail that nobody has confirmed")
struct MailDeskTests {
    private let it: Helpdesk
    private let list = "/staff/support/mail"

    init() throws { it = try Helpdesk() }

    private func receive(_ text: String, to address: String = "support@example.org", from: String) throws
        -> String
    {
        var mail = TestLetter(from: from, to: address, text: text)
        mail.subject = "About \(text)"
        mail.html = "<p>\(text)</p>"
        mail.files = [("plan.txt", Array("plan".utf8))]
        #expect(try it.kernel.receive(mail) == "taken")
        return try #require(try it.refs("support_letter").last)
    }

    @Test(
        "staff accept a stranger's mail as a new ticket of the contact that they choose, who is told and can answer"
    )
    func accepted() throws {
        let letter = try receive("Dented cartons", from: "maria@example.org")
        #expect(try it.desk.get(list).links.contains("\(list)/\(letter)"))
        let page = try it.desk.get("\(list)/\(letter)")
        #expect(page.text.contains("Maria Anders") && page.text.contains("Answers nothing"))
        #expect(try it.desk.get("\(list)/\(letter)/html").body.contains("<p>Dented cartons</p>"))
        let contact = try #require(it.maria.contact).ref
        let reply = try it.desk.post("\(list)/\(letter)/accept", ["contact": contact])
        #expect(reply.status == 303, "\(reply.text)")
        let mail = try #require(try it.kernel.mails().last)
        #expect(mail.recipient == "maria@example.org")
        let maria = try it.kernel.signIn(it.maria)
        let ticket = try #require(try it.refs("support_ticket").last)
        let shown = try maria.get("\(Helpdesk.list)/\(ticket)")
        #expect(shown.text.contains("Dented cartons") && shown.text.contains("plan.txt"))
        #expect(shown.body.contains("/messages/"))
        #expect(
            try it.kernel.receive(
                TestLetter(from: "maria@example.org", to: try #require(mail.replyTo), text: "Thank you"))
                == "taken")
        #expect(try maria.get("\(Helpdesk.list)/\(ticket)").text.contains("Thank you"))
        // Forgotten, his words stay and nothing says whose they were.
        try it.kernel.erase(try #require(it.maria.contact))
        let left: Int? = try it.kernel.value(
            "SELECT COUNT(*) FROM support_message WHERE author_address <> '' OR headers <> '' OR html IS NOT NULL"
        )
        #expect(left == 0)
        #expect(try it.refs("support_letter") == [])
    }

    @Test("it is decided about once")
    func once() throws {
        let letter = try receive("Dented cartons", from: "maria@example.org")
        let contact = try #require(it.maria.contact).ref
        #expect(try it.desk.post("\(list)/\(letter)/accept", ["contact": contact]).status == 303)
        // Decided once.
        #expect(try it.desk.post("\(list)/\(letter)/accept", ["contact": contact]).status == 409)
        #expect(try it.desk.post("\(list)/\(letter)/discard").status == 409)
        #expect(!(try it.desk.get(list).links.contains("\(list)/\(letter)")))
    }

    @Test(
        "an answer from another address becomes the answer of the contact that staff name, of that customer alone"
    )
    func answered() throws {
        let ticket = try it.open("Dented cartons", by: it.maria)
        try it.write("Which cartons?", to: ticket, isShared: true, status: "waiting")
        let address = try #require(try it.kernel.mails().last?.replyTo)
        let letter = try receive("The blue ones", to: address, from: "maria@home.example")
        let foreign = try #require(it.ana.contact).ref
        #expect(
            try it.desk.post("\(list)/\(letter)/accept", ["contact": foreign, "as": "answer"]).status == 422)
        let contact = try #require(it.maria.contact).ref
        let reply = try it.desk.post("\(list)/\(letter)/accept", ["contact": contact, "as": "answer"])
        #expect(reply.location == "\(Helpdesk.staffList)/\(ticket)", "\(reply.text)")
        let maria = try it.kernel.signIn(it.maria)
        let page = try maria.get("\(Helpdesk.list)/\(ticket)")
        #expect(page.text.contains("The blue ones") && page.text.contains("on behalf of"))
        let status: [String] = try it.kernel.values("SELECT status FROM support_ticket")
        #expect(status == ["open"])
    }

    @Test("what is discarded leaves the list; nobody but staff reaches any of it")
    func discarded() throws {
        let letter = try receive("Buy gold", from: "eve@example.net")
        let maria = try it.kernel.signIn(it.maria)
        for path in [list, "\(list)/\(letter)", "\(list)/\(letter)/html", "\(list)/\(letter)/original"] {
            #expect(try maria.get(path).status == 303)
        }
        #expect(try it.desk.post("\(list)/\(letter)/discard").location == list)
        #expect(try it.desk.get(list).text.contains("No mail waits."))
    }
}
