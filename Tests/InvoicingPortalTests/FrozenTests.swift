import PortalKit
import PortalTesting
import Testing

@Suite("What was sent")
struct FrozenTests {
    private let it: Office

    init() throws { it = try Office() }

    @Test("SK05 numbers follow each other without a gap, in the year's series; what is refused takes none")
    func numbers() throws {
        for _ in 0..<3 {
            _ = try it.issued()
            #expect(try it.issue(try it.draft()).status == 409)
        }
        #expect(
            try it.kernel.values("SELECT number FROM invoicing_invoice WHERE number IS NOT NULL ORDER BY id")
                == [1, 2, 3])
        let names: [String] = try it.kernel.values(
            "SELECT name FROM invoicing_invoice WHERE number IS NOT NULL ORDER BY id")
        #expect(names.map { $0.suffix(5) } == ["-0001", "-0002", "-0003"])
    }

    @Test("an issued invoice is changed by no route, thrown away by none, and issued once")
    func routes() throws {
        let ref = try it.issued()
        let before = try it.kernel.checksums()["invoicing_invoice"]
        let page = "\(Office.drafts)/\(ref)"
        #expect(try it.desk.get(page + "/edit").status == 404)
        #expect(try it.fill(ref, price: "1.00").status == 404)
        #expect(try it.issue(ref).status == 404)
        #expect(try it.desk.post(page + "/discard", [:]).status == 404)
        #expect(try it.kernel.checksums()["invoicing_invoice"] == before)
        #expect(try it.kernel.value("SELECT COUNT(*) FROM invoicing_line") == 1)
    }

    @Test(
        "an issued invoice, its lines and its taxes are changed by no statement",
        arguments: [
            "UPDATE invoicing_invoice SET gross = gross + 1, net = net + 1",
            "UPDATE invoicing_invoice SET buyer = 'x'",
            "UPDATE invoicing_invoice SET buyer = UPPER(buyer)",
            "UPDATE invoicing_invoice SET due_on = '2030-01-01'",
            "UPDATE invoicing_invoice SET number = number + 1", "UPDATE invoicing_invoice SET iban = 'NL00'",
            "UPDATE invoicing_invoice SET status = 'draft', issued_at = NULL, number = NULL, series = NULL",
            "UPDATE invoicing_invoice SET status = 'paid'", "UPDATE invoicing_invoice SET paid = gross + 1",
            "DELETE FROM invoicing_invoice", "UPDATE invoicing_line SET net = 1",
            "DELETE FROM invoicing_line",
            """
            INSERT INTO invoicing_line (customer_id, invoice_id, place, title, quantity, price, discount, category, rate, net)
            SELECT customer_id, id, 9, 'x', 1, 1, 0, 's', 1, 1 FROM invoicing_invoice
            """,
            "UPDATE invoicing_tax SET amount = 1", "DELETE FROM invoicing_tax",
            "INSERT INTO invoicing_tax (customer_id, invoice_id, category, rate, net, amount) SELECT customer_id, id, 'z', 0, 1, 0 FROM invoicing_invoice",
        ] as [SQL])
    func statements(_ sql: SQL) throws {
        _ = try it.issued()
        #expect(throws: DatabaseError.self) { try it.kernel.execute(sql) }
    }

    @Test("the settings of later do not change what was sent")
    func seller() throws {
        let path = "/staff/settings/invoicing"
        try it.desk.open(path)
        #expect(
            try it.desk.submit(
                path, ["invoicing.seller": "Northwind Traders", "invoicing.iban": "DE89370400440532013000"]
            ).status == 303)
        let ref = try it.issued()
        try it.desk.open(path)
        #expect(try it.desk.submit(path, ["invoicing.seller": "Southwind"]).status == 303)
        let page = try it.kernel.signIn(it.maria).get("\(Office.list)/\(ref)").text
        #expect(page.contains("Northwind Traders") && page.contains("DE89370400440532013000"))
        #expect(!page.contains("Southwind"))
    }
}
