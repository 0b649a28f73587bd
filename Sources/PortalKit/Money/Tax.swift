/// What a line is taxed with: a category of value added tax and its rate.
public struct Tax: Hashable, Sendable {
    public let category: Category
    /// Zero but for ``Category/standard``.
    public let rate: Percentage

    /// Taxed with a rate; a rate of zero is ``Category/zero``.
    public init(rate: Percentage) {
        category = rate.isZero ? .zero : .standard
        self.rate = rate
    }

    /// - Returns: nil for a rate with a category that has none, and for the standard without one (EN 16931, BR-S-05 and
    ///   BR-Z-05 to BR-O-05).
    public init?(_ category: Category, rate: Percentage = .zero) {
        guard (category == .standard) != rate.isZero else { return nil }
        self.category = category
        self.rate = rate
    }

    /// Categories of value added tax by their codes in UNCL 5305, in small letters: those that EN 16931 (BT-151) names.
    public enum Category: String, CaseIterable, Sendable {
        /// Taxed with a rate, whether normal or reduced.
        case standard = "s"
        /// Taxed with nothing.
        case zero = "z"
        case exempt = "e"
        /// The customer owes it.
        case reverseCharge = "ae"
        /// A delivery within the European Union.
        case intraCommunity = "k"
        case export = "g"
        case outside = "o"
    }
}

extension Tax: Comparable {
    /// In the order of a document's breakdown: categories as they are listed, rates from high to low.
    public static func < (left: Tax, right: Tax) -> Bool {
        left.category == right.category
            ? left.rate > right.rate : left.category.place < right.category.place
    }
}

extension Tax.Category {
    fileprivate var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
