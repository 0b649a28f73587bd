/// A piece of a page. Markup comes from literals only; whatever is interpolated is escaped.
///
///     "<a href=\"\(link: ticket.path)\">\(ticket.subject)</a>"
///
/// An interpolated text is safe as text and inside a **quoted** attribute. It is not meant for unquoted
/// attributes, for names of tags or attributes, nor for scripts and styles.
public struct HTML: ExpressibleByStringInterpolation, Sendable, Equatable {
    // No run-time String fits a StaticString: so no text can become markup.
    public typealias StringLiteralType = StaticString

    package private(set) var bytes: [UInt8]

    /// An empty piece.
    public init() { bytes = [] }

    /// A literal, taken as it is.
    public init(stringLiteral: StaticString) {
        bytes = []
        Bytes.append(stringLiteral, to: &bytes)
    }

    public init(stringInterpolation: StringInterpolation) { bytes = stringInterpolation.bytes }

    /// Takes bytes for markup. The only way round the escaping; its uses are listed by a test.
    package init(trusted bytes: [UInt8]) { self.bytes = bytes }

    /// Whether nothing would be written.
    public var isEmpty: Bool { bytes.isEmpty }

    /// Makes room for so many bytes more, to build a long page without copying it again and again.
    public mutating func reserve(_ bytes: Int) {
        guard bytes > 0 else { return }
        self.bytes.reserveCapacity(self.bytes.count &+ min(bytes, 1 << 24))
    }

    public static func += (left: inout HTML, right: HTML) { left.bytes.append(contentsOf: right.bytes) }

    public static func + (left: HTML, right: HTML) -> HTML {
        var sum = left
        sum += right
        return sum
    }

    /// The markup as text, for tests and mail.
    package var text: String { String(decoding: bytes, as: UTF8.self) }
}

extension HTML {
    /// What may stand between `\(` and `)` in a literal of ``HTML``.
    public struct StringInterpolation: StringInterpolationProtocol {
        public typealias StringLiteralType = StaticString

        var bytes: [UInt8] = []

        public init(literalCapacity: Int, interpolationCount: Int) {
            bytes.reserveCapacity(literalCapacity &+ interpolationCount &* 24)
        }

        public mutating func appendLiteral(_ literal: StaticString) { Bytes.append(literal, to: &bytes) }

        /// A text, escaped.
        public mutating func appendInterpolation(_ text: String) { Bytes.appendEscaped(text, to: &bytes) }

        /// A text, escaped.
        public mutating func appendInterpolation(_ text: Substring) { Bytes.appendEscaped(text, to: &bytes) }

        /// A number in plain digits, for attributes; people read numbers written by the reader.
        public mutating func appendInterpolation(_ number: Int) { Bytes.append(String(number), to: &bytes) }

        /// A number from 0 to 99 as two digits; of others the last two.
        package mutating func appendInterpolation(twoDigits number: Int) {
            let number = number.magnitude
            bytes.append(0x30 + UInt8(truncatingIfNeeded: number / 10 % 10))
            bytes.append(0x30 + UInt8(truncatingIfNeeded: number % 10))
        }

        /// Another piece, as it is.
        public mutating func appendInterpolation(_ html: HTML) { bytes.append(contentsOf: html.bytes) }

        /// Another piece, or nothing.
        public mutating func appendInterpolation(_ html: HTML?) {
            if let html { bytes.append(contentsOf: html.bytes) }
        }

        /// Pieces one after the other.
        public mutating func appendInterpolation(_ pieces: [HTML]) {
            for piece in pieces { bytes.append(contentsOf: piece.bytes) }
        }

        /// A piece that is built and written only when the condition holds.
        public mutating func appendInterpolation(when condition: Bool, _ html: @autoclosure () -> HTML) {
            if condition { bytes.append(contentsOf: html().bytes) }
        }

        /// An address from data, for `href` and `src`: http, https, mailto or a path of this site; anything
        /// else is written as `#`.
        public mutating func appendInterpolation(link: String) {
            Bytes.appendEscaped(Link.isSafe(link) ? link : "#", to: &bytes)
        }

        /// An address from data with a query behind it.
        public mutating func appendInterpolation(link: String, _ query: Query) {
            appendInterpolation(link: link)
            Bytes.appendEscaped(query.text, to: &bytes)
        }
    }
}
