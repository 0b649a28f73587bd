import PortalKit

/// The invoice as a paper: what was sent, and how it is paid. What came in since does not stand on it; the code of the
/// transfer is left out then, so that nobody pays twice.
extension InvoiceDocument {
    func paper(_ ui: Interface) -> Document {
        let reader = ui.reader
        var paper = Document(
            reader, "Invoice", invoice.isDraft ? ui.say("Draft") : invoice.name,
            of: invoice.issueOn ?? reader.day(invoice.createdAt),
            digits: invoice.currency.digits)
        paper.sender = lines(of: texts.seller)
        paper.recipient = lines(of: texts.buyer)
        paper.facts = facts(reader)
        if !texts.intro.isEmpty { paper.parts.append(.paragraph(texts.intro)) }
        paper.parts += [.table(table(ui)), .totals(totals(ui))]
        if let text = transfer, let code = Document.Code(text) {
            paper.parts.append(.code(code, lines: payment(reader)))
        } else if !texts.iban.isEmpty {
            paper.parts.append(.note(payment(reader).joined(separator: "\n")))
        }
        return paper
    }

    func answer(_ ui: Interface) -> Answer {
        .document(paper(ui), named: ui.say("Invoice \("number", invoice.name)"))
    }

    /// The transfer of all of it, as it was asked for.
    private var transfer: String? {
        invoice.status == .open && invoice.paid.isZero ? TransferCode.text(for: self) : nil
    }

    private func lines(of text: String) -> [String] {
        text.split(whereSeparator: \.isNewline).map(String.init)
    }

    private func facts(_ reader: Reader) -> [Document.Fact] {
        var facts: [Document.Fact] = []
        if let day = invoice.issueOn { facts.append(Document.Fact(reader.say("Date"), reader.fullDate(day))) }
        if let day = invoice.dueOn { facts.append(Document.Fact(reader.say("Due"), reader.fullDate(day))) }
        if !texts.reference.isEmpty {
            facts.append(Document.Fact(reader.say("Your reference"), texts.reference))
        }
        facts.append(Document.Fact(reader.say("Currency"), invoice.currency.code))
        return facts
    }

    private func table(_ ui: Interface) -> Document.Table {
        let reader = ui.reader
        return Document.Table(
            [
                .text(reader.say("Item")), .number(reader.say("Quantity")), .number(reader.say("Price")),
                .number(reader.say("VAT")), .number(reader.say("Amount")),
            ], carrying: 4,
            rows: lines.map { line in
                let priced = line.priced
                let off =
                    priced.discount.isZero
                    ? "" : ui.say("\("share", reader.percentage(priced.discount)) discount")
                return .line(
                    [
                        .text(line.title), .text(reader.quantity(priced.quantity)),
                        .amount(priced.price.minorUnits),
                        .text(
                            priced.tax.category == .standard
                                ? reader.percentage(priced.tax.rate) : ui.say(priced.tax.category.words)),
                        .amount(priced.net.minorUnits),
                    ], detail: off)
            })
    }

    private func totals(_ ui: Interface) -> [Document.Total] {
        [Document.Total(ui.say("Net"), invoice.net.minorUnits)]
            + taxes.map { share in
                let label: Words = "\("tax", share.tax.said(ui)) on \("amount", ui.reader.money(share.net))"
                return Document.Total(ui.say(label), share.amount.minorUnits)
            } + [Document.Total(ui.say("Total"), invoice.gross.minorUnits, isSum: true)]
    }

    /// Where it is paid to.
    private func payment(_ reader: Reader) -> [String] {
        var facts = [("Account holder", texts.holder), ("IBAN", texts.iban)] as [(Words, String)]
        if !texts.bic.isEmpty { facts.append(("BIC", texts.bic)) }
        facts.append(("Reference", invoice.name))
        return facts.map { "\(reader.say($0.0)): \($0.1)" }
    }
}
