import Crypto
import Posix

/// The secret of a session or of a link: its holder shows it, the database knows only its SHA-256.
///
/// A fast hash is enough, because 256 random bits cannot be guessed (ASVS 11.4.1 speaks of passwords).
package struct Token: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
    private let bytes: [UInt8]

    private static let length = 32

    /// A new one.
    package init() { bytes = Random.bytes(Self.length) }

    /// One that came back in a cookie or an address; nothing when it is not even the form of one.
    package init?(_ text: some StringProtocol) {
        guard let bytes = BinaryText.base64url.decode(text), bytes.count == Self.length else { return nil }
        self.bytes = bytes
    }

    /// 43 letters for a cookie or an address.
    package var text: String { BinaryText.base64url.encode(bytes) }

    /// What is stored and looked up: 32 bytes.
    package var hash: [UInt8] { Self.sha256(bytes) }

    package static func == (left: Token, right: Token) -> Bool { isSame(left.bytes, right.bytes) }

    package var description: String { "token" }
    package var customMirror: Mirror { Mirror(self, children: [], displayStyle: .struct) }

    /// Random bytes of the operating system, for names of records.
    package static func random(_ count: Int) -> [UInt8] { Random.bytes(count) }

    /// SHA-256 of a file, in hexadecimal digits.
    package static func sha256(ofFile path: String) throws -> String {
        var hash = SHA256()
        try Files.eachPiece(of: path) { hash.update(data: $0) }
        return hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// SHA-256 of any bytes, for files and request bodies too.
    package static func sha256(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }
}
