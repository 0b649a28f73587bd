import MariaDB
import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("Bulk enabling in the background, and what comes of it")
struct BatchRunTests {
    private let it: BatchStage

    init() throws { it = try BatchStage() }

    private func started(_ count: Int) throws -> String {
        let path = try it.rehearse(customers: [try it.crowd(count)])
        let id = try it.batch(path).id.value
        let (staff, now) = (it.staff.id, it.kernel.clock.now)
        try it.kernel.withConnection { _ = try Batch.start(id, by: staff, at: now, $0) }
        try enqueue(id)
        return path
    }

    private func enqueue(_ batch: UInt64) throws {
        let now = it.kernel.clock.now
        try it.kernel.execute(
            """
            INSERT INTO kernel_task (kind, payload, created_at, queued_at, due_at)
            VALUES ('administration.bulk-enable', \("{\"batch\":\(batch)}"), \(now), \(now), \(now))
            """)
    }

    private func expectOneEach(_ count: Int) throws {
        #expect(try it.count("kernel_seat") == count)
        #expect(try it.count("kernel_account") == count)
        #expect(try it.count("kernel_invitation") == count)
        #expect(try it.count("kernel_mail WHERE kind = 'identity.invitation'") == count)
        #expect(try it.count("kernel_audit WHERE action = 'administration.seat.invited'") == count)
        #expect(try it.count("kernel_batch_row WHERE state = 'done'") == count)
    }

    // MARK: Once each

    @Test(
        "SL05 a program that dies between and within slices goes on where it was, and nobody is enabled twice"
    )
    func killed() throws {
        let path = try started(1_200)
        struct Dies: Error {}
        // Dies at later and later statements, until it has come through.
        for place in [3, 9, 14, 18, 22, 30, 45, 61] {
            let connection = Connection(it.kernel.database.options)
            let background = Background(
                it.kernel.house, connection, keeper: Connection(it.kernel.database.options))
            var sent = 0
            let counting: (SQL) throws -> Void = { _ in
                sent += 1
                if sent == place { throw Dies() }
            }
            connection.onSend = counting
            var looks = 0
            _ = try? background.drain {
                looks += 1
                if sent < place { connection.onSend = counting }
                return looks < 20
            }
            connection.close()
            it.kernel.clock.move(seconds: 400)
        }
        it.kernel.clock.move(seconds: 4_000)
        try it.kernel.runBackground()
        try expectOneEach(1_200)
        #expect(try it.batch(path).state == .done)
    }

    @Test("SL05 four workers at once: each contact has exactly one seat, one invitation and one mail")
    func workers() throws {
        let path = try started(1_200)
        let id = try it.batch(path).id.value
        for _ in 0..<3 { try enqueue(id) }
        let kernel = it.kernel
        for result in atOnce(4, { _ in try kernel.background().drain() }) { _ = try result.get() }
        it.kernel.clock.move(seconds: 4_000)
        try it.kernel.runBackground()
        try expectOneEach(1_200)
        #expect(try it.batch(path).state == .done)
    }

    @Test("SL05 who was enabled since the rehearsal has access already, and gets no second mail")
    func enabledMeanwhile() throws {
        let alfreds = try it.kernel.addCustomer()
        let hanna = try it.contact("Hanna Moos", at: alfreds, email: "hanna@example.org")
        let peter = try it.contact("Peter Franken", at: alfreds, email: "peter@example.org")
        let path = try it.rehearse([hanna, peter])
        #expect(try it.start(path).status == 303)
        _ = try it.kernel.addSeat(peter)
        try it.kernel.runBackground()
        #expect(try it.kernel.deliver().map(\.recipient) == ["hanna@example.org"])
        #expect(try it.results(path) == ["Hanna Moos": .delivered, "Peter Franken": .unchanged(.hasAccess)])
    }

