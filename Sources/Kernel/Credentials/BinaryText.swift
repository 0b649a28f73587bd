/// Bytes written with letters: base64 for hashes, base64url for links, Crockford's base32 for what people
/// read.
///
/// Never padded. Reading is strict: one spelling for each value, so two texts never mean the same bytes.
package struct BinaryText: Sendable {
    private let alphabet: [UInt8]
    private let values: [UInt8]
    private let bits: Int

    /// RFC 4648 §4, as PHC strings want it.
    package static let base64 = BinaryText(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", bits: 6)
    /// RFC 4648 §5, for tokens in links and cookies.
    package static let base64url = BinaryText(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", bits: 6)
    /// Crockford's base32 without I, L, O and U; reading takes small letters, and I, L, O for 1, 1, 0.
    package static let base32 = BinaryText(
        "0123456789ABCDEFGHJKMNPQRSTVWXYZ", bits: 5, also: "iIlLoO", as: "111100")

    /// RFC 4648 §6 without padding, as authenticator apps want a secret typed.
    package static let appSecret = BinaryText("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", bits: 5)

    private static let none: UInt8 = 0xFF

    private init(_ letters: StaticString, bits: Int, also: StaticString = "", as same: StaticString = "") {
        alphabet = Array("\(letters)".utf8)
        self.bits = bits
        var values = [UInt8](repeating: Self.none, count: 256)
        for (value, letter) in alphabet.enumerated() { values[Int(letter)] = UInt8(value) }
        if bits == 5 {
            for (value, letter) in alphabet.enumerated() where letter >= UInt8(ascii: "A") {
                values[Int(letter | 0x20)] = UInt8(value)
            }
        }
        for (letter, digit) in zip("\(also)".utf8, "\(same)".utf8) {
            values[Int(letter)] = values[Int(digit)]
        }
        self.values = values
    }

    package func encode(_ bytes: [UInt8]) -> String {
        var letters: [UInt8] = []
        letters.reserveCapacity((bytes.count * 8 + bits - 1) / bits)
        var held = 0
        var count = 0
        for byte in bytes {
            held = (held << 8 | Int(byte)) & 0xFFFF
            count += 8
            while count >= bits {
                count -= bits
                letters.append(alphabet[held >> count & (1 << bits - 1)])
            }
        }
        if count > 0 { letters.append(alphabet[held << (bits - count) & (1 << bits - 1)]) }
        return String(decoding: letters, as: UTF8.self)
    }

    /// The bytes, or nothing for a foreign letter, a length that no bytes have, or bits left over that are
    /// not zero.
    package func decode(_ text: some StringProtocol) -> [UInt8]? {
        var bytes: [UInt8] = []
        var held = 0
        var count = 0
        for letter in text.utf8 {
            let value = values[Int(letter)]
            guard value != Self.none else { return nil }
            held = (held << bits | Int(value)) & 0xFFFF
            count += bits
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(held >> count & 0xFF))
            }
        }
        guard count < bits, held & (1 << count - 1) == 0 else { return nil }
        return bytes
    }
}
