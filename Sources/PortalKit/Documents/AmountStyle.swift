/// How a language writes amounts: `1,234.50`, `1.234,50`.
public struct AmountStyle: Sendable, Equatable {
    package let digits: Int
    package let decimalSign: String
    package let groupSign: String

    package init(digits: Int, decimalSign: String, groupSign: String) {
        // Nobody counts in smaller parts (ISO 4217 has at most four).
        self.digits = min(max(digits, 0), 4)
        self.decimalSign = decimalSign
        self.groupSign = groupSign
    }

    init(_ reader: Reader, digits: Int) {
        func sign(_ text: String) -> String? {
            let others = text.unicodeScalars.filter { !("0"..."9").contains($0) }
            return others.count == 1 && text.unicodeScalars.count > 1
                ? String(others.map(Character.init)) : nil
        }
        self.init(
            digits: digits, decimalSign: sign(reader.tenths(15)) ?? ".",
            groupSign: sign(reader.number(12_345)) ?? "")
    }

    /// An amount in minor units, without its currency; below zero with a minus sign.
    public func text(_ amount: Int64) -> String {
        var figures = String(amount.magnitude)
        let missing = digits + 1 - figures.utf8.count
        if missing > 0 { figures = String(repeating: "0", count: missing) + figures }
        let whole = figures.dropLast(digits)
        var text = amount < 0 ? "\u{2212}" : ""
        var left = whole.utf8.count
        for figure in whole {
            text.append(figure)
            left -= 1
            if left > 0, left % 3 == 0 { text += groupSign }
        }
        return digits == 0 ? text : text + decimalSign + figures.suffix(digits)
    }
}