    @Test("SL05 a row that cannot be done undoes and blocks no other; it is said, and tried again")
    func oneFails() throws {
        let path = try started(40)
        try it.kernel.withConnection {
            try $0.script(
                """
                CREATE TRIGGER broken BEFORE INSERT ON kernel_account FOR EACH ROW
                IF NEW.login LIKE 'p7.%' THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no'; END IF
                """)
        }
        try it.kernel.runBackground()
        #expect(try it.count("kernel_seat") == 39)
        let failed = try it.results(path).filter { if case .failed = $0.value { true } else { false } }
        #expect(failed.keys.sorted() == ["Person 7"])
        #expect(try it.batch(path).state == .done)
        try it.kernel.withConnection { try $0.script("DROP TRIGGER broken") }
        try it.office.open(path)
        #expect(try it.office.submit(path + "/again").location == path)
        try it.kernel.runBackground()
        try expectOneEach(40)
        #expect(try it.post(path + "/again", []).location == path)
        #expect(try it.batch(path).state == .done)
    }

    @Test("one address of two customers is one login with two seats")
    func sameAddress() throws {
        let one = try it.contact("Hanna Moos", at: it.kernel.addCustomer("One"), email: "Hanna@example.org")
        let two = try it.contact("Hanna Moos", at: it.kernel.addCustomer("Two"), email: "hanna@example.org")
        let path = try it.rehearse([one, two])
        _ = try it.start(path)
        try it.kernel.runBackground()
        #expect(try it.count("kernel_account") == 1)
        #expect(try it.count("kernel_seat") == 2)
        #expect(try it.kernel.deliver().count == 2)
    }

    @Test("it stops, and goes on where it was")
    func stopped() throws {
        let path = try started(10)
        try it.office.open(path)
        #expect(try it.office.submit(path + "/stop").location == path)
        try it.kernel.runBackground()
        #expect(try it.count("kernel_seat") == 0)
        try it.office.open(path)
        #expect(try it.office.submit(path + "/again").location == path)
        try it.kernel.runBackground()
        try expectOneEach(10)
    }

    // MARK: What came of it

    @Test(
        "G10 each row tells what became of it: on its way, delivered, refused with the server's words, signed in"
    )
    func results() throws {
        let alfreds = try it.kernel.addCustomer()
        let people = try ["Hanna", "Peter", "Lena"].map {
            try it.contact($0, at: alfreds, email: "\($0.lowercased())@example.org")
        }
        let path = try it.rehearse(people)
        _ = try it.start(path)
        try it.kernel.runBackground()
        #expect(try it.results(path).values.allSatisfy { $0 == .sending })
        let letters = try it.kernel.deliver { letter in
            letter.recipient == "peter@example.org"
                ? DeliveryFailure(isHopeless: true, reason: "550 unknown user") : nil
        }
        let link = try #require(letters.first { $0.recipient == "hanna@example.org" }?.linkPath)
        let browser = it.kernel.browser()
        try browser.open(try #require(try browser.get(link).location))
        try browser.submit("/invitation", ["password": LinkStage.password])
        #expect(
            try it.results(path) == [
                "Hanna": .signedIn, "Peter": .refused("550 unknown user"), "Lena": .delivered,
            ])
        let page = try it.office.open(path)
        for words in ["3 of 3 done", "550 unknown user", "Correct the address", "One has signed in"] {
            #expect(page.text.contains(words), "\(words)")
        }
        #expect(page.header("Refresh") == nil)
        let csv = try it.office.get(path + "/csv").body
        #expect(csv.contains("Peter,Alfreds Futterkiste,peter@example.org,,Refused,550 unknown user,"))
    }

    @Test(
        "G10 an invitation is sent again to the corrected address, its old link ends, and not without limit")
    func resend() throws {
        let alfreds = try it.kernel.addCustomer()
        let hanna = try it.contact("Hanna", at: alfreds, email: "wrong@example.org")
        let path = try it.rehearse([hanna])
        _ = try it.start(path)
        try it.kernel.runBackground()
        let old = try #require(try it.kernel.deliver().first?.linkPath)
        try it.kernel.execute("UPDATE kernel_contact SET email = 'hanna@example.org' WHERE id = \(hanna.id)")
        let row = try it.row("Hanna", in: path)
        try it.office.open(path)
        #expect(try it.office.submit(row + "/resend").location == path)
        let new = try #require(try it.kernel.deliver().first)
        #expect(new.recipient == "hanna@example.org" && new.linkPath != old)
        let late = it.kernel.browser()
        try late.get(old)
        #expect(try late.open("/invitation").text.contains("This link no longer works"))
        #expect(try it.post(row + "/resend", []).location == path)
        #expect(try it.post(row + "/resend", []).status == 409)
    }

