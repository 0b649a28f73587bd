/// The part of a link behind the question mark, built from data: `?q=late+invoice&after=…`, encoded.
public struct Query: Sendable, Equatable, ExpressibleByDictionaryLiteral {
    private var pairs: [Form.Field] = []

    /// No query; renders as nothing.
    public init() {}

    public init(dictionaryLiteral elements: (String, String)...) {
        for (name, value) in elements { append(name, value) }
    }

    /// The query of a form, for links that keep what was chosen: `Query(request.query).setting("after",
    /// cursor)`.
    public init(_ form: Form) { pairs = form.fields }

    public var isEmpty: Bool { pairs.isEmpty }

    /// The first value of a name; empty when there is none.
    public subscript(name: String) -> String { pairs.first { $0.isNamed(name) }?.value ?? "" }

    /// The names and values in their order.
    package var fields: [(name: String, value: String)] { pairs.map { ($0.name, $0.value) } }

    /// Adds a name and its value; the same name may stand several times.
    public mutating func append(_ name: String, _ value: String) {
        pairs.append(Form.Field(name: name, value: value))
    }

    /// The same query with one value for a name, in place of all it had; nil takes the name out.
    public func setting(_ name: String, _ value: String?) -> Query {
        var query = self
        query.pairs.removeAll { $0.isNamed(name) }
        if let value { query.append(name, value) }
        return query
    }

    /// `?a=b&c=d`, percent-encoded, or nothing when empty.
    public var text: String {
        var text = ""
        for pair in pairs {
            text += text.isEmpty ? "?" : "&"
            text += Percent.query(pair.name) + "=" + Percent.query(pair.value)
        }
        return text
    }
}
