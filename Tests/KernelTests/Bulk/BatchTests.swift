import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("Bulk enabling, from ticks to the start")
struct BatchTests {
    private let it: BatchStage
    private let alfreds: TestCustomer

    init() throws {
        it = try BatchStage()
        alfreds = try it.kernel.addCustomer("Alfreds Futterkiste")
    }

    // MARK: Who must not

    @Test("A09 a technician finds no checkbox, and forged requests are refused and change nothing")
    func technician() throws {
        let hanna = try it.contact("Hanna Moos", at: alfreds, email: "hanna@example.org")
        let path = try it.rehearse([hanna])
        let technician = try it.kernel.signIn(try it.kernel.addStaff(isAdministrator: false))
        for list in ["/staff/customers", "/staff/contacts"] {
            let page = try technician.open(list)
            #expect(page.status == 200 && page.form("/staff/bulk") == nil)
            #expect(!page.body.contains("checkbox") && !page.links.contains { $0.contains("bulk") })
        }
        let before = try it.kernel.checksums()
        let row = try it.row("Hanna Moos", in: path)
        for address in [
            "/staff/bulk", "/staff/bulk/upload", path, path + "/csv", path + "/terms", path + "/undo",
        ] {
            #expect(try technician.get(address).status == 403, "\(address)")
        }
        for address in [
            "/staff/bulk", "/staff/bulk/upload", path + "/terms", path + "/discard", path + "/start",
            path + "/stop", path + "/again", path + "/sheets", path + "/undo", row + "/resend",
            row + "/revoke",
            row + "/sheet",
        ] {
            #expect(try technician.post(address, ["contact": hanna.ref]).status == 403, "\(address)")
        }
        #expect(try it.kernel.checksums() == before)
    }

    @Test(
        "SE04 who does not exist, was removed or archived cannot be ticked, and nothing is kept of the others"
    )
    func unknown() throws {
        let hanna = try it.contact("Hanna Moos", at: alfreds, email: "hanna@example.org")
        let gone = try it.contact("Gone", at: alfreds, email: "gone@example.org")
        try it.kernel.execute(
            "UPDATE kernel_contact SET removed_at = \(it.kernel.clock.now) WHERE id = \(gone.id)")
        let closed = try it.kernel.addCustomer("Closed")
        try it.kernel.execute(
            "UPDATE kernel_customer SET archived_at = \(it.kernel.clock.now) WHERE id = \(closed.id)")
        let late = try it.contact("Late", at: closed, email: "late@example.org")
        for ref in [gone.ref, late.ref, "0000000000000000", "nonsense", closed.ref] {
            let reply = try it.post(
                "/staff/bulk", [("list", "contacts"), ("contact", hanna.ref), ("contact", ref)])
            #expect(reply.status == 404, "\(ref)")
        }
        for ref in [closed.ref, "0000000000000000", hanna.ref] {
            let reply = try it.post(
                "/staff/bulk", [("list", "customers"), ("customer", alfreds.ref), ("customer", ref)])
            #expect(reply.status == 404, "\(ref)")
        }
        #expect(try it.count("kernel_batch") == 0)
    }

    @Test("SE04 rows of another batch are not found in this one")
    func foreignRows() throws {
        let hanna = try it.contact("Hanna Moos", at: alfreds, email: "hanna@example.org")
        let one = try it.rehearse([hanna])
        let two = try it.rehearse([hanna])
        let foreign = try #require(try it.rows(two).first).ref.description
        let before = try it.kernel.checksums()
        #expect(try it.post(one + "/start", [("shown", foreign), ("row", foreign)]).status == 404)
        #expect(try it.post(one + "/start", [("row", foreign)]).status == 404)
        for act in ["resend", "revoke", "sheet"] {
            #expect(try it.post(one + "/rows/\(foreign)/\(act)", []).status == 404, "\(act)")
        }
        #expect(try it.kernel.checksums() == before)
    }

    // MARK: The rehearsal

