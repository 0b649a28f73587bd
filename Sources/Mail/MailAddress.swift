/// One e-mail address, checked so that it can stand in a header and in a command to a mail server.
///
/// The `addr-spec` of RFC 5322 §3.4.1 with a dot-atom before the at sign and a name of letters, digits and
/// hyphens behind it. Quoted local parts, comments, address literals and letters beyond ASCII are refused, so
/// neither a list of addresses nor a further command fits into one.
package struct MailAddress: Sendable, Hashable, CustomStringConvertible {
    /// The whole of it, as given: `ada@example.org`.
    package let text: String
    /// What stands before the at sign.
    package let local: String
    /// What stands behind the at sign, as given.
    package let domain: String

    package var description: String { text }

    /// Why bytes are no address that mail can be sent to.
    package enum Fault: Error, Sendable, Equatable {
        case empty
        /// More than 254 bytes (RFC 5321 §4.5.3.1.3, less the brackets).
        case tooLong
        /// There is no at sign, or one of its sides is empty.
        case incomplete
        /// The local part has more than 64 bytes (RFC 5321 §4.5.3.1.1).
        case localPartTooLong
        /// A control character, a space, a comma or anything else that a dot-atom does not have.
        case characterInLocalPart
        /// A dot at an end, or two in a row.
        case dotInLocalPart
        /// Programs that hand mail on would take it for an option.
        case leadingHyphen
        /// `=?` begins an encoded word (RFC 2047), which some mail software decodes even here: then the mail
        /// goes to somebody else than the one that was checked.
        case encodedWord
        case nonASCIILocalPart
        /// A name with letters beyond ASCII. Its form for mail begins with `xn--` (RFC 5890 §2.3.2.1).
        case nonASCIIDomain
        /// `[192.0.2.1]`, or a name whose last part is a number.
        case addressLiteral
        /// Not letters, digits and hyphens in labels of 1…63, or more than 253 bytes (RFC 1035 §2.3.4).
        case domain
    }

    package init(_ text: String) throws(Fault) {
        try self.init(Array(text.utf8))
    }

    /// Takes the bytes as they are: nothing is trimmed, folded or repaired.
    package init(_ bytes: [UInt8]) throws(Fault) {
        guard !bytes.isEmpty else { throw .empty }
        guard bytes.count <= 254 else { throw .tooLong }
        // The last one: an at sign in the local part is then refused there.
        guard let at = bytes.lastIndex(of: UInt8(ascii: "@")), at > 0, at + 1 < bytes.count else {
            throw .incomplete
        }
        try Self.checkLocalPart(bytes[..<at])
        try Self.checkDomain(bytes[(at + 1)...])
        text = String(decoding: bytes, as: UTF8.self)
        local = String(decoding: bytes[..<at], as: UTF8.self)
        domain = String(decoding: bytes[(at + 1)...], as: UTF8.self)
    }

    private static func checkLocalPart(_ part: ArraySlice<UInt8>) throws(Fault) {
        guard part.count <= 64 else { throw .localPartTooLong }
        guard part.first != UInt8(ascii: "-") else { throw .leadingHyphen }
        var previous = UInt8(ascii: ".")
        for byte in part {
            guard byte < 0x80 else { throw .nonASCIILocalPart }
            if byte == UInt8(ascii: ".") {
                guard previous != byte else { throw .dotInLocalPart }
            } else if !isAtom(byte) {
                throw .characterInLocalPart
            }
            if byte == UInt8(ascii: "?"), previous == UInt8(ascii: "=") { throw .encodedWord }
            previous = byte
        }
        guard previous != UInt8(ascii: ".") else { throw .dotInLocalPart }
    }

    private static func checkDomain(_ domain: ArraySlice<UInt8>) throws(Fault) {
        guard domain.allSatisfy({ $0 < 0x80 }) else { throw .nonASCIIDomain }
        guard domain.first != UInt8(ascii: "[") else { throw .addressLiteral }
        guard HostName.isName(domain) else { throw .domain }
        let last = domain.split(separator: UInt8(ascii: ".")).last ?? []
        guard !last.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { throw .addressLiteral }
    }

    /// `atext` of RFC 5322 §3.2.3.
    static func isAtom(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        // ! # $ % & ' * + - / = ? ^ _ ` { | } ~
        case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2F, 0x3D, 0x3F, 0x5E...0x60, 0x7B...0x7E: true
        default: false
        }
    }
}

extension MailAddress.Fault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .empty: "the address is empty"
        case .tooLong: "the address has more than 254 bytes"
        case .incomplete: "the address has no name@domain"
        case .localPartTooLong: "there are more than 64 bytes before the @"
        case .characterInLocalPart: "a character before the @ is not one of an address"
        case .dotInLocalPart: "a dot before the @ stands at an end or beside another"
        case .leadingHyphen: "the address begins with a hyphen"
        case .encodedWord: "there is =? before the @"
        case .nonASCIILocalPart: "there are letters beyond ASCII before the @"
        case .nonASCIIDomain: "the domain has letters beyond ASCII; write it in its form xn--…"
        case .addressLiteral: "the domain is a number of a machine, not a name"
        case .domain: "the domain is not a name of letters, digits and hyphens"
        }
    }
}
