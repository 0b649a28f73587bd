/// Reads a form field by field and collects what is wrong with it, so that a person hears everything at once.
public struct FormCheck {
    private let form: Form
    private var problems: [FieldProblem] = []

    /// Begins with nothing wrong.
    public init(_ form: Form) {
        self.form = form
    }

    /// One line without spaces around it, of at most `most` characters.
    ///
    /// - Parameter missing: what to say when it is empty; nil where it may be.
    public mutating func line(_ field: String, most: Int, missing: Words? = nil) -> String {
        let text = form[field].trimmed
        if let missing, text.isEmpty { refuse(field, missing) }
        if text.unicodeScalars.count > most {
            refuse(field, "Use at most \("n", most) characters.")
        } else if text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            refuse(field, "Write this on one line.")
        }
        return text
    }

    /// A text of several lines, of at most `mostBytes` bytes of UTF-8.
    public mutating func text(_ field: String, mostBytes: Int, missing: Words? = nil) -> String {
        let text = form[field].trimmed
        if let missing, text.isEmpty { refuse(field, missing) }
        if text.utf8.count > mostBytes { refuse(field, "This is too long. Attach it as a file.") }
        return text
    }

    /// A whole number of at least 0, or nil where the field is empty.
    public mutating func number(_ field: String) -> Int? { number(field, missing: nil) }

    /// - Parameter missing: what to say when it is empty; nil where it may be.
    mutating func number(_ field: String, missing: Words?) -> Int? {
        let text = form[field].trimmed
        if let missing, text.isEmpty { refuse(field, missing) }
        guard !text.isEmpty else { return nil }
        if let number = Int(text), number >= 0 { return number }
        refuse(field, "Enter a number.")
        return nil
    }

    /// A whole number within bounds, or nil where it is none, which is wrong.
    public mutating func number(_ field: String, in range: ClosedRange<Int>) -> Int? {
        if let number = Int(form[field].trimmed), range.contains(number) { return number }
        refuse(field, "Enter a number from \("low", range.lowerBound) to \("high", range.upperBound).")
        return nil
    }

    /// An amount as people type it, or nil where the field is empty.
    ///
    /// - Parameters:
    ///   - most: the largest that is taken, in minor units; up to ``Money/most``.
    ///   - missing: what to say when it is empty; nil where it may be.
    public mutating func money(
        _ field: String, in currency: Currency, least: Int64 = 0, most: Int64 = Money.most,
        missing: Words? = nil
    ) -> Money? {
        let text = form[field].trimmed
        if let missing, text.isEmpty { refuse(field, missing) }
        guard !text.isEmpty else { return nil }
        guard let units = DecimalText.units(text, digits: currency.digits) else {
            refuse(
                field,
                currency.digits == 0 ? "Enter an amount, such as 1234." : "Enter an amount, such as 1234.50.")
            return nil
        }
        guard units >= least, units <= min(most, Money.most),
            let money = try? Money(minorUnits: units, currency)
        else {
            refuse(field, "The amount is too large or too small.")
            return nil
        }
        return money
    }

    /// How many, to the thousandth, as people type it; nil where it is none within bounds, which is wrong.
    public mutating func quantity(_ field: String, in range: ClosedRange<Quantity>? = nil) -> Quantity? {
        guard let units = DecimalText.units(form[field].trimmed, digits: 3),
            let quantity = Quantity(thousandths: units), range?.contains(quantity) ?? true
        else {
            refuse(field, "Enter a quantity, such as 2 or 1.5.")
            return nil
        }
        return quantity
    }

    /// A part of a hundred as people type it; an empty field is nothing of it.
    public mutating func percentage(_ field: String, most: Percentage = .whole) -> Percentage? {
        var text = form[field].trimmed
        if text.utf8.last == UInt8(ascii: "%") { text = String(text.dropLast()).trimmed }
        guard !text.isEmpty else { return .zero }
        guard let units = DecimalText.units(text, digits: 2), let share = Percentage(hundredths: units),
            share <= most
        else {
            refuse(field, "Enter a percentage, such as 21 or 5.5.")
            return nil
        }
        return share
    }

    /// A day of the calendar, or nil where the field is empty.
    ///
    /// - Parameter missing: what to say when it is empty; nil where it may be.
    public mutating func date(_ field: String, missing: Words? = nil) -> PlainDate? {
        let text = form[field].trimmed
        if let missing, text.isEmpty { refuse(field, missing) }
        guard !text.isEmpty else { return nil }
        if let date = PlainDate(text) { return date }
        refuse(field, "Enter a date, such as 2026-03-06.")
        return nil
    }

    /// One of several cases, by its raw value; nil where it is none of them, which is wrong.
    public mutating func choice<Value: RawRepresentable>(_ field: String) -> Value?
    where Value.RawValue == String {
        if let value = Value(rawValue: form[field]) { return value }
        refuse(field, "Choose one of these.")
        return nil
    }

    /// A text of several lines, of at most so many characters.
    mutating func text(_ field: String, most: Int) -> String {
        let text = form[field].trimmed
        if text.unicodeScalars.count > most { refuse(field, "Use at most \("n", most) characters.") }
        return text
    }

    /// Whether a checkbox was ticked.
    public func isTicked(_ field: String) -> Bool { form[field] == "1" }

    /// One e-mail address, or nil where the field is empty.
    public mutating func email(_ field: String) -> String? {
        let text = form[field].trimmed
        guard !text.isEmpty else { return nil }
        if !Email.isValid(text) { refuse(field, "Enter one e-mail address, such as name@example.org.") }
        return text
    }

    /// Something else is wrong with a field.
    public mutating func refuse(_ field: String, _ message: Words) {
        problems.append(FieldProblem(field, message))
    }

    /// - Throws: `PortalError.invalid` with everything that was found.
    public func finish() throws(PortalError) {
        if !problems.isEmpty { throw .invalid(problems) }
    }
}

/// An address of e-mail: one, and only what can stand in `RCPT TO` (RFC 5321 §4.1.2), without quoting.
package enum Email {
    package static func isValid(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, let local = parts.first, let domain = parts.last, text.utf8.count <= 254
        else { return false }
        let signs = Set("!#$%&'*+-/=?^_`{|}~.".utf8)
        let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
        return !local.isEmpty && local.utf8.count <= 64
            && local.utf8.allSatisfy { isPlain($0) || signs.contains($0) }
            && local.utf8.first != UInt8(ascii: ".") && local.utf8.last != UInt8(ascii: ".")
            && local.utf8.first != UInt8(ascii: "-") && labels.count >= 2 && labels.allSatisfy(isLabel)
    }

    private static func isLabel(_ label: Substring) -> Bool {
        !label.isEmpty && label.utf8.count <= 63 && label.utf8.first != UInt8(ascii: "-")
            && label.utf8.last != UInt8(ascii: "-")
            && label.utf8.allSatisfy { isPlain($0) || $0 == UInt8(ascii: "-") }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            || byte >= 0x80
    }
}

extension String {
    /// Without spaces, tabs and line ends around it.
    package var trimmed: String {
        func isMark(_ byte: UInt8?) -> Bool { byte.map { (0x21...0x7E).contains($0) } == true }
        if isMark(utf8.first), isMark(utf8.last) { return self }
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[first...last])
    }
}
