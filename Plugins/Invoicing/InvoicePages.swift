import PortalKit

enum InvoicePages {
    static let about = ListPage(
        "Invoices", search: "Search invoices", icon: .receipt, nothingYet: "No invoices yet.",
        explanation: "What is to be paid, and what was paid, stands here.")

    static func list(
        _ listing: Listing<Invoice>, _ counts: [(view: Invoice.View, count: Int)], _ sums: [Invoice.Sum],
        today: PlainDate, _ ui: Interface
    ) -> Page {
        ui.list(
            about, listing, views: views(counts),
            action: ui.linkButton("Statement", to: Statement.path), above: open(sums, ui),
            [
                ListColumn(.title("Number")) {
                    .title($0.name, to: $0.path, second: $0.issueOn.map(ui.reader.date) ?? "")
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

    static func views(_ counts: [(view: Invoice.View, count: Int)]) -> ListViews {
        var views = ListViews()
        for (view, count) in counts { views.add(view, view.words, count: count) }
        return views
    }

    /// What is open in each currency, above a list.
    static func open(_ sums: [Invoice.Sum], _ ui: Interface) -> HTML {
        guard !sums.isEmpty else { return HTML() }
        return ui.counters(
            sums.map { sum in
                let overdue = said(sum.overdue, ui)
                let line: HTML =
                    sum.overdue?.isZero == true
                    ? HTML() : "\(ui.say("\("amount", overdue) of it is overdue"))"
                return ui.counterCard(
                    "Open in \("currency", sum.currency.code)", number: said(sum.open, ui), line: line,
                    to: "?view=open")
            })
    }

    static func said(_ amount: Money?, _ ui: Interface) -> String {
        amount.map(ui.reader.money) ?? ui.say("More than can be shown")
    }

    static func detail(_ document: InvoiceDocument, _ context: CustomerContext) -> Page {
        let (invoice, ui) = (document.invoice, context.ui)
        let standing = invoice.standing(on: context.settings.today(context.now))
        let saving =
            context.reach(.downloadInvoices) == .none ? [] : [save(at: invoice.path, ui)]
        let crumbs = ui.breadcrumb([NamedLink("Invoices", to: Invoice.list)], current: invoice.name)
        let head = ui.pageHead(
            title: "Invoice \("number", invoice.name)", sub: due(invoice, ui),
            pill: ui.pill(standing.words, standing.meaning), actions: saving)
        let body = ui.columns(main: paper(document, ui), side: side(document, ui))
        return Page("Invoice \("number", invoice.name)", "\(crumbs)\(head)\(body)")
    }

    static func save(at path: String, _ ui: Interface) -> HTML {
        ui.linkButton("Save as PDF", to: path + "/pdf", icon: .download)
    }

    static func due(_ invoice: Invoice, _ ui: Interface) -> Words? {
        invoice.dueOn.map { "Due \("day", ui.reader.date($0))" }
    }

    /// The document itself.
    static func paper(_ document: InvoiceDocument, _ ui: Interface) -> HTML {
        let (invoice, texts) = (document.invoice, document.texts)
        var facts: [(label: Words, value: HTML)] = []
        if !texts.seller.isEmpty { facts.append(("From", ui.prose(texts.seller))) }
        facts.append(("For", ui.prose(texts.buyer)))
        if let day = invoice.issueOn { facts.append(("Date", "\(ui.reader.date(day))")) }
        if let day = invoice.dueOn { facts.append(("Due", "\(ui.reader.date(day))")) }
        if !texts.reference.isEmpty { facts.append(("Your reference", "\(texts.reference)")) }
        let intro: HTML = texts.intro.isEmpty ? HTML() : ui.prose(texts.intro)
        let lines = ui.table(
            caption: "Lines",
            columns: [
                .title("Item"), .number("Quantity"), .number("Price"), .number("VAT"), .number("Amount"),
            ],
            rows: document.lines.map { row($0, ui) })
        return """
            \(ui.panel("\(ui.facts(facts, asPairs: true))\(intro)"))\(lines)\
            \(ui.panel(ui.facts(sums(document, ui), asPairs: true)))
            """
    }

    private static func row(_ line: InvoiceLine, _ ui: Interface) -> [TableCell] {
        let (reader, priced) = (ui.reader, line.priced)
        let off =
            priced.discount.isZero ? "" : ui.say("\("share", reader.percentage(priced.discount)) discount")
        return [
            .plainTitle(line.title, second: off), .number(reader.quantity(priced.quantity)),
            .number(reader.money(priced.price)),
            .number(
                priced.tax.category == .standard
                    ? reader.percentage(priced.tax.rate) : ui.say(priced.tax.category.words)),
            .number(reader.money(priced.net)),
        ]
    }

    private static func sums(_ document: InvoiceDocument, _ ui: Interface) -> [(label: Words, value: HTML)] {
        let (invoice, reader) = (document.invoice, ui.reader)
        var sums: [(label: Words, value: HTML)] = [("Net", "\(reader.money(invoice.net))")]
        for share in document.taxes {
            let label: Words = "\("tax", share.tax.said(ui)) on \("amount", reader.money(share.net))"
            sums.append((label, "\(reader.money(share.amount))"))
        }
        sums.append(("Total", "<strong>\(reader.money(invoice.gross))</strong>"))
        if !invoice.paid.isZero {
            sums.append(("Paid", "\(reader.money(invoice.paid.negated))"))
            sums.append(("Open", "<strong>\(reader.money(invoice.open))</strong>"))
        }
        return sums
    }

    /// What is to be paid and how, and what happened.
    static func side(_ document: InvoiceDocument, _ ui: Interface) -> HTML {
        let (invoice, texts) = (document.invoice, document.texts)
        var html: HTML = ""
        if invoice.status == .open {
            var facts: [(label: Words, value: HTML)] = [
                ("Open", "<strong>\(ui.reader.money(invoice.open))</strong>")
            ]
            if !texts.iban.isEmpty {
                facts.append(("Account holder", "\(texts.holder)"))
                facts.append(("IBAN", "\(texts.iban)"))
                if !texts.bic.isEmpty { facts.append(("BIC", "\(texts.bic)")) }
                facts.append(("Reference", "\(invoice.name)"))
            }
            html += ui.panel(title: "To be paid", "\(ui.facts(facts))\(code(document, ui))")
        }
        return html + ui.section("History", ui.timeline(history(document, ui)))
    }

    private static func code(_ document: InvoiceDocument, _ ui: Interface) -> HTML {
        guard let text = TransferCode.text(for: document),
            let picture = ui.qrCode(text, "QR code of the transfer. What it holds is written out above.")
        else { return HTML() }
        let words = ui.say("Scan it with your banking app: amount and reference are filled in.")
        return "\(picture)<p class=\"ink-2\">\(words)</p>"
    }

    /// What happened to it, the last first.
    private static func history(_ document: InvoiceDocument, _ ui: Interface) -> [TimelineEntry] {
        let invoice = document.invoice
        var events: [(at: Instant, words: Words)] = []
        for payment in document.payments {
            let amount = ui.reader.money(payment.amount)
            events.append((payment.at, "Payment of \("amount", amount) received"))
            if let at = payment.reversedAt {
                events.append((at, "Payment of \("amount", amount) taken back"))
            }
        }
        if let at = invoice.writtenOffAt { events.append((at, "Written off")) }
        if let at = invoice.issuedAt { events.append((at, "Sent")) }
        return events.sorted { $1.at < $0.at }.map {
            TimelineEntry("\(ui.say($0.words))", second: ui.moment($0.at), .event)
        }
    }
}
