import HTTPTypes
import MariaDB
import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("What is written down, and what is not")
struct AuditTests {
    @Test("SK06 an audit row is never changed and never deleted, not even by the owner of the database")
    func triggers() throws {
        let stage = try Stage()
        let staff = try stage.kernel.signIn(stage.staff)
        try staff.post("/staff/customers/new", ["name": "Bólido"])
        for sql: SQL in [
            "UPDATE kernel_audit SET action = 'x'", "DELETE FROM kernel_audit",
            "UPDATE kernel_audit SET id = id",
            "REPLACE INTO kernel_audit (id, at, actor_kind, action) SELECT id, at, 'system', 'x' FROM kernel_audit",
            """
            INSERT INTO kernel_audit (id, at, actor_kind, action) SELECT id, at, 'system', 'x' FROM kernel_audit a
            ON DUPLICATE KEY UPDATE action = 'x'
            """,
        ] {
            #expect(throws: DatabaseError.self) { try stage.kernel.execute(sql) }
        }
        #expect(
            try stage.kernel.values("SELECT action FROM kernel_audit") == ["administration.customer.added"])
    }

    @Test("SL03 each act of staff has one row with who, what, whom and the request, in its own transaction")
    func rows() throws {
        let stage = try Stage()
        let staff = try stage.kernel.signIn(stage.staff)
        let seat = stage.contact + "/portal-user"
        let group: [UInt8]? = try stage.kernel.value(
            "SELECT ref FROM kernel_permission_group WHERE is_default = 1")
        let acts: [(String, [String: String], String)] = [
            (seat + "/switch", ["on": "0"], "administration.seat.disabled"),
            (seat + "/switch", ["on": "1"], "administration.seat.enabled"),
            (seat + "/group", ["group": Crockford.encode(group ?? [])], "administration.seat.regrouped"),
            (try stage.portals(of: stage.maria) + "notes/remove", [:], "administration.access.revoked"),
            (seat, ["portal": "notes", "version": "1"], "administration.access.granted"),
            (seat + "/start-password", [:], "administration.start-password.given"),
            (stage.contact + "/edit", ["name": "Maria", "version": "1"], "administration.contact.changed"),
            (stage.contact + "/remove", [:], "administration.contact.removed"),
        ]
        for (path, fields, action) in acts {
            let reply = try staff.post(path, fields)
            #expect([200, 303].contains(reply.status), "\(path)")
            let row: String? = try stage.kernel.value(
                """
                SELECT CONCAT_WS(' ', action, actor_kind, actor_id, subject_kind, subject_id, request)
                FROM kernel_audit ORDER BY id DESC LIMIT 1
                """)
            let contact = stage.maria.contact?.id ?? 0
            #expect(row == "\(action) staff \(stage.staff.id) contact \(contact) \(reply.request)")
        }
        #expect(try stage.kernel.value("SELECT COUNT(*) FROM kernel_audit") == acts.count)
    }

    @Test(
        "SD05 no page of the route table changes anything when it is looked at, GET or HEAD, by whoever is signed in"
    )
    func getsWriteNothing() throws {
        let stage = try Stage()
        try stage.letOrganise()
        let person = try stage.kernel.signIn(stage.maria)
        #expect(try person.post("/notes/notes/new", ["text": "a note"]).status == 303)
        #expect(try person.post("/account/details", ["name": "Maria A."]).status == 303)
        let staff = try stage.kernel.signIn(stage.staff)
        let rehearsal = ["list": "contacts", "contact": stage.maria.contact?.ref ?? ""]
        #expect(try staff.post("/staff/bulk", rehearsal).status == 303)
        // More than a minute later, when a page would mark the session as seen.
        stage.kernel.clock.move(seconds: 120)
        try person.get("/home")
        try staff.get("/staff/customers")
        let before = try stage.kernel.checksums()
        var tried = 0
        for target in stage.kernel.house.router.targets where target.method == .get {
            let path = try stage.address(target.template)
            for method in ["GET", "HEAD"] {
                let browser = if case .staff = target { staff } else { person }
                let reply = try browser.send(method, path)
                #expect(
                    path.contains("without-owner") || path.contains("foreign-table")
                        || path.hasPrefix("/link") || reply.status < 400,
                    "\(path)")
                #expect(method == "GET" || reply.body.isEmpty)
                #expect(try stage.kernel.checksums() == before, "\(method) \(path)")
                tried += 1
            }
        }
        #expect(tried >= 40)
    }

    @Test("a page that is fetched ahead, or asked for with HEAD, does not count as seen")
    func prefetch() throws {
        let stage = try Stage()
        let person = try stage.kernel.signIn(stage.maria)
        stage.kernel.clock.move(seconds: 120)
        let before = try stage.kernel.checksums()
        try person.get("/home", headers: ["Sec-Purpose": "prefetch"])
        try person.send("HEAD", "/home")
        #expect(try stage.kernel.checksums() == before)
        try person.get("/home")
        #expect(try stage.kernel.checksums() != before)
    }

    @Test(
        "a method that a path does not know is a 405 that names those it does",
        arguments: ["PUT", "DELETE", "TRACE", "OPTIONS", "PATCH"])
    func methods(_ method: String) throws {
        let stage = try Stage()
        let reply = try stage.kernel.browser().send(method, "/sign-in")
        #expect(reply.status == 405)
        #expect(reply.header("Allow") == "GET, HEAD, POST")
    }
}
