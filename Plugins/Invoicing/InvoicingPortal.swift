public import PortalKit

/// Invoices: a draft until it is issued, and from then on as it was sent; what comes in is written beside it.
public let invoicingPortal = Portal(
    id: "invoicing", title: "Invoices", icon: .receipt, kind: .money,
    permissions: [.viewInvoices, .downloadInvoices], staffPermissions: [.writeInvoices],
    settings: [
        Setting<String>.seller, Setting<String>.address, Setting<String>.vatNumber, Setting<String>.iban,
        Setting<String>.bic, Setting<Int>.terms, Setting<String>.currencyCode, Setting<String>.taxRate,
    ],
    tabs: [Tab("Invoices", at: "/invoices", needs: .customer(.viewInvoices))],
    staffTabs: [Tab("Invoices", at: "/invoices", needs: .staff(.writeInvoices))],
    customer: InvoiceRoutes.customer, staff: DeskRoutes.staff,
    widgets: [Widget(needs: .customer(.viewInvoices), InvoiceRoutes.card)],
    waiting: [Waiting.Source(needs: .viewInvoices, InvoiceRoutes.waiting)],
    activity: Activity.Source(needs: .viewInvoices, Invoice.latest),
    search: [SearchSource(needs: .viewInvoices, at: Invoice.list, Invoice.search)],
    notices: [.invoiceIssued], ownOnlyTitle: "Show only own invoices", log: .invoicing,
    objects: [.invoice, .draft, .payment],
    examples: InvoicingExamples.all, privacy: InvoicingPrivacy.rules, resources: Resources.all)

extension Permission {
    static let viewInvoices = Permission(
        "invoicing.invoices.view", title: "See invoices",
        hint: "With reach own only those that are for the person himself", start: .organisation)
    static let downloadInvoices = Permission(
        "invoicing.invoices.download", title: "Save invoices as PDF", start: .organisation)
}

extension StaffPermission {
    static let writeInvoices = StaffPermission(
        "invoicing.invoices.write", title: "Write invoices and payments", technicians: false)
}

extension ObjectKind {
    static let invoice = ObjectKind("invoice")
    /// An invoice while it can be changed.
    static let draft = ObjectKind("draft")
    static let payment = ObjectKind("payment")
}

extension AccessLog {
    static let invoicing = AccessLog(
        records: [
            LoggedRecord(
                .invoice, "Invoice", name: "name", needs: .viewInvoices, own: "r.contact_id",
                shared: "issued_at")
        ],
        acts: [
            LoggedAct("invoicing.invoice.issued", "Issued"),
            LoggedAct("invoicing.payment.recorded", "Wrote down a payment"),
            LoggedAct("invoicing.payment.reversed", "Took a payment back"),
            LoggedAct("invoicing.invoice.written-off", "Gave up what was open"),
        ],
        untold: ["invoicing.invoice.begun", "invoicing.invoice.changed", "invoicing.invoice.discarded"])
}