    @Test("G10 revoked, one has neither seat nor account, and his mail does not leave")
    func revoke() throws {
        let alfreds = try it.kernel.addCustomer()
        let hanna = try it.contact("Hanna", at: alfreds, email: "hanna@example.org")
        let path = try it.rehearse([hanna])
        _ = try it.start(path)
        try it.kernel.runBackground()
        try it.office.open(path)
        #expect(try it.office.submit(try it.row("Hanna", in: path) + "/revoke").location == path)
        #expect(try it.kernel.deliver().isEmpty)
        #expect(try it.count("kernel_seat") == 0)
        #expect(try it.count("kernel_account") == 0)
        #expect(try it.results(path) == ["Hanna": .undone])
        #expect(try it.post(try it.row("Hanna", in: path) + "/revoke", []).status == 409)
        #expect(try it.post(try it.row("Hanna", in: path) + "/resend", []).status == 409)
    }

    @Test("G10 undo takes back what nobody has used; who has signed in keeps it")
    func undo() throws {
        let alfreds = try it.kernel.addCustomer()
        let hanna = try it.contact("Hanna", at: alfreds, email: "hanna@example.org")
        let peter = try it.contact("Peter", at: alfreds, email: "peter@example.org")
        let yang = try it.contact("Yang Wang", at: alfreds)
        let path = try it.rehearse([hanna, peter, yang])
        _ = try it.start(path)
        try it.kernel.runBackground()
        let link = try #require(
            try it.kernel.deliver().first { $0.recipient == "hanna@example.org" }?.linkPath)
        let browser = it.kernel.browser()
        try browser.open(try #require(try browser.get(link).location))
        try browser.submit("/invitation", ["password": LinkStage.password])
        let page = try it.office.open(path + "/undo")
        #expect(page.text.contains("2 people who have not signed in lose the access"))
        #expect(try it.office.submit(path + "/undo").location == path)
        #expect(try it.results(path) == ["Hanna": .signedIn, "Peter": .undone, "Yang Wang": .undone])
        #expect(try it.kernel.values("SELECT login FROM kernel_account") == ["hanna@example.org"])
        #expect(try browser.open("/home").status == 200)
        #expect(try it.count("kernel_audit WHERE action = 'administration.seat.withdrawn'") == 2)
    }

    // MARK: Sheets

    @Test(
        "C24 a sheet's start password is made when it is printed, works once, and printed anew the old one ends"
    )
    func sheets() throws {
        let alfreds = try it.kernel.addCustomer()
        let yang = try it.contact("Yang Wang", at: alfreds)
        let path = try it.rehearse([yang])
        _ = try it.start(path)
        try it.kernel.runBackground()
        #expect(try it.results(path) == ["Yang Wang": .sheetReady])
        #expect(try it.kernel.value("SELECT password IS NULL FROM kernel_account") == true)
        func printed(_ action: String) throws -> String {
            try it.office.open(path)
            let page = try it.office.submit(action)
            #expect(page.status == 200)
            let parts = page.body.split(separator: "<span class=\"secret\">")
            return String(try #require(parts.last).prefix { $0 != "<" })
        }
        func signIn(_ password: String) throws -> Reply {
            let browser = it.kernel.browser()
            try browser.get("/sign-in")
            return try browser.submit("/sign-in", ["login": "yang.wang", "password": password])
        }
        let first = try printed(path + "/sheets")
        let second = try printed(try it.row("Yang Wang", in: path) + "/sheet")
        #expect(first != second)
        #expect(try signIn(first).status == 422)
        #expect(try signIn(second).status == 303)
        #expect(try it.results(path) == ["Yang Wang": .signedIn])
        #expect(try it.post(try it.row("Yang Wang", in: path) + "/sheet", []).status == 409)
        #expect(try it.post(path + "/sheets", []).status == 409)
        for table in ["kernel_once", "kernel_batch_row", "kernel_audit"] {
            let dump: [String?] = try it.kernel.values(
                SQL(
                    trusted:
                        "SELECT GROUP_CONCAT(COALESCE(\(table == "kernel_once" ? "location" : table == "kernel_audit" ? "action" : "error"), '')) FROM \(table)"
                ))
            #expect(!dump.contains { $0?.contains(second) == true })
        }
    }
}
