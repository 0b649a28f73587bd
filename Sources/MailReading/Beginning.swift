/// Where a message begins in its file, and its headers where they had to be mended first.
struct Beginning {
    private(set) var start: Int64 = 0
    /// Stands in place of the headers; then `start` is where the body begins. Empty where nothing was mended.
    private(set) var header: [UInt8] = []

    /// - Parameter bytes: the first of the file, as many as headers may have.
    init(_ bytes: [UInt8]) {
        // Some programs begin a message with a line "From somebody Mon May 2 …".
        var first = 0
        if bytes.starts(with: Array("From ".utf8)), let end = bytes.prefix(1_000).firstIndex(of: 0x0A) {
            first = end + 1
        }
        start = Int64(first)
        guard let (fields, body) = Self.fields(bytes, from: first) else { return }
        let types = fields.filter { Self.isNamed("content-type:", bytes, $0) }
        let codings = fields.filter { Self.isNamed("content-transfer-encoding:", bytes, $0) }
        guard types.count > 1 || codings.count > 1 else { return }
        // Of several the one that says where the parts are; of the others the first.
        let type = types.first { Self.isMultipart(bytes, $0) } ?? types.first
        for field in fields {
            if types.contains(field), field != type { continue }
            if codings.contains(field), field != codings.first { continue }
            header += bytes[field]
        }
        header += [0x0D, 0x0A]
        start = Int64(body)
    }

    /// The headers, each with its folded lines, and where the body begins; nil where they do not end.
    private static func fields(_ bytes: [UInt8], from first: Int) -> ([Range<Int>], body: Int)? {
        var fields: [Range<Int>] = []
        var at = first
        while let end = bytes[at...].firstIndex(of: 0x0A) {
            let line = at..<(end + 1)
            let letters = bytes[line].filter { $0 != 0x0D && $0 != 0x0A }
            if letters.isEmpty { return (fields, end + 1) }
            if let before = fields.last, bytes[at] == 0x20 || bytes[at] == 0x09 {
                fields[fields.count - 1] = before.lowerBound..<line.upperBound
            } else {
                fields.append(line)
            }
            at = end + 1
            if fields.count > 2_000 { return nil }
        }
        return nil
    }

    private static func isNamed(_ name: String, _ bytes: [UInt8], _ field: Range<Int>) -> Bool {
        bytes[field].prefix(name.utf8.count).map { $0 < 0x41 || $0 > 0x5A ? $0 : $0 | 0x20 }
            .elementsEqual(name.utf8)
    }

    private static func isMultipart(_ bytes: [UInt8], _ field: Range<Int>) -> Bool {
        let value = bytes[field].drop { $0 != UInt8(ascii: ":") }.dropFirst().drop { $0 <= 0x20 }
        return String(decoding: value.prefix(10), as: UTF8.self).lowercased() == "multipart/"
    }
}
