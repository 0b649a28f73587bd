/// Fast work on UTF-8 bytes. The only file of this module that may touch memory directly.
///
/// Every function takes whole values, checks its bounds first and lets no pointer out.
enum Bytes {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let tops: UInt64 = 0x8080_8080_8080_8080

    /// Adds the bytes of a literal.
    @inline(__always)
    static func append(_ literal: StaticString, to bytes: inout [UInt8]) {
        literal.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) }
    }

    /// Adds the bytes of a text as they are.
    static func append(_ text: String, to bytes: inout [UInt8]) {
        let done: Void? = unsafe text.utf8.withContiguousStorageIfAvailable {
            unsafe bytes.append(contentsOf: $0)
        }
        if done == nil { bytes.append(contentsOf: text.utf8) }
    }

    /// Adds a text with `& < > " '` written as entities.
    static func appendEscaped(_ text: String, to bytes: inout [UInt8]) {
        let done: Void? = unsafe text.utf8.withContiguousStorageIfAvailable {
            unsafe escape($0, to: &bytes)
        }
        if done == nil { unsafe Array(text.utf8).withUnsafeBufferPointer { unsafe escape($0, to: &bytes) } }
    }

    /// Adds a part of a text with `& < > " '` written as entities.
    static func appendEscaped(_ text: Substring, to bytes: inout [UInt8]) {
        let done: Void? = unsafe text.utf8.withContiguousStorageIfAvailable {
            unsafe escape($0, to: &bytes)
        }
        if done == nil { unsafe Array(text.utf8).withUnsafeBufferPointer { unsafe escape($0, to: &bytes) } }
    }

    /// Where a byte stands first, from a position on; nil when it is not there.
    static func firstIndex(of byte: UInt8, in bytes: [UInt8], from start: Int) -> Int? {
        guard start >= 0, start < bytes.count else { return nil }
        let pattern = UInt64(byte) &* ones
        return unsafe bytes.withUnsafeBytes { raw in
            var index = start
            while index &+ 8 <= raw.count {
                let word = unsafe raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                let hits = zeros(UInt64(littleEndian: word) ^ pattern)
                if hits != 0 { return index &+ hits.trailingZeroBitCount / 8 }
                index &+= 8
            }
            while index < raw.count {
                if unsafe raw[index] == byte { return index }
                index &+= 1
            }
            return nil
        }
    }

    /// Adds a range of bytes; a range beyond the end is cut to what exists.
    static func append(_ range: Range<Int>, of source: [UInt8], to bytes: inout [UInt8]) {
        let range = range.clamped(to: 0..<source.count)
        unsafe source.withUnsafeBufferPointer {
            unsafe bytes.append(contentsOf: UnsafeBufferPointer(rebasing: $0[range]))
        }
    }

    private static func escape(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
        var start = 0
        var index = unsafe nextSpecial(in: text, from: 0)
        while index < text.count {
            unsafe bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
            append(entity(unsafe text[index]), to: &bytes)
            start = index &+ 1
            index = unsafe nextSpecial(in: text, from: start)
        }
        unsafe bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<text.count]))
    }

    /// Eight bytes at a time: `&` and `'` differ in one bit, and so do `<` and `>`, hence three tests for
    /// five.
    private static func nextSpecial(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        let raw = UnsafeRawBufferPointer(text)
        var index = start
        while index &+ 8 <= raw.count {
            let hits = specials(
                UInt64(littleEndian: unsafe raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)))
            if hits != 0 { return index &+ hits.trailingZeroBitCount / 8 }
            index &+= 8
        }
        if index < raw.count, raw.count >= 8 {
            // The last eight bytes, less those that were looked at before.
            let last = UInt64(
                littleEndian: unsafe raw.loadUnaligned(fromByteOffset: raw.count &- 8, as: UInt64.self))
            let hits = specials(last >> UInt64((index &+ 8 &- raw.count) &* 8))
            return hits == 0 ? raw.count : index &+ hits.trailingZeroBitCount / 8
        }
        while index < raw.count {
            let byte = unsafe raw[index]
            if byte & 0xFE == 0x26 || byte & 0xFD == 0x3C || byte == 0x22 { return index }
            index &+= 1
        }
        return raw.count
    }

    @inline(__always)
    private static func specials(_ word: UInt64) -> UInt64 {
        let ampersandOrApostrophe = zeros((word & (0xFE &* ones)) ^ (0x26 &* ones))
        let lessOrGreater = zeros((word & (0xFD &* ones)) ^ (0x3C &* ones))
        return ampersandOrApostrophe | lessOrGreater | zeros(word ^ (0x22 &* ones))
    }

    /// The lowest bit that is set marks the first byte of the word that is zero; none is set when none is.
    @inline(__always)
    private static func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word & tops }

    private static func entity(_ byte: UInt8) -> StaticString {
        switch byte {
        case 0x26: "&amp;"
        case 0x27: "&#39;"
        case 0x3C: "&lt;"
        case 0x3E: "&gt;"
        default: "&quot;"
        }
    }
}
