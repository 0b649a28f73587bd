import Testing

@testable import PortalKit

@Suite("SF08 what a document comes to")
struct DocumentTotalsTests {
    /// The same numbers each time, so that what fails can be looked at.
    private struct Dice: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    private static let currencies = ["EUR", "JPY", "BHD", "CLF"].compactMap(Currency.init)
    private static let rates = [0, 550, 900, 2_100, 100_000].compactMap(Percentage.init(hundredths:)).map(
        Tax.init)
    private static let taxes = rates + [.reverseCharge, .exempt, .intraCommunity].compactMap { Tax($0) }

    private func line(_ dice: inout Dice, _ currency: Currency) throws -> PricedLine {
        let price =
            Int64.random(in: 0...5, using: &dice) == 0
            ? -Int64.random(in: 0...9_999, using: &dice) : Int64.random(in: 0...999_999, using: &dice)
        return try PricedLine(
            #require(Quantity(thousandths: Int64.random(in: 0...99_999, using: &dice))),
            at: Money(minorUnits: price, currency),
            discount: #require(
                Percentage(hundredths: [0, 0, 333, 5_000, 10_000].randomElement(using: &dice) ?? 0)),
            tax: #require(Self.taxes.randomElement(using: &dice)))
    }

    /// An amount by exact fractions: numerator and denominator, and nothing of the code that is tried.
    private func rounded(_ numerator: Int128, over denominator: Int128) -> Int64 {
        let doubled = numerator * 2
        let half = doubled < 0 ? -denominator : denominator
        return Int64((doubled + half) / (denominator * 2))
    }

    @Test("of 100,000 random documents the sums equal the lines, to the last minor unit")
    func sums() throws {
        var dice = Dice(state: 2_026)
        for number in 0..<100_000 {
            let currency = try #require(Self.currencies.randomElement(using: &dice))
            let lines = try (0..<Int.random(in: 0...7, using: &dice)).map { _ in try line(&dice, currency) }
            let discount = try #require(
                Percentage(hundredths: [0, 0, 1, 777, 10_000].randomElement(using: &dice) ?? 0))
            let totals = try DocumentTotals(lines, discount: discount, in: currency)
            var nets: [Tax: Int64] = [:]
            for line in lines {
                let exact =
                    Int128(line.price.minorUnits) * Int128(line.quantity.thousandths)
                    * Int128(10_000 - line.discount.hundredths)
                guard line.net.minorUnits == rounded(exact, over: 10_000_000) else {
                    Issue.record("line of document \(number): \(line)")
                    return
                }
                nets[line.tax, default: 0] += line.net.minorUnits
            }
            let sum = nets.values.reduce(0, +)
            let off = rounded(Int128(sum) * Int128(discount.hundredths), over: 10_000)
            let isRight =
                totals.lines.minorUnits == sum && totals.discount.minorUnits == off
                && totals.net.minorUnits == sum - off
                && totals.taxes.map(\.tax) == nets.keys.sorted()
                && totals.taxes.map(\.net.minorUnits).reduce(0, +) == sum - off
                && totals.taxes.map(\.amount.minorUnits).reduce(0, +) == totals.tax.minorUnits
                && totals.gross.minorUnits == totals.net.minorUnits + totals.tax.minorUnits
                && totals.taxes.allSatisfy {
                    $0.amount.minorUnits
                        == rounded(Int128($0.net.minorUnits) * Int128($0.tax.rate.hundredths), over: 10_000)
                        && (!discount.isZero || $0.net.minorUnits == nets[$0.tax])
                }
            guard isRight else {
                Issue.record("document \(number): \(totals)")
                return
            }
            if number % 50 == 0 { try againBackwards(lines, discount, totals) }
        }
    }

    /// A credit note of all of it comes to exactly the opposite, and the order of lines is nothing to the sums.
    private func againBackwards(
        _ lines: [PricedLine], _ discount: Percentage, _ totals: DocumentTotals
    ) throws {
        let currency = totals.net.currency
        let shuffled = Array(lines.reversed())
        #expect(try DocumentTotals(shuffled, discount: discount, in: currency) == totals)
        let credit = try DocumentTotals(
            lines.map {
                try PricedLine($0.quantity, at: $0.price.negated, discount: $0.discount, tax: $0.tax)
            },
            discount: discount, in: currency)
        #expect(credit.gross == totals.gross.negated && credit.tax == totals.tax.negated)
        #expect(credit.taxes.map(\.net) == totals.taxes.map(\.net.negated))
    }

    @Test("tax is taken of the sum of each rate, not of each line")
    func perRate() throws {
        let tax = Tax(rate: try #require(Percentage(hundredths: 2_100)))
        let line = try PricedLine(.one, at: Money(minorUnits: 3, .eur), tax: tax)
        let totals = try DocumentTotals([line, line, line], in: .eur)
        // 21 % of 9 is 1.89; of 3 it would be 0.63 and three times 1.
        #expect(totals.tax.minorUnits == 2 && totals.gross.minorUnits == 11)
    }

    @Test("a category has a rate or none, as EN 16931 says")
    func categories() throws {
        let rate = try #require(Percentage(hundredths: 900))
        #expect(Tax(.standard) == nil && Tax(.standard, rate: rate) != nil)
        for category in Tax.Category.allCases where category != .standard {
            #expect(Tax(category, rate: rate) == nil && Tax(category) != nil)
        }
        #expect(Tax(rate: .zero).category == .zero)
    }

    @Test("a document beyond the largest amount is refused, and currencies do not mix")
    func refusals() throws {
        let tax = Tax(rate: .zero)
        let most = try Money(minorUnits: Money.most, .eur)
        let line = try PricedLine(.one, at: most, tax: tax)
        #expect(throws: MoneyError.tooLarge) { try DocumentTotals([line, line], in: .eur) }
        let taxed = try PricedLine(.one, at: most, tax: Tax(rate: .whole))
        #expect(throws: MoneyError.tooLarge) { try DocumentTotals([taxed], in: .eur) }
        let yen = try #require(Currency("JPY"))
        #expect(throws: MoneyError.differentCurrencies) { try DocumentTotals([line], in: yen) }
        let quantity = try #require(Quantity(thousandths: Quantity.most))
        #expect(throws: MoneyError.tooLarge) { try PricedLine(quantity, at: most, tax: tax) }
        #expect(try DocumentTotals([], in: .eur).gross.isZero)
    }
}
