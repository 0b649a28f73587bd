import PortalKit
import PortalTesting
import SupportPortal
import Testing

@Suite("Who is in a ticket beside the one whose it is")
struct MemberTests {
    private let it: Helpdesk

    init() throws { it = try Helpdesk() }

    private func path(_ ticket: String) -> String { Helpdesk.list + "/" + ticket }
    private func people(_ ticket: String) -> String { Helpdesk.staffList + "/" + ticket + "/people" }
    private func members() throws -> Int? { try it.kernel.value("SELECT COUNT(*) FROM support_member") }

    private func ref(_ seat: TestSeat) throws -> String {
        let ref: Ref<Helpdesk>? = try it.kernel.value(
            "SELECT ref FROM kernel_contact WHERE id = \(seat.contact?.id)")
        return try #require(ref).description
    }

    private func add(_ seat: TestSeat, to ticket: String) throws -> Reply {
        try it.desk.open(people(ticket))
        return try it.desk.post(people(ticket), ["contact": try ref(seat)])
    }

    // MARK: Who must not

    @Test("E11 a person of another customer is never added, from the list or by a forged form")
    func strangers() throws {
        let ticket = try it.open("Dented cartons", by: it.maria)
        let page = try it.desk.get(people(ticket))
        #expect(page.text.contains("Karl Brandt") && !page.text.contains("Ana Trujillo"))
        let reply = try add(it.ana, to: ticket)
        #expect(reply.status == 422 && reply.text.contains("Choose people of Alfreds Futterkiste."))
        #expect(try it.desk.post(people(ticket), ["contact": "0123456789ABCDEF"]).status == 422)
        #expect(try it.desk.post(people(ticket), [:]).status == 422)
        #expect(try members() == 0)
        let ana = try it.kernel.signIn(it.ana)
        #expect(try ana.get(path(ticket)).status == 404)
    }

    @Test("E09 a technician who adds somebody without an account gives nobody access")
    func technicians() throws {
        let ticket = try it.open("Dented cartons", by: it.maria)
        let lena = try contact("Lena Vogt")
        let before: Int? = try it.kernel.value("SELECT COUNT(*) FROM kernel_seat")
        try it.desk.open(people(ticket))
        let reply = try it.desk.post(people(ticket), ["contact": lena])
        #expect(reply.status == 303)
        let page = try it.desk.get(people(ticket))
        #expect(page.text.contains("once invited by an administrator"))
        #expect(page.text.contains("No portal user yet"))
        #expect(try it.kernel.value("SELECT COUNT(*) FROM kernel_seat") == before)
        #expect(try it.kernel.mails() == [])

        // He waits where administrators begin, and nobody else sees that he does.
        #expect(try it.desk.get("/staff/invitations").status == 403)
        #expect(!(try it.desk.get("/staff/customers").text.contains("waits for an invitation")))
        let admin = try it.kernel.signIn(it.kernel.addStaff("Ada", isAdministrator: true))
        #expect(try admin.get("/staff/customers").text.contains("1 person waits for an invitation."))
        let list = try admin.open("/staff/invitations")
        let invite = "/staff/contacts/\(lena)/portal-user?portal=support"
        #expect(list.text.contains("Lena Vogt") && list.links.contains(invite))
        #expect(try admin.open(invite).status == 200)
        // Whom somebody invited waits no more; who is not to be invited neither.
        try it.desk.open(people(ticket))
        _ = try it.desk.post(people(ticket), ["contact": contact("Otto Vogt")])
        try it.kernel.execute(
            "UPDATE kernel_seat SET contact_id = (SELECT id FROM kernel_contact WHERE name = 'Otto Vogt') WHERE id = \(it.karl.id)"
        )
        #expect(!(try admin.open("/staff/invitations").text.contains("Otto Vogt")))
        #expect(try admin.post("/staff/contacts/\(lena)/admission/dismiss").status == 303)
        #expect(try admin.open("/staff/invitations").text.contains("Nobody waits."))
    }

    @Test("a portal that was taken from somebody stays taken, and a switched-off person stays off")
    func refused() throws {
        let ticket = try it.open("Dented cartons", by: it.maria)
        try it.kernel.execute(
            """
            INSERT INTO kernel_access (seat_id, portal, granted, changed_at, changed_by)
            VALUES (\(it.karl.id), 'support', FALSE, NOW(6), \(it.jonas.id))
            """)
        #expect(try add(it.karl, to: ticket).status == 303)
        #expect(try it.desk.get(people(ticket)).text.contains("Has no access to this portal"))
        #expect(try it.kernel.value("SELECT granted FROM kernel_access") == false)
        #expect(try it.kernel.mails() == [])
    }

    @Test("E01 while memberships are closed, being a member opens nothing")
    func closed() throws {
        let ticket = try it.open("Dented cartons", by: it.maria)
        _ = try add(it.karl, to: ticket)
        let karl = try it.kernel.signIn(it.karl)
        #expect(try karl.get(path(ticket)).status == 200)
        try it.kernel.execute(
            """
            INSERT INTO kernel_module (portal, disabled_at) VALUES ('portal-activation', NOW(6))
            ON DUPLICATE KEY UPDATE disabled_at = NOW(6)
            """)
        #expect(try karl.get(path(ticket)).status == 404)
        #expect(try it.desk.get(people(ticket)).text.contains("Sees only their own"))
    }

