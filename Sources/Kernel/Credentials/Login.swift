/// A person's login name or mail address, as it is stored and looked up.
///
/// There is one normalisation: the letters A–Z become small. Nothing else is folded, so `ádmin`, a full-width
/// `ｍ` and `ß` stay what they are, and two logins are the same only if their bytes are. What could hide in a
/// name is refused: control characters, invisible joiners and fillers, directions, unassigned code points,
/// every space but U+0020, and that one at the ends.
///
/// At sign-in a refused login is an unknown one: it gets the same answer after the same work.
package struct Login: Sendable, Hashable, CustomStringConvertible {
    /// The normalised text; bind it to a column whose collation compares bytes.
    package let text: String

    /// The most bytes of UTF-8 (RFC 5321 §4.5.3.1.3 without the angle brackets).
    package static let mostBytes = 254

    package enum Refusal: Error, Equatable {
        case empty
        case tooLong(mostBytes: Int)
        case spaceAtEnd
        /// A code point that nobody sees or that nobody may use.
        case unseen(codePoint: UInt32)
    }

    package init(_ typed: String) throws(Refusal) {
        guard !typed.utf8.isEmpty else { throw .empty }
        guard typed.utf8.count <= Self.mostBytes else { throw .tooLong(mostBytes: Self.mostBytes) }
        guard typed.utf8.first != 0x20, typed.utf8.last != 0x20 else { throw .spaceAtEnd }
        var text = ""
        for scalar in typed.unicodeScalars {
            guard Self.isSeen(scalar) else { throw .unseen(codePoint: scalar.value) }
            if case 0x41...0x5A = scalar.value, let small = Unicode.Scalar(scalar.value + 0x20) {
                text.unicodeScalars.append(small)
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        self.text = text
    }

    private static func isSeen(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.properties.isDefaultIgnorableCodePoint || scalar.value == 0xFFFD { return false }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
            return false
        case .spaceSeparator:
            return scalar.value == 0x20
        default:
            return true
        }
    }

    /// Byte for byte: `String` would call é and e with an accent the same.
    package static func == (left: Login, right: Login) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
    }

    /// Says nothing of the person: logins do not belong in logs.
    package var description: String { "login" }
}
