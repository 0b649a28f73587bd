/// A text that people read: English in the source, which is also its key in `Words/<language>.json`.
///
/// `"Published \("when", date)"` has the key `Published {when}`. Every title, label, notice and error is of
/// this type, so that a bare `String` cannot slip onto a page untranslated.
public struct Words: ExpressibleByStringInterpolation, Sendable, Equatable {
    package let key: String
    package let values: [Value]
    let counted: Counted?

    /// A number, and the text for exactly one.
    struct Counted: Sendable, Equatable {
        let count: Int
        let one: String
        let values: [Value]
    }

    package struct Value: Sendable, Equatable {
        let name: String
        let text: String
    }

    /// A text without values.
    public init(stringLiteral value: String) {
        self.init(key: value, values: [])
    }

    /// A text with named values.
    public init(stringInterpolation: StringInterpolation) {
        self.init(key: stringInterpolation.key, values: stringInterpolation.values)
    }

    /// Of two texts the one that fits the number, by the language's plural rule; `{n}` becomes the number.
    public init(_ count: Int, one: Words, other: Words) {
        key = other.key
        values = other.values
        counted = Counted(count: count, one: one.key, values: one.values)
    }

    /// The same English word with two meanings: `Words("Close", context: "verb")` has the key `verb|Close`.
    public init(_ text: String, context: String) {
        self.init(key: context + "|" + text, values: [])
    }

    /// The operator's or a person's own text, which has no translation (a customer's name as a link's label).
    public init(verbatim text: String) {
        self.init(key: "{text}", values: [Value(name: "text", text: text)])
    }

    /// Collects the key and the values of an interpolated text.
    public struct StringInterpolation: StringInterpolationProtocol {
        var key: String
        var values: [Value] = []

        /// Starts an empty key.
        public init(literalCapacity: Int, interpolationCount: Int) {
            key = ""
            key.reserveCapacity(literalCapacity + interpolationCount * 8)
        }

        /// Adds literal text to the key.
        public mutating func appendLiteral(_ literal: String) {
            key += literal
        }

        /// A value with the name that translators see.
        public mutating func appendInterpolation(_ name: String, _ value: String) {
            key += "{" + name + "}"
            values.append(Value(name: name, text: value))
        }

        /// A number with the name that translators see; write large numbers with `reader.number` first.
        public mutating func appendInterpolation(_ name: String, _ value: Int) {
            appendInterpolation(name, String(value))
        }
    }

    /// The English text, or `template`, with the values in their places.
    package func filled(_ template: String) -> String {
        guard !values.isEmpty else { return template }
        var result = ""
        result.reserveCapacity(template.utf8.count + 32)
        var rest = template[...]
        while let open = rest.utf8.firstIndex(of: UInt8(ascii: "{")) {
            result += rest[..<open]
            rest = rest[open...]
            guard let close = rest.utf8.firstIndex(of: UInt8(ascii: "}")) else { break }
            let name = rest[rest.utf8.index(after: open)..<close]
            if let value = values.first(where: { $0.name == name }) {
                result += value.text
            } else {
                result += rest[...close]
            }
            rest = rest[rest.utf8.index(after: close)...]
        }
        return result + rest
    }

    /// The English text.
    package var english: String {
        if let counted {
            let number = Value(name: "n", text: String(counted.count))
            let isOne = counted.count == 1
            return Words(key: isOne ? counted.one : key, values: (isOne ? counted.values : values) + [number])
                .english
        }
        guard let bar = key.utf8.firstIndex(of: UInt8(ascii: "|")) else { return filled(key) }
        return filled(String(key[key.utf8.index(after: bar)...]))
    }
}

/// The translations of one language, of one portal and of what every portal shares.
package struct WordBook: Sendable {
    package enum Entry: Sendable, Equatable {
        case text(String)
        case plural(one: String, other: String)
    }

    package let language: String
    package var entries: [String: Entry]

    package init(language: String, entries: [String: Entry] = [:]) {
        self.language = language
        self.entries = entries
    }

    /// A pseudo-language for tests: every text that went through the reader is bracketed.
    package static let pseudo = "en-XA"
}

extension Words {
    /// A template whose `{names}` become the values.
    package static func filling(_ template: String, _ values: KeyValuePairs<String, String>) -> String {
        Words(key: "", values: values.map { Value(name: $0.key, text: $0.value) }).filled(template)
    }
}
