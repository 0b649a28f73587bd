/// What a person filled in: the fields of a query string or of a submitted form, in their order.
public struct Form: Sendable, Equatable, ExpressibleByDictionaryLiteral {
    package private(set) var fields: [Field] = []

    /// The files that came with it, in the order of the form.
    public var files: [UploadedFile] = []

    /// A form without fields.
    public init() {}

    /// A form with these fields, e.g. to test what a portal makes of it.
    public init(dictionaryLiteral elements: (String, String)...) {
        for (name, value) in elements { append(name: name, value: value) }
    }

    /// The first value of a field; an empty text when it was not sent.
    public subscript(_ name: String) -> String { fields.first { $0.isNamed(name) }?.value ?? "" }

    /// Every value of a field, e.g. of checkboxes that share a name.
    public func values(_ name: String) -> [String] { fields.filter { $0.isNamed(name) }.map(\.value) }

    /// The files of a field, in the order in which they were chosen.
    public func files(_ name: String) -> [UploadedFile] { files.filter { Text.same($0.field, name) } }

    /// Whether a field was sent, empty or not.
    public func has(_ name: String) -> Bool { fields.contains { $0.isNamed(name) } }

    /// Whether there is neither a field nor a file.
    public var isEmpty: Bool { fields.isEmpty && files.isEmpty }

    package mutating func append(name: String, value: String) {
        fields.append(Field(name: name, value: value))
    }
}

extension Form {
    package struct Field: Sendable, Equatable {
        package let name: String
        package let value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }

        func isNamed(_ name: String) -> Bool { Text.same(self.name, name) }
    }

    /// How much one form may hold; sizes in bytes after decoding, `total` before it.
    package struct Limits: Sendable {
        package var fields = 1_000
        package var name = 256
        package var value = 256 * 1_024
        package var total = 1_024 * 1_024

        package init() {}
    }

    /// Reads `a=b&c=d` (WHATWG URL, 5.1), but refuses what that standard would repair.
    package init(urlencoded bytes: some Collection<UInt8>, limits: Limits = Limits()) throws(BadRequest) {
        guard bytes.count <= limits.total else { throw .tooLarge("form too large") }
        var rest = bytes[...]
        while !rest.isEmpty {
            let pair = rest.prefix { $0 != 0x26 }
            rest = rest[pair.endIndex...].dropFirst()
            if pair.isEmpty { continue }
            let encodedName = pair.prefix { $0 != 0x3D }
            let encodedValue = pair[encodedName.endIndex...].dropFirst()
            guard let name = Percent.decoded(encodedName), let value = Percent.decoded(encodedValue) else {
                throw .malformed("bad percent-encoding in a form")
            }
            try append(name: name, value: value, limits: limits)
        }
    }

    /// Adds a field that came as bytes, e.g. as a part of a multipart form. Line ends of values become `\n`.
    package mutating func append(
        name: [UInt8], value: [UInt8], limits: Limits = Limits()
    ) throws(BadRequest) {
        guard fields.count < limits.fields else { throw .tooLarge("too many fields in a form") }
        guard name.count <= limits.name else { throw .tooLarge("name of a form field too long") }
        guard value.count <= limits.value else { throw .tooLarge("value of a form field too long") }
        guard let name = Text.valid(name), let value = Text.valid(Self.unixLines(value)) else {
            throw .malformed("form is not UTF-8")
        }
        guard !Text.hasControls(name) else { throw .malformed("control character in the name of a field") }
        guard !value.utf8.contains(0) else { throw .malformed("NUL in a form") }
        append(name: name, value: value)
    }

    private static func unixLines(_ bytes: [UInt8]) -> [UInt8] {
        guard var next = Bytes.firstIndex(of: 0x0D, in: bytes, from: 0) else { return bytes }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var start = 0
        while true {
            Bytes.append(start..<next, of: bytes, to: &result)
            result.append(0x0A)
            start = next &+ 1
            if start < bytes.count, bytes[start] == 0x0A { start &+= 1 }
            guard let more = Bytes.firstIndex(of: 0x0D, in: bytes, from: start) else { break }
            next = more
        }
        Bytes.append(start..<max(start, bytes.count), of: bytes, to: &result)
        return result
    }
}
