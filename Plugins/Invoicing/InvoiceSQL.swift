import PortalKit

// What is read of invoices. One statement serves customers and staff: to customers, a draft is not there.
extension Invoice {
    static func visible(_ scope: Scope) -> SQL {
        "\(scope, on: "i", own: "i.contact_id", shared: "i.issued_at")"
    }

    private static let columns: SQL = """
        i.id, i.ref, i.customer_id, c.name, i.contact_id, p.ref, i.status, i.name, i.terms, i.issue_on, i.due_on,
        i.currency, i.net, i.tax, i.gross, i.paid, i.created_at, i.issued_at, i.written_off_at, i.version
        """

    private static let joined: SQL = """
        invoicing_invoice i LEFT JOIN portico_customer c ON c.id = i.customer_id
        LEFT JOIN portico_contact p ON p.id = i.contact_id
        """

    private init(_ row: borrowing Row) throws {
        id = try row.next()
        ref = try row.next()
        customer = try row.next()
        customerName = try row.next()
        contact = try row.next()
        contactRef = try row.next()
        guard let status = Status(rawValue: try row.next()) else { throw PortalError.notFound }
        self.status = status
        name = try row.next()
        terms = try row.next()
        issueOn = try row.next()
        dueOn = try row.next()
        let currency: Currency = try row.next()
        net = try row.money(currency)
        tax = try row.money(currency)
        gross = try row.money(currency)
        paid = try row.money(currency)
        createdAt = try row.next()
        issuedAt = try row.next()
        writtenOffAt = try row.next()
        version = try row.next()
    }

    static func find(_ ref: Ref<Invoice>, _ scope: Scope, _ db: borrowing Reading) throws -> Invoice? {
        try db.first(
            "SELECT \(sql: columns) FROM \(sql: joined) WHERE i.ref = \(ref) AND \(sql: visible(scope))",
            Invoice.init)
    }

    /// A page of a list, with how many there are in each view and what is open.
    static func listing(
        _ paging: Paging, today: PlainDate, _ scope: Scope, _ db: borrowing Reading
    ) throws -> (listing: Listing<Invoice>, counts: [(view: View, count: Int)], sums: [Sum]) {
        let isStaff = scope.isEverything
        let view = paging.view(View.self) ?? .all
        let order = Keyset(isStaff ? "i.created_at" : "i.issued_at", .descending, id: "i.id")
        let found: SQL = """
            \(sql: visible(scope)) AND \(sql: view.condition(today))
            AND \(search: paging.search, in: "i.name", "i.reference", "i.intro", "i.buyer")
            """
        let listing = try db.listing(
            paging, by: order, "SELECT \(sql: columns) FROM \(sql: joined) WHERE \(sql: found)",
            counting: "invoicing_invoice i WHERE \(sql: found)", Invoice.init
        ) { Position(isStaff ? $0.createdAt : $0.issuedAt ?? $0.createdAt, $0.id) }
        let counts = try db.counts(
            of: View.allCases.map {
                "invoicing_invoice i WHERE \(sql: visible(scope)) AND \(sql: $0.condition(today))"
            })
        return (listing, Array(zip(View.allCases, counts)), try sums(today: today, scope, db))
    }

    static func sums(today: PlainDate, _ scope: Scope, _ db: borrowing Reading) throws -> [Sum] {
        try db.rows(
            """
            SELECT i.currency, CAST(SUM(i.gross - i.paid) AS SIGNED),
                CAST(SUM(IF(i.due_on < \(today), i.gross - i.paid, 0)) AS SIGNED)
            FROM invoicing_invoice i WHERE \(sql: visible(scope)) AND i.status = 'open'
            GROUP BY i.currency ORDER BY i.currency
            """
        ) { row in
            let currency: Currency = try row.next()
            let (open, overdue): (Int64, Int64) = (try row.next(), try row.next())
            return Sum(
                currency: currency, open: try? Money(minorUnits: open, currency),
                overdue: try? Money(minorUnits: overdue, currency))
        }
    }

    /// What waits to be paid, what is due first.
    static func unpaid(_ scope: Scope, most: Int, _ db: borrowing Reading) throws -> [Invoice] {
        try db.rows(
            """
            SELECT \(sql: columns) FROM \(sql: joined) WHERE \(sql: visible(scope)) AND i.status = 'open'
            ORDER BY i.due_on, i.id LIMIT \(most)
            """, Invoice.init)
    }

