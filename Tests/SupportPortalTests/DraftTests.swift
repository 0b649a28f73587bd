import PortalKit
import PortalTesting
import SupportPortal
import Testing

@Suite("What somebody is writing and has not sent")
struct DraftTests {
    private let it: Helpdesk
    private let ticket: String

    init() throws {
        it = try Helpdesk()
        ticket = try it.open("Dented cartons", by: it.maria)
    }

    private var path: String { Helpdesk.list + "/" + ticket }
    private var staffPath: String { Helpdesk.staffList + "/" + ticket }
    private func drafts() throws -> Int? { try it.kernel.value("SELECT COUNT(*) FROM support_draft") }

    @Test(
        "SE06 only its writer ever reads it: no colleague, no other staff, nobody in his place, no search, no export"
    )
    func refused() throws {
        let (maria, karl) = (try it.kernel.signIn(it.maria), try it.kernel.signIn(it.karl))
        try it.kernel.execute(
            """
            INSERT INTO support_member (ticket_id, contact_id, customer_id, added_at)
            SELECT id, \(it.karl.contact?.id), customer_id, created_at FROM support_ticket
            """)
        try maria.open(path)
        try it.desk.open(staffPath)
        #expect(try maria.post(path, ["note": "Canary of Maria", "draft": "1"]).location == path + "#answer")
        #expect(try it.desk.post(staffPath, ["note": "Canary of Jonas", "draft": "1"]).status == 303)
        #expect(try drafts() == 2)
        let alma = try it.kernel.signIn(it.kernel.addStaff("Alma Reyes"))
        let viewing = try it.kernel.signIn(it.jonas)
        let card = "/staff/contacts/" + (it.maria.contact?.ref ?? "")
        for (browser, pages) in [
            (karl, [path, Helpdesk.list + "?q=Canary", "/search?q=Canary", "/home"]),
            (maria, ["/search?q=Canary", Helpdesk.list + "?q=Canary", "/home"]),
            (alma, [staffPath, Helpdesk.staffList + "?q=Canary", "/staff"]),
        ] {
            for page in pages { #expect(!(try browser.get(page).body.contains("Canary of")), "\(page)") }
        }
        for what in ["view", "work"] {
            try viewing.open(card)
            #expect(try viewing.post(card + "/" + what).location == "/home")
            let page = try viewing.open(path)
            #expect(page.status == 200 && !page.body.contains("Canary") && !page.text.contains("Save draft"))
            let sums = try it.kernel.checksums()
            let reply = try viewing.post(path, ["note": "mine", "draft": "1"])
            #expect(reply.status == (what == "view" ? 403 : 404))
            #expect(try it.kernel.checksums() == sums)
            try viewing.post("/viewing/end")
        }
        #expect(try it.kernel.signIn(it.ana).post(path, ["note": "x", "draft": "1"]).status == 404)
        #expect(try maria.get(path).body.contains("Canary of Maria"))
        #expect(!(try maria.get(path).body.contains("Canary of Jonas")))
        #expect(try it.kernel.exportedData(of: #require(it.maria.contact)).contains("Canary of Maria"))
        #expect(!(try it.kernel.exportedData(of: #require(it.karl.contact)).contains("Canary")))
        #expect(try it.kernel.mails() == [])
        _ = try it.kernel.erase(#require(it.maria.contact))
        #expect(try drafts() == 1)
    }

    @Test(
        "it is there again, says from when, is gone when it was sent or thrown away, and is never kept anew by what comes late"
    )
    func kept() throws {
        let page = try it.desk.open(staffPath)
        let seen = try #require(page.form(staffPath)?.fields["seen"])
        #expect(seen == "0")
        try it.desk.post(staffPath, ["note": "We look", "draft": "1", "shared": "1", "seen": seen])
        try it.desk.upload(
            staffPath, ["note": "We look at it", "draft": "1", "shared": "1"], [Helpdesk.file("a.txt")])
        #expect(try drafts() == 1 && it.kernel.storedFiles + it.kernel.spooledFiles == [])
        let again = try it.desk.open(staffPath)
        #expect(again.text.contains("without the files") && again.text.contains("Draft from"))
        #expect(again.form(staffPath)?.fields["note"]?.contains("We look at it") == true)
        #expect(again.form(staffPath)?.fields["shared"] == "1")
        // Refused, it is still kept; the script's own way gives the lines alone.
        let long = String(repeating: "x", count: 1_000_001)
        #expect([413, 422].contains(try it.desk.upload(staffPath, ["note": long], []).status))
        #expect([413, 422].contains(try it.desk.post(staffPath, ["note": long, "draft": "1"]).status))
        #expect(try it.kernel.value("SELECT body FROM support_draft") == "We look at it")
        let quiet = try it.desk.post(
            staffPath, ["note": "We look at it now", "draft": "auto", "shared": "1"])
        #expect(quiet.status == 200 && quiet.text.contains("Draft from") && quiet.form(staffPath) != nil)
        #expect(try it.kernel.value("SELECT body FROM support_draft") == "We look at it now")
        try it.desk.upload(staffPath, ["note": "We look at it now, today", "shared": "1", "seen": seen], [])
        #expect(try drafts() == 0)
        #expect(
            try it.desk.post(staffPath, ["note": "We look at it now", "draft": "auto", "seen": seen]).status
                == 200)
        #expect(try drafts() == 0, "sent already")
        try it.desk.post(staffPath, ["note": "Another", "draft": "auto", "seen": seen])
        #expect(try drafts() == 1)
        try it.desk.post(staffPath, ["draft": "discard"])
        #expect(try drafts() == 0)
        try it.desk.post(staffPath, ["note": " ", "draft": "1"])
        #expect(try drafts() == 0)
        // Of customers the same, and thirty days later nothing is left of what nobody sent.
        let maria = try it.kernel.signIn(it.maria)
        try maria.open(path)
        try maria.post(path, ["note": "Thank", "draft": "1"])
        try maria.upload(path, ["note": "Thank you"], [])
        #expect(try drafts() == 0)
        try maria.post(path, ["note": "And", "draft": "1"])
        try it.kernel.runBackground()
        #expect(try drafts() == 1)
        it.kernel.clock.move(seconds: 31 * 86_400)
        try it.kernel.runBackground()
        #expect(try drafts() == 0)
    }

    @Test("staff see who else is writing, and hear before they send that somebody wrote meanwhile")
    func together() throws {
        let alma = try it.kernel.signIn(it.kernel.addStaff("Alma Reyes"))
        try alma.post(staffPath, ["note": "Let me", "draft": "auto"])
        let page = try it.desk.open(staffPath)
        #expect(page.text.contains("Alma Reyes is writing an answer."))
        #expect(!(try alma.get(staffPath).text.contains("is writing an answer")))
        #expect(!(try it.kernel.signIn(it.maria).get(path).text.contains("Alma")))
        let quiet = try it.desk.post(staffPath, ["note": "I do", "draft": "auto", "seen": "0"]).text
        #expect(quiet.contains("Alma Reyes is writing an answer."))
        it.kernel.clock.move(seconds: 301)
        #expect(!(try it.desk.get(staffPath).text.contains("Alma Reyes is writing")))
        // Alma sends; what Jonas sends from the page he had opened comes back first.
        let opened = try it.desk.open(staffPath).form(staffPath)?.fields ?? [:]
        #expect(opened["seen"] == "0")
        try alma.upload(staffPath, ["note": "Solved by Alma", "shared": "1", "seen": "0"], [])
        let said = "Alma Reyes wrote here after you opened the page."
        #expect(
            try it.desk.post(staffPath, ["note": "I do", "draft": "auto", "seen": "0"]).text.contains(said)
        )
        let mine = ["note": "Solved by Jonas", "shared": "1"]
        let reply = try it.desk.upload(staffPath, opened.merging(mine) { $1 }, [])
        #expect(reply.status == 422 && reply.text.contains("what you typed is kept"))
        #expect(reply.text.contains("Solved by Alma") && reply.text.contains("Send anyway"))
        #expect(try it.kernel.value("SELECT COUNT(*) FROM support_note") == 1)
        #expect(reply.form(staffPath)?.fields["note"]?.contains("Solved by Jonas") == true)
        let anew = try #require(reply.form(staffPath)?.fields["seen"])
        let typed = ["note": "Solved by Jonas", "shared": "1", "seen": anew]
        #expect(try it.desk.upload(staffPath, typed, []).status == 303)
        // One's own note stops nobody, a customer's counts, and what is internal tells no customer anything.
        let own = ["note": "Again", "seen": anew]
        #expect(try it.desk.upload(staffPath, own, []).status == 303)
        let maria = try it.kernel.signIn(it.maria)
        try maria.open(path)
        #expect(try maria.submit(path, ["note": "Thanks"]).status == 303)
        #expect(try it.desk.upload(staffPath, own, []).status == 422)
        #expect(try it.desk.upload(staffPath, ["note": "y", "seen": "all"], []).status == 303)
        #expect(try it.desk.upload(staffPath, ["note": "x", "seen": "0"], []).status == 422)
    }
}
