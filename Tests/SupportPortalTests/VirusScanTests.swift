import HTTPTypes
import PortalKit
import PortalTesting
import Testing

@Suite("What the virus scan says of files", .enabled(if: TestClamd.isInstalled))
struct VirusScanTests {
    private let clamd: TestClamd
    private let it: Helpdesk
    private let maria: Browser
    private let eicar = Browser.File("files", name: "invoice.exe", TestClamd.eicar)

    init() throws {
        clamd = try TestClamd()
        try clamd.start()
        it = try Helpdesk(clamd: (clamd.socket, 20))
        maria = try it.kernel.signIn(it.maria)
    }

    private func verdicts() throws -> [String] {
        try it.kernel.values("SELECT CONCAT_WS(' ', verdict, scan_doubt) FROM kernel_attachment ORDER BY id")
    }

    /// A minute later, what is done by itself.
    private func pass(_ seconds: Int64 = 61) throws {
        it.kernel.clock.move(seconds: seconds)
        try it.kernel.runBackground()
    }

    /// The addresses of a ticket's files.
    private func links(_ ticket: String, _ browser: Browser, _ list: String) throws -> [String] {
        let all = try browser.get("\(list)/\(ticket)").links
        return Set(all.filter { $0.hasPrefix("\(list)/\(ticket)/files/") }).sorted()
    }

