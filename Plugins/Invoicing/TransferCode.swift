import PortalKit

/// The text of the QR code that banking apps read (EPC069-12, version 2): a SEPA credit transfer of what is open.
enum TransferCode {
    /// What a transfer can carry at most, in cents.
    private static let most: Int64 = 99_999_999_999

    /// - Returns: nothing for what is no transfer in euros to an account that there can be.
    static func text(for document: InvoiceDocument) -> String? {
        let (open, texts) = (document.invoice.open, document.texts)
        let account = IBAN.bare(texts.iban)
        guard open.currency == .eur, (1...most).contains(open.minorUnits), IBAN.isValid(account),
            !texts.holder.isEmpty
        else { return nil }
        let lines = [
            "bcd\n002\n1\nsct".uppercased(), IBAN.bare(texts.bic), oneLine(texts.holder, most: 70), account,
            "EUR" + cents(open.minorUnits), "", "",
            oneLine(document.invoice.name, most: 140),
        ]
        return lines.joined(separator: "\n")
    }

    /// With two digits after the sign, always.
    private static func cents(_ units: Int64) -> String {
        let (whole, rest) = units.quotientAndRemainder(dividingBy: 100)
        return "\(whole).\(rest < 10 ? "0" : "")\(rest)"
    }

    private static func oneLine(_ text: String, most: Int) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 0x20 }.prefix(most)))
    }
}

/// The number of a bank account (ISO 13616).
enum IBAN {
    /// Without the spaces that people write.
    static func bare(_ text: String) -> String {
        String(decoding: text.uppercased().utf8.filter { $0 > 0x20 }, as: UTF8.self)
    }

    /// Two letters, two check digits, and a remainder of one by 97 (ISO 7064).
    static func isValid(_ bare: String) -> Bool {
        let bytes = Array(bare.utf8)
        let isLetter = { (byte: UInt8) in (0x41...0x5A).contains(byte) }
        let isDigit = { (byte: UInt8) in (0x30...0x39).contains(byte) }
        guard (15...34).contains(bytes.count), bytes.allSatisfy({ isLetter($0) || isDigit($0) }),
            bytes.prefix(2).allSatisfy(isLetter), bytes[2...3].allSatisfy(isDigit)
        else { return false }
        var rest = 0
        for byte in bytes[4...] + bytes[..<4] {
            let value = Int(isDigit(byte) ? byte - 0x30 : byte - 0x41 + 10)
            rest = (rest * (value > 9 ? 100 : 10) + value) % 97
        }
        return rest == 1
    }
}
