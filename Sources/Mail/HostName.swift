/// Names and numbers of machines, as far as mail needs to tell them apart.
enum HostName {
    /// Letters, digits and hyphens in labels of 1…63 with no hyphen at an end (RFC 1123 §2.1), 253 in all.
    static func isName(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard !bytes.isEmpty, bytes.count <= 253 else { return false }
        return bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy {
            label in
            (1...63).contains(label.count) && label.first != 0x2D && label.last != 0x2D
                && label.allSatisfy(isLetterDigitHyphen)
        }
    }

    /// Digits of an IPv6 address; libcurl reads the rest of it strictly.
    static func isVersion6(_ text: String) -> Bool {
        text.utf8.count { $0 == 0x3A } >= 2 && text.utf8.count <= 45
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x46, 0x61...0x66, 0x3A, 0x2E: true
                default: false
                }
            }
    }

    /// Whether what is said to it never leaves this machine: `localhost` (libcurl asks nobody for its address,
    /// RFC 6761 §6.3), `127.0.0.0/8` and `::1`.
    static func isLoopback(_ text: String) -> Bool {
        if text == "localhost" || text == "::1" { return true }
        let parts = text.utf8.split(separator: 0x2E, omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0].elementsEqual("127".utf8) else { return false }
        return parts.allSatisfy { part in
            // One spelling only: 0177 is octal to some.
            guard let number = UInt8(String(decoding: part, as: UTF8.self)) else { return false }
            return part.elementsEqual(String(number).utf8)
        }
    }

    private static func isLetterDigitHyphen(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D: true
        default: false
        }
    }
}
