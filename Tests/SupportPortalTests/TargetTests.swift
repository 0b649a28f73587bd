import PortalKit
import PortalTesting
import SupportPortal
import Testing

@Suite("By when tickets are to be answered and solved")
struct TargetTests {
    private let it: Helpdesk

    init() throws {
        it = try Helpdesk()
        let administrator = try it.kernel.signIn(it.kernel.addStaff())
        try administrator.open("/staff/settings/support")
        let reply = try administrator.post(
            "/staff/settings/support",
            Helpdesk.settings.merging([
                "support.answer-hours": "4", "support.solve-hours": "16", "support.business-days": "all",
                "support.business-from": "0", "support.business-until": "24",
            ]) { $1 })
        #expect(reply.status == 303, "\(reply.text)")
    }

    /// Whole hours from opening to a time of the one ticket; -1 where there is none.
    private func hours(_ column: SQL) throws -> Int? {
        try it.kernel.value(
            """
            SELECT COALESCE(CAST(ROUND(TIMESTAMPDIFF(MINUTE, created_at, \(sql: column)) / 60) AS SIGNED), -1)
            FROM support_ticket
            """)
    }

    @Test("a customer's ticket has both; a shared answer meets the first, an internal note does not")
    func answered() throws {
        let ticket = try it.open("Dented cartons", by: it.maria)
        #expect(try hours("answer_by") == 4)
        #expect(try hours("solve_by") == 16)
        try it.write("He called", to: ticket)
        #expect(try it.kernel.value("SELECT answered_at IS NULL FROM support_ticket") == true)
        #expect(try it.desk.get(Helpdesk.staffList + "/" + ticket).text.contains("Answer by"))
        try it.write("We look at it", to: ticket, isShared: true)
        #expect(try it.kernel.value("SELECT answered_at IS NULL FROM support_ticket") == false)
        let page = try it.desk.get(Helpdesk.staffList + "/" + ticket).text
        #expect(!page.contains("Answer by") && page.contains("Solve by"))
        // Customers are promised nothing by a page.
        #expect(!(try it.kernel.signIn(it.maria).get(Helpdesk.list + "/" + ticket)).text.contains("Solve by"))
    }

    @Test(
        "while it waits on the customer the time stands still, solved it ends, taken up again it begins anew")
    func standsStill() throws {
        let ticket = try it.open("Dented cartons", by: it.maria)
        try it.kernel.execute(
            "UPDATE support_ticket SET solve_by = solve_by - INTERVAL 6 HOUR, created_at = created_at - INTERVAL 6 HOUR"
        )
        try it.write("Which pallet was it?", to: ticket, isShared: true, status: "waiting")
        #expect(try hours("solve_by") == -1)
        let left: Int? = try it.kernel.value(
            "SELECT CAST(ROUND(solve_left / 60) AS SIGNED) FROM support_ticket")
        #expect(left == 10)
        let maria = try it.kernel.signIn(it.maria)
        try maria.open(Helpdesk.list + "/" + ticket)
        #expect(try maria.post(Helpdesk.list + "/" + ticket, ["note": "The third"]).status == 303)
        #expect(try hours("solve_by") == 16)
        #expect(try it.kernel.value("SELECT solve_left IS NULL FROM support_ticket") == true)
        try it.write("Done", to: ticket, isShared: true, status: "solved")
        #expect(try hours("solve_by") == -1)
        #expect(try maria.post(Helpdesk.list + "/" + ticket, ["note": "Again!"]).status == 303)
        #expect(try hours("solve_by") == 22)
    }

    @Test("what is late stands in its queue with a mark, and in no customer's list")
    func overdue() throws {
        let late = try it.open("Dented cartons", by: it.maria)
        _ = try it.open("Fresh", by: it.maria)
        try it.kernel.execute(
            "UPDATE support_ticket SET answer_by = created_at - INTERVAL 1 HOUR WHERE subject = 'Dented cartons'"
        )
        let queue = try it.desk.get(Helpdesk.staffList + "?view=overdue").text
        #expect(queue.contains("Dented cartons") && !queue.contains("Fresh") && queue.contains("Overdue"))
        try it.write("Sorry!", to: late, isShared: true)
        #expect(!(try it.desk.get(Helpdesk.staffList + "?view=overdue")).text.contains("Dented cartons"))
    }
}
