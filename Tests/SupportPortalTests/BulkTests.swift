import Kernel
import PortalKit
import PortalTesting
import Testing

@Suite("Many tickets changed at once")
struct BulkTests {
    private static let bulk = "/staff/support/bulk"
    private let it: Helpdesk

    init() throws { it = try Helpdesk() }

    /// Tickets without a browser, by number from 1.
    private func add(_ count: Int, status: String = "open") throws {
        try it.kernel.execute(
            """
            INSERT INTO support_ticket (customer_id, contact_id, ref, number, subject, description, status, created_at,
                moved_at, updated_at, touched_at)
            SELECT \(it.maria.customer.id), \(it.maria.contact?.id), UNHEX(LPAD(HEX(s.seq), 20, '0')), s.seq,
                CONCAT('Ticket ', s.seq), '', \(status), NOW(6), NOW(6), NOW(6), NOW(6)
            FROM (SELECT seq FROM seq_1_to_300) s WHERE s.seq <= \(count)
            """)
    }

    /// What the ticks of the list send, by number.
    private func ticks(_ numbers: [Int]) throws -> [String] {
        try numbers.map { number in
            let ref: Ref<Helpdesk> = try #require(
                try it.kernel.value("SELECT ref FROM support_ticket WHERE number = \(number)"))
            let version: Int = try #require(
                try it.kernel.value("SELECT version FROM support_ticket WHERE number = \(number)"))
            return "\(ref).\(version)"
        }
    }

    private func page(_ ticks: [String]) -> String {
        Self.bulk + "?" + ticks.map { "ticket=" + $0 }.joined(separator: "&")
    }

    private var me: String {
        get throws {
            let ref: Ref<Helpdesk>? = try it.kernel.value(
                "SELECT ref FROM kernel_staff WHERE id = \(it.jonas.id)")
            return try #require(ref).description
        }
    }

    @Test(
        "what is not to be is refused: of customers all of it, of staff a wish that says nothing or cannot be"
    )
    func refusals() throws {
        try add(3)
        try it.kernel.execute("INSERT INTO support_category (ref, name) VALUES ('0123456789', 'Returns')")
        let maria = try it.kernel.signIn(it.maria)
        let before = try it.kernel.checksums()
        #expect(try maria.get(Self.bulk).location?.hasPrefix("/staff/sign-in") == true)
        #expect(try maria.post(Self.bulk, ["ticket": try ticks([1])[0], "priority": "high"]).status == 303)
        #expect(try it.desk.get(Self.bulk).text.contains("No ticket is chosen."))
        #expect(
            try it.desk.get(Self.bulk + "?ticket=x&ticket=" + String(repeating: "0", count: 16)).status == 200
        )
        #expect(try it.desk.get(Self.bulk + "?result=" + String(repeating: "0", count: 16)).status == 404)
        let form = page(try ticks([1, 2]))
        let shown = try it.desk.open(form).text
        #expect(
            shown.contains("Change 2 tickets") && shown.contains("Ticket 2") && !shown.contains("Ticket 3"))
        for (fields, wrong) in [
            ([:], "assignee"), (["status": "new"], "status"), (["status": "gone"], "status"),
            (["priority": "extreme"], "priority"), (["category": "none such"], "category"),
            (["assignee": String(repeating: "0", count: 16), "priority": "high"], "assignee"),
        ] {
            try it.desk.open(form)
            let reply = try it.desk.submit(Self.bulk, fields)
            #expect(reply.status == 422 && reply.wrongFields == [wrong], "\(fields)")
            #expect(reply.text.contains("Change 2 tickets"), "the chosen ones are gone")
        }
        #expect(try it.desk.post(Self.bulk, ["priority": "high"]).status == 422)
        for name in ["x", String(repeating: "0", count: 16)] {
            #expect(try it.desk.post(Self.bulk, ["ticket": name, "priority": "high"]).status == 404)
        }
        #expect(try it.kernel.checksums() == before)
    }

    @Test(
        "each is changed as by itself, with history, audit and mail; those whose law forbids it are named and stay"
    )
    func changed() throws {
        try add(6)
        try it.kernel.execute("UPDATE support_ticket SET status = 'closed' WHERE number = 2")
        try it.kernel.execute(
            "UPDATE support_ticket SET status = 'solved', priority = 'high', assignee_id = \(it.jonas.id) WHERE number = 3"
        )
        try it.desk.open(page(try ticks([1, 2, 3, 4, 5])))
        try it.kernel.execute("UPDATE support_ticket SET version = version + 1 WHERE number = 4")
        let reply = try it.desk.submit(
            Self.bulk, ["status": "solved", "priority": "high", "assignee": try me])
        let result = try it.desk.get(try #require(reply.location)).text
        #expect(result.contains("2 changed, 3 not"))
        for text in [
            "#2", "cannot become that", "#3", "It was like that already.", "#4", "changed it meanwhile",
        ] {
            #expect(result.contains(text), "\(text)")
        }
        let rows: [String] = try it.kernel.values(
            "SELECT CONCAT_WS(' ', number, status, priority, version) FROM support_ticket ORDER BY number")
        #expect(
            rows == [
                "1 solved high 2", "2 closed normal 1", "3 solved high 1", "4 open normal 2",
                "5 solved high 2",
                "6 open normal 1",
            ])
        let history: [String] = try it.kernel.values(
            """
            SELECT CONCAT_WS(' ', t.number, COALESCE(h.property, h.new_status, 'assignee'), IF(h.changed_by = \(it.jonas.id), 'by him', NULL))
            FROM support_change h JOIN support_ticket t ON t.id = h.ticket_id ORDER BY h.id
            """)
        let priority = "#priority by him"
        #expect(
            history == ["1 solved", "1 " + priority, "1 assignee", "5 solved", "5 " + priority, "5 assignee"])
        #expect(try it.kernel.mails().map(\.recipient) == ["maria@example.org", "maria@example.org"])
        #expect(
            try it.kernel.value(
                "SELECT COUNT(*) FROM kernel_audit WHERE action = 'support.ticket.changed' AND actor_id = \(it.jonas.id)"
            )
                == 2)
        // All of them: one sentence, and back in the list as it was narrowed.
        try it.desk.open(page(try ticks([4, 6])) + "&view=mine&filter%5Bpriority%5D=normal")
        let back = try it.desk.submit(Self.bulk, ["assignee": try me, "priority": "low"]).location
        #expect(back == Helpdesk.staffList + "?view=mine&filter%5Bpriority%5D=normal")
        #expect(try it.desk.get(try #require(back)).text.contains("2 tickets changed."))
    }

    @Test("all that the list shows, in the background: as the person, by the targets that were set, in parts")
    func all() throws {
        try add(120)
        try it.kernel.execute("UPDATE support_ticket SET status = 'solved' WHERE number = 7")
        try it.kernel.execute("UPDATE support_ticket SET status = 'closed' WHERE number = 8")
        var settings = Helpdesk.settings
        settings["support.solve-hours"] = "8"
        let boss = try it.kernel.signIn(it.kernel.addStaff("Alma Reyes"))
        #expect(try boss.post("/staff/settings/support", settings).status == 303)
        let list = try it.desk.get(Helpdesk.staffList + "?view=all").text
        #expect(list.contains("Change all 120…") && list.contains("Change the selected…"))
        try it.desk.open(Self.bulk + "?all=1&view=all&q=Ticket")
        try it.kernel.execute("UPDATE support_ticket SET subject = 'Other' WHERE number > 118")
        let reply = try it.desk.submit(Self.bulk, ["status": "open", "priority": "urgent"])
        let result = try #require(reply.location)
        let begun = try it.desk.get(result).text
        #expect(begun.contains("0 of 118 done") && begun.contains("Running"))
        try it.kernel.execute("UPDATE support_ticket SET version = version + 1 WHERE number = 9")
        #expect(try it.kernel.runBackground() >= 3)
        let done = try it.desk.get(result).text
        #expect(done.contains("116 changed, 2 not") && done.contains("#8") && done.contains("#9"))
        #expect(
            try it.kernel.value("SELECT COUNT(*) FROM support_ticket WHERE priority = 'urgent'") == 116)
        #expect(
            try it.kernel.value("SELECT solve_by IS NOT NULL FROM support_ticket WHERE number = 7") == 1)
        #expect(
            try it.kernel.value(
                """
                SELECT COUNT(*) FROM kernel_audit WHERE action = 'support.ticket.changed' AND actor_kind = 'staff'
                    AND actor_id = \(it.jonas.id) AND customer_id = \(it.maria.customer.id)
                """) == 116)
        try it.kernel.execute("UPDATE support_bulk SET begun_at = '2020-01-01', done_at = '2020-01-01'")
        try it.desk.post(Self.bulk, ["ticket": try ticks([1])[0], "priority": "low"])
        #expect(try it.kernel.value("SELECT COUNT(*) FROM support_bulk") == 1)
    }

    @Test(
        "what runs in the background is stopped: what was done stays, what was not is listed, and nothing goes on"
    )
    func stopped() throws {
        try add(120)
        try it.desk.open(Self.bulk + "?all=1&view=all")
        let reply = try it.desk.submit(Self.bulk, ["priority": "urgent"])
        let result = try #require(reply.location)
        let ref = try #require(result.split(separator: "=").last.map(String.init))
        let maria = try it.kernel.signIn(it.maria)
        #expect(try maria.post(Self.bulk, ["stop": ref]).location?.hasPrefix("/staff/sign-in") == true)
        let nothing = ["stop": String(repeating: "0", count: 16)]
        #expect(try it.desk.post(Self.bulk, nothing).status == 404)
        var rounds = 0
        try it.kernel.background().drain {
            defer { rounds += 1 }
            let changed =
                try? it.kernel.value(
                    "SELECT COUNT(*) FROM support_ticket WHERE priority = 'urgent'") as Int?
            return rounds < 50 && changed == 0
        }
        #expect(try it.desk.get(result).text.contains("50 of 120 done"))
        let before = try it.kernel.value("SELECT todo FROM support_bulk") as String?
        #expect(try it.desk.post(Self.bulk, ["stop": ref]).location == result)
        try it.kernel.runBackground()
        let page = try it.desk.get(result).text
        for text in [
            "50 changed, 70 not", "Stopped by Jonas Kettering", "stopped before it came to it", "#51",
        ] {
            #expect(page.contains(text), "\(text)")
        }
        #expect(!page.contains("#50") && !page.contains("Running"))
        #expect(
            try it.kernel.value("SELECT COUNT(*) FROM support_ticket WHERE priority = 'urgent'") == 50)
        #expect(try it.kernel.value("SELECT todo FROM support_bulk") == before)
        // Whoever presses it again is told, and it stays the first one's.
        #expect(try it.desk.post(Self.bulk, ["stop": ref]).location == result)
        #expect(try it.desk.get(result).text.contains("It was over already."))
    }
}
