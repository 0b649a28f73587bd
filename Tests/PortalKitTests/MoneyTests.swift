import Testing

@testable import PortalKit

@Suite("SF08 money")
struct MoneyTests {
    private let eur = Currency.eur

    private func euros(_ cents: Int64) throws -> Money { try Money(minorUnits: cents, eur) }

    @Test("currencies have the digits of ISO 4217, and what is none is none")
    func currencies() throws {
        let digits = ["JPY": 0, "EUR": 2, "USD": 2, "BHD": 3, "KWD": 3, "CLF": 4, "ISK": 0]
        for (code, digits) in digits { #expect(Currency(code)?.digits == digits, "\(code)") }
        for code in ["", "eur", "EU", "EURO", "XXX", "XTS", "XAU", "ZZZ", "E\u{0}R"] {
            #expect(Currency(code) == nil, "\(code)")
        }
        #expect(Currency.all.count == Set(Currency.all.map(\.code)).count && Currency.all.count > 150)
    }

    @Test("nothing overflows: beyond the largest amount stands an error")
    func bounds() throws {
        for units in [Int64.min, -Money.most - 1, Money.most + 1, .max] {
            #expect(throws: MoneyError.tooLarge) { try Money(minorUnits: units, eur) }
        }
        let most = try euros(Money.most)
        #expect(throws: MoneyError.tooLarge) { try most.adding(euros(1)) }
        #expect(throws: MoneyError.tooLarge) { try most.negated.subtracting(euros(1)) }
        #expect(throws: MoneyError.tooLarge) { try most.times(#require(Quantity(thousandths: 1_001))) }
        #expect(try most.times(.one) == most && most.adding(most.negated).isZero)
        let largest = try #require(Quantity(thousandths: Quantity.most))
        #expect(throws: MoneyError.tooLarge) { try most.times(largest) }
        #expect(Quantity(thousandths: Quantity.most + 1) == nil && Percentage(hundredths: -1) == nil)
        #expect(throws: MoneyError.tooLarge) { try Money.sum(of: [most, most], eur) }
        #expect(try Money.sum(of: [most, most, most.negated], eur) == most)
    }

    @Test("currencies do not mix")
    func mixing() throws {
        let yen = try Money(minorUnits: 5, #require(Currency("JPY")))
        #expect(throws: MoneyError.differentCurrencies) { try euros(5).adding(yen) }
        #expect(throws: MoneyError.differentCurrencies) { try Money.sum(of: [yen], eur) }
    }

    @Test(
        "half a minor unit is rounded away from zero, once",
        arguments: [
            (cents: Int64(5), thousandths: Int64(500), result: Int64(3)), (-5, 500, -3), (5, 499, 2),
            (1, 1_499, 1), (1, 1_500, 2), (-1, 1_500, -2), (333, 333, 111), (0, 1_500, 0),
        ])
    func rounding(cents: Int64, thousandths: Int64, result: Int64) throws {
        let quantity = try #require(Quantity(thousandths: thousandths))
        #expect(try euros(cents).times(quantity).minorUnits == result)
    }

    @Test("parts add up to what was divided")
    func dividing() throws {
        let weights = try [1, 1, 1].map { try euros($0) }
        #expect(try euros(100).divided(inProportionTo: weights).map(\.minorUnits) == [34, 33, 33])
        #expect(try euros(-100).divided(inProportionTo: weights).map(\.minorUnits) == [-34, -33, -33])
        #expect(try euros(7).divided(inProportionTo: [.zero(eur), .zero(eur)]).map(\.minorUnits) == [7, 0])
        #expect(try euros(7).divided(inProportionTo: []).isEmpty)
        let large = try [Money.most, 1, Money.most].map { try euros($0) }
        let shares = try euros(Money.most).divided(inProportionTo: large)
        #expect(try Money.sum(of: shares, eur).minorUnits == Money.most)
    }

    @Test(
        "amounts are read as people type them, and what could be read in two ways is asked again",
        arguments: [
            ("1234", 2, Int64(123_400) as Int64?), ("1234.5", 2, 123_450), ("1234,50", 2, 123_450),
            ("1.234,50", 2, 123_450), ("1,234.50", 2, 123_450), ("1 234,50", 2, 123_450),
            ("1.234.567", 2, 123_456_700), ("1.234", 2, nil), ("1,234", 2, nil), ("1.234", 3, 1_234),
            ("1,234", 0, 1_234), ("12,34", 0, nil), ("-5", 2, -500), (".5", 2, 50), ("5.", 2, nil),
            ("1.23.456", 2, nil), ("1.2345", 2, nil), ("1e5", 2, nil), ("٣", 2, nil), ("", 2, nil),
            ("--1", 2, nil), ("1,2,3", 2, nil), ("1.234,567.8", 2, nil), (".", 2, nil), ("-", 2, nil),
            ("9223372036854775808", 0, nil), ("99999999999999999999999999", 2, nil), ("1 2", 2, nil),
            ("12 345", 2, 1_234_500),
        ] as [(String, Int, Int64?)])
    func typing(text: String, digits: Int, units: Int64?) {
        #expect(DecimalText.units(text, digits: digits) == units, "\(text)")
    }

    @Test("amounts are written as each language writes them")
    func writing() throws {
        func said(_ units: Int64, _ code: String, _ language: String) throws -> String {
            let reader = Reader(language: language, timeZone: "UTC", now: Instant(microseconds: 0))
            return reader.money(try Money(minorUnits: units, #require(Currency(code))))
        }
        #expect(try said(123_450, "EUR", "en") == "€1,234.50")
        #expect(try said(123_450, "EUR", "nl") == "€\u{A0}1.234,50")
        #expect(try said(1_234, "JPY", "en").hasSuffix("¥1,234"))
        #expect(try said(1_234, "BHD", "en").hasSuffix("1.234"))
        #expect(try said(-5, "EUR", "en") == "-€0.05")
        #expect(try said(Money.most, "EUR", "en") == "€999,999,999,999.99")
        let reader = Reader(language: "nl", timeZone: "UTC", now: Instant(microseconds: 0))
        #expect(reader.quantity(try #require(Quantity(thousandths: 1_500))) == "1,5")
        #expect(reader.percentage(try #require(Percentage(hundredths: 550))) == "5,5%")
    }
}
