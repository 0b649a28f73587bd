import MariaDB
import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("The log that customers read")
struct AccessLogTests {
    private let it: LogStage

    init() throws { it = try LogStage() }

    private func log(_ seat: TestSeat, _ query: String = "") throws -> Reply {
        try it.kernel.signIn(seat).get("/access-log" + query)
    }

    // MARK: Who must not

    @Test("G04 without the permission there is no log: no page, no file, no link to it")
    func withoutRight() throws {
        let otto = try it.kernel.signIn(it.otto)
        #expect(try otto.get("/access-log").status == 403)
        #expect(try otto.get("/access-log/export").status == 403)
        #expect(try !otto.get("/account").links.contains("/access-log"))
        #expect(try it.kernel.signIn(it.hanna).get("/account").links.contains("/access-log"))
        #expect(try it.kernel.browser().get("/access-log").location?.hasPrefix("/sign-in") == true)
        let office = try it.kernel.signIn(it.staff)
        #expect(try office.get("/staff/customers/0000000000000000/access-log").status == 404)
    }

    @Test(
        "G04 nobody reads of another customer: not its rows, its records, its people, whatever the filter names"
    )
    func otherCustomers() throws {
        let canary = try it.book("Zcanary", of: it.ana)
        try it.kernel.signIn(it.ana).get("/shelf/books/\(canary)")
        let office = try it.kernel.signIn(it.staff)
        try office.get("/staff/shelf/books/\(canary)")
        try office.get("/staff/contacts/\(it.ana.contact?.ref ?? "")")
        let anas: [UInt8]? = try it.kernel.value("SELECT ref FROM kernel_seat WHERE id = \(it.ana.id)")
        for query in [
            "", "?person=\(Crockford.encode(anas ?? []))", "?person=staff", "?what=viewed", "/export",
        ] {
            let page =
                try query.hasPrefix("/")
                ? it.kernel.signIn(it.hanna).get("/access-log/export") : log(it.hanna, query)
            #expect(page.status == 200)
            let text = page.text + page.body
            #expect(!text.contains("Zcanary") && !text.contains("Ana Trujillo"), "\(query)")
            #expect(!text.contains("Alma Reyes"), "\(query)")
        }
        #expect(try log(it.ana).text.contains("Zcanary"))
    }

