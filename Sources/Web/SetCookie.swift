/// A cookie to be kept by the browser, for the whole site and no other.
package struct SetCookie: Sendable, Equatable {
    package enum SameSite: String, Sendable { case lax = "Lax", strict = "Strict" }

    package var name: String
    package var value: String
    /// Seconds; nil for as long as the browser runs, 0 to delete it.
    package var maxAge: Int?
    package var secure: Bool
    package var httpOnly: Bool
    package var sameSite: SameSite

    package init(
        name: String, value: String, maxAge: Int? = nil, secure: Bool, httpOnly: Bool = true,
        sameSite: SameSite = .lax
    ) {
        self.name = name
        self.value = value
        self.maxAge = maxAge
        self.secure = secure
        self.httpOnly = httpOnly
        self.sameSite = sameSite
    }

    /// The value of the `Set-Cookie` field. Bytes that no name or value may have are left out, so that a
    /// value can never add an attribute or a field.
    package func header() -> String {
        let name = self.name.utf8.filter { Text.isToken(CollectionOfOne($0)) }
        let value = self.value.utf8.filter(Self.isValueByte)
        var header =
            String(decoding: name, as: UTF8.self) + "=" + String(decoding: value, as: UTF8.self) + "; Path=/"
        if let maxAge { header += "; Max-Age=\(max(0, maxAge))" }
        if secure || self.name.utf8.starts(with: "__Host-".utf8) { header += "; Secure" }
        if httpOnly { header += "; HttpOnly" }
        return header + "; SameSite=" + sameSite.rawValue
    }

    /// cookie-octet of RFC 6265, 4.1.1.
    static func isValueByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x21, 0x23...0x2B, 0x2D...0x3A, 0x3C...0x5B, 0x5D...0x7E: true
        default: false
        }
    }
}
