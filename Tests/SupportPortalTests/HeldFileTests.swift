import HTTPTypes
import PortalKit
import PortalTesting
import Testing

@Suite("SG07 files that no virus scan will look at: an administrator decides, under his name")
struct HeldFileTests {
    private static let page = "/staff/settings/files"

    /// A ticket with a file of staff that the customer sees, held back because the scan was away.
    private func held(_ it: Helpdesk, doubt: String = "away") throws -> (path: String, ref: String) {
        let ticket = try it.open("Dented", by: it.maria)
        try it.write("The manual", to: ticket, isShared: true, files: [Helpdesk.file("manual.txt")])
        _ = try it.kernel.mails()
        try it.kernel.execute(
            """
            UPDATE kernel_attachment SET verdict = 'quarantined', scan_doubt = \(doubt),
                scan_after = \(it.kernel.clock.now)
            """)
        let file = try #require(try it.refs("support_file").first)
        let ref: Ref<Helpdesk>? = try it.kernel.value("SELECT ref FROM kernel_attachment")
        return ("\(Helpdesk.list)/\(ticket)/files/\(file)", try #require(ref).description)
    }

    private func state(_ it: Helpdesk) throws -> [String] {
        try it.kernel.values(
            "SELECT CONCAT_WS(' ', verdict, scan_doubt, IF(scan_after IS NULL, NULL, 'due')) FROM kernel_attachment"
        )
    }

    @Test("nobody but an administrator, nothing that is not held, and nothing that a scan still comes for")
    func refusals() throws {
        let scanned = try Helpdesk(clamd: (socket: "/nowhere/clamd.sock", seconds: 1))
        let it = try Helpdesk()
        let maria = try it.kernel.signIn(it.maria)
        let (_, ref) = try held(it)
        let (_, other) = try held(scanned)
        let boss = try scanned.kernel.signIn(scanned.kernel.addStaff("Ada"))
        let admin = try it.kernel.signIn(it.kernel.addStaff("Ada"))
        let (before, beforeScanned) = (try it.kernel.checksums(), try scanned.kernel.checksums())
        for way in ["release", "withhold"] {
            #expect(try it.desk.post(Self.page, [way: ref]).status == 403)
            #expect(try maria.post(Self.page, [way: ref]).location?.hasPrefix("/staff/sign-in") == true)
            #expect(try admin.post(Self.page, [way: "0123456789ABCDEF"]).status == 404)
            #expect(try boss.post(Self.page, [way: other]).status == 404)
        }
        #expect(try it.desk.get(Self.page + "?release=" + ref).status == 403)
        #expect(try boss.get(Self.page + "?release=" + other).status == 404)
        #expect(try !boss.get(Self.page).body.contains("release="))
        #expect(try it.kernel.checksums() == before && scanned.kernel.checksums() == beforeScanned)
        try it.kernel.execute("UPDATE kernel_attachment SET verdict = 'infected'")
        #expect(try admin.post(Self.page, ["release": ref]).status == 404)
        // What is larger than the scan takes is never scanned.
        try scanned.kernel.execute("UPDATE kernel_attachment SET scan_doubt = 'too-large'")
        #expect(try boss.post(Self.page, ["release": other]).status == 303)
    }

    @Test("released it is there for whoever may see it, once, and who waited is told")
    func released() throws {
        let it = try Helpdesk()
        let maria = try it.kernel.signIn(it.maria)
        let (path, ref) = try held(it)
        #expect(try maria.get(path).status == 409)
        let ada = try it.kernel.addStaff("Ada")
        let admin = try it.kernel.signIn(ada)
        let list = try admin.get(Self.page).text
        for text in ["Held back", "manual.txt", "yours to decide", "Withhold"] {
            #expect(list.contains(text), "\(text)")
        }
        try admin.open(Self.page + "?release=" + ref)
        #expect(try admin.submit(Self.page).location == Self.page)
        #expect(try state(it) == ["unscanned"])
        #expect(try maria.get(path).status == 200)
        #expect(try admin.post(Self.page, ["release": ref]).status == 404)
        try it.kernel.runBackground()
        let mails = try it.kernel.mails()
        #expect(mails.map(\.recipient) == ["maria@example.org"])
        #expect(mails.first?.text.contains("You can have it now") == true)
        #expect(
            try it.kernel.values(
                """
                SELECT CONCAT_WS(' ', g.action, a.name) FROM kernel_audit g
                JOIN kernel_attachment a ON a.id = g.subject_id
                WHERE g.actor_kind = 'staff' AND g.actor_id = \(ada.id) AND g.action LIKE 'administration.file%'
                """) == ["administration.file.released manual.txt"])
    }

    @Test("withheld it stays nobody's, with a scan or without, until an administrator releases it")
    func withheld() throws {
        let it = try Helpdesk(clamd: (socket: "/nowhere/clamd.sock", seconds: 1))
        let maria = try it.kernel.signIn(it.maria)
        let (path, ref) = try held(it, doubt: "too-large")
        let admin = try it.kernel.signIn(it.kernel.addStaff("Ada"))
        #expect(try admin.post(Self.page, ["withhold": ref]).status == 303)
        #expect(try admin.post(Self.page, [:]).status == 303)
        try it.kernel.runBackground()
        #expect(try state(it) == ["quarantined withheld"])
        #expect(try maria.get(path).status == 409)
        let list = try admin.get(Self.page)
        #expect(list.text.contains("Withheld by an administrator.") && !list.text.contains("Withhold:"))
        #expect(try admin.post(Self.page, ["release": ref]).status == 303)
        #expect(try maria.get(path).status == 200 && state(it) == ["unscanned"])
        #expect(
            try it.kernel.values(
                "SELECT action FROM kernel_audit WHERE action LIKE 'administration.file.%' ORDER BY id")
                == ["administration.file.withheld", "administration.file.released"])
    }
}
