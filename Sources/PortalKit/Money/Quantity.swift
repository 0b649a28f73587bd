/// How many of something, to the thousandth: 2, 0.5, 1.125.
///
/// Stored as a `BIGINT` of thousandths.
public struct Quantity: Hashable, Comparable, Sendable, SQLBindable, SQLReadable {
    public let thousandths: Int64

    /// A thousand million.
    public static let most: Int64 = 1_000_000_000_000
    /// One.
    public static let one = Quantity(checked: 1_000)

    private init(checked thousandths: Int64) {
        self.thousandths = thousandths
    }

    /// - Returns: nil beyond ``most`` in either direction.
    public init?(thousandths: Int64) {
        guard (-Self.most...Self.most).contains(thousandths) else { return nil }
        self.thousandths = thousandths
    }

    /// Reads a `BIGINT` of thousandths.
    public init(from column: borrowing Column) throws {
        guard let quantity = Quantity(thousandths: try Int64(from: column)) else { throw MoneyError.tooLarge }
        self = quantity
    }

    /// The value that is bound in a statement.
    public var sqlValue: SQLValue { thousandths.sqlValue }

    public static func < (left: Quantity, right: Quantity) -> Bool { left.thousandths < right.thousandths }
}

/// A part of a hundred, to the hundredth of a percent: 21 %, 5.5 %.
///
/// Stored as an `INT` of hundredths.
public struct Percentage: Hashable, Comparable, Sendable, SQLBindable, SQLReadable {
    /// Hundredths of a percent (basis points), 0 to 100,000: 2100 is 21 %.
    public let hundredths: Int64

    /// All of it.
    public static let whole = Percentage(checked: 10_000)
    /// Nothing of it.
    public static let zero = Percentage(checked: 0)

    private init(checked hundredths: Int64) {
        self.hundredths = hundredths
    }

    /// - Returns: nil below 0 and above 1,000 %.
    public init?(hundredths: Int64) {
        guard (0...100_000).contains(hundredths) else { return nil }
        self.hundredths = hundredths
    }

    /// Reads an `INT` of hundredths of a percent.
    public init(from column: borrowing Column) throws {
        guard let share = Percentage(hundredths: try Int64(from: column)) else { throw MoneyError.tooLarge }
        self = share
    }

    /// The value that is bound in a statement.
    public var sqlValue: SQLValue { hundredths.sqlValue }

    public var isZero: Bool { hundredths == 0 }

    /// What is left of a whole without it; nothing beyond the whole.
    public var rest: Percentage { Percentage(checked: max(0, 10_000 - hundredths)) }

    public static func < (left: Percentage, right: Percentage) -> Bool { left.hundredths < right.hundredths }
}
