import PortalKit

/// What staff see.
enum DeskPages {
    static func list(
        _ listing: Listing<Invoice>, _ counts: [(view: Invoice.View, count: Int)], _ sums: [Invoice.Sum],
        today: PlainDate, _ ui: Interface
    ) -> Page {
        ui.list(
            InvoicePages.about, listing, views: InvoicePages.views(counts),
            action: ui.linkButton("New invoice", to: Invoice.staffList + "/new", .filled, icon: .plus),
            above: InvoicePages.open(sums, ui),
            [
                ListColumn(.title("Number")) {
                    .title($0.isDraft ? ui.say("Draft") : $0.name, to: $0.staffPath, second: $0.customerName)
                },
                ListColumn(.status("State")) {
                    let standing = $0.standing(on: today)
                    return .pill(standing.words, standing.meaning)
                },
                ListColumn(.when("Due")) { $0.dueOn.map { .day($0) } ?? .none },
                ListColumn(.number("Total")) { .number(ui.reader.money($0.gross)) },
                ListColumn(.number("Open")) { .number(ui.reader.money($0.open)) },
            ])
    }

    private static func crumbs(_ invoice: Invoice?, _ current: Words, _ ui: Interface) -> HTML {
        var steps = [NamedLink("Invoices", to: Invoice.staffList)]
        if let invoice { steps.append(NamedLink(named: name(invoice, ui), to: invoice.staffPath)) }
        return ui.breadcrumb(steps, current: ui.say(current))
    }

    private static func name(_ invoice: Invoice, _ ui: Interface) -> String {
        invoice.isDraft ? ui.say("Draft for \("customer", invoice.customerName)") : invoice.name
    }

    static func begin(_ customer: String, _ ui: Interface) -> Page {
        let field = ui.field(
            "customer", "Customer's number", kind: .number, value: customer,
            error: ui.problem("customer"), width: .short, limit: 9)
        let form = ui.form(
            action: Invoice.staffList + "/new", submit: "Begin a draft",
            cancel: NamedLink("Cancel", to: Invoice.staffList), field)
        return Page(
            "New invoice",
            "\(crumbs(nil, "New invoice", ui))\(ui.pageHead(title: "New invoice"))\(ui.panel(form))")
    }

    static func edit(
        _ document: InvoiceDocument, _ contacts: [(ref: Ref<ContactReference>, name: String)],
        _ context: StaffContext
    ) -> Page {
        let (ui, invoice) = (context.ui, document.invoice)
        var html = ui.panel(title: "Invoice", fields(document, contacts, ui))
        let count = min(document.lines.count + 3, InvoiceLine.most)
        for index in 0..<count {
            let line = index < document.lines.count ? document.lines[index] : nil
            let words: Words = "Line \("n", index + 1)"
            html += ui.panel(
                title: words, self.line(line, index, rate: context.settings[.taxRate], ui))
        }
        let sums: Words =
            "\("net", ui.reader.money(invoice.net)) net, \("gross", ui.reader.money(invoice.gross)) in all"
        html += ui.saveBar(
            "\(ui.say(sums))",
            [
                ui.button("Save and recalculate", .outlined, name: "then", value: "stay"),
                ui.button("Save draft"),
            ])
        let form = ui.form(action: invoice.draftPath + "/edit", html)
        let head = ui.pageHead(
            title: "Change the draft", sub: "A line without item and price is left out.")
        return Page("Change the draft", "\(crumbs(invoice, "Change the draft", ui))\(head)\(form)")
    }

    private static func fields(
        _ document: InvoiceDocument, _ contacts: [(ref: Ref<ContactReference>, name: String)],
        _ ui: Interface
    ) -> HTML {
        let (invoice, texts) = (document.invoice, document.texts)
        let choices =
            [Choice("", "Nobody in particular")]
            + contacts.map { Choice("\($0.ref)", Words(verbatim: $0.name)) }
        let fields: [HTML] = [
            ui.hidden("version", String(invoice.version)),
            ui.field(
                "buyer", "Billed to", hint: "Name and address, as they stand on the invoice.",
                value: texts.buyer, error: ui.problem("buyer"), rows: 4),
            ui.select(
                "contact", "For the attention of", choices,
                value: invoice.contactRef.map { "\($0)" } ?? "", optional: true, error: ui.problem("contact")),
            ui.fieldRow([
                ui.field(
                    "currency", "Currency", value: invoice.currency.code, error: ui.problem("currency"),
                    width: .short, limit: 3),
                ui.field(
                    "terms", "Days until due", kind: .number, value: String(invoice.terms),
                    error: ui.problem("terms"), width: .short, limit: 3),
                ui.field(
                    "reference", "Customer's reference", value: texts.reference, optional: true,
                    error: ui.problem("reference"), width: .medium, limit: 80),
            ]),
            ui.field(
                "intro", "Text above the lines", value: texts.intro, optional: true,
                error: ui.problem("intro"), rows: 3),
        ]
        return "\(fields)"
    }

