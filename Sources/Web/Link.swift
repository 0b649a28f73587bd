/// Says which addresses that came from data may stand in a link or a redirect.
package enum Link {
    /// Whether an address is http, https or mailto, or stays on this site.
    ///
    /// Browsers drop tabs and newlines and read `\` as `/` (WHATWG URL, 4.4), so that `java\tscript:` and
    /// `/\evil.example` mean something else than they show: an address with any of them is refused.
    package static func isSafe(_ address: String) -> Bool {
        isClean(address.utf8.span)
            && (isLocal(address.utf8.span) || hasHost(address) || names(address, scheme: "mailto:"))
    }

    /// Whether an address is a path, a query or a fragment of this site.
    package static func staysHere(_ address: String) -> Bool {
        isClean(address.utf8.span) && isLocal(address.utf8.span)
    }

    private static func isClean(_ bytes: Span<UInt8>) -> Bool {
        for index in bytes.indices {
            let byte = bytes[index]
            if byte <= 0x20 || byte == 0x7F || byte == 0x5C { return false }
        }
        return true
    }

    private static func isLocal(_ bytes: Span<UInt8>) -> Bool {
        guard bytes.count > 0 else { return false }
        switch bytes[0] {
        case 0x23, 0x3F: return true
        case 0x2F: return bytes.count == 1 || bytes[1] != 0x2F
        default: return false
        }
    }

    /// http or https with a host, and with nobody's name before it (`https://bank.example@evil.example`).
    private static func hasHost(_ address: String) -> Bool {
        for scheme in ["https://", "http://"] where names(address, scheme: scheme) {
            let authority = address.utf8.dropFirst(scheme.utf8.count).prefix {
                $0 != 0x2F && $0 != 0x3F && $0 != 0x23
            }
            return !authority.isEmpty && !authority.contains(0x40) && authority.first != 0x3A
        }
        return false
    }

    /// Whether it begins so, in any case, and goes on.
    private static func names(_ address: String, scheme: String) -> Bool {
        let start = address.utf8.prefix(scheme.utf8.count)
        guard address.utf8.count > scheme.utf8.count else { return false }
        return start.elementsEqual(scheme.utf8) { $0 == $1 || $0 | 0x20 == $1 && $0 >= 0x41 && $0 <= 0x5A }
    }
}
