import PortalKit

/// Money that came in for an invoice. What the invoice does not take stays with the payment.
struct Payment {
    let ref: Ref<Payment>
    let amount: Money
    /// What this invoice took of it.
    let taken: Money
    let receivedOn: PlainDate
    let remark: String
    let at: Instant
    let reversedAt: Instant?

    /// What is over.
    var rest: Money? { try? amount.subtracting(taken) }
    var isReversed: Bool { reversedAt != nil }

    /// What staff fill in.
    struct Draft {
        let amount: Money
        let receivedOn: PlainDate
        let remark: String

        init(_ form: Form, for invoice: Invoice, today: PlainDate) throws(PortalError) {
            var check = FormCheck(form)
            let amount = check.money("amount", in: invoice.currency, least: 1, missing: "Enter the amount.")
            let day = check.date("received", missing: "Enter the day on which it came.")
            if let day, today < day { check.refuse("received", "That day is still to come.") }
            remark = check.line("remark", most: 160)
            try check.finish()
            guard let amount, let day else { throw .invalid("amount", "Enter the amount.") }
            (self.amount, receivedOn) = (amount, day)
        }
    }

    /// Those of an invoice, that came last first.
    static func all(of invoice: Invoice, _ scope: Scope, _ db: borrowing Reading) throws -> [Payment] {
        try db.rows(
            """
            SELECT p.ref, p.amount, a.amount, p.received_on, p.remark, p.created_at, p.reversed_at
            FROM invoicing_allocation a JOIN invoicing_payment p ON p.id = a.payment_id
                \(unscoped: "payments of an invoice that the scope finds")
            JOIN invoicing_invoice i ON i.id = a.invoice_id
                \(unscoped: "what an invoice that the scope finds took")
            WHERE a.invoice_id = \(invoice.id) AND \(sql: Invoice.visible(scope))
            ORDER BY p.created_at DESC, p.id DESC LIMIT 500
            """
        ) { row in
            Payment(
                ref: try row.next(), amount: try row.money(invoice.currency),
                taken: try row.money(invoice.currency), receivedOn: try row.next(), remark: try row.next(),
                at: try row.next(), reversedAt: try row.next())
        }
    }
}

extension Invoice {
    private static let settled: Words = "It takes no payment any more. Look at what became of it."

    /// Takes a payment, up to what is open.
    ///
    /// - Returns: what is over.
    func take(
        _ draft: Payment.Draft, by staff: ID<StaffMember>, at now: Instant, _ tx: borrowing Transaction
    ) throws -> Money {
        // The row is written first: two payments at once wait for each other here.
        let isOpen = try tx.execute(
            "UPDATE invoicing_invoice SET version = version + 1 WHERE id = \(id) AND status = 'open'"
        ).affected
        guard isOpen == 1 else { throw PortalError.conflict(Self.settled) }
        let left: Int64? = try tx.first("SELECT gross - paid FROM invoicing_invoice WHERE id = \(id)") {
            try $0.next()
        }
        let taken = min(left ?? 0, draft.amount.minorUnits)
        let payment: ID<Payment> = try tx.execute(
            """
            INSERT INTO invoicing_payment (customer_id, ref, currency, amount, received_on, remark, created_at, created_by)
            VALUES (\(customer), \(tx.newRef() as Ref<Payment>), \(currency), \(draft.amount.minorUnits),
                \(draft.receivedOn), \(draft.remark), \(now), \(staff))
            """
        ).id()
        try tx.execute(
            """
            INSERT INTO invoicing_allocation (customer_id, payment_id, invoice_id, amount)
            VALUES (\(customer), \(payment), \(id), \(taken))
            """)
        let isTaken = try tx.execute(
            """
            UPDATE invoicing_invoice SET status = IF(paid + \(taken) = gross, 'paid', 'open'), paid = paid + \(taken)
            WHERE id = \(id) AND status = 'open' AND paid + \(taken) <= gross
            """
        ).affected
        guard isTaken == 1 else { throw PortalError.conflict(Self.settled) }
        return try Money(minorUnits: draft.amount.minorUnits - taken, currency)
    }

    /// Takes a payment back that was entered by mistake; it stays, and says so.
    func reverse(
        _ payment: Ref<Payment>, by staff: ID<StaffMember>, at now: Instant, _ tx: borrowing Transaction
    ) throws {
        let found: (id: ID<Payment>, amount: Int64)? = try tx.first(
            """
            SELECT p.id, a.amount FROM invoicing_payment p JOIN invoicing_allocation a ON a.payment_id = p.id
            WHERE p.ref = \(payment) AND a.invoice_id = \(id)
            """
        ) { (id: try $0.next(), amount: try $0.next()) }
        guard let found else { throw PortalError.notFound }
        let isBack = try tx.execute(
            """
            UPDATE invoicing_payment SET reversed_at = \(now), reversed_by = \(staff)
            WHERE id = \(found.id) AND reversed_at IS NULL
            """
        ).affected
        guard isBack == 1 else { throw PortalError.conflict("The payment has been taken back already.") }
        try tx.execute(
            """
            UPDATE invoicing_invoice SET status = IF(status = 'paid', 'open', status), paid = paid - \(found.amount),
                version = version + 1
            WHERE id = \(id) AND paid >= \(found.amount)
            """)
    }

    /// Gives up what is left of it.
    func writeOff(by staff: ID<StaffMember>, at now: Instant, _ tx: borrowing Transaction) throws {
        let isGone = try tx.execute(
            """
            UPDATE invoicing_invoice SET status = 'written_off', written_off_at = \(now), written_off_by = \(staff),
                version = version + 1
            WHERE id = \(id) AND status = 'open'
            """
        ).affected
        guard isGone == 1 else { throw PortalError.conflict(Self.settled) }
    }
}
