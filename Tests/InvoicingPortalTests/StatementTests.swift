import PortalKit
import PortalTesting
import Testing

@testable import InvoicingPortal

@Suite("The statement and the transfer")
struct StatementTests {
    private let it: Office

    init() throws { it = try Office() }

    @Test("A05 the statement lists what is open by age, as page and for spreadsheets, of one customer alone")
    func ages() throws {
        let (old, young) = (try it.issued(price: "100.00"), try it.issued(price: "10.00"))
        let late = try it.draft()
        try it.fill(late, price: "1000.00", ["terms": "60"])
        try it.issue(late)
        try it.pay(young, "2.10")
        it.kernel.clock.move(seconds: 20 * 86_400)
        let maria = try it.kernel.signIn(it.maria)
        let page = try maria.get("/invoicing/statement")
        #expect(page.text.contains("€131.00") && page.text.contains("€1,210.00"), "by age")
        for ref in [old, young, late] { #expect(page.links.contains("\(Office.list)/\(ref)")) }
        let csv = try maria.get("/invoicing/statement/csv")
        #expect(csv.header("Content-Type")?.hasPrefix("text/csv") == true)
        #expect(csv.body.split(separator: "\r\n").count == 4 && csv.body.contains(",EUR,12.10,2.10,10,6"))
        let ana = try it.kernel.signIn(it.ana)
        #expect(try ana.get("/invoicing/statement").text.contains("Nothing is open."))
        #expect(try ana.get("/invoicing/statement/csv").body.split(separator: "\r\n").count == 1)
    }

    @Test(
        "the QR code holds what is open, and there is none without an account, in other currencies or when paid"
    )
    func transfer() throws {
        let path = "/staff/settings/invoicing"
        try it.desk.open(path)
        try it.desk.submit(
            path,
            [
                "invoicing.seller": "Northwind Traders", "invoicing.iban": "DE89 3704 0044 0532 0130 00",
                "invoicing.bic": "COBADEFFXXX",
            ])
        let ref = try it.issued()
        try it.pay(ref, "21.00")
        let maria = try it.kernel.signIn(it.maria)
        #expect(try maria.get("\(Office.list)/\(ref)").body.contains("class=\"qr\""))
        let ana = try it.kernel.signIn(it.ana)
        #expect(try ana.get("\(Office.list)/\(ref)").status == 404)
        try it.pay(ref, "100.00")
        #expect(try !maria.get("\(Office.list)/\(ref)").body.contains("class=\"qr\""))
        let dollars = try it.draft()
        try it.fill(dollars, ["currency": "USD"])
        try it.issue(dollars)
        #expect(try !maria.get("\(Office.list)/\(dollars)").body.contains("class=\"qr\""))
    }

    @Test(
        "an account's number is checked by its digits",
        arguments: [
            ("DE89370400440532013000", true), ("NL91ABNA0417164300", true), ("DE88370400440532013000", false),
            ("", false), ("DE89", false), ("de89 3704 0044 0532 0130 00", true),
            ("DE8937040044053201300\u{661}", false),
        ])
    func account(_ text: String, _ isValid: Bool) {
        #expect(IBAN.isValid(IBAN.bare(text)) == isValid)
    }
}
