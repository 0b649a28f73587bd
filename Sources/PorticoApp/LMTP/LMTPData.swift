/// A message as it arrives after DATA: the dots that were added are taken away, and a dot alone in a line ends it
/// (RFC 5321 §4.5.2). A line ends with CR and LF and with nothing else, so that nobody hides the end of one message, and
/// a second one, where another reader sees none; all other bytes are the message's.
struct LMTPData {
    private enum Place { case lineStart, dot, dotReturn, text, afterReturn }

    private var place = Place.lineStart
    private(set) var isOver = false

    /// - Returns: the next bytes of the message, and what follows its end.
    mutating func take(_ bytes: [UInt8]) -> (message: [UInt8], rest: ArraySlice<UInt8>) {
        var message: [UInt8] = []
        message.reserveCapacity(bytes.count + 1)
        for index in bytes.indices {
            guard !isOver else { return (message, bytes[index...]) }
            take(bytes[index], &message)
        }
        return (message, [])
    }

    private mutating func take(_ byte: UInt8, _ message: inout [UInt8]) {
        let (dot, carriageReturn, lineFeed) = (UInt8(ascii: "."), UInt8(ascii: "\r"), UInt8(ascii: "\n"))
        switch place {
        case .lineStart where byte == dot:
            place = .dot
            return
        case .dot where byte == carriageReturn:
            place = .dotReturn
            return
        case .dotReturn where byte == lineFeed:
            isOver = true
            return
        case .dotReturn:
            // It was a line that begins with a dot and a CR.
            message.append(carriageReturn)
            place = .afterReturn
        case .lineStart, .dot, .text, .afterReturn: break
        }
        message.append(byte)
        if byte == carriageReturn {
            place = .afterReturn
        } else {
            place = place == .afterReturn && byte == lineFeed ? .lineStart : .text
        }
    }
}
