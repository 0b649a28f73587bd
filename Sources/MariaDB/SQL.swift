/// A statement with its values apart from its text: what is written in the source is SQL, what is
/// interpolated is bound.
///
/// ```swift
/// let sql: SQL = "SELECT id FROM support_ticket WHERE number = \(number) AND state IN (\(list: states))"
/// ```
/// Only a literal can be SQL: no initialiser takes a `String` that was made while running.
public struct SQL: ExpressibleByStringInterpolation, Sendable, Equatable {
    /// The text as sent to be prepared, UTF-8, with a `?` where each value stands.
    package private(set) var bytes: [UInt8] = []
    /// The values, in the order of their `?`.
    package private(set) var binds: [SQLValue] = []
    /// How many owners' scopes were interpolated.
    package var scopes = 0
    /// How many reasons were given for having no scope.
    package var unscoped = 0

    /// An empty statement, to be built up by parts.
    package init() {}

    public init(stringLiteral value: StaticString) {
        appendStatic(value)
    }

    public init(stringInterpolation: StringInterpolation) {
        self = stringInterpolation.sql
    }

    /// Statements or fragments one after another, with `separator` in between.
    package init(joining parts: [SQL], by separator: StaticString) {
        var isFirst = true
        for part in parts {
            if !isFirst { appendStatic(separator) }
            appendSQL(part)
            isFirst = false
        }
    }

    /// Text that is not a literal. The only way round the rule above; for migrations, whose files are the
    /// product's.
    package init(trusted text: String) {
        bytes = Array(text.utf8)
    }

    /// The text as sent to be prepared.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    package mutating func appendStatic(_ text: StaticString) {
        text.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) }
    }

    /// A part of a literal, for what is written in one and stands in two places.
    package mutating func appendStatic(_ text: StaticString, bytes part: Range<Int>) {
        text.withUTF8Buffer { unsafe bytes.append(contentsOf: $0[part.clamped(to: 0..<$0.count)]) }
    }

    package mutating func appendBind(_ value: SQLValue) {
        bytes.append(UInt8(ascii: "?"))
        binds.append(value)
    }

    package mutating func appendSQL(_ sql: SQL) {
        bytes.append(contentsOf: sql.bytes)
        binds.append(contentsOf: sql.binds)
        scopes += sql.scopes
        unscoped += sql.unscoped
    }

    fileprivate mutating func reserve(bytes byteCount: Int, binds bindCount: Int) {
        bytes.reserveCapacity(byteCount)
        binds.reserveCapacity(bindCount)
    }
}

extension SQL {
    /// What may stand between `\(` and `)` in a statement.
    public struct StringInterpolation: StringInterpolationProtocol, Sendable {
        package var sql = SQL()

        public init(literalCapacity: Int, interpolationCount: Int) {
            sql.reserve(bytes: literalCapacity + interpolationCount, binds: interpolationCount)
        }

        public mutating func appendLiteral(_ literal: StaticString) {
            sql.appendStatic(literal)
        }

        /// `\(value)`: one value, bound.
        public mutating func appendInterpolation<Value: SQLBindable>(_ value: Value) {
            sql.appendBind(value.sqlValue)
        }

        /// `\(value)`: one value or, for `nil`, NULL (which nothing equals: compare with `<=>`).
        public mutating func appendInterpolation<Value: SQLBindable>(_ value: Value?) {
            sql.appendBind(value?.sqlValue ?? .null)
        }

        /// `\(sql: fragment)`: another statement's text and values at this place.
        public mutating func appendInterpolation(sql fragment: SQL) {
            sql.appendSQL(fragment)
        }

        /// `IN (\(list: values))`: as many values as there are; of none, `NULL`, which nothing is in
        /// (nor is anything `NOT IN` it).
        public mutating func appendInterpolation<Value: SQLBindable>(list values: [Value]) {
            guard !values.isEmpty else { return sql.appendStatic("NULL") }
            var isFirst = true
            for value in values {
                if !isFirst { sql.appendStatic(",") }
                sql.appendBind(value.sqlValue)
                isFirst = false
            }
        }

        /// `\(unscoped: "statuses are the same for all")`: writes nothing, but says why no owner stands here.
        public mutating func appendInterpolation(unscoped reason: StaticString) {
            sql.unscoped += 1
        }

        package mutating func appendStatic(_ text: StaticString) { sql.appendStatic(text) }
        package mutating func appendBind(_ value: SQLValue) { sql.appendBind(value) }
        package mutating func appendSQL(_ fragment: SQL) { sql.appendSQL(fragment) }
    }
}
