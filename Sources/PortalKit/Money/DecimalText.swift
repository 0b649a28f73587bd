/// Reads numbers as people type them, in any shipped language: 1234.5, 1234,50, 1.234,50 and 1 234.50.
enum DecimalText {
    /// The number in units of its last digit: "12,3" with two digits is 1230.
    ///
    /// - Parameter digits: how many may stand after the decimal sign.
    /// - Returns: nil for what is no number, has too many digits, or could be read in two ways: "1.234" where three digits
    ///   after the sign may not be is a thousand and more, or a slip.
    static func units(_ text: String, digits: Int) -> Int64? {
        var bytes = Array(text.trimmed.utf8.prefix(64))
        let isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative { bytes.removeFirst() }
        guard let (whole, fraction) = parts(bytes, digits: digits), !whole.isEmpty || !fraction.isEmpty else {
            return nil
        }
        var units: Int64 = 0
        for byte in whole + fraction + Array(repeating: UInt8(ascii: "0"), count: digits - fraction.count) {
            let (product, isTooLarge) = units.multipliedReportingOverflow(by: 10)
            let (sum, isMuchTooLarge) = product.addingReportingOverflow(Int64(byte - UInt8(ascii: "0")))
            if isTooLarge || isMuchTooLarge { return nil }
            units = sum
        }
        return isNegative ? -units : units
    }

    /// The digits before and after the decimal sign.
    private static func parts(
        _ bytes: [UInt8], digits: Int
    ) -> (whole: [UInt8], fraction: [UInt8])? {
        let (dot, comma, space) = (UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: " "))
        let groups = bytes.split(omittingEmptySubsequences: false) { $0 == dot || $0 == comma || $0 == space }
        guard groups.allSatisfy({ $0.allSatisfy { (0x30...0x39).contains($0) } }) else { return nil }
        let signs = bytes.filter { $0 == dot || $0 == comma || $0 == space }
        guard let last = signs.last, let end = groups.last else { return (bytes, []) }
        let isDecimal =
            last != space && !signs.dropLast().contains(last) && (1...max(digits, 1)).contains(end.count)
            && digits > 0
        let grouping = isDecimal ? signs.dropLast() : signs[...]
        let whole = isDecimal ? groups.dropLast() : groups[...]
        if let sign = grouping.first {
            guard grouping.allSatisfy({ $0 == sign }), whole.dropFirst().allSatisfy({ $0.count == 3 }),
                (1...3).contains(whole.first?.count ?? 0)
            else { return nil }
            // One sign that is no space: a thousand in one language, a thousandth in another.
            if !isDecimal, grouping.count == 1, sign != space, digits > 0 { return nil }
        }
        return (whole.flatMap { $0 }, isDecimal ? Array(end) : [])
    }
}
