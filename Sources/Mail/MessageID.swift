/// The name of one message in the whole world, without its angle brackets: `x7f2@portal.example.org`.
///
/// It is chosen once, when the mail is owed, and stays the same however often the mail is sent: so whoever
/// receives a second copy can know it for one (RFC 5322 §3.6.4).
package struct MessageID: Sendable, Hashable, CustomStringConvertible {
    package let text: String

    package var description: String { text }

    /// Refuses what is no dot-atom on either side of the at sign, and more than 250 bytes.
    package init?(_ text: String) {
        let sides = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard sides.count == 2, text.utf8.count <= 250, sides.allSatisfy(Self.isDotAtom) else { return nil }
        self.text = text
    }

    private static func isDotAtom(_ side: String.UTF8View.SubSequence) -> Bool {
        side.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { atom in
            !atom.isEmpty && atom.allSatisfy(MailAddress.isAtom)
        }
    }

    /// A line between the parts of a message, always the same for the same message.
    ///
    /// `=_` never occurs in quoted-printable (RFC 2045 §6.7), so no part can hold it; the rest, FNV-1a of the
    /// id, only tells the parts of nested messages apart.
    var boundary: String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return "=_portico_" + String(hash, radix: 36)
    }
}
