import PortalKit
import PortalTesting
import Testing

/// A portal that has tickets: one of Maria's, one of her colleague's, one of another customer's.
private let ticketPortal = Portal(
    id: "tickets", title: "Tickets", icon: .message, permissions: [.seeThem], staffPermissions: [.workThem],
    customer: [.get("/tickets", needs: .customer(.seeThem)) { _, _ in .page("Tickets", HTML()) }],
    lookups: [
        RecordLookup(ObjectKind("ticket"), needs: .seeThem, staff: .workThem) { number, scope, db in
            try db.first(
                """
                SELECT t.title FROM tickets_ticket t
                WHERE t.number = \(number) AND \(scope, on: "t", own: "t.contact_id")
                """
            ) { LinkedRecord(try $0.next(), at: "/tickets/tickets", staff: "/staff/tickets/tickets") }
        }
    ],
    examples: .none, privacy: .holdsNoPersonalData,
    resources: PortalResources(migrations: [
        .init(
            name: "0001_ticket.sql",
            sql: """
                CREATE TABLE IF NOT EXISTS tickets_ticket (id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
                customer_id BIGINT UNSIGNED NOT NULL, contact_id BIGINT UNSIGNED NULL, number INT UNSIGNED NOT NULL,
                title VARCHAR(80) NOT NULL)
                """)
    ]))

extension Permission {
    fileprivate static let seeThem = Permission("tickets.see", title: "See tickets", start: .own)
}

extension StaffPermission {
    fileprivate static let workThem = StaffPermission("tickets.work", title: "Work", technicians: false)
}

@Suite("A task that is about a ticket of another portal")
struct TicketLinkTests {
    private func site(beside others: [Portal]) throws -> (Worksite, project: String, task: String) {
        let it = try Worksite(beside: others)
        let project = try it.project(members: [it.maria, it.karl])
        return (it, project, try it.item("task", "Paint", in: project, isShared: true))
    }

    private func tickets(_ it: Worksite) throws {
        for (number, seat) in [(1041, it.maria), (1042, it.karl), (1043, it.ana)] {
            try it.kernel.execute(
                """
                INSERT INTO tickets_ticket (customer_id, contact_id, number, title)
                VALUES (\(seat.customer.id), \(seat.contact?.id), \(number), \("Leak of \(number)"))
                """)
        }
    }

    @Test("a customer who does not see the ticket reads the page as if no number had been written")
    func refused() throws {
        let (it, project, task) = try site(beside: [ticketPortal])
        try tickets(it)
        let (path, form) = (it.path(task, in: project), it.staffPath(task, in: project) + "/ticket")
        let (maria, karl) = (try it.kernel.signIn(it.maria), try it.kernel.signIn(it.karl))
        let (bare, karls) = (try maria.get(path).comparable, try karl.get(path).comparable)
        // A colleague's, another customer's, and one that is not there.
        for number in ["1042", "1043", "9999"] {
            #expect(try it.desk.post(form, ["ticket": number]).status == 303)
            #expect(try maria.get(path).comparable == bare, "\(number)")
        }
        #expect(try it.desk.post(form, ["ticket": "#1041"]).status == 303)
        #expect(try maria.get(path).text.contains("#1041 Leak of 1041"))
        #expect(try karl.get(path).comparable == karls)
        // Once the portal is taken from her, or switched off, nothing of it is left.
        try it.kernel.setAccess(it.maria, to: "tickets", isGranted: false)
        #expect(try maria.get(path).comparable == bare)
        try it.kernel.setAccess(it.maria, to: "tickets", isGranted: true)
        #expect(try maria.get(path).text.contains("Leak of 1041"))
        try it.kernel.setModule("tickets", isOn: false)
        #expect(try maria.get(path).comparable == bare)
    }

    @Test("staff who may not see tickets, or while there are none, read the number and no more")
    func staff() throws {
        let (it, project, task) = try site(beside: [ticketPortal])
        try tickets(it)
        let path = it.staffPath(task, in: project)
        #expect(try it.desk.post(path + "/ticket", ["ticket": "1043"]).status == 303)
        func isNumberAlone(_ browser: Browser) throws -> Bool {
            let text = try browser.get(path).text
            return text.contains("#1043") && !text.contains("Leak")
        }
        #expect(try isNumberAlone(it.desk))
        let admin = try it.kernel.signIn(it.kernel.addStaff("Ada", isAdministrator: true))
        #expect(try admin.get(path).text.contains("#1043 Leak of 1043"))
        try it.kernel.setModule("tickets", isOn: false)
        #expect(try isNumberAlone(admin))
    }

    @Test("what is no number is refused where it is typed, and an empty field takes it away")
    func input() throws {
        let (it, project, task) = try site(beside: [])
        let path = it.staffPath(task, in: project)
        for text in ["abc", "#", "0", "-4", "12 34", "99999999999"] {
            #expect(try it.desk.post(path + "/ticket", ["ticket": text]).status == 422, "\(text)")
        }
        #expect(try it.desk.post(path + "/ticket", ["ticket": "1042"]).status == 303)
        #expect(try it.desk.get(path).text.contains("#1042"))
        #expect(try it.desk.post(path + "/ticket", ["ticket": ""]).status == 303)
        #expect(try !it.desk.get(path).text.contains("#1042"))
        let update = try it.item("update", "News", in: project)
        #expect(
            try it.desk.post(it.staffPath(update, in: project) + "/ticket", ["ticket": "1"]).status == 404)
    }
}
