/// The number of a row inside the database. It is never shown and never comes from outside.
public struct ID<Noun>: Hashable, Sendable, SQLBindable, SQLReadable {
    package let value: UInt64

    package init(_ value: UInt64) {
        self.value = value
    }

    /// Reads a `BIGINT UNSIGNED` column.
    public init(from column: borrowing Column) throws {
        value = try column.uint
    }

    /// The value that is bound in a statement.
    public var sqlValue: SQLValue { .uint(value) }
}

/// The name of a record in addresses: 80 random bits, written as 16 characters of Crockford's base 32.
///
/// A text that is not such a name is simply not found; no statement is sent for it.
public struct Ref<Noun>: Hashable, Sendable, SQLBindable, SQLReadable {
    package let bytes: [UInt8]

    package init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Reads a `BINARY(10)` column.
    public init(from column: borrowing Column) throws {
        bytes = try column.bytes
    }

    /// Parses the 16 characters of an address; lower case and Crockford's look-alikes (o, i, l) are accepted.
    ///
    /// - Throws: `PortalError.notFound` when it is anything else.
    public init(_ text: String) throws(PortalError) {
        guard let bytes = Crockford.decode(text) else { throw .notFound }
        self.bytes = bytes
    }

    /// The value that is bound in a statement.
    public var sqlValue: SQLValue { .bytes(bytes) }
}

extension Ref: CustomStringConvertible {
    /// The 16 characters as they stand in an address.
    public var description: String { Crockford.encode(bytes) }
}

/// Base 32 for people, by Douglas Crockford: no I, L, O, U. Ten bytes are sixteen characters.
package enum Crockford {
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    /// Writes whole groups of five bytes; a rest is padded with zero bits.
    package static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count * 8 / 5 + 1)
        var window: UInt16 = 0
        var held = 0
        for byte in bytes {
            window = window << 8 | UInt16(byte)
            held += 8
            while held >= 5 {
                held -= 5
                text.append(alphabet[Int(window >> UInt16(held) & 31)])
            }
        }
        if held > 0 { text.append(alphabet[Int(window << UInt16(5 - held) & 31)]) }
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads exactly sixteen characters into ten bytes, or nothing.
    package static func decode(_ text: String) -> [UInt8]? {
        guard text.utf8.count == 16 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(10)
        var window: UInt32 = 0
        var held = 0
        for character in text.utf8 {
            guard let digit = digit(character) else { return nil }
            window = (window << 5 | UInt32(digit)) & 0xFFFF
            held += 5
            if held >= 8 {
                held -= 8
                bytes.append(UInt8(window >> UInt32(held) & 0xFF))
            }
        }
        return bytes
    }

    private static func digit(_ character: UInt8) -> UInt8? {
        let upper = (0x61...0x7A).contains(character) ? character - 0x20 : character
        switch upper {
        case UInt8(ascii: "O"): return 0
        case UInt8(ascii: "I"), UInt8(ascii: "L"): return 1
        default: return alphabet.firstIndex(of: upper).map(UInt8.init)
        }
    }
}

extension Changed {
    /// The id that the new row was given.
    public func id<Noun>() -> ID<Noun> { ID(insertID) }
}
