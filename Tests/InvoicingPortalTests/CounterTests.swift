import Testing

@testable import InvoicingPortal

@Suite("Numbers in fields")
struct CounterTests {
    @Test("are written so that they are read again")
    func decimals() {
        #expect(DecimalField.text(4560, digits: 2) == "45.60")
        #expect(DecimalField.text(-5, digits: 2) == "-0.05")
        #expect(DecimalField.text(15_000, digits: 3) == "15")
        #expect(DecimalField.text(1234, digits: 0) == "1234")
    }
}
