import HTTPTypes
import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("What staff may do")
struct StaffRightsTests {
    @Test("A09 a technician is refused every route of access, nothing changes, and no page shows him the way")
    func technician() throws {
        let stage = try Stage()
        let technician = try stage.kernel.signIn(
            stage.kernel.addStaff("Jonas Kettering", isAdministrator: false))
        let before = try stage.kernel.checksums()
        var tried = 0
        for case .staff(let mounted) in stage.kernel.house.router.targets {
            guard case .staff(let permission) = mounted.route.right.demand, !permission.technicians else {
                continue
            }
            let path = try stage.address(mounted.path.template)
            let reply =
                try mounted.route.method == .get
                ? technician.get(path)
                : technician.post(
                    path,
                    ["on": "0", "portal": "notes", "granted": "0", "login": "x", "reach.notes.view": "own"])
            #expect(reply.status == 403, "\(path)")
            tried += 1
        }
        #expect(tried >= 9)
        #expect(try stage.kernel.checksums() == before)
        let page = try technician.get(stage.contact)
        #expect(page.status == 200)
        #expect(!page.forms.contains { $0.action.contains("portal-user") })
        #expect(!page.links.contains { $0.contains("portal-user") })
        #expect(!page.tabs.contains("/staff/permission-groups"))
    }

    @Test("C36 a technician keeps customers and contacts")
    func records() throws {
        let stage = try Stage()
        let technician = try stage.kernel.signIn(
            stage.kernel.addStaff("Jonas Kettering", isAdministrator: false))
        #expect(try technician.post("/staff/customers/new", ["name": "Berglunds snabbköp"]).status == 303)
        #expect(
            try technician.post(stage.contact + "/edit", ["name": "Maria A.", "version": "1"]).status == 303)
    }

    @Test("SC04 a role that is taken away holds at the next request")
    func demoted() throws {
        let stage = try Stage()
        let browser = try stage.kernel.signIn(stage.staff)
        #expect(try browser.get("/staff/permission-groups").status == 200)
        try stage.kernel.execute("UPDATE kernel_staff SET role = 'technician'")
        #expect(try browser.get("/staff/permission-groups").status == 403)
        try stage.kernel.execute("UPDATE kernel_staff SET removed_at = UTC_TIMESTAMP(6)")
        #expect(try browser.get("/staff/customers").status == 303)
    }

    @Test("SE07 fields that a form does not have change nothing, whatever column they are called after")
    func massAssignment() throws {
        let stage = try Stage()
        let staff = try stage.kernel.signIn(stage.staff)
        let person = try stage.kernel.signIn(stage.maria)
        let columns: [String] = try stage.kernel.values(
            """
            SELECT DISTINCT column_name FROM information_schema.columns WHERE table_schema = DATABASE()
            """)
        #expect(columns.count > 60)
        let own: Set = [
            "name", "email", "phone", "street", "postal_code", "city", "region", "country", "title",
            "version", "text",
            "language", "theme", "time_zone",
        ]
        let hostile = Dictionary(uniqueKeysWithValues: columns.filter { !own.contains($0) }.map { ($0, "1") })
        func rows() throws -> [String] {
            try stage.kernel.values(
                """
                SELECT CONCAT_WS('|', id, HEX(ref), number, external_id, created_at, archived_at, archived_by) FROM kernel_customer
                UNION ALL SELECT CONCAT_WS('|', id, customer_id, HEX(ref), external_id, created_at, removed_at, removed_by)
                FROM kernel_contact
                UNION ALL SELECT CONCAT_WS('|', id, HEX(ref), login, password, start_password_until, created_at) FROM kernel_account
                UNION ALL SELECT CONCAT_WS('|', id, account_id, customer_id, contact_id, group_id, mode, disabled_at)
                FROM kernel_seat
                """)
        }
        let before = try rows()
        for (path, fields) in [
            (stage.customer + "/edit", ["name": "Alfreds"]), (stage.contact + "/edit", ["name": "Maria"]),
        ] {
            let all = fields.merging(["version": "1"]) { own, _ in own }.merging(hostile) { own, _ in own }
            #expect(try staff.post(path, all).status == 303, "\(path)")
        }
        let account = ["language": "nl", "theme": "dark", "time_zone": ""].merging(hostile) { own, _ in own }
        #expect(try person.post("/account", account).status == 303)
        #expect(try rows() == before)
        #expect(
            try person.post("/notes/notes/new", ["text": "mine"].merging(hostile) { own, _ in own }).status
                == 303)
        #expect(try stage.kernel.value("SELECT customer_id FROM notes_note") == stage.maria.customer.id)
        #expect(try stage.kernel.value("SELECT contact_id FROM notes_note") == stage.maria.contact?.id)
    }

    @Test("SE04 a group, a portal or a seat that does not exist, or is not to be had, changes nothing")
    func foreignNames() throws {
        let stage = try Stage()
        let staff = try stage.kernel.signIn(stage.staff)
        let ofGuests: [UInt8]? = try stage.kernel.value(
            "SELECT ref FROM kernel_permission_group WHERE kind = 'non-portal-users'")
        let seat = stage.contact + "/portal-user"
        let before = try stage.kernel.checksums()
        for group in ["0000000000000000", "'", "", Crockford.encode(ofGuests ?? [])] {
            #expect(
                [404, 422].contains(try staff.post(seat + "/group", ["group": group]).status), "\(group)")
        }
        for portal in ["kernel", "identity", "administration", "", "nothing"] {
            let refused: Set = portal.isEmpty ? [409, 422] : [404]
            #expect(refused.contains(try staff.post(seat, ["portal": portal, "version": "1"]).status))
            if portal.isEmpty { continue }
            #expect(try staff.post(stage.portals(of: stage.maria) + portal + "/remove").status == 404)
        }
        let anas: [UInt8]? = try stage.kernel.value("SELECT ref FROM kernel_seat WHERE id = \(stage.ana.id)")
        let person = try stage.kernel.signIn(stage.maria)
        let between = try stage.kernel.checksums()
        for name in [Crockford.encode(anas ?? []), "0000000000000000", "x"] {
            #expect(try person.post("/seat", ["seat": name]).status == 404)
        }
        #expect(try stage.kernel.checksums() == between)
        #expect(
            before["kernel_seat"] == between["kernel_seat"]
                && before["kernel_access"] == between["kernel_access"])
    }

    @Test("the group Everything cannot be changed")
    func everything() throws {
        let stage = try Stage()
        let staff = try stage.kernel.signIn(stage.staff)
        let ref: [UInt8]? = try stage.kernel.value(
            "SELECT ref FROM kernel_permission_group WHERE kind = 'everything'")
        let path = "/staff/permission-groups/" + Crockford.encode(ref ?? [])
        #expect(try staff.get(path).status == 200)
        #expect(try staff.post(path, ["reach.notes.view": "own"]).status == 403)
        #expect(
            try stage.kernel.value(
                "SELECT COUNT(*) FROM kernel_group_reach r JOIN kernel_permission_group g ON g.id = r.group_id WHERE g.kind = 'everything'"
            ) == 0)
    }
}
