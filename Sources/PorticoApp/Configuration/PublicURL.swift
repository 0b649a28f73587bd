/// The address under which people reach the portal: `https`, or `http` on this machine for trying it out.
///
/// Every link in a mail, every redirect and the origin of every form is compared with it or made from it,
/// never from what a request says.
package struct PublicURL: Sendable, Equatable, CustomStringConvertible {
    package let isSecure: Bool
    /// In small letters; an IPv6 address stands in brackets.
    package let host: String
    /// Nothing when it is the scheme's own.
    package let port: Int?

    /// Without a slash at the end, as a browser writes `Origin`: `https://portal.example.org`.
    package var description: String { (isSecure ? "https://" : "http://") + authority }

    /// As in the `Host` header: `portal.example.org`, `localhost:8080`.
    package var authority: String { host + (port.map { ":\($0)" } ?? "") }

    package var isLoopback: Bool { Self.loopback.contains(host) }

    private static let loopback = ["localhost", "127.0.0.1", "[::1]"]

    /// Nothing for any other scheme, a user, a path, a query, or a name that is none.
    package init?(_ text: String) {
        var rest = Substring(text.lowercased())
        guard text.utf8.allSatisfy({ $0 < 0x80 }), text.utf8.count <= 255 else { return nil }
        if rest.hasPrefix("https://") {
            isSecure = true
            rest = rest.dropFirst(8)
        } else if rest.hasPrefix("http://") {
            isSecure = false
            rest = rest.dropFirst(7)
        } else {
            return nil
        }
        if rest.hasSuffix("/") { rest = rest.dropLast() }
        guard let match = rest.wholeMatch(of: /([a-z0-9.-]+|\[[0-9a-f:.]+\])(?::([0-9]{1,5}))?/) else {
            return nil
        }
        host = String(match.1)
        guard Self.isHost(match.1), isSecure || Self.loopback.contains(host) else { return nil }
        if let digits = match.2 {
            guard let number = Int(digits), (1...65_535).contains(number) else { return nil }
            port = number == (isSecure ? 443 : 80) ? nil : number
        } else {
            port = nil
        }
    }

    /// RFC 1123: labels of 1 to 63 letters, digits and inner hyphens.
    private static func isHost(_ host: Substring) -> Bool {
        if host.hasPrefix("[") { return true }
        return host.split(separator: ".", omittingEmptySubsequences: false).allSatisfy {
            (1...63).contains($0.count) && !$0.hasPrefix("-") && !$0.hasSuffix("-")
        }
    }
}
