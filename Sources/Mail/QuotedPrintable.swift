/// A text as lines of ASCII that no mail server needs to change (RFC 2045 §6.7).
enum QuotedPrintable {
    /// The longest line, without its CRLF.
    static let longestLine = 76

    /// Ends with CRLF. CR LF, CR and LF in the text become CRLF; controls other than the tab are left out.
    static func encoded(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + text.utf8.count / 8 + 2)
        for line in lines(text) { append(line, to: &bytes) }
        return bytes
    }

    /// The lines of a text without their ends. Scanned as bytes: to `Character` CR LF is one of its own.
    private static func lines(_ text: String) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        var line: [UInt8] = []
        var previous: UInt8 = 0
        for byte in text.utf8 {
            switch byte {
            case 0x0A where previous == 0x0D: break
            case 0x0A, 0x0D:
                lines.append(line)
                line = []
            case 0x00..<0x09, 0x0B..<0x20, 0x7F: break
            default: line.append(byte)
            }
            previous = byte
        }
        if !line.isEmpty || lines.isEmpty { lines.append(line) }
        return lines
    }

    private static func append(_ line: [UInt8], to bytes: inout [UInt8]) {
        var column = 0
        for (place, byte) in line.enumerated() {
            let isLast = place == line.count - 1
            let isPlain =
                byte == 0x20 || byte == 0x09 ? !isLast : byte >= 0x21 && byte < 0x7F && byte != 0x3D
            let width = isPlain ? 1 : 3
            // A soft break needs one column, the end of the line none.
            if column + width > (isLast ? longestLine : longestLine - 1) {
                bytes += [0x3D, 0x0D, 0x0A]
                column = 0
            }
            if isPlain { bytes.append(byte) } else { bytes += escape(byte) }
            column += width
        }
        bytes += [0x0D, 0x0A]
    }

    /// `=41`, capital letters as §6.7 (1) demands.
    static func escape(_ byte: UInt8) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        return [0x3D, digits[Int(byte >> 4)], digits[Int(byte & 0xF)]]
    }
}
