import PortalKit
import PortalTesting
import Testing

@Suite("Drafts of invoices")
struct DraftTests {
    private let it: Office

    init() throws { it = try Office() }

    @Test(
        "A05 a draft is a 404 for its customer, and in no list, sum or search; issued, it is there for him alone"
    )
    func hidden() throws {
        let ref = try it.draft()
        try it.fill(ref, ["intro": "Canary"])
        let (maria, ana) = (try it.kernel.signIn(it.maria), try it.kernel.signIn(it.ana))
        #expect(try maria.get("\(Office.list)/\(ref)").status == 404)
        #expect(try !maria.get(Office.list).text.contains("121"))
        #expect(try !maria.get("/home").text.contains("121"))
        #expect(try !maria.get("/search?q=canary").links.contains("\(Office.list)/\(ref)"))
        #expect(try it.issue(ref).status == 303)
        #expect(try maria.get("\(Office.list)/\(ref)").text.contains("€121.00"))
        #expect(try maria.get(Office.list).links.contains("\(Office.list)/\(ref)"))
        #expect(try maria.get("/home").text.contains("€121.00"))
        #expect(try maria.get("/search?q=canary").links.contains("\(Office.list)/\(ref)"))
        #expect(try ana.get("\(Office.list)/\(ref)").status == 404)
        for page in [Office.list, "/home", "/search?q=canary"] {
            #expect(try !ana.get(page).body.contains("121.00"), "\(page)")
            #expect(try !ana.get(page).links.contains("\(Office.list)/\(ref)"), "\(page)")
        }
    }

    @Test("who reaches only his own sees what is for him, and of it alone what is open")
    func own() throws {
        let ref = try it.issued()
        let karl = try it.kernel.signIn(it.karl)
        #expect(try karl.get("\(Office.list)/\(ref)").status == 404)
        let his = try it.draft()
        let karls: Ref<Office> = try #require(
            try it.kernel.value("SELECT ref FROM kernel_contact WHERE id = \(it.karl.contact?.id)"))
        #expect(try it.fill(his, price: "10.00", ["contact": "\(karls)"]).status == 303)
        try it.issue(his)
        #expect(try karl.get("\(Office.list)/\(his)").status == 200)
        let list = try karl.get(Office.list)
        #expect(list.text.contains("€12.10") && !list.text.contains("€121.00"))
    }

    @Test("a contact of another customer cannot be chosen")
    func foreignContact() throws {
        let ref = try it.draft()
        let anas: Ref<Office> = try #require(
            try it.kernel.value("SELECT ref FROM kernel_contact WHERE id = \(it.ana.contact?.id)"))
        let reply = try it.fill(ref, ["contact": "\(anas)"])
        #expect(reply.status == 422 && reply.wrongFields == ["contact"])
    }

    @Test(
        "SF08 what is no amount, no currency, too large or too much is refused at its field, and comes back as typed",
        arguments: [
            (["price-0": "1000000000000000"], "price-0"), (["price-0": "abc"], "price-0"),
            (["price-0": "1.005"], "price-0"), (["currency": "XXX"], "currency"),
            (["quantity-0": "9999999999999"], "quantity-0"), (["rate-0": "101"], "rate-0"),
            (["rate-0": "21", "category-0": "ae"], "rate-0"), (["title-0": ""], "title-0"),
            (["terms": "366"], "terms"), (["buyer": " "], "buyer"),
            (["price-0": "999999999999", "quantity-0": "1000"], "price-0"),
        ])
    func badInput(_ fields: [String: String], _ field: String) throws {
        let ref = try it.draft()
        let reply = try it.fill(ref, fields)
        #expect(reply.status == 422 && reply.wrongFields.contains(field), "\(reply.wrongFields)")
        #expect(try it.kernel.value("SELECT COUNT(*) FROM invoicing_line") == 0)
    }

    @Test("10,000 lines, and one more than there is room for, are a clear error and store nothing")
    func manyLines() throws {
        let ref = try it.draft()
        for count in [101, 10_000] {
            var fields: [String: String] = [:]
            for index in 0..<count { fields["title-\(index)"] = "Line"; fields["price-\(index)"] = "1" }
            #expect((400..<500).contains(try it.fill(ref, fields).status), "\(count)")
        }
        #expect(try it.kernel.value("SELECT COUNT(*) FROM invoicing_line") == 0)
    }

    @Test("sums are reckoned by the server: tax once for each rate on the sum of its lines")
    func sums() throws {
        let ref = try it.draft()
        let lines = [
            ("15", "45.60", "25", "7"), ("21", "18.00", "25", "19"), ("2", "12.00", "25", "7"),
            ("1", "29.46", "0", "19"),
        ]
        var fields: [String: String] = ["then": "stay"]
        for (index, line) in lines.enumerated() {
            fields["title-\(index)"] = "Line"
            (fields["quantity-\(index)"], fields["price-\(index)"]) = (line.0, line.1)
            (fields["discount-\(index)"], fields["rate-\(index)"]) = (line.2, line.3)
            fields["category-\(index)"] = "s"
        }
        #expect(try it.fill(ref, fields).location == "\(Office.drafts)/\(ref)/edit")
        let page = try it.desk.get("\(Office.staffList)/\(ref)").text
        for amount in ["€513.00", "€283.50", "€843.96", "€37.17", "€59.46", "€940.59"] {
            #expect(page.contains(amount), "\(amount)")
        }
    }

    @Test("nothing and less than nothing is not issued; a draft that somebody changed meanwhile neither")
    func notIssued() throws {
        let ref = try it.draft()
        #expect(try it.issue(ref).status == 409)
        try it.fill(ref, price: "-5.00")
        #expect(try it.issue(ref).status == 409)
        try it.fill(ref)
        #expect(try it.desk.post("\(Office.drafts)/\(ref)/issue", ["version": "1"]).status == 409)
        #expect(try it.fill(ref, ["version": "1"]).status == 409)
        #expect(try it.kernel.value("SELECT COUNT(*) FROM invoicing_series") == 0)
    }

    @Test("a draft is thrown away with its lines; a customer and a technician write none")
    func discard() throws {
        let ref = try it.draft()
        try it.fill(ref)
        let maria = try it.kernel.signIn(it.maria)
        #expect(
            try maria.post("\(Office.staffList)/new", ["customer": "1"]).location?.hasPrefix("/staff/sign-in")
                == true)
        let technician = try it.kernel.signIn(it.kernel.addStaff("Jonas Kettering", isAdministrator: false))
        #expect(try technician.get(Office.staffList).status == 403)
        #expect(try it.desk.post("\(Office.drafts)/\(ref)/discard", [:]).status == 303)
        #expect(try it.kernel.value("SELECT COUNT(*) FROM invoicing_line") == 0)
        #expect(try it.desk.get("\(Office.staffList)/\(ref)").status == 404)
    }
}