    @Test(
        "G04 SE02 what is internal to staff is not told: neither that it was looked at nor what was done with it"
    )
    func internalActs() throws {
        let secret = try it.book("Zsecret", of: it.hanna, isShared: false)
        let office = try it.kernel.signIn(it.staff)
        #expect(try office.get("/staff/shelf/books/\(secret)").status == 200)
        #expect(try office.post("/staff/shelf/books/\(secret)/act", ["act": "noted"]).status == 303)
        #expect(try it.actions() == ["shelf.book.inspected", "shelf.book.noted"])
        #expect(
            try it.kernel.value("SELECT COUNT(*) FROM kernel_audit WHERE customer_id = \(it.customer.id)")
                == 2)
        let page = try log(it.hanna)
        #expect(!page.text.contains("Zsecret") && !page.text.contains("Alma Reyes"))
        // It is shown later: what was done before stays unsaid.
        try it.kernel.execute("UPDATE shelf_book SET shared_at = \(it.kernel.clock.now)")
        #expect(try !log(it.hanna).text.contains("Alma Reyes"))
    }

    @Test("G04 a record that the reader does not see, or no longer, is named by its kind alone")
    func namesOnlyWhatIsSeen() throws {
        let book = try it.book("Zatlas", of: it.hanna)
        try it.kernel.signIn(it.hanna).get("/shelf/books/\(book)")
        #expect(try log(it.hanna).text.contains("Zatlas"))
        let own = try it.kernel.addGroup(["identity.access-log": .organisation, "shelf.books.view": .own])
        try it.kernel.execute("UPDATE kernel_seat SET group_id = \(own.id) WHERE id = \(it.otto.id)")
        let others = try log(it.otto)
        #expect(others.text.contains("Hanna Moos") && others.text.contains("Book"))
        #expect(!others.text.contains("Zatlas") && !others.links.contains { $0.contains(book) })
        try it.kernel.execute("UPDATE shelf_book SET shared_at = NULL")
        #expect(try !log(it.hanna).text.contains("Zatlas"))
        try it.kernel.setModule("shelf", isOn: false)
        #expect(try log(it.hanna).text.contains("Book"))
    }

    @Test("G04 a portal that has a log audits nothing that it does not name there")
    func undeclared() throws {
        let book = try it.book("Zatlas", of: it.hanna)
        let office = try it.kernel.signIn(it.staff)
        #expect(try office.post("/staff/shelf/books/\(book)/act", ["act": "burnt"]).status == 500)
        #expect(try it.actions() == [])
    }

    // MARK: What is written down

    @Test(
        "G04 looking at a record is one row for each person within a quarter of an hour, and none for what nobody saw"
    )
    func looks() throws {
        let book = try it.book("Zatlas", of: it.hanna)
        let hanna = try it.kernel.signIn(it.hanna)
        let page = "/shelf/books/\(book)"
        try hanna.send("HEAD", page)
        try hanna.get(page, headers: ["Sec-Purpose": "prefetch"])
        #expect(try it.kernel.signIn(it.ana).get(page).status == 404)
        #expect(try hanna.get("/shelf/books/0000000000000000").status == 404)
        #expect(try it.actions() == [])
        for _ in 1...3 { try hanna.get(page) }
        try it.kernel.signIn(it.hanna).get(page)
        try hanna.get(page + "/text")
        try it.kernel.signIn(it.staff).get("/staff" + page)
        #expect(try it.actions() == ["shelf.book.viewed", "shelf.book.downloaded", "shelf.book.viewed"])
        it.kernel.clock.move(seconds: 15 * 60)
        try hanna.get(page)
        #expect(try it.actions().count == 4)
        let rows: [String] = try it.kernel.values(
            """
            SELECT CONCAT_WS(' ', a.actor_kind, a.actor_id, a.seat_id, a.subject_kind, a.subject_id = b.id, a.customer_id)
            FROM kernel_audit a JOIN shelf_book b ORDER BY a.id
            """)
        let hannas = "account \(it.hanna.account) \(it.hanna.id) book 1 \(it.customer.id)"
        #expect(rows == [hannas, hannas, "staff \(it.staff.id) book 1 \(it.customer.id)", hannas])
    }

    @Test("G04 the log costs one statement at the first look, and none when the page is opened again")
    func statements() throws {
        let book = try it.book("Zatlas", of: it.hanna)
        let hanna = try it.kernel.signIn(it.hanna)
        func cost(_ path: String) throws -> Int {
            let before = hanna.statements
            #expect(try hanna.get(path).status == 200)
            return hanna.statements - before
        }
        let first = try cost("/shelf/books/\(book)")
        let again = try cost("/shelf/books/\(book)")
        #expect(first == again + 1)
        let few = try cost("/access-log")
        for number in 1...40 { try hanna.get("/shelf/books/\(try it.book("Book \(number)", of: it.hanna))") }
        // Session, rows, their number, names, people.
        #expect(try cost("/access-log") == few)
        #expect(few <= 6)
    }

    @Test("G04 SL03 signing in, and being refused, stands in the log of the customer with whom and from what")
    func signIns() throws {
        let browser = it.kernel.browser()
        try browser.get("/sign-in")
        let firefox = ["User-Agent": "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"]
        try browser.post("/sign-in", ["login": it.otto.login, "password": "wrong"], headers: firefox)
        try browser.post(
            "/sign-in", ["login": it.otto.login, "password": TestKernel.password], headers: firefox)
        try browser.post("/sign-out")
        let page = try log(it.hanna, "?what=sign-in")
        for text in ["Sign-in refused", "Signed in", "Signed out", "Otto Klein", "Firefox on Windows"] {
            #expect(page.text.contains(text), "\(text)")
        }
        #expect(!page.text.contains("192.0.2"))
    }

    @Test("G04 staff stand there by name and with whose they are; who was forgotten is a former contact")
    func names() throws {
        let book = try it.book("Zatlas", of: it.otto)
        try it.kernel.signIn(it.staff).get("/staff/shelf/books/\(book)")
        try it.kernel.signIn(it.otto).get("/shelf/books/\(book)")
        let page = try log(it.hanna)
        #expect(page.text.contains("Alma Reyes") && page.text.contains("Staff of Test & Sons"))
        #expect(page.text.contains("Otto Klein"))
        let contact = try #require(it.otto.contact)
        _ = try it.kernel.erase(contact)
        let after = try log(it.hanna)
        #expect(!after.text.contains("Otto Klein") && after.text.contains("A former contact"))
    }

    @Test("G04 the filters narrow: a person, an act, a period; and pages follow each other without a gap")
    func filters() throws {
        let office = try it.kernel.signIn(it.staff)
        let otto = try it.kernel.signIn(it.otto)
        for number in 1...30 {
            let book = try it.book("Volume \(number)", of: it.otto)
            try otto.get("/shelf/books/\(book)")
            if number == 1 { try office.get("/staff/shelf/books/\(book)") }
        }
        #expect(try log(it.hanna, "?person=staff").text.contains("Showing 1–1 of 1"))
        #expect(try log(it.hanna, "?what=downloaded").text.contains("Nothing was written down."))
        let first = try log(it.hanna)
        #expect(first.text.contains("Showing 1–25 of 31"))
        let next = try #require(first.links.first { $0.contains("after=") })
        #expect(
            try it.kernel.signIn(it.hanna).get(next.replacing("&amp;", with: "&")).text.contains(
                "26–31 of 31"))
        it.kernel.clock.move(seconds: 8 * 86_400)
        #expect(try log(it.hanna, "?days=7").text.contains("Nothing was written down."))
        #expect(try log(it.hanna, "?days=30").text.contains("of 31"))
    }

    @Test("G04 SI the file has the same rows, and no cell begins as a formula does")
    func file() throws {
        let book = try it.book("=HYPERLINK(\"x\")", of: it.hanna)
        let hanna = try it.kernel.signIn(it.hanna)
        try hanna.get("/shelf/books/\(book)")
        try it.kernel.execute(
            "UPDATE kernel_contact SET name = '=cmd|x' WHERE id = \(it.hanna.contact?.id ?? 0)")
        let reply = try hanna.get("/access-log/export")
        let text = reply.body
        #expect(reply.header("Content-Type")?.hasPrefix("text/csv") == true)
        #expect(text.contains(",Viewed,\"Book · =HYPERLINK(\"\"x\"\")\",'=cmd|x,"))
    }

    @Test("G04 staff read the same on the customer's page")
    func staffSide() throws {
        let book = try it.book("Zatlas", of: it.otto)
        try it.kernel.signIn(it.otto).get("/shelf/books/\(book)")
        let page = try it.kernel.signIn(it.staff).get("/staff/customers/\(it.customer.ref)/access-log")
        #expect(page.text.contains("Otto Klein") && page.text.contains("Zatlas"))
    }

    @Test("G04 SL04 what is in the log is in the chain: a row that is changed or taken away is found")
    func chain() throws {
        let book = try it.book("Zatlas", of: it.hanna)
        try it.kernel.signIn(it.hanna).get("/shelf/books/\(book)")
        for sql: SQL in ["UPDATE kernel_audit SET device = 'x'", "DELETE FROM kernel_audit"] {
            #expect(throws: DatabaseError.self) { try it.kernel.execute(sql) }
        }
        it.kernel.clock.move(seconds: 86_400)
        let (kernel, now) = (it.kernel, it.kernel.clock.now)
        try kernel.withConnection { connection in
            #expect(try AuditSeal.sealNext(connection, kernel.house.secrets, at: now, most: 10) == 1)
            #expect(
                try AuditVerify.report(connection, kernel.house.secrets, at: now, anchor: nil).faults.isEmpty)
            for trigger in House.migrations(of: []) where trigger.name.contains("_audit_no_update") {
                try connection.script("DROP TRIGGER kernel\(trigger.name.dropFirst(4))")
            }
            _ = try connection.execute("UPDATE kernel_audit SET device = 'Opera/Mac'")
            #expect(
                try !AuditVerify.report(connection, kernel.house.secrets, at: now, anchor: nil).faults.isEmpty
            )
        }
    }
}
