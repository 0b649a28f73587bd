/// A currency of ISO 4217, and how many digits its minor unit has.
///
/// Stored as `CHAR(3)`.
public struct Currency: Hashable, Sendable, CustomStringConvertible, SQLBindable, SQLReadable {
    /// Three capital letters: EUR.
    public let code: String
    /// Digits after the decimal sign, 0 to 4: JPY 0, EUR 2, BHD 3.
    public let digits: Int

    /// - Returns: nil for what is no currency in use by ISO 4217 (list one, without precious metals, funds and tests).
    public init?(_ code: String) {
        guard let digits = Self.known[code] else { return nil }
        self.code = code
        self.digits = digits
    }

    private init(known code: String, digits: Int) {
        self.code = code
        self.digits = digits
    }

    /// The euro.
    public static let eur = Currency(known: "eur".uppercased(), digits: 2)

    /// Reads a `CHAR(3)` column.
    public init(from column: borrowing Column) throws {
        let code = try String(from: column)
        guard let currency = Currency(code) else { throw MoneyError.unknownCurrency(code) }
        self = currency
    }

    /// The value that is bound in a statement.
    public var sqlValue: SQLValue { code.sqlValue }

    public var description: String { code }

    /// All there are, by their codes.
    public static let all: [Currency] = known.keys.sorted().compactMap(Currency.init)

    /// Minor units in one: 100 for EUR.
    public var unit: Int64 { Self.powers[digits] }

    private static let powers: [Int64] = [1, 10, 100, 1_000, 10_000]

    private static let known: [String: Int] = {
        // Three letters each, without anything between.
        let codes: [(digits: Int, codes: String)] = [
            (0, "bifclpdjfgnfiskjpykmfkrwpygrwfugxuyivndvuvxafxofxpf"),
            (2, "aedafnallamdaoaarsaudawgaznbambbdbdtbmdbndbobbrlbsdbtnbwpbynbzdcadcdfchf"),
            (2, "cnycopcrccupcveczkdkkdopdzdegpernetbeurfjdfkpgbpgelghsgipgmdgtqgydhkdhnl"),
            (2, "htghufidrilsinrirrjmdkeskgskhrkpwkydkztlaklbplkrlrdlslmadmdlmgamkdmmkmnt"),
            (2, "mopmrumurmvrmwkmxnmyrmznnadngnnionoknprnzdpabpenpgkphppkrplnqarronrsdrub"),
            (2, "sarsbdscrsdgseksgdshpslesossrdsspstnsvcsypszlthbtjstmttoptryttdtwdtzsuah"),
            (2, "usduyuuzsvedveswstxcdyerzarzmwzwg"),
            (3, "bhdiqdjodkwdlydomrtnd"), (4, "clfuyw"),
        ]
        var known: [String: Int] = [:]
        for (digits, codes) in codes {
            var rest = codes.uppercased()[...]
            while !rest.isEmpty {
                known[String(rest.prefix(3))] = digits
                rest = rest.dropFirst(3)
            }
        }
        return known
    }()
}
