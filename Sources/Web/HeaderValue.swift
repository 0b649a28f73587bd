/// A field value with parameters: `form-data; name="photo"; filename="a.png"` (RFC 9110, 5.6.6).
struct HeaderValue {
    /// What stands before the first semicolon, lowered.
    let value: String
    private var parameters: [String: [UInt8]] = [:]

    /// Refuses what it does not understand wholly, and a parameter that stands there twice.
    init(_ bytes: [UInt8]) throws(BadRequest) {
        let head = Text.trimmed(bytes.prefix { $0 != 0x3B })
        guard head.allSatisfy({ $0 == 0x2F || Text.isToken(CollectionOfOne($0)) }), !head.isEmpty else {
            throw .malformed("value of a field")
        }
        value = Text.lowered(String(decoding: head, as: UTF8.self))
        var rest = bytes.drop { $0 != 0x3B }
        while !rest.isEmpty {
            rest = Self.unspaced(rest.dropFirst())
            // A semicolon at the very end is sent by some and harmless.
            if rest.isEmpty { return }
            let name = rest.prefix { $0 != 0x3D && $0 != 0x3B }
            guard Text.isToken(name), name.count < rest.count, rest[name.endIndex] == 0x3D else {
                throw .malformed("parameter of a field")
            }
            rest = rest[name.endIndex...].dropFirst()
            let value = try Self.value(&rest)
            let key = Text.lowered(String(decoding: name, as: UTF8.self))
            guard parameters.updateValue(value, forKey: key) == nil else {
                throw .malformed("parameter of a field twice")
            }
            rest = Self.unspaced(rest)
            guard rest.isEmpty || rest.first == 0x3B else { throw .malformed("bytes behind a parameter") }
        }
    }

    /// The value of a parameter, without its quotes; the name in lower case.
    subscript(_ name: String) -> [UInt8]? { parameters[name] }

    private static func unspaced(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        bytes.drop { $0 == 0x20 || $0 == 0x09 }
    }

    /// A token or a quoted text. Browsers send `"` as `%22` (WHATWG HTML, 4.10.21.8) and a backslash as
    /// itself; others quote both with a backslash: so only before `"` and `\` is it taken for a quoting one.
    private static func value(_ rest: inout ArraySlice<UInt8>) throws(BadRequest) -> [UInt8] {
        guard rest.first == 0x22 else {
            let token = rest.prefix { $0 != 0x3B && $0 != 0x20 && $0 != 0x09 }
            guard Text.isToken(token) else { throw .malformed("value of a parameter") }
            rest = rest[token.endIndex...]
            return Array(token)
        }
        rest = rest.dropFirst()
        var value: [UInt8] = []
        while let byte = rest.popFirst() {
            if byte == 0x22 { return value }
            if byte == 0x5C, let next = rest.first, next == 0x22 || next == 0x5C {
                rest = rest.dropFirst()
                value.append(next)
            } else {
                value.append(byte)
            }
        }
        throw .malformed("quote without its end")
    }
}