    private static func line(
        _ line: InvoiceLine?, _ index: Int, rate: String, _ ui: Interface
    ) -> HTML {
        let priced = line?.priced
        func field(_ name: String, _ label: Words, _ value: String?) -> HTML {
            ui.field(
                "\(name)-\(index)", label, value: value ?? "", optional: true,
                error: ui.problem("\(name)-\(index)"), width: .short, limit: 24)
        }
        let title = ui.field(
            "title-\(index)", "Item", value: line?.title ?? "", optional: true,
            error: ui.problem("title-\(index)"), width: .long, limit: 200)
        let kinds = Tax.Category.allCases.map { Choice($0.rawValue, $0.words) }
        let kind = ui.select(
            "category-\(index)", "Kind of tax", kinds, value: priced?.tax.category.rawValue ?? "s")
        let row = ui.fieldRow([
            field(
                "quantity", "Quantity", priced.map { DecimalField.text($0.quantity.thousandths, digits: 3) }),
            field(
                "price", "Price",
                priced.map { DecimalField.text($0.price.minorUnits, digits: $0.price.currency.digits) }),
            field(
                "discount", "Discount in percent",
                priced.map { DecimalField.text($0.discount.hundredths, digits: 2) }),
            field(
                "rate", "VAT in percent",
                priced.map { DecimalField.text($0.tax.rate.hundredths, digits: 2) } ?? rate),
        ])
        return "\(title)\(row)\(kind)"
    }

    static func detail(_ document: InvoiceDocument, _ context: StaffContext) -> Page {
        let (ui, invoice) = (context.ui, document.invoice)
        let standing = invoice.standing(on: context.settings.today(context.now))
        let name = name(invoice, ui)
        let head = ui.pageHead(
            named: name, sub: Words(verbatim: invoice.customerName),
            pill: ui.pill(standing.words, standing.meaning), actions: actions(invoice, ui))
        let body = ui.columns(
            main: InvoicePages.paper(document, ui),
            side: payments(document, ui) + InvoicePages.side(document, ui))
        let crumbs = ui.breadcrumb([NamedLink("Invoices", to: Invoice.staffList)], current: name)
        return Page(Words(verbatim: name), "\(crumbs)\(head)\(body)")
    }

    private static func actions(_ invoice: Invoice, _ ui: Interface) -> [HTML] {
        switch invoice.status {
        case .draft:
            [
                ui.linkButton("Change", to: invoice.draftPath + "/edit", icon: .pencil),
                ui.postButton("Throw away", to: invoice.draftPath + "/discard", .text),
                ui.postButton(
                    "Issue", to: invoice.draftPath + "/issue", .filled,
                    fields: [("version", String(invoice.version))]),
            ]
        case .open:
            [
                InvoicePages.save(at: invoice.staffPath, ui),
                ui.postButton("Write off", to: invoice.staffPath + "/write-off", .text),
                ui.linkButton("Payment", to: invoice.staffPath + "/payment", .filled, icon: .plus),
            ]
        case .paid, .writtenOff: [InvoicePages.save(at: invoice.staffPath, ui)]
        }
    }

    private static func payments(_ document: InvoiceDocument, _ ui: Interface) -> HTML {
        guard !document.payments.isEmpty else { return HTML() }
        let rows = document.payments.map { payment in
            var second = [ui.reader.date(payment.receivedOn), payment.remark]
            if payment.isReversed { second.append(ui.say("Taken back")) }
            let rest = payment.isReversed ? nil : payment.rest
            let mark =
                rest.map { $0.isZero ? HTML() : ui.pill("\("amount", ui.reader.money($0)) over", .waiting) }
                ?? HTML()
            let control =
                payment.isReversed
                ? HTML()
                : ui.postButton(
                    "Take back", to: document.invoice.staffPath + "/payment/reverse", .text, small: true,
                    fields: [("payment", "\(payment.ref)")], about: ui.reader.money(payment.amount))
            return ui.row(
                named: ui.reader.money(payment.amount),
                second: second.filter { !$0.isEmpty }.joined(separator: " · "), mark: mark, control: control)
        }
        return ui.panel(title: "Payments", isPadded: false, ui.rows(rows))
    }

    static func payment(_ invoice: Invoice, _ context: StaffContext) -> Page {
        let ui = context.ui
        let today = context.settings.today(context.now)
        let fields: [HTML] = [
            ui.fieldRow([
                ui.field(
                    "amount", "Amount in \("currency", invoice.currency.code)",
                    value: DecimalField.text(invoice.open.minorUnits, digits: invoice.currency.digits),
                    error: ui.problem("amount"), width: .medium, limit: 24),
                ui.field(
                    "received", "Came on", kind: .date, value: "\(today)", error: ui.problem("received"),
                    width: .medium),
            ]),
            ui.field(
                "remark", "Reference", value: "", optional: true, error: ui.problem("remark"), width: .long,
                limit: 160),
        ]
        let form = ui.form(
            action: invoice.staffPath + "/payment", submit: "Write the payment down",
            cancel: NamedLink("Cancel", to: invoice.staffPath), "\(fields)")
        let head = ui.pageHead(
            title: "Payment", sub: "What is more than the invoice takes is kept, and shown as over.")
        return Page("Payment", "\(crumbs(invoice, "Payment", ui))\(head)\(ui.panel(form))")
    }
}

/// A number as a field shows it, whatever the language: 1234.50.
enum DecimalField {
    static func text(_ units: Int64, digits: Int) -> String {
        var figures = String(units.magnitude)
        guard digits > 0 else { return (units < 0 ? "-" : "") + figures }
        if figures.utf8.count <= digits {
            figures = String(repeating: "0", count: digits + 1 - figures.utf8.count) + figures
        }
        var (whole, fraction) = (String(figures.dropLast(digits)), String(figures.suffix(digits)))
        if fraction.utf8.allSatisfy({ $0 == 0x30 }) { fraction = "" }
        if !fraction.isEmpty { whole += "." + fraction }
        return (units < 0 ? "-" : "") + whole
    }
}
