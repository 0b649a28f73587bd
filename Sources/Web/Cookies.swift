/// The cookies a browser sent (RFC 6265, 5.4).
///
/// A name that came twice is ambiguous: it has no value here, and the kernel refuses the request if it
/// needs it.
package struct Cookies: Sendable, Equatable {
    private var values: [String: String] = [:]
    /// The names that were sent more than once.
    package private(set) var ambiguous: Set<String> = []

    static let longest = 4_096
    static let most = 64

    package init() {}

    /// Reads the `Cookie` field. A cookie that is not well formed is left out: other software of the same
    /// host may have set it.
    package init(header: [UInt8]) throws(BadRequest) {
        guard header.count <= Self.longest else { throw .tooLarge("cookies longer than 4096 bytes") }
        let parts = header.split(separator: 0x3B)
        guard parts.count <= Self.most else { throw .tooLarge("more than 64 cookies") }
        for part in parts {
            let cookie = Text.trimmed(part)
            let name = cookie.prefix { $0 != 0x3D }
            guard Text.isToken(name), name.count < cookie.count else { continue }
            let key = String(decoding: name, as: UTF8.self)
            let value = cookie[name.endIndex...].dropFirst()
            if values.updateValue(Self.text(value), forKey: key) != nil { ambiguous.insert(key) }
        }
    }

    /// The value of a cookie; nil when it was not sent, was not well formed or was sent twice.
    package subscript(_ name: String) -> String? {
        guard !ambiguous.contains(name), let value = values[name], !value.isEmpty else { return nil }
        return value
    }

    /// Whether a name was sent more than once.
    package func isAmbiguous(_ name: String) -> Bool { ambiguous.contains(name) }

    package var isEmpty: Bool { values.isEmpty }

    private static func text(_ value: ArraySlice<UInt8>) -> String {
        value.allSatisfy(SetCookie.isValueByte) ? String(decoding: value, as: UTF8.self) : ""
    }
}