    @Sendable static func latest(
        _ scope: Scope, _ most: Int, _ db: borrowing Reading
    ) throws -> [Activity] {
        try db.rows(
            """
            SELECT i.issued_at, i.name, i.ref, COALESCE(s.name, '') FROM invoicing_invoice i
            LEFT JOIN portico_staff s ON s.id = i.issued_by WHERE \(sql: visible(scope))
            ORDER BY i.issued_at DESC LIMIT \(most)
            """
        ) { row in
            let (at, name, ref): (Instant, String, Ref<Invoice>) = (
                try row.next(), try row.next(), try row.next()
            )
            return Activity(
                at: at, "Sent an invoice", thing: name, path: "\(list)/\(ref)", who: try row.next())
        }
    }

    /// What the search over all portals finds.
    @Sendable static func search(
        _ text: String, _ scope: Scope, _ most: Int, _ db: borrowing Reading
    ) throws -> [SearchSource.Match] {
        try db.rows(
            """
            SELECT i.name, i.reference, i.ref FROM invoicing_invoice i
            WHERE \(sql: visible(scope)) AND \(search: text, in: "i.name", "i.reference", "i.intro", "i.buyer")
            ORDER BY i.issued_at DESC LIMIT \(most)
            """
        ) { row in
            let (name, reference, ref): (String, String, Ref<Invoice>) = (
                try row.next(), try row.next(), try row.next()
            )
            return SearchSource.Match(name, line: reference, at: "\(list)/\(ref)")
        }
    }
}

extension Invoice.View {
    func condition(_ today: PlainDate) -> SQL {
        switch self {
        case .open: "i.status = 'open'"
        case .overdue: "i.status = 'open' AND i.due_on < \(today)"
        case .paid: "i.status = 'paid'"
        case .all: "TRUE"
        }
    }
}

extension Row {
    /// Reads a `BIGINT` of minor units.
    func money(_ currency: Currency) throws -> Money { try Money(minorUnits: try next(), currency) }
}

extension InvoiceDocument {
    static func find(
        _ ref: Ref<Invoice>, _ scope: Scope, _ db: borrowing Reading
    ) throws -> InvoiceDocument? {
        guard let invoice = try Invoice.find(ref, scope, db) else { return nil }
        let texts = try db.first(
            """
            SELECT i.seller, i.holder, i.iban, i.bic, i.buyer, i.reference, i.intro FROM invoicing_invoice i
            WHERE i.id = \(invoice.id) AND \(sql: Invoice.visible(scope))
            """
        ) { row in
            Texts(
                seller: try row.next(), holder: try row.next(), iban: try row.next(), bic: try row.next(),
                buyer: try row.next(), reference: try row.next(), intro: try row.next())
        }
        guard let texts else { return nil }
        return InvoiceDocument(
            invoice: invoice, texts: texts, lines: try lines(of: invoice, scope, db),
            taxes: try taxes(of: invoice, scope, db), payments: try Payment.all(of: invoice, scope, db))
    }

    private static func lines(
        of invoice: Invoice, _ scope: Scope, _ db: borrowing Reading
    ) throws -> [InvoiceLine] {
        try db.rows(
            """
            SELECT l.title, l.quantity, l.price, l.discount, l.category, l.rate FROM invoicing_line l
            JOIN invoicing_invoice i ON i.id = l.invoice_id\(unscoped: "lines of an invoice that the scope finds")
            WHERE l.invoice_id = \(invoice.id) AND \(sql: Invoice.visible(scope)) ORDER BY l.place
            """
        ) { row in
            let (title, quantity): (String, Quantity) = (try row.next(), try row.next())
            let price = try row.money(invoice.currency)
            let discount: Percentage = try row.next()
            return InvoiceLine(
                title: title,
                priced: try PricedLine(quantity, at: price, discount: discount, tax: try Tax(row)))
        }
    }

    private static func taxes(
        of invoice: Invoice, _ scope: Scope, _ db: borrowing Reading
    ) throws -> [DocumentTax] {
        try db.rows(
            """
            SELECT t.category, t.rate, t.net, t.amount FROM invoicing_tax t
            JOIN invoicing_invoice i ON i.id = t.invoice_id\(unscoped: "taxes of an invoice that the scope finds")
            WHERE t.invoice_id = \(invoice.id) AND \(sql: Invoice.visible(scope)) ORDER BY t.id
            """
        ) { row in
            DocumentTax(
                tax: try Tax(row), net: try row.money(invoice.currency),
                amount: try row.money(invoice.currency))
        }
    }
}

extension Tax {
    fileprivate init(_ row: borrowing Row) throws {
        let (code, rate): (String, Percentage) = (try row.next(), try row.next())
        guard let category = Category(rawValue: code), let tax = Tax(category, rate: rate) else {
            throw PortalError.notFound
        }
        self = tax
    }
}