    @Test("G10 the rehearsal says for each what will happen, and nothing has happened")
    func rehearsal() throws {
        let berglunds = try it.kernel.addCustomer("Berglunds snabbköp")
        let seat = try it.kernel.addSeat(it.contact("Maria Anders", at: berglunds))
        let people = [
            try it.contact("Hanna Moos", at: alfreds, email: "hanna@example.org"),
            try it.contact("Yang Wang", at: berglunds),
            try it.contact("Peter Franken", at: berglunds, email: "office@example.org"),
            try it.contact("Lena Vogt", at: berglunds, email: "OFFICE@example.org"),
            try it.contact("Broken", at: berglunds, email: "broken"),
            try it.contact("Second seat", at: alfreds, email: seat.login),
            try it.contact("Same login", at: berglunds, email: seat.login),
            try #require(seat.contact),
        ]
        let before = try it.kernel.checksums()
        let path = try it.rehearse(people)
        let page = try it.office.open(path)
        #expect(page.status == 200)
        let decisions = Dictionary(
            try it.rows(path).map { ($0.name, $0.decision) }, uniquingKeysWith: { first, _ in first })
        #expect(
            decisions == [
                "Hanna Moos": .invitation, "Yang Wang": .sheet, "Peter Franken": .sharedAddress,
                "Lena Vogt": .sharedAddress, "Broken": .badAddress, "Second seat": .addsSeat,
                "Same login": .sharedAddress, "Maria Anders": .hasAccess,
            ])
        for words in [
            "Invitation; the link sign-in stops", "User name yang.wang", "Lena Vogt has the same address",
            "No mail can go to what stands on file.", "There is a login with this address.",
            "Has access already, no change", "3 contacts are enabled,", "2 e-mails leave.",
            "Enable 3 contacts",
        ] {
            #expect(page.text.contains(words), "\(words)")
        }
        let own = ["kernel_batch", "kernel_batch_row", "kernel_audit", "kernel_once", "kernel_staff_session"]
        func others(_ sums: [String: String]) -> [String: String] {
            sums.filter { sum in !own.contains { sum.key.hasSuffix($0) } }
        }
        let after = try others(it.kernel.checksums())
        #expect(after.filter { before[$0.key] != $0.value }.map(\.key) == [])
        #expect(try it.office.open(path + "?show=mend").text.contains("Peter Franken"))
        #expect(try !it.office.open(path + "?show=mend").text.contains("Hanna Moos"))
        let csv = try it.office.get(path + "/csv")
        #expect(csv.header("Content-Type") == "text/csv; charset=utf-8")
        #expect(csv.body.contains("Yang Wang,Berglunds snabbköp"))
    }

    @Test("C26 a ticked customer means its contacts with an address, or itself where it has none")
    func customers() throws {
        let empty = try it.kernel.addCustomer("Empty & Sons")
        try it.kernel.execute(
            "UPDATE kernel_customer SET email = 'office@empty.example.org' WHERE id = \(empty.id)")
        _ = try it.contact("Without", at: empty)
        _ = try it.contact("Hanna Moos", at: alfreds, email: "hanna@example.org")
        _ = try it.contact("Also without", at: alfreds)
        let path = try it.rehearse(customers: [alfreds, empty])
        #expect(try it.rows(path).map(\.name).sorted() == ["Empty & Sons", "Hanna Moos"])
        #expect(try it.start(path).location == path)
        try it.kernel.runBackground()
        #expect(
            try it.kernel.values(
                """
                SELECT g.name FROM kernel_seat s JOIN kernel_permission_group g ON g.id = s.group_id
                WHERE s.contact_id IS NULL
                """) == ["Everything"])
        #expect(
            try it.kernel.value(
                """
                SELECT COUNT(*) FROM kernel_seat s JOIN kernel_permission_group g ON g.id = s.group_id
                WHERE s.contact_id IS NOT NULL AND g.is_default = 1 AND s.mfa_required_at IS NULL
                """) == 1)
        let letters = try it.kernel.deliver()
        #expect(letters.map(\.recipient).sorted() == ["hanna@example.org", "office@empty.example.org"])
        let link = try #require(letters.first { $0.recipient.hasPrefix("office") }?.linkPath)
        let browser = it.kernel.browser()
        try browser.open(try #require(try browser.get(link).location))
        #expect(try browser.submit("/invitation", ["password": LinkStage.password]).location == "/home")
    }

    @Test("C26 all that match means the filter as the page had it, read again when it is sent")
    func allThatMatch() throws {
        for name in ["Hanna", "Hannes", "Peter"] {
            _ = try it.contact(name, at: alfreds, email: "\(name)@example.org")
        }
        let page = try it.office.open("/staff/contacts?q=hann")
        let fields = try #require(page.form("/staff/bulk")).fields
        #expect(fields["q"] == "hann" && page.text.contains("Enable portal for all 2…"))
        _ = try it.contact("Johanna", at: alfreds, email: "johanna@example.org")
        let reply = try it.post(
            "/staff/bulk", [("list", "contacts"), ("q", "hann"), ("state", "all"), ("all", "1")])
        #expect(
            try it.rows(try #require(reply.location)).map(\.name).sorted() == ["Hanna", "Hannes", "Johanna"])
        let customers = try it.post(
            "/staff/bulk", [("list", "customers"), ("view", "without"), ("all", "1")])
        #expect(try it.rows(try #require(customers.location)).count == 4)
        let none = try it.post("/staff/bulk", [("list", "contacts"), ("q", "nobody"), ("all", "1")])
        #expect(none.status == 409)
        #expect(try it.post("/staff/bulk", [("list", "contacts")]).location == "/staff/contacts")
    }

    @Test("C26 group, second factor and portals hold for the whole batch; an unknown one is refused")
    func terms() throws {
        let hanna = try it.contact("Hanna Moos", at: alfreds, email: "hanna@example.org")
        let path = try it.rehearse([hanna])
        let group = try it.kernel.addGroup([:])
        for fields in [
            [("group", "0000000000000000")], [("which", "listed"), ("portals", "nothing")],
            [("which", "listed")],
        ] {
            #expect((400..<500).contains(try it.post(path + "/terms", fields).status), "\(fields)")
        }
        #expect(try it.batch(path).terms.portals == nil)
        let chosen = [("group", group.ref), ("mfa", "1"), ("which", "listed"), ("portals", "notes")]
        #expect(try it.post(path + "/terms", chosen).location == path)
        #expect(try it.office.open(path).text.contains("Required"))
        #expect(try it.start(path).location == path)
        #expect(try it.post(path + "/terms", chosen).status == 409)
        try it.kernel.runBackground()
        #expect(
            try it.kernel.value(
                """
                SELECT COUNT(*) FROM kernel_seat s JOIN kernel_access x ON x.seat_id = s.id AND x.portal = 'notes'
                WHERE s.contact_id = \(hanna.id) AND s.group_id = \(group.id) AND s.mode = 'listed'
                    AND s.mfa_required_at IS NOT NULL AND s.mfa_required_by = \(it.staff.id)
                """) == 1)
    }

    // MARK: The start

    @Test("G10 ticks that were changed are kept and shown once more before anything starts")
    func ticks() throws {
        let hanna = try it.contact("Hanna Moos", at: alfreds, email: "hanna@example.org")
        let peter = try it.contact("Peter Franken", at: alfreds, email: "peter@example.org")
        let path = try it.rehearse([hanna, peter])
        #expect(try it.start(path, leaving: ["Peter Franken"]).location == path)
        #expect(try it.batch(path).state == .draft)
        #expect(try it.office.open(path).text.contains("Enable one contact"))
        #expect(try it.start(path).location == path)
        try it.kernel.runBackground()
        #expect(try it.results(path) == ["Hanna Moos": .sending, "Peter Franken": .leftOut])
        #expect(try it.post(path + "/discard", []).status == 409)
    }

    @Test("SL05 pressed twice, by two people at once, it starts once: one invitation and one mail each")
    func pressedTwice() throws {
        let people = try (0..<8).map {
            try it.contact("Person \($0)", at: alfreds, email: "p\($0)@example.org")
        }
        let path = try it.rehearse(people)
        let desks = try (0..<4).map { _ in Unchecked(value: try it.kernel.signIn(it.kernel.addStaff())) }
        let stage = Unchecked(value: it)
        let replies = atOnce(4) { try stage.value.start(path, by: desks[$0].value).status }
        // Who was later is led to the progress, or told that it was started.
        #expect(try Set(replies.map { try $0.get() }).isSubset(of: [303, 409]))
        #expect(try it.count("kernel_task WHERE kind = 'administration.bulk-enable'") == 1)
        try it.kernel.runBackground()
        #expect(try it.count("kernel_seat") == 8)
        #expect(try it.count("kernel_invitation") == 8)
        #expect(try it.kernel.deliver().count == 8)
        #expect(try it.count("kernel_audit WHERE action = 'administration.batch.started'") == 1)
    }

    @Test("SL05 from 500 on it starts only with a tick of its own")
    func confirmed() throws {
        let path = try it.rehearse(customers: [try it.crowd(Batch.sureFrom)])
        let first = try it.rows(path).prefix(Batch.page).map { $0.ref.description }
        let fields = first.map { ("shown", $0) } + first.map { ("row", $0) }
        #expect(try it.office.open(path).text.contains("Yes, enable all of them"))
        #expect(try it.post(path + "/start", fields).location == path)
        #expect(try it.batch(path).state == .draft)
        #expect(try it.post(path + "/start", fields + [("sure", "1")]).location == path)
        #expect(try it.batch(path).state == .running)
        #expect(try it.office.get(path).header("Refresh") == "4")
    }

    @Test("a rehearsal can be thrown away, and its list of contacts asks at most four statements")
    func discarded() throws {
        let hanna = try it.contact("Hanna Moos", at: alfreds, email: "hanna@example.org")
        let path = try it.rehearse([hanna])
        #expect(try it.post(path + "/discard", []).location == "/staff/bulk")
        #expect(try it.count("kernel_batch_row") == 0)
        #expect(try it.office.get(path).status == 404)
        try it.office.open("/staff/contacts")
        try it.office.open("/staff/contacts")
        #expect((it.kernel.log.last?.statements ?? 99) <= 4)
    }
}
