/// An address between angle brackets (RFC 5321 §4.1.2), with UTF-8 where both sides know it (RFC 6531).
struct LMTPPath: Equatable {
    /// Empty for nobody: `<>`.
    let address: String
    let isASCII: Bool

    /// Bytes between the brackets (RFC 5321 §4.5.3.1.3).
    private static let longest = 254

    /// Takes one from the beginning of `bytes`; nil where there is none.
    init?(_ bytes: inout ArraySlice<UInt8>) {
        var rest = bytes
        guard rest.popFirst() == UInt8(ascii: "<") else { return nil }
        Self.skipRoute(&rest)
        guard let local = Self.local(&rest), local.count <= Self.longest else { return nil }
        var address = local
        if rest.first == UInt8(ascii: "@") {
            let domain = rest.prefix { $0 != UInt8(ascii: ">") }
            guard !local.isEmpty, Self.isDomain(domain.dropFirst()) else { return nil }
            address += domain
            rest = rest[domain.endIndex...]
        }
        guard rest.popFirst() == UInt8(ascii: ">"), address.count <= Self.longest,
            let text = String(validating: address, as: UTF8.self)
        else { return nil }
        self.address = text
        isASCII = address.allSatisfy { $0 < 0x80 }
        bytes = rest
    }

    /// `@one,@two:` says which way to send it; nobody follows that any more (RFC 5321 appendix C).
    private static func skipRoute(_ bytes: inout ArraySlice<UInt8>) {
        guard bytes.first == UInt8(ascii: "@"), let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
            bytes[..<colon].allSatisfy({ isInDomain($0) || [0x2C, 0x40].contains($0) })
        else { return }
        bytes = bytes[(colon + 1)...]
    }

    private static func local(_ bytes: inout ArraySlice<UInt8>) -> [UInt8]? {
        guard bytes.first == UInt8(ascii: "\"") else {
            let atoms = bytes.prefix(while: isInAtom)
            bytes = bytes[atoms.endIndex...]
            return Array(atoms)
        }
        bytes = bytes.dropFirst()
        var text: [UInt8] = []
        while let byte = bytes.popFirst() {
            switch byte {
            case UInt8(ascii: "\""): return text.isEmpty ? nil : text
            case UInt8(ascii: "\\"):
                guard let escaped = bytes.popFirst() else { return nil }
                text.append(escaped)
            default: text.append(byte)
            }
        }
        return nil
    }

    /// `()<>[]:;@\,"` and space stand in quotes only.
    private static func isInAtom(_ byte: UInt8) -> Bool {
        byte > 0x20 && !"()<>[]:;@\\,\"".utf8.contains(byte)
    }

    private static func isInDomain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...0xFF, UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private static func isDomain(_ bytes: ArraySlice<UInt8>) -> Bool {
        if bytes.first == UInt8(ascii: "["), bytes.last == UInt8(ascii: "]"), bytes.count > 2 {
            return bytes.dropFirst().dropLast().allSatisfy { isInDomain($0) || $0 == UInt8(ascii: ":") }
        }
        return !bytes.isEmpty && bytes.allSatisfy(isInDomain)
    }
}
