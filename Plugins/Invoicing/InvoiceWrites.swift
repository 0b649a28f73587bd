import PortalKit

// What staff write. Each guard is a condition of the statement that writes.
extension Invoice {
    private static let noDraft: Words =
        "It is a draft no more, or somebody changed it meanwhile. Look at it again."

    /// Begins a draft for a customer, with what the settings say.
    static func begin(
        for number: Int?, _ context: StaffContext, _ tx: borrowing Transaction
    ) throws -> (id: ID<Invoice>, ref: Ref<Invoice>) {
        guard let customer = try tx.customer(numbered: number) else {
            throw PortalError.invalid("customer", "Enter the customer's number.")
        }
        let ref: Ref<Invoice> = tx.newRef()
        let id: ID<Invoice> = try tx.execute(
            """
            INSERT INTO invoicing_invoice (customer_id, ref, currency, terms, buyer, intro, created_at, created_by)
            SELECT c.id, \(ref), \(Currency.standard(context.settings)), \(context.settings[.terms]), c.name, '',
                \(context.now), \(context.staff.id)
            FROM portico_customer c WHERE c.id = \(customer)
            """
        ).id()
        return (id, ref)
    }

    /// Writes a draft anew, with its lines and what they come to.
    func save(_ draft: Draft, _ tx: borrowing Transaction) throws {
        let contact = try chosen(draft.contact, tx)
        let totals = draft.totals
        let isWritten = try tx.execute(
            """
            UPDATE invoicing_invoice SET contact_id = \(contact), currency = \(draft.currency), terms = \(draft.terms),
                buyer = \(draft.buyer), reference = \(draft.reference), intro = \(draft.intro),
                net = \(totals.net.minorUnits), tax = \(totals.tax.minorUnits), gross = \(totals.gross.minorUnits),
                version = version + 1
            WHERE id = \(id) AND status = 'draft' AND version = \(draft.version)
            """
        ).affected
        guard isWritten == 1 else { throw PortalError.conflict(Self.noDraft) }
        try tx.execute("DELETE FROM invoicing_line WHERE invoice_id = \(id)")
        try tx.execute("DELETE FROM invoicing_tax WHERE invoice_id = \(id)")
        for (place, line) in draft.lines.enumerated() {
            let priced = line.priced
            try tx.execute(
                """
                INSERT INTO invoicing_line (customer_id, invoice_id, place, title, quantity, price, discount, category, rate, net)
                VALUES (\(customer), \(id), \(place), \(line.title), \(priced.quantity), \(priced.price.minorUnits),
                    \(priced.discount), \(priced.tax.category.rawValue), \(priced.tax.rate), \(priced.net.minorUnits))
                """)
        }
        for share in totals.taxes {
            try tx.execute(
                """
                INSERT INTO invoicing_tax (customer_id, invoice_id, category, rate, net, amount)
                VALUES (\(customer), \(id), \(share.tax.category.rawValue), \(share.tax.rate), \(share.net.minorUnits),
                    \(share.amount.minorUnits))
                """)
        }
    }

    private func chosen(
        _ contact: String, _ tx: borrowing Transaction
    ) throws -> ID<ContactReference>? {
        guard !contact.isEmpty else { return nil }
        let ref = try? Ref<ContactReference>(contact)
        let id: ID<ContactReference>? = try tx.first(
            """
            SELECT p.id FROM portico_contact p
            WHERE p.ref = \(ref) AND p.customer_id = \(customer) AND p.removed_at IS NULL
            """
        ) { try $0.next() }
        guard let id else { throw PortalError.invalid("contact", "Choose one of these.") }
        return id
    }

    /// Whom of the customer it can be for.
    func contacts(_ db: borrowing Reading) throws -> [(ref: Ref<ContactReference>, name: String)] {
        try db.rows(
            """
            SELECT p.ref, p.name FROM portico_contact p WHERE p.customer_id = \(customer) AND p.removed_at IS NULL
            ORDER BY p.name, p.id LIMIT 500
            """
        ) { (ref: try $0.next(), name: try $0.next()) }
    }

    /// Gives it its number and freezes it. The number is taken by the transaction that uses it: none is ever missing.
    func issue(seen version: Int?, _ context: StaffContext, _ tx: borrowing Transaction) throws {
        guard gross > .zero(currency) else {
            throw PortalError.conflict("An invoice has to come to more than nothing before it is issued.")
        }
        let settings = context.settings
        let today = settings.today(context.now)
        let year = String("\(today)".prefix(4))
        let isReady = try tx.execute(
            """
            UPDATE invoicing_invoice SET version = version + 1
            WHERE id = \(id) AND status = 'draft' AND version = \(version)
            """
        ).affected
        guard isReady == 1 else { throw PortalError.conflict(Self.noDraft) }
        try tx.execute(
            """
            INSERT INTO invoicing_series (code, prefix, last) VALUES (\(year), \(year + "-"), 1)
            ON DUPLICATE KEY UPDATE last = last + 1
            """)
        let seller = [settings[.seller], settings[.address], settings[.vatNumber]]
        try tx.execute(
            """
            UPDATE invoicing_invoice i JOIN invoicing_series s ON s.code = \(year)
            SET i.status = 'open', i.series = s.code, i.number = s.last,
                i.name = CONCAT(s.prefix, LPAD(s.last, GREATEST(4, LENGTH(s.last)), '0')),
                i.issue_on = \(today), i.due_on = \(PlainDate(days: today.days + Int32(clamping: terms))),
                i.issued_at = \(context.now), i.issued_by = \(context.staff.id),
                i.seller = \(seller.lazy.filter { !$0.isEmpty }.joined(separator: "\n")),
                i.holder = \(settings[.seller]), i.iban = \(settings[.iban]), i.bic = \(settings[.bic])
            WHERE i.id = \(id) AND i.status = 'draft'
            """)
        try tx.notify(.invoiceIssued, about: id, to: contact.map { .contact($0) } ?? .everybody(of: customer))
    }

    /// Throws a draft away.
    func discard(_ tx: borrowing Transaction) throws {
        let isDraft = try tx.execute(
            "UPDATE invoicing_invoice SET version = version + 1 WHERE id = \(id) AND status = 'draft'"
        ).affected
        guard isDraft == 1 else { throw PortalError.conflict(Self.noDraft) }
        try tx.execute("DELETE FROM invoicing_line WHERE invoice_id = \(id)")
        try tx.execute("DELETE FROM invoicing_tax WHERE invoice_id = \(id)")
        try tx.execute("DELETE FROM invoicing_invoice WHERE id = \(id)")
    }
}

extension Notice {
    static let invoiceIssued = Notice(
        "invoicing.invoice-issued", title: "An invoice was sent", subject: "Invoice {number}",
        text:
            "Hello {name},\n\nwe sent you the invoice {number} of {amount}. It is due on {due}.\n\nYou find it here: {link}",
        placeholders: ["number", "amount", "due"], needs: .viewInvoices
    ) { (id: ID<Invoice>, scope, reader, db) in
        try db.first(
            """
            SELECT i.ref, i.name, i.currency, i.gross, i.due_on FROM invoicing_invoice i
            WHERE i.id = \(id) AND \(sql: Invoice.visible(scope))
            """
        ) { row in
            let (ref, number): (Ref<Invoice>, String) = (try row.next(), try row.next())
            let currency: Currency = try row.next()
            let gross = try row.money(currency)
            return Notice.Facts(
                path: "\(Invoice.list)/\(ref)",
                ["number": number, "amount": reader.money(gross), "due": reader.date(try row.next())])
        }
    }
}