    @Test(
        "SG07 an infected file is refused and named, what was typed stays, and administrators see who it was")
    func infected() throws {
        let ticket = try it.open("Dented", by: it.maria, files: [Helpdesk.file("ok.txt")])
        #expect(try verdicts() == ["clean"])
        let kept = it.kernel.storedFiles
        let path = "\(Helpdesk.list)/\(ticket)"
        let reply = try maria.upload(path, ["note": "my words"], [Helpdesk.file("b.txt"), eicar])
        #expect(reply.status == 422 && reply.wrongFields == ["files"])
        #expect(reply.text.contains("The virus scan found something in invoice.exe: Eicar-Test"))
        #expect(reply.form(path)?.fields["note"] == "my words")
        #expect(it.kernel.storedFiles == kept && it.kernel.spooledFiles.isEmpty)
        #expect(try it.kernel.value("SELECT COUNT(*) FROM support_note") == 0)
        #expect(
            try it.kernel.value(
                """
                SELECT COUNT(*) FROM kernel_audit a JOIN kernel_infection i ON i.id = a.subject_id
                WHERE a.action = 'identity.file.infected' AND i.way = 'form' AND i.account_id = a.actor_id
                    AND i.customer_id = a.customer_id
                """) == 1)
        // Who works on tickets only has no such page.
        #expect(try it.desk.get("/staff/settings/files").status == 403)
        let admin = try it.kernel.signIn(it.kernel.addStaff("Ada", isAdministrator: true))
        let page = try admin.open("/staff/settings/files").text
        for text in ["The virus scan answers.", "ClamAV ", "invoice.exe", "Eicar-Test", "Maria Anders"] {
            #expect(page.contains(text), "\(text)")
        }
        #expect(try links(ticket, maria, Helpdesk.list).count == 1)
        #expect(try maria.get(links(ticket, maria, Helpdesk.list)[0]).status == 200)
    }

    @Test("SG07 while clamd is away a file is nobody's; then it is everybody's, and who waited is told once")
    func away() throws {
        let ticket = try it.open("Dented", by: it.maria)
        clamd.stop()
        try it.write("The manual", to: ticket, isShared: true, files: [Helpdesk.file("manual.txt")])
        _ = try it.kernel.mails()
        let reply = try maria.upload(
            "\(Helpdesk.list)/\(ticket)", ["note": "see"], [eicar, Helpdesk.file("own.txt")])
        #expect(reply.status == 303)
        #expect(try verdicts() == ["quarantined away", "quarantined away", "quarantined away"])
        // The page says so and links to none; the address itself says why, to staff too.
        let page = try maria.get("\(Helpdesk.list)/\(ticket)")
        #expect(page.text.contains("Held back: the virus scan has not looked at it"))
        #expect(try links(ticket, maria, Helpdesk.list) == [])
        let files = try it.refs("support_file")
        for (browser, list) in [(maria, Helpdesk.list), (it.desk, Helpdesk.staffList)] {
            let held = try browser.get("\(list)/\(ticket)/files/\(files[0])")
            #expect(held.status == 409 && held.header("X-Accel-Redirect") == nil)
            #expect(held.text.contains("This file is held back."))
        }
        try pass()
        #expect(try verdicts().count { $0.hasPrefix("quarantined") } == 3, "it is still away")
        let admin = try it.kernel.signIn(it.kernel.addStaff("Ada", isAdministrator: true))
        #expect(try admin.open("/staff/settings/files").text.contains("The virus scan does not answer."))
        #expect(try it.kernel.mails() == [])

        try clamd.start()
        #expect(try admin.post("/staff/settings/files", [:]).status == 303)
        try pass(0)
        try pass()
        #expect(try verdicts() == ["clean", "infected", "clean"])
        let mails = try it.kernel.mails()
        #expect(mails.count == 2 && Set(mails.map(\.recipient)) == ["maria@example.org"])
        #expect(mails.contains { $0.text.contains("manual.txt") && $0.text.contains("You can have it now") })
        #expect(mails.contains { $0.text.contains("invoice.exe") && $0.text.contains("was removed") })
        #expect(try links(ticket, maria, Helpdesk.list).isEmpty == false)
        #expect(try maria.get("\(Helpdesk.list)/\(ticket)/files/\(files[0])").status == 200)
        let withheld = try maria.get("\(Helpdesk.list)/\(ticket)/files/\(files[1])")
        #expect(withheld.status == 409 && withheld.text.contains("This file is withheld."))
        #expect(it.kernel.storedFiles.count == 2, "the infected one is gone")
        try pass()
        #expect(try it.kernel.mails() == [] && it.kernel.value("SELECT COUNT(*) FROM kernel_infection") == 1)
    }

    @Test("SG07 a mail comes in without its infected file, which is said; nor can its original be had")
    func mail() throws {
        let ticket = try it.open("Dented", by: it.maria)
        try it.write("Which?", to: ticket, isShared: true)
        var letter = TestLetter(
            from: "maria@example.org", to: try #require(try it.kernel.mails().last?.replyTo), text: "These")
        letter.files = [("invoice.exe", TestClamd.eicar), ("photo.txt", Array("fine".utf8))]
        #expect(try it.kernel.receive(letter) == "taken")
        #expect(try verdicts() == ["infected", "clean", "infected"])
        let whole = try maria.get("\(Helpdesk.list)/\(ticket)/files")
        #expect(whole.header("X-Accel-Redirect")?.hasPrefix("/_files/archives/") == true)
        let page = try maria.get("\(Helpdesk.list)/\(ticket)").text
        #expect(page.contains("These") && page.contains("Withheld: the virus scan found something in it"))
        #expect(try links(ticket, it.desk, Helpdesk.staffList).count == 1)
        let message = try it.refs("support_message")[0]
        let original = "\(Helpdesk.staffList)/\(ticket)/messages/\(message)/original"
        #expect(try it.desk.get(original).status == 409)
        #expect(it.kernel.storedFiles.count == 1)
        #expect(try it.kernel.value("SELECT COUNT(*) FROM kernel_infection WHERE way = 'mail'") == 2)

        // The same of a stranger's mail, which waits for staff.
        var other = TestLetter(from: "x@example.com", to: "support@example.org", text: "Hello")
        other.files = [("invoice.exe", TestClamd.eicar)]
        #expect(try it.kernel.receive(other) == "taken")
        let waiting = try it.refs("support_letter")[0]
        #expect(try it.desk.get("/staff/support/mail/\(waiting)").text.contains("Withheld: the virus scan"))
    }

    @Test(
        "SG07 what is larger than clamd takes waits, and so does what it takes too long for, which holds nobody up"
    )
    func doubts() throws {
        let large = Browser.File("files", name: "large.txt", Array(repeating: 0x61, count: 2_000_000))
        _ = try it.open("Large", by: it.maria, files: [large])
        #expect(try verdicts() == ["quarantined too-large"])
        // Its socket can be connected to, and nothing comes back.
        clamd.freeze()
        let slow = try Helpdesk(clamd: (clamd.socket, 1))
        let start = ContinuousClock.now
        for _ in 0..<3 { _ = try slow.open("Slow", by: slow.maria, files: [Helpdesk.file("a.txt")]) }
        #expect(ContinuousClock.now - start < .seconds(15))
        #expect(
            try slow.kernel.values("SELECT scan_doubt FROM kernel_attachment ORDER BY id") == [
                "slow", "away", "away",
            ])
    }
}
