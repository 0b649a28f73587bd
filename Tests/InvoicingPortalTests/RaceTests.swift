import PortalKit
import PortalTesting
import Testing

@Suite("Many at once")
struct RaceTests {
    private let it: Office

    init() throws { it = try Office() }

    @Test("SK05 fifty invoices issued at once have fifty numbers without a gap")
    func issuing() throws {
        let drafts = try (0..<50).map { _ in try it.draft() }
        for draft in drafts { try it.fill(draft) }
        let (kernel, staff) = (it.kernel, it.staff)
        let statuses = try atOnce(50) { number in
            try kernel.signIn(staff).post("\(Office.drafts)/\(drafts[number])/issue", ["version": "2"]).status
        }.map { try $0.get() }
        #expect(statuses.allSatisfy { $0 == 303 })
        let numbers: [Int] = try it.kernel.values("SELECT number FROM invoicing_invoice ORDER BY number")
        #expect(numbers == Array(1...50))
    }

    @Test("SK01 fifty payments at once never come to more than the invoice, and none is lost")
    func paying() throws {
        let ref = try it.issued()
        let day = it.kernel.clock.now
        let (kernel, staff) = (it.kernel, it.staff)
        let received: String = try #require(
            try kernel.value("SELECT CAST(DATE(\(day)) AS CHAR)"))
        let statuses = try atOnce(50) { _ in
            try kernel.signIn(staff).post(
                "\(Office.staffList)/\(ref)/payment", ["amount": "5.00", "received": received]
            ).status
        }.map { try $0.get() }
        #expect(statuses.count { $0 == 303 } == 25 && statuses.count { $0 == 409 } == 25)
        #expect(try it.state(ref) == ["paid 12100 12100"])
        #expect(try kernel.value("SELECT CAST(SUM(amount) AS SIGNED) FROM invoicing_allocation") == 12_100)
        #expect(try kernel.value("SELECT CAST(SUM(amount) AS SIGNED) FROM invoicing_payment") == 12_500)
    }
}
