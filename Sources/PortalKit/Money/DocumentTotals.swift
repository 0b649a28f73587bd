/// A line of an invoice or a quotation, as far as it is reckoned with.
public struct PricedLine: Hashable, Sendable {
    public let quantity: Quantity
    /// Without tax (EN 16931, BT-146).
    public let price: Money
    /// Off the line (BT-138).
    public let discount: Percentage
    public let tax: Tax
    /// Quantity times price less the discount, rounded once, half away from zero (BT-131).
    public let net: Money

    /// - Throws: ``MoneyError/tooLarge``.
    public init(
        _ quantity: Quantity, at price: Money, discount: Percentage = .zero, tax: Tax
    ) throws(MoneyError) {
        self.quantity = quantity
        self.price = price
        self.discount = discount
        self.tax = tax
        let gross = Int128(price.minorUnits) * Int128(quantity.thousandths) * Int128(discount.rest.hundredths)
        net = try Money(exactly: Self.rounded(gross), price.currency)
    }

    /// In thousandths of hundredths of a percent.
    private static func rounded(_ value: Int128) -> Int128 {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: 10_000_000)
        return remainder.magnitude * 2 >= 10_000_000 ? quotient + value.signum() : quotient
    }
}

/// What a document comes to. Tax is reckoned once for each category and rate on the sum of its lines, rounded half away
/// from zero (EN 16931, BR-CO-17), so that the sums equal the lines exactly:
///
///     lines - discount = net; net + tax = gross; the nets of the shares add up to net, their amounts to tax
public struct DocumentTotals: Hashable, Sendable {
    /// The sum of the lines' nets (BT-106).
    public let lines: Money
    /// Off the whole document, positive, cut over the taxes in proportion (BT-107).
    public let discount: Money
    /// Without tax (BT-109).
    public let net: Money
    /// By category and rate (BG-23), in their order.
    public let taxes: [Share]
    /// BT-110.
    public let tax: Money
    /// With tax (BT-112).
    public let gross: Money

    /// What one tax comes to.
    public struct Share: Hashable, Sendable {
        public let tax: Tax
        /// What it is taken of (BT-116).
        public let net: Money
        /// BT-117.
        public let amount: Money
    }

    /// - Parameter discount: off the sum of the lines.
    /// - Throws: ``MoneyError/differentCurrencies``, ``MoneyError/tooLarge``.
    public init(
        _ lines: [PricedLine], discount: Percentage = .zero, in currency: Currency
    ) throws(MoneyError) {
        var sums: [Tax: Int128] = [:]
        for line in lines {
            guard line.net.currency == currency else { throw .differentCurrencies }
            sums[line.tax, default: 0] += Int128(line.net.minorUnits)
        }
        let taxes = sums.keys.sorted()
        var groups: [Money] = []
        for tax in taxes { groups.append(try Money(exactly: sums[tax] ?? 0, currency)) }
        self.lines = try Money.sum(of: groups, currency)
        self.discount = try self.lines.part(min(discount, .whole))
        net = try self.lines.subtracting(self.discount)
        let offs = Self.offs(self.discount, groups)
        var shares: [Share] = []
        for (index, tax) in taxes.enumerated() {
            let net = try groups[index].subtracting(offs[index])
            shares.append(Share(tax: tax, net: net, amount: try net.part(tax.rate)))
        }
        self.taxes = shares
        tax = try Money.sum(of: shares.lazy.map(\.amount), currency)
        gross = try net.adding(tax)
    }

    /// The discount in proportion to the groups that it makes smaller: those of its own sign.
    private static func offs(_ discount: Money, _ groups: [Money]) -> [Money] {
        let weights = groups.map {
            $0.isNegative == discount.isNegative ? $0 : Money.zero(discount.currency)
        }
        return discount.divided(inProportionTo: weights)
    }
}
