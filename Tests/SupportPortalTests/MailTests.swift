import PortalKit
import PortalTesting
import Testing

@Suite("Tickets by mail")
struct MailTests {
    private let it: Helpdesk

    init() throws { it = try Helpdesk() }

    /// A ticket of Maria's that Jonas answered; gives its ref and the address in the mail she got.
    private func asked(_ subject: String = "Dented cartons") throws -> (ticket: String, address: String) {
        let ticket = try it.open(subject, by: it.maria)
        try it.write("Which cartons?", to: ticket, isShared: true, status: "waiting")
        let mail = try #require(try it.kernel.mails().last)
        return (ticket, try #require(mail.replyTo))
    }

    private func notes() throws -> [String] {
        try it.kernel.values("SELECT body FROM support_note ORDER BY id")
    }

    private func count(_ table: SQL) throws -> Int {
        try #require(try it.kernel.value("SELECT COUNT(*) FROM \(sql: table)"))
    }

    private func letter(_ address: String, _ text: String, from: String = "maria@example.org") -> TestLetter {
        TestLetter(from: from, to: address, text: text)
    }

    // MARK: Who must not

    @Test(
        "SH04 a forged, changed or foreign reply address answers nothing, and what was sent to it is not lost"
    )
    func forged() throws {
        let (ticket, address) = try asked()
        let at = try #require(address.firstIndex(of: "@"))
        let last = address[address.index(before: at)]
        let changed = address[..<address.index(before: at)] + (last == "0" ? "1" : "0") + address[at...]
        for wrong in [
            String(changed), "support+00000000000000000000000000000000@example.org", "support@example.org",
            "support+\(ticket)@example.org", address.replacing("@example.org", with: "@example.com"),
        ] {
            #expect(try it.kernel.receive(letter(wrong, "Forged to \(wrong)")) == "taken")
        }
        #expect(try notes() == ["Which cartons?"] && count("support_letter WHERE doubt = 'stranger'") == 5)
    }

    @Test(
        "SH04 the right address in other hands waits for staff: a colleague's, a stranger's, a removed person's"
    )
    func otherHands() throws {
        let (_, address) = try asked()
        #expect(try it.kernel.receive(letter(address, "I am Karl", from: "karl@example.org")) == "taken")
        #expect(try it.kernel.receive(letter(address, "I am Ana", from: "ana@example.org")) == "taken")
        try it.kernel.execute("UPDATE kernel_seat SET disabled_at = NOW(6) WHERE id = \(it.maria.id)")
        #expect(try it.kernel.receive(letter(address, "I am gone")) == "taken")
        try it.kernel.execute("UPDATE kernel_seat SET disabled_at = NULL WHERE id = \(it.maria.id)")
        let group = try it.kernel.addGroup(["support.tickets.view": .organisation])
        try it.kernel.execute("UPDATE kernel_seat SET group_id = \(group.ref) WHERE FALSE")
        #expect(try notes() == ["Which cartons?"])
        let doubts: [String] = try it.kernel.values("SELECT doubt FROM support_letter ORDER BY id")
        #expect(doubts == ["other-sender", "other-sender", "no-access"])
        #expect(try it.kernel.mails() == [])
    }

    @Test("a subject with a ticket's number, or a reference that we never gave, threads nothing")
    func subject() throws {
        let (_, address) = try asked()
        var mail = letter("support@example.org", "Answer by subject")
        mail.subject = "Re: #1001 Dented cartons"
        mail.references = ["1001@portal.example.org", "abc@portal.example.org"]
        #expect(try it.kernel.receive(mail) == "taken")
        #expect(try notes() == ["Which cartons?"] && count("support_letter") == 1)
        // The address among the references, from the person it was given to, does.
        var answer = letter("support@example.org", "Answer by reference")
        let token = address.split(separator: "+")[1].split(separator: "@")[0]
        answer.references = ["x@y.example", "\(token)@portal.example.org"]
        #expect(try it.kernel.receive(answer) == "taken")
        #expect(try notes() == ["Which cartons?", "Answer by reference"])
    }

    @Test("where an administrator wants no mail of others, its sender is told")
    func refused() throws {
        let (_, address) = try asked()
        try it.kernel.execute(
            """
            INSERT INTO kernel_setting (id, value, changed_at) VALUES ('support.takes-other-mail', '0', NOW(6))
            """)
        try it.kernel.execute("INSERT INTO kernel_counter (name, value) VALUES ('settings', 1)")
        #expect(try it.kernel.receive(letter("support@example.org", "Hello")) == "refused")
        #expect(try it.kernel.receive(letter(address, "I am Ana", from: "ana@example.org")) == "refused")
        #expect(try count("support_letter") == 0 && count("kernel_incoming") == 0)
        #expect(it.kernel.storedFiles == [])
        // An answer is taken as always.
        #expect(try it.kernel.receive(letter(address, "The blue ones")) == "taken")
    }

    // MARK: Who may

    @Test(
        "D26 an answer by mail is the answer of the page: note, files, status, and the customer sees it as his own"
    )
    func answer() throws {
        let (ticket, address) = try asked()
        #expect(address.hasPrefix("support+") && address.hasSuffix("@example.org"))
        var mail = letter(address.uppercased(), "The blue ones.", from: "Maria@Example.org")
        mail.quoted = "\n\nOn Monday, Jonas wrote:\n> Which cartons?"
        mail.html = "<p>The <b>blue</b> ones.</p><script>alert(1)</script>"
        mail.files = [("../../carton.txt", Array("blue".utf8)), ("plan.pdf", Array("no PDF at all".utf8))]
        #expect(try it.kernel.receive(mail) == "taken")
        #expect(try notes() == ["Which cartons?", "The blue ones."])
        let status: [String] = try it.kernel.values("SELECT status FROM support_ticket")
        #expect(status == ["open"])
        let maria = try it.kernel.signIn(it.maria)
        let page = try maria.get(Helpdesk.list + "/" + ticket)
        #expect(page.text.contains("The blue ones.") && page.text.contains("carton.txt"))
        #expect(!page.text.contains("../") && page.text.contains("plan.pdf"))
        let files = try it.refs("support_file")
        #expect(files.count == 2 && it.kernel.spooledFiles == [])
        for file in files { #expect(try maria.get("\(Helpdesk.list)/\(ticket)/files/\(file)").status == 200) }
        // Who did it is the person, not the program.
        let actors: [String] = try it.kernel.values(
            "SELECT actor_kind FROM kernel_audit WHERE action = 'support.ticket.answered'")
        #expect(actors == ["account"])
    }

    @Test(
        "B17 SF02 a mail has a page of its own: text first, what is quoted folded, the design in a frame that runs nothing"
    )
    func page() throws {
        let (ticket, address) = try asked()
        var mail = letter(address, "The blue ones.")
        mail.quoted = "\n\nOn Monday, Jonas wrote:\n> Which cartons?"
        mail.html = "<p>The <b>blue</b> ones.</p><script>alert(1)</script>"
        #expect(try it.kernel.receive(mail) == "taken")
        let message = try #require(try it.refs("support_message").first)
        let path = "\(Helpdesk.list)/\(ticket)/messages/\(message)"
        let maria = try it.kernel.signIn(it.maria)
        #expect(try maria.get(Helpdesk.list + "/" + ticket).links.contains(path))
        let page = try maria.get(path)
        #expect(page.body.contains("<details class=\"folded\">") && !page.body.contains("<iframe"))
        #expect(!page.text.contains("Headers") && !page.links.contains(path + "/original"))
        #expect(page.header("Content-Security-Policy") == nil)
        let designed = try maria.get(path + "?view=html")
        #expect(designed.body.contains("<iframe class=\"mail-frame\" sandbox src=\"\(path)/html\""))
        #expect(designed.header("Content-Security-Policy")?.contains("frame-src 'self'") == true)
        let body = try maria.get(path + "/html")
        let policy = try #require(body.header("Content-Security-Policy"))
        #expect(policy.hasPrefix("sandbox; default-src 'none'") && !policy.contains("http"))
        #expect(body.body.contains("<b>blue</b>"))
        let staff = try it.desk.get("\(Helpdesk.staffList)/\(ticket)/messages/\(message)")
        #expect(staff.text.contains("Headers"))
        #expect(try it.desk.get("\(Helpdesk.staffList)/\(ticket)/messages/\(message)/original").status == 200)
        // Not another customer's.
        let ana = try it.kernel.signIn(it.ana)
        for address in [path, path + "/html", path + "?view=html"] {
            #expect(try ana.get(address).status == 404)
        }
    }

    @Test("a mail that is delivered twice has one effect, whatever servers wrote into its headers")
    func twice() throws {
        let (_, address) = try asked()
        let mail = letter(address, "The blue ones.")
        #expect(try it.kernel.receive(mail) == "taken")
        #expect(try it.kernel.receive(mail) == "again")
        #expect(try notes() == ["Which cartons?", "The blue ones."])
        #expect(it.kernel.storedFiles.count == 1)
    }

    @Test("what ended for good, and what says nothing, waits for staff with its reason")
    func ended() throws {
        let (ticket, address) = try asked()
        #expect(try it.kernel.receive(letter(address, "")) == "taken")
        try it.write("Done", to: ticket, status: "closed")
        it.kernel.clock.move(seconds: 15 * 86_400)
        #expect(try it.kernel.receive(letter(address, "One more thing")) == "taken")
        let doubts: [String] = try it.kernel.values("SELECT doubt FROM support_letter ORDER BY id")
        #expect(doubts == ["refused", "refused"])
        let status: [String] = try it.kernel.values("SELECT status FROM support_ticket")
        #expect(status == ["closed"])
    }

    // MARK: Machines

    @Test(
        "SH04 what machines write stands at the ticket for staff alone; it answers nothing and moves nothing")
    func machines() throws {
        let (ticket, address) = try asked()
        var mail = letter(address, "I am away until Monday.")
        mail.kind = .automatic
        #expect(try it.kernel.receive(mail) == "taken")
        var bounce = letter(
            "support@example.org", "It could not be delivered.", from: "mailer-daemon@example.net")
        (bounce.kind, bounce.references) = (.bounce, [address])
        #expect(try it.kernel.receive(bounce) == "taken")
        #expect(try notes() == ["Which cartons?"] && it.kernel.mails() == [])
        let status: [String] = try it.kernel.values("SELECT status FROM support_ticket")
        #expect(status == ["waiting"])
        let desk = try it.desk.get("\(Helpdesk.staffList)/\(ticket)")
        #expect(desk.text.contains("Automatic") && desk.text.contains("Came back"))
        let maria = try it.kernel.signIn(it.maria)
        #expect(!(try maria.get("\(Helpdesk.list)/\(ticket)").body.contains("/messages/")))
        for message in try it.refs("support_message") {
            #expect(try maria.get("\(Helpdesk.list)/\(ticket)/messages/\(message)").status == 404)
            #expect(try it.desk.get("\(Helpdesk.staffList)/\(ticket)/messages/\(message)").status == 200)
        }
    }

    @Test("a loop of machines ends in a few rows, and a person who writes too much comes again later")
    func loop() throws {
        let (_, address) = try asked()
        var outcomes: [String: Int] = [:]
        for number in 0..<200 {
            var mail = letter(address, "Automatic answer \(number)")
            mail.kind = .automatic
            outcomes[try it.kernel.receive(mail), default: 0] += 1
        }
        #expect(outcomes == ["taken": 20, "dropped": 180] && it.kernel.storedFiles.count == 20)
        #expect(try it.kernel.receive(letter(address, "I am a person")) == "taken")
        for number in 0..<60 {
            _ = try it.kernel.receive(letter("support@example.org", "\(number)", from: "eve@example.net"))
        }
        #expect(
            try it.kernel.receive(letter("support@example.org", "more", from: "eve@example.net")) == "later")
        it.kernel.clock.move(seconds: 3_700)
        #expect(
            try it.kernel.receive(letter("support@example.org", "more", from: "eve@example.net")) == "taken")
        #expect(it.kernel.spooledFiles.filter { !$0.hasSuffix(".part") }.count == 181)
    }
}

