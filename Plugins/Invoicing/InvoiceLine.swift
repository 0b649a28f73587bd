import PortalKit

/// One line of an invoice.
struct InvoiceLine {
    let title: String
    let priced: PricedLine

    /// How many a form sends.
    static let most = 100
    static let mostQuantity = Quantity.most

    /// Reads the lines of a form: title-0, quantity-0 and so on. One without title and price is left out.
    static func read(_ form: Form, in currency: Currency, _ check: inout FormCheck) -> [InvoiceLine] {
        var lines: [InvoiceLine] = []
        var index = 0
        while form.has("title-\(index)"), index < most {
            if let line = read(index, form, in: currency, &check) { lines.append(line) }
            index += 1
        }
        if form.has("title-\(most)") {
            check.refuse("title-\(most - 1)", "An invoice has room for \("n", most) lines.")
        }
        return lines
    }

    private static func read(
        _ index: Int, _ form: Form, in currency: Currency, _ check: inout FormCheck
    ) -> InvoiceLine? {
        func isEmpty(_ name: String) -> Bool { form["\(name)-\(index)"].utf8.allSatisfy { $0 <= 0x20 } }
        guard !isEmpty("title") || !isEmpty("price") else { return nil }
        let title = check.line("title-\(index)", most: 200, missing: "Enter what it is for.")
        let quantity = isEmpty("quantity") ? Quantity.one : check.quantity("quantity-\(index)")
        let price = check.money(
            "price-\(index)", in: currency, least: -Money.most, missing: "Enter a price.")
        let discount = check.percentage("discount-\(index)")
        let rate = check.percentage("rate-\(index)")
        let category: Tax.Category = Tax.Category(rawValue: form["category-\(index)"]) ?? .standard
        guard let quantity, let price, let discount, let rate else { return nil }
        guard let tax = category == .standard ? Tax(rate: rate) : Tax(category, rate: rate) else {
            check.refuse("rate-\(index)", "This kind of tax has no rate; leave it empty.")
            return nil
        }
        guard let priced = try? PricedLine(quantity, at: price, discount: discount, tax: tax) else {
            check.refuse("price-\(index)", "The line comes to more than an amount can be.")
            return nil
        }
        return InvoiceLine(title: title, priced: priced)
    }
}

extension Invoice {
    /// What staff fill in of a draft.
    struct Draft {
        let currency: Currency
        let terms: Int
        /// Whom of the customer it is for, as the form names him.
        let contact: String
        let buyer: String
        let reference: String
        let intro: String
        let lines: [InvoiceLine]
        let totals: DocumentTotals
        let version: Int?

        init(_ form: Form) throws(PortalError) {
            var check = FormCheck(form)
            let currency = Currency(check.line("currency", most: 3))
            if currency == nil { check.refuse("currency", "Enter a currency of ISO 4217, such as EUR.") }
            self.currency = currency ?? .eur
            terms = check.number("terms", in: 0...365) ?? 0
            contact = form["contact"]
            buyer = check.text("buyer", mostBytes: 900, missing: "Enter whom it is for.")
            reference = check.line("reference", most: 80)
            intro = check.text("intro", mostBytes: 4_000)
            lines = InvoiceLine.read(form, in: self.currency, &check)
            version = check.number("version")
            let priced = lines.map(\.priced)
            let totals = try? DocumentTotals(priced, in: self.currency)
            if totals == nil { check.refuse("title-0", "The invoice comes to more than an amount can be.") }
            try check.finish()
            guard let totals else {
                throw .invalid("title-0", "The invoice comes to more than an amount can be.")
            }
            self.totals = totals
        }
    }
}

extension Tax.Category {
    var words: Words {
        switch self {
        case .standard: "With a rate"
        case .zero: "Zero rated"
        case .exempt: "Exempt"
        case .reverseCharge: "Reverse charge"
        case .intraCommunity: "Within the European Union"
        case .export: "Export"
        case .outside: "Outside the tax"
        }
    }
}

extension Tax {
    /// "VAT 21%", or the kind of tax that has no rate.
    func said(_ ui: Interface) -> String {
        category == .standard
            ? ui.say("VAT \("rate", ui.reader.percentage(rate))") : ui.say(category.words)
    }
}
