import Foundation
import PortalKit
import PortalTesting
import Testing

@Suite("How the desk does, in numbers")
struct DashboardTests {
    private static let page = "/staff/support/dashboard"
    private let it: Helpdesk

    init() throws { it = try Helpdesk() }

    /// A ticket of which everything is said; moments in UTC, of which the clock shows 2026-03-02 09:30.
    private func add(
        _ number: Int, _ status: String, opened: String, answered: String? = nil, by target: String? = nil,
        assignee: TestStaff? = nil
    ) throws {
        try it.kernel.execute(
            """
            INSERT INTO support_ticket (customer_id, contact_id, ref, number, subject, description, status, created_at,
                moved_at, updated_at, touched_at, answered_at, answer_by, assignee_id)
            VALUES (\(it.maria.customer.id), \(it.maria.contact?.id), UNHEX(LPAD(HEX(\(number)), 20, '0')), \(number),
                'Ticket', '', \(status), \(opened), \(opened), \(opened), \(opened), \(answered), \(target),
                \(assignee?.id))
            """)
    }

    private func solved(_ number: Int, at moment: String, from old: String = "open") throws {
        try it.kernel.execute(
            """
            INSERT INTO support_change (customer_id, ticket_id, at, old_status, new_status)
            SELECT customer_id, id, \(moment), \(old), 'solved' FROM support_ticket WHERE number = \(number)
            """)
    }

    /// The numbers of the table's row with that head.
    private func row(_ head: String, _ html: String) -> String {
        guard let start = html.range(of: "<th scope=\"row\">\(head)</th>")?.upperBound else { return "none" }
        let cells = html[start...].prefix { $0 != "\n" }.split(separator: "</tr>").first ?? ""
        return cells.split(separator: "<td class=\"number\">").dropFirst(cells.hasPrefix("<td") ? 0 : 1)
            .map { String($0.prefix { $0 != "<" }) }.joined(separator: " ")
    }

    private func empty() throws {
        let maria = try it.kernel.signIn(it.maria)
        #expect(try maria.get(Self.page).location?.hasPrefix("/staff/sign-in") == true)
        let page = try it.desk.get(Self.page)
        #expect(page.status == 200 && page.text.contains("Nothing was opened or solved yet."))
        #expect(!page.body.contains("<svg class=\"chart-days\""))
    }

    @Test(
        "customers get nothing of it; days are the operator's, from midnight to midnight; what is solved twice or only closed later counts once"
    )
    func numbers() throws {
        try empty()
        // 23:30 in Greenwich is the next day in Amsterdam.
        try add(1, "open", opened: "2026-02-27 23:30", answered: "2026-02-28 00:00", by: "2026-02-28 10:00")
        try add(2, "new", opened: "2026-02-27 22:30", by: "2026-02-28 10:00", assignee: it.jonas)
        try add(3, "waiting", opened: "2026-03-02 09:00", by: "2026-03-02 12:00")
        try add(4, "closed", opened: "2026-02-10 10:00", answered: "2026-02-12 10:00", by: "2026-02-11 10:00")
        // Outside of the thirty days, and open still.
        try add(5, "open", opened: "2025-12-01 10:00", assignee: it.jonas)
        try solved(4, at: "2026-02-28 22:59")
        try solved(4, at: "2026-02-28 23:01", from: "solved")
        try solved(1, at: "2026-02-28 23:01")
        try it.kernel.execute(
            """
            INSERT INTO support_rating (ticket_id, customer_id, score, rated_at)
            SELECT id, customer_id, 'bad', created_at FROM support_ticket WHERE number = 4
            """)
        let before = it.desk.statements
        let html = try it.desk.get(Self.page).body
        #expect(it.desk.statements - before <= 5)
        #expect(row("28 February", html) == "1 1")
        #expect(row("27 February", html) == "1 0")
        #expect(row("1 March", html) == "0 1")
        #expect(row("10 February", html) == "1 0")
        #expect(row("2 March", html) == "1 0")
        #expect(html.contains("Opened (above the line): 4") && html.contains("Solved (below the line): 2"))
        for (head, count) in [
            ("Less than a day", "1"), ("1 to 3 days", "2"), ("3 to 7 days", "0"), ("30 days and more", "1"),
            ("Jonas Kettering", "2"), ("Nobody yet", "2"), ("Within an hour", "1"), ("Within 3 days", "1"),
            ("Within a day", "0"), ("Answered in time", "1"), ("Answered late", "1"),
            ("Not answered, and late", "1"), ("Not answered, still in time", "1"),
            ("It did not go well", "1"), ("It went well", "0"),
        ] {
            #expect(row(head, html) == count, "\(head)")
        }
        try indices()
    }

    private func indices() throws {
        for number in 11...50 {
            try add(number, number < 14 ? "open" : "closed", opened: "2026-01-\(number % 28 + 1) 10:00")
        }
        for (sql, key) in [
            (
                "SELECT 1 FROM support_ticket t WHERE t.created_at >= '2026-02-27' AND t.created_at < '2026-02-28'",
                "ticket_days"
            ),
            (
                "SELECT 1 FROM support_ticket t WHERE t.status IN ('new', 'open') AND t.created_at > '2026-02-01' AND t.created_at <= '2026-03-01'",
                "ticket_age"
            ),
            (
                "SELECT 1 FROM support_change h WHERE h.new_status IN ('solved', 'closed') AND h.at >= '2026-02-27' AND h.at < '2026-02-28' AND h.old_status NOT IN ('solved', 'closed')",
                "change_days"
            ),
        ] as [(SQL, String)] {
            let plan: String = try #require(try it.kernel.value("EXPLAIN FORMAT=JSON \(sql: sql)"))
            #expect(plan.contains("\"key\": \"\(key)\"") && plan.contains("\"using_index\": true"), "\(plan)")
        }
    }
}
