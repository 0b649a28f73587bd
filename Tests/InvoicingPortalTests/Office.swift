import InvoicingPortal
import PortalKit
import PortalTesting
import Testing

/// An installation with invoices: Maria reads those of Alfreds, Karl only his own, Ana is of another customer.
struct Office {
    static let list = "/invoicing/invoices"
    static let staffList = "/staff/invoicing/invoices"
    static let drafts = "/staff/invoicing/drafts"

    let kernel: TestKernel
    let alfreds: TestCustomer
    let maria: TestSeat
    let karl: TestSeat
    let ana: TestSeat
    let staff: TestStaff
    let desk: Browser

    init() throws {
        kernel = try TestKernel(portals: [invoicingPortal])
        alfreds = try kernel.addCustomer("Alfreds Futterkiste")
        maria = try kernel.addSeat(kernel.addContact("Maria Anders", at: alfreds))
        karl = try kernel.addSeat(
            kernel.addContact("Karl Brandt", at: alfreds),
            group: kernel.addGroup(["invoicing.invoices.view": .own]))
        ana = try kernel.addSeat(
            kernel.addContact("Ana Trujillo", at: kernel.addCustomer("Ana Trujillo Helados")))
        staff = try kernel.addStaff()
        desk = try kernel.signIn(staff)
    }

    /// Begins a draft, and gives its ref.
    func draft(for customer: TestCustomer? = nil) throws -> String {
        let number = (customer ?? alfreds).number
        let reply = try desk.post(Self.staffList + "/new", ["customer": String(number)])
        #expect(reply.status == 303, "\(reply.text)")
        let parts = try #require(reply.location).split(separator: "/")
        return String(try #require(parts.dropLast().last))
    }

    /// Saves a draft with one line of this price.
    @discardableResult
    func fill(_ ref: String, price: String = "100.00", _ other: [String: String] = [:]) throws -> Reply {
        let version: Int? = try kernel.value(
            "SELECT version FROM invoicing_invoice WHERE ref = \(try Ref<Office>(ref))")
        let fields = [
            "currency": "EUR", "terms": "14", "buyer": "Alfreds Futterkiste", "intro": "Words above",
            "title-0": "Freight", "quantity-0": "1", "price-0": price, "rate-0": "21", "category-0": "s",
            "version": String(version ?? 0),
        ]
        return try desk.post(
            "\(Self.drafts)/\(ref)/edit", fields.merging(other) { _, new in new })
    }

    @discardableResult
    func issue(_ ref: String) throws -> Reply {
        let version: Int? = try kernel.value(
            "SELECT version FROM invoicing_invoice WHERE ref = \(try Ref<Office>(ref))")
        return try desk.post("\(Self.drafts)/\(ref)/issue", ["version": String(version ?? 0)])
    }

    /// An issued invoice of this price without tax, that comes to 21 % more.
    func issued(price: String = "100.00", for customer: TestCustomer? = nil) throws -> String {
        let ref = try draft(for: customer)
        #expect(try fill(ref, price: price).status == 303)
        #expect(try issue(ref).status == 303)
        return ref
    }

    @discardableResult
    func pay(_ ref: String, _ amount: String) throws -> Reply {
        let day = try #require(
            try desk.get("\(Self.staffList)/\(ref)/payment").form("\(Self.staffList)/\(ref)/payment")?
                .fields["received"])
        return try desk.post(
            "\(Self.staffList)/\(ref)/payment", ["amount": amount, "received": day, "remark": "transfer"])
    }

    func state(_ ref: String) throws -> [String] {
        try kernel.values(
            """
            SELECT CONCAT_WS(' ', status, paid, gross) FROM invoicing_invoice
            WHERE ref = \(try Ref<Office>(ref))
            """)
    }
}
