/// The parameters of one request as the web server sent them, each once.
struct GatewayValues {
    private var values: [String: [UInt8]]

    static let most = 256
    static let longest = 128 * 1_024

    init(_ parameters: [(name: String, value: [UInt8])]) throws(BadRequest) {
        guard parameters.count <= Self.most else { throw .tooLarge("more than 256 parameters") }
        values = Dictionary(minimumCapacity: parameters.count)
        var total = 0
        for (name, value) in parameters {
            total += name.utf8.count + value.count
            guard total <= Self.longest else { throw .tooLarge("parameters longer than 128 KiB") }
            guard name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
                throw .malformed("name of a parameter")
            }
            guard values.updateValue(value, forKey: name) == nil else {
                throw .malformed("parameter sent twice")
            }
        }
    }

    /// The bytes of a parameter; none when it was not sent.
    subscript(_ name: String) -> [UInt8] { values[name] ?? [] }

    /// A parameter on which a decision may rest: visible ASCII and spaces, else the request is refused.
    func field(_ name: String, longest: Int) throws(BadRequest) -> String {
        let bytes = self[name]
        guard bytes.count <= longest else { throw .tooLarge(name) }
        guard bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else { throw .malformed(name) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The same, or nil when it was not sent. One that was sent empty is not nil: it is no proof of absence.
    func optional(_ name: String, longest: Int) throws(BadRequest) -> String? {
        values[name] == nil ? nil : try field(name, longest: longest)
    }

    /// A parameter that decides nothing: cut, and written with spaces for what is not visible ASCII.
    func lenient(_ name: String, longest: Int) -> String {
        String(
            decoding: self[name].prefix(longest).map { $0 >= 0x20 && $0 < 0x7F ? $0 : 0x20 }, as: UTF8.self)
    }

    /// A number of bytes; nil when none was sent.
    func length(_ name: String) throws(BadRequest) -> Int? {
        let bytes = self[name]
        if bytes.isEmpty { return nil }
        guard bytes.count <= 18, bytes.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else {
            throw .malformed(name)
        }
        return bytes.reduce(0) { $0 * 10 + Int($1 &- 0x30) }
    }

    /// Whether any of the fields by which browsers say so names a fetch ahead of the click.
    var isPrefetch: Bool {
        ["HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_PURPOSE", "HTTP_X_MOZ"].contains { name in
            let value = Text.lowered(lenient(name, longest: 64))
            return value.utf8.starts(with: "pre".utf8)
        }
    }
}