extension MailTests {
    @Test("B22 what a machine sent is shown by a switch and hidden again; what a person wrote has none")
    func machine() throws {
        let (ticket, address) = try asked()
        let maria = try it.kernel.signIn(it.maria)
        var mail = letter(address, "I am away until Monday")
        mail.kind = .automatic
        #expect(try it.kernel.receive(mail) == "taken")
        #expect(try it.kernel.receive(letter(address, "The blue ones")) == "taken")
        let messages = try it.refs("support_message")
        let paths = messages.map { "\(Helpdesk.list)/\(ticket)/messages/\($0)" }
        func desk(_ number: Int) -> String {
            "\(Helpdesk.staffList)/\(ticket)/messages/\(messages[number])/sharing"
        }
        #expect(try maria.get(paths[0]).status == 404 && maria.get(paths[1]).status == 200)
        #expect(try maria.post(desk(0), ["on": "1"]).location?.hasPrefix("/staff/sign-in") == true)
        #expect(try it.desk.post(desk(1), ["on": "0"]).status == 409)
        #expect(try it.desk.post(desk(0), ["on": "1"]).status == 303)
        #expect(try maria.get(paths[0]).text.contains("I am away until Monday"))
        #expect(try it.kernel.signIn(it.ana).get(paths[0]).status == 404)
        #expect(try it.desk.post(desk(0), ["on": "0"]).status == 303)
        #expect(try maria.get(paths[0]).status == 404)

        // What went out about it: for staff all, with its state; for her what she got; for others nothing.
        try it.write("Only for us", to: ticket)
        try it.write("They are on their way", to: ticket, isShared: true)
        let sent = try it.desk.get("\(Helpdesk.staffList)/\(ticket)/mails").text
        for text in ["Which cartons?", "They are on their way", "maria@example.org", "Sent", "Waiting"] {
            #expect(sent.contains(text), "\(text)")
        }
        #expect(!sent.contains("Only for us"))
        let own = "\(Helpdesk.list)/\(ticket)/mails"
        #expect(try maria.get(own).text.contains("They are on their way"))
        let colleague = try it.kernel.signIn(
            it.kernel.addSeat(it.kernel.addContact("Otto", at: it.maria.customer)))
        let nothing = try colleague.get(own)
        #expect(nothing.status == 200 && !nothing.text.contains("They are on their way"))
        #expect(try it.kernel.signIn(it.ana).get(own).status == 404)
        #expect(try it.kernel.signIn(it.karl).get(own).status == 404, "he sees his own tickets only")
    }
}
