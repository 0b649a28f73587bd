import PortalKit

/// What the walk proves invoices with.
enum InvoicingExamples {
    static let all = Examples([invoice, draft, payment], forms: forms)

    private static let invoice = ExampleRecord(
        .invoice, of: .contact, shared: .byStaff, removed: .never, seenBy: .viewInvoices
    ) { it, tx in
        let (id, ref) = try written(it, tx)
        if it.isShared { try issue(id, it, tx) }
        return ref
    }

    /// Nobody but staff sees one, and no page of customers can lead to it.
    private static let draft = ExampleRecord(.draft, of: .contact, shared: .always, removed: .never) {
        it, tx in try written(it, tx).ref
    }

    private static let payment = ExampleRecord(
        .payment, in: .invoice, of: .contact, shared: .always, removed: .never
    ) { it, tx in
        let (ref, invoice): (Ref<Payment>, Ref<Invoice>) = (tx.newRef(), try it.parent())
        try tx.execute(
            """
            INSERT INTO invoicing_payment (customer_id, ref, currency, amount, received_on, remark, created_at, created_by)
            SELECT i.customer_id, \(ref), 'EUR', 100, '2026-01-15', \(it.text.opening(160)), \(it.now), \(it.staff)
            FROM invoicing_invoice i WHERE i.ref = \(invoice)
            """)
        try tx.execute(
            """
            INSERT INTO invoicing_allocation (customer_id, payment_id, invoice_id, amount)
            SELECT i.customer_id, p.id, i.id, 100 FROM invoicing_invoice i
            JOIN invoicing_payment p ON p.ref = \(ref) WHERE i.ref = \(invoice)
            """)
        try tx.execute("UPDATE invoicing_invoice SET paid = paid + 100 WHERE ref = \(invoice)")
        return ref
    }

    private static func written(
        _ it: ExampleWish, _ tx: borrowing Transaction
    ) throws -> (id: ID<Invoice>, ref: Ref<Invoice>) {
        let ref: Ref<Invoice> = tx.newRef()
        let id: ID<Invoice> = try tx.execute(
            """
            INSERT INTO invoicing_invoice (customer_id, contact_id, ref, currency, terms, net, tax, gross, buyer, reference,
                intro, created_at, created_by)
            VALUES (\(it.customer), \(it.contact), \(ref), 'EUR', 30, 10000, 2100, 12100, \(it.text), \(it.text.opening(60)),
                \(it.text), \(it.now), \(it.staff))
            """
        ).id()
        try tx.execute(
            """
            INSERT INTO invoicing_line (customer_id, invoice_id, place, title, quantity, price, discount, category, rate, net)
            SELECT i.customer_id, i.id, 0, \(it.text), 1000, 10000, 0, 's', 2100, 10000 FROM invoicing_invoice i
            WHERE i.id = \(id)
            """)
        try tx.execute(
            """
            INSERT INTO invoicing_tax (customer_id, invoice_id, category, rate, net, amount)
            SELECT i.customer_id, i.id, 's', 2100, 10000, 2100 FROM invoicing_invoice i WHERE i.id = \(id)
            """)
        return (id, ref)
    }

    private static func issue(
        _ id: ID<Invoice>, _ it: ExampleWish, _ tx: borrowing Transaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO invoicing_series (code, prefix, last) VALUES ('walk', 'walk-', 1)
            ON DUPLICATE KEY UPDATE last = last + 1
            """)
        try tx.execute(
            """
            UPDATE invoicing_invoice i JOIN invoicing_series s ON s.code = 'walk'
            SET i.status = 'open', i.series = s.code, i.number = s.last, i.name = \(it.text.opening(32)),
                i.issue_on = '2026-01-02', i.due_on = '2026-02-01', i.issued_at = \(it.now), i.issued_by = \(it.staff)
            WHERE i.id = \(id)
            """)
    }

    private static let forms: [ExampleForm] = [
        .staff("/invoices/new", ["customer": ExampleForm.customersNumber]),
        .staff(
            "/drafts/{draft}/edit",
            [
                "currency": "EUR", "terms": "14", "buyer": "Alfreds", "reference": "10643",
                "intro": "thank you",
                "title-0": "Rössle Sauerkraut", "quantity-0": "15", "price-0": "45.60", "discount-0": "25",
                "rate-0": "7", "category-0": "s", "version": "1",
            ], naming: ["contact": .contact]),
        .staff("/drafts/{draft}/issue", ["version": "1"]),
        .staff("/drafts/{draft}/discard", [:]),
        .staff(
            "/invoices/{invoice}/payment",
            ["amount": "40.00", "received": "2026-01-15", "remark": "bank transfer"]),
        .staff("/invoices/{invoice}/payment/reverse", [:], naming: ["payment": .payment]),
        .staff("/invoices/{invoice}/write-off", [:]),
    ]
}
