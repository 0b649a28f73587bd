import PortalKit
import PortalTesting
import SupportPortal
import Testing

@Suite("C11 SL02 Tickets that staff write in a customer's place")
struct OnBehalfTests {
    let it: Helpdesk

    init() throws { it = try Helpdesk() }

    private func work(as seat: TestSeat, _ what: String = "work") throws -> Browser {
        let browser = try it.kernel.signIn(it.jonas)
        let path = "/staff/contacts/" + (seat.contact?.ref ?? "")
        try browser.open(path)
        #expect(try browser.post(path + "/" + what).location == "/home")
        return browser
    }

    @Test("C11 a ticket, its answer and its file name both, to staff and to the customer")
    func both() throws {
        let browser = try work(as: it.maria)
        try browser.open(Helpdesk.list + "/new")
        let opened = try browser.upload(
            Helpdesk.list + "/new", ["subject": "By phone", "description": "She called"],
            [Helpdesk.file("photo.txt")])
        let path = try #require(opened.location)
        try browser.open(path)
        #expect(try browser.upload(path, ["note": "And again"], []).status == 303)
        let both = "Jonas Kettering, on behalf of Maria Anders"
        let maria = try it.kernel.signIn(it.maria).get(path)
        #expect(maria.text.components(of: both) == 3, "\(maria.text)")
        #expect(try it.desk.get("/staff" + path).text.components(of: both) >= 2)
        let written: Int? = try it.kernel.value(
            """
            SELECT COUNT(*) FROM support_note n JOIN support_ticket t ON t.id = n.ticket_id
            WHERE n.acted_by = \(it.jonas.id) AND t.acted_by = \(it.jonas.id) AND n.created_by IS NULL
                AND n.contact_id = \(it.maria.contact?.id) AND t.contact_id = n.contact_id
            """)
        #expect(written == 1)
        let file: Int? = try it.kernel.value(
            """
            SELECT COUNT(*) FROM kernel_attachment WHERE uploaded_by_staff = \(it.jonas.id)
                AND uploaded_by_account = \(it.maria.account) AND customer_id = \(it.maria.customer.id)
            """)
        #expect(file == 1)
        let audit: Int? = try it.kernel.value(
            """
            SELECT COUNT(*) FROM kernel_audit WHERE action IN ('support.ticket.opened', 'support.note.written')
                AND actor_kind = 'staff' AND actor_id = \(it.jonas.id) AND seat_id = \(it.maria.id)
            """)
        #expect(audit == 2)
    }

    @Test("SL02 what the person writes herself names her alone")
    func alone() throws {
        let ticket = try it.open("Dented cartons", by: it.maria)
        #expect(try !it.desk.get("\(Helpdesk.staffList)/\(ticket)").text.contains("on behalf of"))
        #expect(try it.kernel.value("SELECT COUNT(*) FROM support_ticket WHERE acted_by IS NOT NULL") == 0)
    }

    @Test("C11 one works with the person's rights: what is only his own stays his own")
    func rights() throws {
        let marias = try it.open("Of Maria", by: it.maria)
        let karls = try it.open("Of Karl", by: it.karl)
        for what in ["view", "work"] {
            let browser = try work(as: it.karl, what)
            let list = try browser.get(Helpdesk.list).text
            #expect(list.contains("Of Karl") && !list.contains("Of Maria"), "\(what)")
            #expect(try browser.get("\(Helpdesk.list)/\(marias)").status == 404)
            #expect(try browser.get("\(Helpdesk.list)/\(karls)").status == 200)
        }
    }

    @Test("E22 who only looks answers no ticket: nothing is written, nobody gets a mail")
    func onlyLooks() throws {
        let ticket = try it.open("Dented cartons", by: it.maria)
        let path = "\(Helpdesk.list)/\(ticket)"
        let browser = try work(as: it.maria, "view")
        #expect(try browser.open(path).form(path) != nil)
        #expect(try browser.upload(path, ["note": "As Maria"], [Helpdesk.file("a.txt")]).status == 403)
        #expect(try it.kernel.value("SELECT COUNT(*) FROM support_note") == 0)
        #expect(
            try it.kernel.mails().isEmpty && it.kernel.storedFiles.isEmpty && it.kernel.spooledFiles.isEmpty)
    }

    @Test("G01 beside what is not shared stands who would see it, and who would not, each with the rule")
    func notYetShared() throws {
        let ticket = try it.open("Dented cartons", by: it.maria)
        try it.write("Internal", to: ticket, files: [Helpdesk.file("claims.txt")])
        let path = "\(Helpdesk.staffList)/\(ticket)"
        let page = try it.desk.get(path).text
        #expect(page.contains("Only staff see this; 1 person if shared"))
        #expect(page.contains("Sees only their own, and this is not") && page.contains("Karl Brandt"))
        try it.kernel.setAccess(it.karl, to: "support", isGranted: false)
        #expect(try it.desk.get(path).text.contains("Has no access to this portal"))
        try it.kernel.execute("UPDATE kernel_seat SET disabled_at = NOW() WHERE id = \(it.maria.id)")
        let off = try it.desk.get(path).text
        #expect(
            off.contains("The sign-in is switched off")
                && off.contains("Only staff see this; 0 people if shared"))
        try it.kernel.setModule("support", isOn: false)
        #expect(try it.desk.get(path).status == 404)
    }
}

extension String {
    /// How often a text stands in it.
    fileprivate func components(of text: String) -> Int { ranges(of: text).count }
}
