import Kernel
import MariaDB
import PortalKit

/// An invoice of the demo: when it was issued, and what was paid of it.
struct DemoInvoice {
    let customer: String
    let item: String
    /// In hundredths of a euro, without tax.
    let price: Int64
    /// Nil for a draft.
    let daysAgo: Int?
    var paid: Int64 = 0
    var isWrittenOff = false

    var tax: Int64 { price * 19 / 100 }
    var gross: Int64 { price + tax }
    var status: String {
        daysAgo == nil ? "draft" : isWrittenOff ? "written_off" : paid == gross ? "paid" : "open"
    }

    static let all: [DemoInvoice] = DemoProject.all.prefix(1).flatMap { project in
        [
            DemoInvoice(
                customer: project.customer, item: "Freight", price: 10_000, daysAgo: 120, paid: 11_900),
            DemoInvoice(
                customer: project.customer, item: "Shelves", price: 4_000, daysAgo: 90, isWrittenOff: true),
            DemoInvoice(
                customer: project.customer, item: "Rössle Sauerkraut", price: 79_000, daysAgo: 40,
                paid: 40_000),
            DemoInvoice(customer: project.customer, item: "Chartreuse verte", price: 28_300, daysAgo: 3),
            DemoInvoice(customer: project.customer, item: "Spegesild", price: 1_800, daysAgo: nil),
        ]
    }
}

// The demo's invoices.
extension DemoLoad {
    func loadInvoices(by author: UInt64) throws {
        guard Shipped.portals.contains(where: { $0.id == "invoicing" }) else { return }
        for demo in DemoInvoice.all { try load(demo, by: author) }
    }

    private func load(_ demo: DemoInvoice, by author: UInt64) throws {
        let customer = customers[demo.customer]
        let invoice = try connection.execute(
            """
            INSERT INTO invoicing_invoice (customer_id, ref, currency, terms, net, tax, gross, buyer, intro, created_at, created_by)
            SELECT c.id, RANDOM_BYTES(10), 'EUR', 28, \(demo.price), \(demo.tax), \(demo.gross), c.name, '',
                \(at(-(demo.daysAgo ?? 0))), \(author)
            FROM kernel_customer c WHERE c.id = \(customer)
            """
        ).insertID
        _ = try connection.execute(
            """
            INSERT INTO invoicing_line (customer_id, invoice_id, place, title, quantity, price, discount, category, rate, net)
            VALUES (\(customer), \(invoice), 0, \(demo.item), 1000, \(demo.price), 0, 's', 1900, \(demo.price))
            """)
        _ = try connection.execute(
            """
            INSERT INTO invoicing_tax (customer_id, invoice_id, category, rate, net, amount)
            VALUES (\(customer), \(invoice), 's', 1900, \(demo.price), \(demo.tax))
            """)
        guard let daysAgo = demo.daysAgo else { return }
        try issue(invoice, daysAgo, demo, by: author)
        if demo.paid > 0 { try pay(invoice, demo, of: customer, by: author) }
    }

    private func issue(_ invoice: UInt64, _ daysAgo: Int, _ demo: DemoInvoice, by author: UInt64) throws {
        let issued = at(-daysAgo)
        let day = PlainDate(days: Int32(issued.microseconds / 86_400_000_000))
        let year = String("\(day)".prefix(4))
        _ = try connection.execute(
            """
            INSERT INTO invoicing_series (code, prefix, last) VALUES (\(year), \(year + "-"), 1)
            ON DUPLICATE KEY UPDATE last = last + 1
            """)
        _ = try connection.execute(
            """
            UPDATE invoicing_invoice i JOIN invoicing_series s ON s.code = \(year)
            SET i.status = \(demo.status), i.series = s.code, i.number = s.last, i.paid = \(demo.paid),
                i.name = CONCAT(s.prefix, LPAD(s.last, 4, '0')), i.issue_on = \(day),
                i.due_on = \(PlainDate(days: day.days + 28)), i.issued_at = \(issued), i.issued_by = \(author),
                i.seller = 'Northwind Traders GmbH\nSpeicherstraße 14, 10243 Berlin\nDE 123 456 789',
                i.holder = 'Northwind Traders GmbH', i.iban = 'DE89 3704 0044 0532 0130 00', i.bic = 'COBADEFFXXX',
                i.written_off_at = \(demo.isWrittenOff ? at(-1) : nil),
                i.written_off_by = \(demo.isWrittenOff ? author : nil)
            WHERE i.id = \(invoice)
            """)
    }

    private func pay(_ invoice: UInt64, _ demo: DemoInvoice, of customer: UInt64?, by author: UInt64) throws {
        let payment = try connection.execute(
            """
            INSERT INTO invoicing_payment (customer_id, ref, currency, amount, received_on, remark, created_at, created_by)
            VALUES (\(customer), RANDOM_BYTES(10), 'EUR', \(demo.paid), DATE(\(at(-2))), '', \(at(-2)), \(author))
            """
        ).insertID
        _ = try connection.execute(
            """
            INSERT INTO invoicing_allocation (customer_id, payment_id, invoice_id, amount)
            VALUES (\(customer), \(payment), \(invoice), \(demo.paid))
            """)
    }
}
