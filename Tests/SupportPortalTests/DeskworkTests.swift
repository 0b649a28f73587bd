import PortalKit
import PortalTesting
import SupportPortal
import Testing

@Suite("Whom of staff a note is meant for, and what time a ticket took")
struct DeskworkTests {
    private let it: Helpdesk
    private let alma: TestStaff
    private let ticket: String

    init() throws {
        it = try Helpdesk()
        alma = try it.kernel.addStaff("Alma Reyes")
        try it.kernel.execute("UPDATE kernel_staff SET login = 'alma@example.org' WHERE id = \(alma.id)")
        ticket = try it.open("Dented cartons", by: it.maria)
    }

    private var path: String { Helpdesk.list + "/" + ticket }
    private var staffPath: String { Helpdesk.staffList + "/" + ticket }

    private func mentions() throws -> [String] {
        try it.kernel.values(
            "SELECT s.name FROM support_mention m JOIN kernel_staff s ON s.id = m.staff_id ORDER BY m.note_id, s.name"
        )
    }

    private func ref(_ staff: TestStaff) throws -> String {
        let ref: Ref<Helpdesk>? = try it.kernel.value("SELECT ref FROM kernel_staff WHERE id = \(staff.id)")
        return try #require(ref).description
    }

    @Test(
        "who is named or ticked is told once and finds it on his list; who does not work here is not, and no customer learns of it"
    )
    func mentioned() throws {
        let gone = try it.kernel.addStaff("Gone Gunther")
        try it.kernel.execute("UPDATE kernel_staff SET removed_at = NOW(6) WHERE id = \(gone.id)")
        let sums = try it.kernel.checksums()
        for wrong in [try ref(gone), "0123456789ABCDEF", "Alma Reyes"] {
            let reply = try it.desk.upload(staffPath, ["note": "Look", "tell": wrong], [])
            #expect(reply.status == 422 && reply.body.contains("Look"), "\(wrong)")
        }
        #expect(try it.kernel.checksums() == sums)
        // In a note that is shared, and inside a word, an @ names nobody; nobody tells himself or who is gone.
        try it.write("Thank you, @Alma Reyes", to: ticket, isShared: true)
        try it.write("me@alma.example, @Almaty, @Gone Gunther, @Jonas Kettering and @", to: ticket)
        #expect(try mentions() == [])
        _ = try it.kernel.mails()
        let note = try it.write("Canary: @alma reyes, @Alma, look at this", to: ticket)
        #expect(try mentions() == ["Alma Reyes"])
        let mails = try it.kernel.mails()
        #expect(mails.map(\.recipient) == ["alma@example.org"])
        #expect(
            mails.first?.text.contains(staffPath) == true && mails.first?.text.contains("Canary") == false)
        try it.desk.open(staffPath)
        try it.desk.upload(staffPath, ["note": "For Maria", "shared": "1", "tell": try ref(alma)], [])
        #expect(try mentions() == ["Alma Reyes", "Alma Reyes"])
        #expect(try it.desk.get(staffPath).text.contains("@Alma Reyes"))
        let browser = try it.kernel.signIn(alma)
        #expect(try browser.get(staffPath).text.contains("For you"))
        let list = try browser.open("/staff/support/mentions")
        #expect(list.text.contains("Dented cartons") && list.links.contains(staffPath + "#note-" + note))
        #expect(try it.desk.get("/staff/support/mentions").text.contains("Nobody waits for you"))
        let done = "/staff/support/mentions/\(note)/done"
        #expect(try it.desk.post(done).status == 404, "not his")
        for _ in 0..<2 { #expect(try browser.post(done).status == 303) }
        #expect(!(try browser.get("/staff/support/mentions").links.contains(staffPath + "#note-" + note)))
        let seen = try it.kernel.signIn(it.maria).get(path).body
        #expect(seen.contains("For Maria") && !seen.contains("Alma Reyes</span>") && !seen.contains("Canary"))
        #expect(
            try it.kernel.mails().allSatisfy {
                $0.recipient != "alma@example.org" || $0.text.contains("/staff/")
            })
    }

    @Test("who wants one mail a day is told in it of the notes that he is not done with")
    func mentionedOfTheDay() throws {
        try it.kernel.execute("INSERT INTO kernel_digest (staff_id, wanted_at) VALUES (\(alma.id), NOW())")
        let notes = try ["one", "two"].map { try it.write("@Alma Reyes, \($0)", to: ticket) }
        #expect(try it.kernel.mails().allSatisfy { $0.recipient != "alma@example.org" })
        let browser = try it.kernel.signIn(alma)
        try browser.open("/staff/support/mentions")
        #expect(try browser.post("/staff/support/mentions/\(notes[0])/done").status == 303)
        try it.kernel.runBackground()
        let mails = try it.kernel.mails().filter { $0.recipient == "alma@example.org" }
        #expect(mails.count == 1)
        #expect(mails.first?.subject.hasSuffix("One thing is new for you") == true)
        #expect(mails.first?.text.contains("needs you in #") == true && mails[0].text.contains(staffPath))
    }

    @Test(
        "time is written as people write it",
        arguments: [
            ("90", 90), ("1:30", 90), (" 1.5 h", 90), ("1,5h", 90), ("2h", 120), ("1h 30", 90),
            ("1 h 30 min", 90),
            ("45 min", 45), ("2 hours", 120), ("1 uur", 60), ("24:00", 1_440), ("1", 1), ("0", 0),
            ("24:01", 1_441),
        ])
    func minutes(_ typed: String, _ minutes: Int) throws {
        let page = staffPath + "/time"
        let reply = try it.desk.post(page, ["minutes": typed])
        let isFine = (1...1_440).contains(minutes)
        #expect(reply.status == (isFine ? 303 : 422) && reply.wrongFields == (isFine ? [] : ["minutes"]))
        #expect(
            try it.kernel.value("SELECT CAST(COALESCE(SUM(minutes), 0) AS SIGNED) FROM support_time")
                == (isFine ? minutes : 0))
    }

    @Test(
        "nonsense is refused and kept as typed; alone or with a note; only the author and administrators correct; no customer sees any"
    )
    func time() throws {
        let page = staffPath + "/time"
        for wrong in ["x", "1:60", "-5", "1:5", "99999", "1.55h", ":", "h", "1h99", "１", "1e3", "0x10"] {
            #expect(try it.desk.post(page, ["minutes": wrong]).status == 422, "\(wrong)")
            #expect(
                try it.desk.upload(staffPath, ["note": "Canary", "minutes": wrong], []).body.contains(
                    "Canary"))
        }
        #expect(try it.desk.post(page, [:]).status == 422)
        #expect(try it.kernel.value("SELECT COUNT(*) FROM support_time") == 0)
        #expect(try it.kernel.value("SELECT COUNT(*) FROM support_note") == 0)
        #expect(
            try it.desk.upload(staffPath, ["note": "Shared one", "shared": "1", "minutes": "1:15"], []).status
                == 303)
        #expect(try it.desk.upload(staffPath, ["note": "", "minutes": "30"], []).status == 303)
        #expect(try it.desk.upload(staffPath, ["note": ""], []).status == 422)
        try it.desk.open(page)
        #expect(try it.desk.submit(page, ["minutes": "5 min", "remark": "Called the Canary"]).status == 303)
        let list = try it.desk.get(page)
        #expect(list.text.contains("1 h 50 min all together") && list.text.contains("Called the Canary"))
        #expect(try it.desk.get(staffPath).text.contains("1 h 50 min"))
        let maria = try it.kernel.signIn(it.maria)
        for address in [path, Helpdesk.list, "/home", "/search?q=Canary", "/access-log"] {
            let shown = try maria.get(address).body
            #expect(
                !shown.contains("Called the") && !shown.contains("1 h 50") && !shown.contains("Time spent"),
                "\(address)")
        }
        #expect(!(try it.kernel.exportedData(of: #require(it.maria.contact)).contains("Canary")))
        let entry = try #require(list.links.first { $0.hasPrefix(page + "/") })
        let kim = try it.kernel.signIn(it.kernel.addStaff("Kim Other", isAdministrator: false))
        #expect(try kim.get(entry).form(entry) == nil && kim.post(entry, ["minutes": "1"]).status == 403)
        #expect(try kim.post(entry, ["remove": "1", "version": "1"]).status == 403)
        let browser = try it.kernel.signIn(alma)
        try browser.open(entry)
        try it.desk.open(entry)
        #expect(try browser.submit(entry, ["minutes": "0:10"]).status == 303)
        #expect(try it.desk.submit(entry, ["minutes": "0:20"]).status == 409)
        #expect(try it.desk.get(page).text.contains("corrected by Alma Reyes"))
        try it.desk.open(entry)
        #expect(try it.desk.submit(entry, ["minutes": "0:10", "remove": "1"]).status == 303)
        #expect(try it.desk.get(entry).status == 404)
        #expect(try it.desk.get(page).text.contains("1 h 45 min all together"))
        #expect(
            try it.kernel.values(
                "SELECT action FROM kernel_audit WHERE action LIKE 'support.time.%' AND action NOT LIKE '%added' ORDER BY id"
            )
                == ["support.time.changed", "support.time.removed"])
    }
}
