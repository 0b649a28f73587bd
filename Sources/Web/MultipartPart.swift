/// What the header of a part of a form says: the field, and for a file its name and claimed type.
package struct MultipartPart: Sendable, Equatable {
    package let name: String
    /// The name of a file as sent, nil for an ordinary field. Empty when the person chose no file.
    package let fileName: String?
    package let contentType: String

    package var isFile: Bool { fileName != nil }

    static let longestName = 256

    init(header: ArraySlice<UInt8>) throws(BadRequest) {
        var disposition: HeaderValue?
        var type: String?
        for (name, value) in try Self.fields(header) {
            switch name {
            case "content-disposition":
                guard disposition == nil else { throw .malformed("Content-Disposition twice") }
                disposition = try HeaderValue(value)
            case "content-type":
                guard type == nil else { throw .malformed("Content-Type twice") }
                type = try Self.mediaType(value)
            case "content-transfer-encoding":
                let encoding = Text.lowered(String(decoding: value, as: UTF8.self))
                guard ["7bit", "8bit", "binary"].contains(encoding) else {
                    throw .malformed("encoded part")
                }
            default: break
            }
        }
        guard let disposition, disposition.value == "form-data" else {
            throw .malformed("part without Content-Disposition: form-data")
        }
        // RFC 7578, 4.2 forbids it, and readers differ on which of the two names counts.
        guard disposition["filename*"] == nil else { throw .malformed("filename* in a form") }
        guard let name = disposition["name"], name.count <= Self.longestName else {
            throw .malformed("part without a usable name")
        }
        self.name = try Self.text(name)
        var fileName: String?
        if let bytes = disposition["filename"] { fileName = try Self.text(bytes) }
        self.fileName = fileName
        contentType = type ?? (fileName == nil ? "text/plain" : "application/octet-stream")
    }

    private static func text(_ bytes: [UInt8]) throws(BadRequest) -> String {
        guard let text = Text.valid(bytes) else { throw .malformed("name of a part is not UTF-8") }
        guard !Text.hasControls(text) else { throw .malformed("control character in the name of a part") }
        return text
    }

    private static func mediaType(_ bytes: [UInt8]) throws(BadRequest) -> String {
        guard bytes.count <= 255, bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else {
            throw .malformed("type of a part")
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The lines of a header as lowered names and trimmed values. Lines end with CR LF and are never folded.
    private static func fields(
        _ header: ArraySlice<UInt8>
    ) throws(BadRequest) -> [(name: String, value: [UInt8])] {
        var fields: [(name: String, value: [UInt8])] = []
        var rest = header
        while !rest.isEmpty {
            let line = rest.prefix { $0 != 0x0D }
            rest = rest[line.endIndex...]
            if !rest.isEmpty {
                guard rest.dropFirst().first == 0x0A else { throw .malformed("lone CR in a header") }
                rest = rest.dropFirst(2)
            }
            let name = line.prefix { $0 != 0x3A }
            guard Text.isToken(name), name.count < line.count, !line.contains(0x0A), !line.contains(0) else {
                throw .malformed("line in the header of a part")
            }
            let value = Text.trimmed(line[name.endIndex...].dropFirst())
            fields.append((Text.lowered(String(decoding: name, as: UTF8.self)), Array(value)))
        }
        return fields
    }
}
