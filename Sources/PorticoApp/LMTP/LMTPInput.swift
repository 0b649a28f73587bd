/// What has come over a connection and was not looked at yet. It holds a line at most beside what was read at once,
/// however long the line is that somebody sends.
struct LMTPInput {
    enum Line: Equatable {
        /// Without its end.
        case text([UInt8])
        case tooLong
        /// It ends with LF alone, or has control characters in it: two readers might see different commands there.
        case malformed
    }

    /// Bytes of a line with its end: 512, and room for the parameters that are offered (RFC 5321 §4.5.3.1.4).
    static let longest = 2_048

    private var bytes: [UInt8] = []
    private var start = 0
    private var isSkipping = false

    mutating func take(_ more: [UInt8]) {
        bytes.removeSubrange(..<start)
        start = 0
        bytes += more
    }

    /// The next line, once it is there.
    mutating func line() -> Line? {
        guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) else {
            if bytes.count - start >= Self.longest { isSkipping = true }
            if isSkipping { start = bytes.count }
            return nil
        }
        defer {
            start = end + 1
            isSkipping = false
        }
        guard !isSkipping, end + 1 - start <= Self.longest else { return .tooLong }
        let text = bytes[start..<end]
        guard text.last == UInt8(ascii: "\r"), !text.dropLast().contains(where: { $0 < 0x20 || $0 == 0x7F })
        else { return .malformed }
        return .text(Array(text.dropLast()))
    }

    /// All that is left, for who reads a message now.
    mutating func rest() -> [UInt8] {
        defer { (bytes, start) = ([], 0) }
        return Array(bytes[start...])
    }
}
