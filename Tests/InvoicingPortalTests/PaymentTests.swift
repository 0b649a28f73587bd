import PortalKit
import PortalTesting
import Testing

@Suite("Payments")
struct PaymentTests {
    private let it: Office

    init() throws { it = try Office() }

    @Test("in parts, until it is paid; the customer sees what is left; a paid invoice takes no other")
    func parts() throws {
        let ref = try it.issued()
        #expect(try it.pay(ref, "21.00").status == 303)
        #expect(try it.state(ref) == ["open 2100 12100"])
        let maria = try it.kernel.signIn(it.maria)
        let page = try maria.get("\(Office.list)/\(ref)").text
        #expect(
            page.contains("Partly paid") && page.contains("€100.00")
                && page.contains("Payment of €21.00 received"))
        #expect(try it.pay(ref, "100.00").status == 303)
        #expect(try it.state(ref) == ["paid 12100 12100"])
        #expect(try maria.get(Office.list + "?view=paid").links.contains("\(Office.list)/\(ref)"))
        #expect(try it.pay(ref, "1.00").status == 409)
        #expect(try it.kernel.value("SELECT COUNT(*) FROM invoicing_payment") == 2)
    }

    @Test("what is over stays with the payment, and is flagged; taken back, it stays in the history")
    func over() throws {
        let ref = try it.issued()
        try it.pay(ref, "200.00")
        #expect(try it.state(ref) == ["paid 12100 12100"])
        #expect(try it.desk.get("\(Office.staffList)/\(ref)").text.contains("€79.00 over"))
        let payment: Ref<Office> = try #require(try it.kernel.value("SELECT ref FROM invoicing_payment"))
        let back = "\(Office.staffList)/\(ref)/payment/reverse"
        #expect(try it.desk.post(back, ["payment": "\(payment)"]).status == 303)
        #expect(try it.state(ref) == ["open 0 12100"])
        #expect(try it.desk.post(back, ["payment": "\(payment)"]).status == 409)
        #expect(try it.state(ref) == ["open 0 12100"])
        let page = try it.kernel.signIn(it.maria).get("\(Office.list)/\(ref)").text
        #expect(page.contains("Payment of €200.00 taken back"))
        let other = try it.issued()
        #expect(
            try it.desk.post("\(Office.staffList)/\(other)/payment/reverse", ["payment": "\(payment)"]).status
                == 404)
    }

    @Test("nothing, less than nothing, too much and a day to come are refused")
    func badInput() throws {
        let ref = try it.issued()
        for amount in ["", "0", "-1", "1000000000000000", "x"] {
            #expect(try it.pay(ref, amount).status == 422, "\(amount)")
        }
        let late = try it.desk.post(
            "\(Office.staffList)/\(ref)/payment", ["amount": "1", "received": "2999-01-01"])
        #expect(late.status == 422 && late.wrongFields == ["received"])
        #expect(try it.pay(try it.draft(), "1").status == 409)
        #expect(try it.kernel.value("SELECT COUNT(*) FROM invoicing_payment") == 0)
    }

    @Test("what is written off is open no more, and takes no payment")
    func writtenOff() throws {
        let ref = try it.issued()
        let path = "\(Office.staffList)/\(ref)/write-off"
        #expect(try it.desk.post(path, [:]).status == 303)
        #expect(try it.desk.post(path, [:]).status == 409)
        #expect(try it.pay(ref, "1").status == 409)
        #expect(try it.kernel.signIn(it.maria).get("\(Office.list)/\(ref)").text.contains("Written off"))
    }

    @Test("what is due stands on the home, and overdue after its day")
    func overdue() throws {
        let ref = try it.issued()
        let maria = try it.kernel.signIn(it.maria)
        #expect(try maria.get("/home").links.contains("\(Office.list)/\(ref)"))
        #expect(try !maria.get(Office.list + "?view=overdue").links.contains("\(Office.list)/\(ref)"))
        it.kernel.clock.move(seconds: 16 * 86_400)
        let later = try it.kernel.signIn(it.maria)
        let list = try later.get(Office.list + "?view=overdue")
        #expect(list.links.contains("\(Office.list)/\(ref)") && list.text.contains("Overdue by 2 days"))
        #expect(list.text.contains("€121.00 of it is overdue"))
    }
}
