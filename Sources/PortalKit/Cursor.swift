/// How the kernel signs a cursor: with its own key, for one viewer.
package struct CursorSeal: Sendable {
    package let tag: @Sendable ([UInt8]) -> [UInt8]

    package init(_ tag: @escaping @Sendable ([UInt8]) -> [UInt8]) {
        self.tag = tag
    }
}

/// A place in a list as it travels in an address: signed, bound to the list, its filter and its viewer.
struct Cursor: Equatable {
    let position: Position
    let ordinal: Int

    init(position: Position, ordinal: Int) {
        self.position = position
        self.ordinal = ordinal
    }

    private static let tagLength = 12
    private static let longest = 2_000

    /// Nothing when the text is not one of ours, or was made for something else.
    init?(_ text: String, list: String, seal: CursorSeal) {
        guard text.utf8.count <= Self.longest, let bytes = Hexadecimal.decode(text),
            bytes.count > Self.tagLength
        else { return nil }
        let payload = Array(bytes.dropFirst(Self.tagLength))
        let expected = seal.tag(payload + Array(list.utf8)).prefix(Self.tagLength)
        var difference: UInt8 = 0
        for (left, right) in zip(bytes, expected) { difference |= left ^ right }
        guard difference == 0, expected.count == Self.tagLength, payload.count >= 17 else { return nil }
        let key = Array(payload[17...])
        let number = Self.number(payload[1..<9])
        switch payload[0] {
        case 1:
            guard key.count == 8 else { return nil }
            let microseconds = Int64(bitPattern: Self.number(key[...]))
            position = Position(key: .datetime(microseconds: microseconds), id: number)
        case 2:
            guard let text = String(validating: key, as: UTF8.self) else { return nil }
            position = Position(key: .text(text), id: number)
        default: return nil
        }
        guard let ordinal = Int(exactly: Self.number(payload[9..<17])) else { return nil }
        self.ordinal = ordinal
    }

    func text(list: String, seal: CursorSeal) -> String {
        var payload: [UInt8] = []
        let key: [UInt8]
        switch position.key {
        case .datetime(let microseconds):
            payload.append(1)
            key = Self.bytes(UInt64(bitPattern: microseconds))
        case .text(let text):
            payload.append(2)
            key = Array(text.utf8)
        default: return ""
        }
        payload += Self.bytes(position.id) + Self.bytes(UInt64(max(0, ordinal))) + key
        return Hexadecimal.encode(seal.tag(payload + Array(list.utf8)).prefix(Self.tagLength) + payload)
    }

    private static func bytes(_ number: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: number >> UInt64(56 - 8 * $0)) }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
}

/// Two characters a byte.
package enum Hexadecimal {
    package static func encode(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    package static func decode(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        var high: UInt8?
        for character in text.utf8 {
            let digit: UInt8
            switch character {
            case 0x30...0x39: digit = character - 0x30
            case 0x61...0x66: digit = character - 0x61 + 10
            default: return nil
            }
            if let upper = high {
                bytes.append(upper << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        return high == nil ? bytes : nil
    }
}
