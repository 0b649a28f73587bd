import PortalKit

/// What a customer has to pay. A draft can be changed and is nobody's to see; issued, it has a number and stays as it is.
struct Invoice {
    let id: ID<Invoice>
    let ref: Ref<Invoice>
    let customer: ID<CustomerRecord>
    let customerName: String
    let contact: ID<ContactReference>?
    let contactRef: Ref<ContactReference>?
    let status: Status
    /// Its number as people know it: 2026-0117. Empty for a draft.
    let name: String
    /// Days until it is due.
    let terms: Int
    let issueOn: PlainDate?
    let dueOn: PlainDate?
    let net: Money
    let tax: Money
    let gross: Money
    let paid: Money
    let createdAt: Instant
    let issuedAt: Instant?
    let writtenOffAt: Instant?
    let version: Int

    static let list = "/invoicing/invoices"
    static let staffList = "/staff/invoicing/invoices"
    static let drafts = "/staff/invoicing/drafts"

    var path: String { "\(Self.list)/\(ref)" }
    var staffPath: String { "\(Self.staffList)/\(ref)" }
    var draftPath: String { "\(Self.drafts)/\(ref)" }
    var isDraft: Bool { status == .draft }
    var currency: Currency { gross.currency }

    /// What is left to be paid; nothing of what is no longer asked for.
    var open: Money {
        guard status == .open, let open = try? gross.subtracting(paid) else { return .zero(currency) }
        return open
    }

    func isOverdue(on today: PlainDate) -> Bool {
        guard status == .open, let dueOn else { return false }
        return dueOn < today
    }

    /// Stored; what is partly paid or overdue is read from amounts and days.
    enum Status: String, CaseIterable, Sendable {
        case draft, open, paid
        case writtenOff = "written_off"
    }

    /// Where it stands on a day, for whoever reads it.
    func standing(on today: PlainDate) -> (words: Words, meaning: Meaning) {
        switch status {
        case .draft: return ("Draft", .rest)
        case .paid: return ("Paid", .good)
        case .writtenOff: return ("Written off", .rest)
        case .open:
            if let dueOn, dueOn < today {
                return (
                    Words(
                        Int(today.days - dueOn.days), one: "Overdue by {n} day", other: "Overdue by {n} days"),
                    .wrong
                )
            }
            return paid.isZero ? ("Open", .waiting) : ("Partly paid", .running)
        }
    }

    /// The named views of a list.
    enum View: String, CaseIterable {
        case open, overdue, paid, all

        var words: Words {
            switch self {
            case .open: "Open"
            case .overdue: "Overdue"
            case .paid: "Paid"
            case .all: "All"
            }
        }
    }

    /// What is open in one currency, and what of it is overdue. Nil is more than an amount can be.
    struct Sum {
        let currency: Currency
        let open: Money?
        let overdue: Money?
    }
}

/// All of an invoice, as its page shows it.
struct InvoiceDocument {
    let invoice: Invoice
    let texts: Texts
    let lines: [InvoiceLine]
    let taxes: [DocumentTax]
    let payments: [Payment]

    /// What stands on it in words. Of an issued invoice it is what was sent.
    struct Texts {
        let seller: String
        let holder: String
        let iban: String
        let bic: String
        let buyer: String
        let reference: String
        let intro: String
    }

    struct DocumentTax {
        let tax: Tax
        let net: Money
        let amount: Money
    }
}
