/// An amount in a currency: a whole number of minor units, so that nothing is lost in adding.
///
/// It reaches from -``most`` to ``most``; what would go beyond is an error, never another amount. Stored as a `BIGINT` beside
/// a ``Currency``.
public struct Money: Hashable, Sendable {
    /// 1234 is € 12.34 or ¥ 1,234.
    public let minorUnits: Int64
    public let currency: Currency

    /// The largest amount: a hundred million million minor units less one. It leaves room for sums in 64 bits and for what
    /// spreadsheets and payment messages hold exactly.
    public static let most: Int64 = 99_999_999_999_999

    /// - Throws: ``MoneyError/tooLarge`` beyond ``most`` in either direction.
    public init(minorUnits: Int64, _ currency: Currency) throws(MoneyError) {
        guard (-Self.most...Self.most).contains(minorUnits) else { throw .tooLarge }
        self.minorUnits = minorUnits
        self.currency = currency
    }

    private init(checked minorUnits: Int64, _ currency: Currency) {
        self.minorUnits = minorUnits
        self.currency = currency
    }

    /// The result of exact arithmetic, checked.
    init(exactly value: Int128, _ currency: Currency) throws(MoneyError) {
        guard let minorUnits = Int64(exactly: value) else { throw .tooLarge }
        try self.init(minorUnits: minorUnits, currency)
    }

    /// Nothing of a currency.
    public static func zero(_ currency: Currency) -> Money { Money(checked: 0, currency) }

    public var isZero: Bool { minorUnits == 0 }
    public var isNegative: Bool { minorUnits < 0 }

    /// The same amount the other way: of a credit note, of a refund.
    public var negated: Money { Money(checked: -minorUnits, currency) }

    /// - Throws: ``MoneyError/differentCurrencies``, ``MoneyError/tooLarge``.
    public func adding(_ other: Money) throws(MoneyError) -> Money {
        guard currency == other.currency else { throw .differentCurrencies }
        return try Money(exactly: Int128(minorUnits) + Int128(other.minorUnits), currency)
    }

    /// - Throws: ``MoneyError/differentCurrencies``, ``MoneyError/tooLarge``.
    public func subtracting(_ other: Money) throws(MoneyError) -> Money { try adding(other.negated) }

    /// The price of so many, rounded once: half a minor unit away from zero.
    ///
    /// - Throws: ``MoneyError/tooLarge``.
    public func times(_ quantity: Quantity) throws(MoneyError) -> Money {
        try Money(
            exactly: rounded(Int128(minorUnits) * Int128(quantity.thousandths), by: 1_000), currency)
    }

    /// A part of it, rounded once: half a minor unit away from zero.
    ///
    /// - Throws: ``MoneyError/tooLarge``.
    public func part(_ share: Percentage) throws(MoneyError) -> Money {
        try Money(exactly: rounded(Int128(minorUnits) * Int128(share.hundredths), by: 10_000), currency)
    }

    /// - Throws: ``MoneyError/differentCurrencies``, ``MoneyError/tooLarge``.
    public static func sum(of amounts: some Sequence<Money>, _ currency: Currency) throws(MoneyError) -> Money
    {
        // So many amounts that 128 bits could overflow fit in no memory; only the end is checked.
        var total: Int128 = 0
        for amount in amounts {
            guard amount.currency == currency else { throw .differentCurrencies }
            total += Int128(amount.minorUnits)
        }
        return try Money(exactly: total, currency)
    }

    /// Cuts it into shares in proportion to these weights, so that they add up to it exactly: the minor units that rounding
    /// down leaves go to the largest remainders, of equal ones to the first.
    ///
    /// - Parameter weights: of the same sign or zero; where all are zero, the first share is all of it.
    /// - Returns: as many shares as weights.
    public func divided(inProportionTo weights: [Money]) -> [Money] {
        let weights = weights.map { Int128($0.minorUnits.magnitude) }
        let total = weights.reduce(0, +)
        guard !weights.isEmpty else { return [] }
        guard total > 0 else {
            return weights.indices.map { Money(checked: $0 == 0 ? minorUnits : 0, currency) }
        }
        let size = Int128(minorUnits.magnitude)
        var shares = weights.map { $0 * size / total }
        let order = weights.indices.sorted {
            let (one, other) = (weights[$0] * size % total, weights[$1] * size % total)
            return one == other ? $0 < $1 : one > other
        }
        let left = Int(size - shares.reduce(0, +))
        for index in order.prefix(left) { shares[index] += 1 }
        return shares.map { Money(checked: minorUnits < 0 ? -Int64($0) : Int64($0), currency) }
    }
}

extension Money: Comparable {
    /// Smaller amounts first; of different currencies, which cannot be compared by worth, by their codes.
    public static func < (left: Money, right: Money) -> Bool {
        left.currency == right.currency
            ? left.minorUnits < right.minorUnits : left.currency.code < right.currency.code
    }
}

/// Divides, and rounds half away from zero: commercial rounding, as EN 16931 has it.
private func rounded(_ value: Int128, by divisor: Int128) -> Int128 {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder.magnitude * 2 >= divisor.magnitude ? quotient + value.signum() : quotient
}

/// Why there is no such amount.
public enum MoneyError: Error, Equatable {
    /// Beyond ``Money/most``.
    case tooLarge
    case differentCurrencies
    case unknownCurrency(String)
}