    // MARK: Who may

    @Test(
        "E02 E07 E08 E10 B11 a member with reach own is told, reads, finds and answers the ticket; taken out, nothing of it"
    )
    func membership() throws {
        let ticket = try it.open("Dented cartons", by: it.maria, files: [Helpdesk.file("photo.txt")])
        try it.write("The claim is open", to: ticket, isShared: true)
        let karl = try it.kernel.signIn(it.karl)
        #expect(try karl.get(path(ticket)).status == 404)
        #expect(!(try karl.get(Helpdesk.list)).text.contains("Dented"))

        #expect(try add(it.karl, to: ticket).location == people(ticket))
        #expect(try it.desk.get(people(ticket)).text.contains("Reads the ticket now"))
        let told = try it.kernel.mails().filter { $0.recipient == "karl@example.org" }
        #expect(told.count == 1 && told.first?.text.contains(path(ticket)) == true)

        let page = try karl.get(path(ticket))
        #expect(
            page.status == 200 && page.text.contains("The claim is open") && page.text.contains("photo.txt"))
        #expect(try karl.get(Helpdesk.list).text.contains("Dented"))
        #expect(try karl.get("/search?q=Dented").text.contains("Dented"))
        let file = try #require(try it.refs("support_file").first)
        #expect(try karl.get(path(ticket) + "/files/" + file).status == 200)
        #expect(try karl.post(path(ticket), ["note": "I was there"]).status == 303)

        // What is shared from now on goes to both; what is not shared to nobody.
        try it.write("A new pallet is on its way", to: ticket, isShared: true)
        try it.write("He called twice", to: ticket)
        let mails = try it.kernel.mails().filter { $0.text.contains("A new pallet") }
        #expect(Set(mails.map(\.recipient)) == ["maria@example.org", "karl@example.org"])
        #expect(!(try it.kernel.mails()).contains { $0.text.contains("called twice") })

        #expect(
            try it.desk.post(people(ticket) + "/remove", ["contact": try ref(it.karl)]).status == 303)
        #expect(try karl.get(path(ticket)).status == 404)
        #expect(try karl.get(path(ticket) + "/files/" + file).status == 404)
        #expect(!(try karl.get("/search?q=Dented")).text.contains("Dented cartons"))
        #expect(try karl.post(path(ticket), ["note": "Still here?"]).status == 404)
        #expect(
            try it.desk.post(people(ticket) + "/remove", ["contact": try ref(it.karl)]).status == 409)
    }

    @Test("E09 an administrator who adds somebody without an account invites him, to this portal alone")
    func invited() throws {
        let ticket = try it.open("Dented cartons", by: it.maria)
        let lena = try contact("Lena Vogt")
        let administrator = try it.kernel.signIn(it.kernel.addStaff())
        try administrator.open(people(ticket))
        #expect(try administrator.post(people(ticket), ["contact": lena]).status == 303)
        let seat: String? = try it.kernel.value(
            """
            SELECT CONCAT_WS(' ', s.mode, s.accepted_at IS NULL, g.is_default, a.portal, a.granted)
            FROM kernel_seat s JOIN kernel_permission_group g ON g.id = s.group_id
            JOIN kernel_access a ON a.seat_id = s.id ORDER BY s.id DESC LIMIT 1
            """)
        #expect(seat == "listed 1 1 support 1")
        #expect(try it.kernel.mails().map(\.recipient) == ["lena@example.org"])
        #expect(try administrator.get(people(ticket)).text.contains("once the invitation is accepted"))
    }

    @Test("who is in it already is not added again, and a ticket does not become a mailing list")
    func twice() throws {
        let ticket = try it.open("Dented cartons", by: it.maria)
        #expect(try add(it.karl, to: ticket).status == 303)
        #expect(try add(it.karl, to: ticket).status == 303)
        #expect(try add(it.maria, to: ticket).status == 303)
        #expect(try members() == 1)
        #expect(try it.kernel.mails().count == 1)
        for number in 1...TicketMemberLimit.most { _ = try contact("Person \(number)") }
        let all: [Ref<Helpdesk>] = try it.kernel.values(
            "SELECT ref FROM kernel_contact WHERE name LIKE 'Person %'")
        for ref in all.dropLast() { _ = try it.desk.post(people(ticket), ["contact": ref.description]) }
        #expect(try members() == TicketMemberLimit.most)
        let reply = try it.desk.post(people(ticket), ["contact": try #require(all.last).description])
        #expect(reply.status == 422 && reply.text.contains("Take somebody out first"))
    }

    private enum TicketMemberLimit { static let most = 30 }

    /// A contact of Alfreds without a portal user; gives the ref.
    private func contact(_ name: String) throws -> String {
        let contact = try it.kernel.addContact(name, at: it.maria.customer)
        let address = name.split(separator: " ")[0].lowercased() + "@example.org"
        try it.kernel.execute("UPDATE kernel_contact SET email = \(address) WHERE id = \(contact.id)")
        let ref: Ref<Helpdesk>? = try it.kernel.value(
            "SELECT ref FROM kernel_contact WHERE id = \(contact.id)")
        return try #require(ref).description
    }
}
