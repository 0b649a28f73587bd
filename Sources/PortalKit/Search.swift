extension SQL.StringInterpolation {
    /// The condition that a text stands in one of the columns; true when nothing is searched for.
    public mutating func appendInterpolation(search text: String, in columns: StaticString...) {
        guard !text.isEmpty else { return appendStatic("TRUE") }
        var separator: StaticString = "("
        for column in columns {
            appendStatic(separator)
            appendStatic(column)
            appendStatic(" LIKE ")
            appendBind(.text(text.likePattern))
            separator = " OR "
        }
        appendStatic(columns.isEmpty ? "FALSE" : ")")
    }
}

extension String {
    /// This text as a pattern of LIKE that finds it anywhere; its own wildcards mean themselves.
    package var likePattern: String {
        var pattern: [UInt8] = [UInt8(ascii: "%")]
        for byte in utf8 {
            if byte == UInt8(ascii: "%") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "\\") {
                pattern.append(UInt8(ascii: "\\"))
            }
            pattern.append(byte)
        }
        pattern.append(UInt8(ascii: "%"))
        return String(decoding: pattern, as: UTF8.self)
    }
}
