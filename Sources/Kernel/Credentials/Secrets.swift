import Crypto
import Posix
import Synchronization

/// The keys of an installation, kept outside the database: they seal what the database must not tell (secrets
/// of authenticator apps, links that wait to be mailed) and sign what a browser carries (form tokens,
/// cursors).
///
/// Each purpose has a key of its own, derived from the file's key by HKDF, so a value made for one purpose is
/// worth nothing for another. The newest key makes values, every key still reads: a key is replaced by adding
/// one.
package struct Secrets: Sendable {
    private let keys: [Key]

    /// One line of the file.
    package struct Key: Sendable, CustomReflectable, CustomStringConvertible {
        /// Five random bytes that tell which key sealed a value; shown as eight letters in the file.
        package let id: [UInt8]
        fileprivate let material: SymmetricKey
        fileprivate let derivations = Derivations()

        package var description: String { "key \(BinaryText.base32.encode(id))" }
        package var customMirror: Mirror { Mirror(self, children: [], displayStyle: .struct) }
    }

    /// What a value is for. Two purposes never share a label.
    package struct Label: Sendable, ExpressibleByStringLiteral {
        fileprivate let text: StaticString

        package init(stringLiteral text: StaticString) { self.text = text }
    }

    package enum Failure: Error, Equatable {
        /// No key of the file has this id: the file was lost or replaced.
        case unknownKey(id: String)
        /// Not a sealed value, or changed, or made for another purpose or another row.
        case notGenuine
        /// The file holds no key at all, or the cipher refused.
        case unusable
    }

    private static let idLength = 5
    private static let keyLength = 32
    private static let nonceLength = 12
    private static let tagLength = 16
    private static let version: UInt8 = 1

    // MARK: The file

    private static let heading = "portico-secrets 1"

    /// A new file with one key.
    package static func newFile() -> [UInt8] { newFile(from: Random.bytes(idLength + keyLength)) }

    /// As `newFile()`, with randomness that a test can choose: 37 bytes.
    package static func newFile(from random: [UInt8]) -> [UInt8] {
        let id = BinaryText.base32.encode(Array(random.prefix(idLength)))
        let key = BinaryText.base64.encode(Array(random.dropFirst(idLength)))
        return Array(
            """
            \(heading)
            # Keep this file secret and with the backups: without it nobody can sign in with a code from an app.
            # The last line makes new values, all lines read old ones.
            \(id) \(key)

            """.utf8)
    }

    /// Where a file is not as it should be. The line is never quoted: it may be half a key.
    package struct Malformed: Error, Equatable, CustomStringConvertible {
        package let line: Int
        package let reason: String
        package var description: String { "line \(line): \(reason)" }
    }

    /// Reads the file: the heading, then one `id key` a line, the oldest first; `#` begins a comment.
    package init(file: [UInt8]) throws(Malformed) {
        var keys: [Key] = []
        let lines = file.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard let first = lines.first, Array(first) == Array(Self.heading.utf8) else {
            throw Malformed(line: 1, reason: "the file begins with \"\(Self.heading)\"")
        }
        for (index, line) in lines.enumerated().dropFirst()
        where !line.isEmpty && line.first != UInt8(ascii: "#") {
            let words = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
                .map { String(decoding: $0, as: UTF8.self) }
            guard words.count == 2, let id = BinaryText.base32.decode(words[0]), id.count == Self.idLength,
                let material = BinaryText.base64.decode(words[1]), material.count == Self.keyLength
            else { throw Malformed(line: index + 1, reason: "a key is 8 letters, a space and 43 letters") }
            guard !keys.contains(where: { $0.id == id }) else {
                throw Malformed(line: index + 1, reason: "this key id stands above already")
            }
            keys.append(Key(id: id, material: SymmetricKey(data: material)))
        }
        guard !keys.isEmpty else { throw Malformed(line: lines.count, reason: "there is no key") }
        self.keys = keys
    }

    // MARK: Signing

    /// The HMAC-SHA256 of a message, 32 bytes, under the newest key.
    package func sign(_ message: [UInt8], as label: Label) throws(Failure) -> [UInt8] {
        guard let key = keys.last else { throw .unusable }
        return Array(HMAC<SHA256>.authenticationCode(for: message, using: key.derived("sign", label)))
    }

    /// What every key of the file would have signed a message with: a row that was signed is found by any of them.
    package func signatures(of message: [UInt8], as label: Label) -> [[UInt8]] {
        keys.map { key in
            Array(HMAC<SHA256>.authenticationCode(for: message, using: key.derived("sign", label)))
        }
    }

    /// Whether any key of the file signed this message for this purpose, compared in constant time.
    package func isGenuine(_ signature: [UInt8], of message: [UInt8], as label: Label) -> Bool {
        keys.contains { key in
            HMAC<SHA256>.isValidAuthenticationCode(
                signature, authenticating: message, using: key.derived("sign", label))
        }
    }

    // MARK: Sealing

    /// Encrypts with ChaCha20-Poly1305. The result is version, key id, nonce, ciphertext and tag.
    ///
    /// `row` is bound in: a sealed value that is moved to another row does not open there.
    package func seal(_ plain: [UInt8], as label: Label, row: [UInt8] = []) throws(Failure) -> [UInt8] {
        guard let key = keys.last else { throw .unusable }
        let head = [Self.version] + key.id
        guard let nonce = try? ChaChaPoly.Nonce(data: Random.bytes(Self.nonceLength)),
            let box = try? ChaChaPoly.seal(
                plain, using: key.derived("seal", label), nonce: nonce, authenticating: head + row)
        else { throw .unusable }
        return head + Array(nonce) + Array(box.ciphertext) + Array(box.tag)
    }

    /// Decrypts what `seal` made with the same label and row, under any key of the file.
    package func open(_ sealed: [UInt8], as label: Label, row: [UInt8] = []) throws(Failure) -> [UInt8] {
        let headLength = 1 + Self.idLength
        guard sealed.first == Self.version, sealed.count >= headLength + Self.nonceLength + Self.tagLength
        else {
            throw .notGenuine
        }
        let head = Array(sealed.prefix(headLength))
        let id = Array(head.dropFirst())
        guard let key = keys.first(where: { $0.id == id }) else {
            throw .unknownKey(id: BinaryText.base32.encode(id))
        }
        guard let box = try? ChaChaPoly.SealedBox(combined: Array(sealed.dropFirst(headLength))),
            let plain = try? ChaChaPoly.open(
                box, using: key.derived("seal", label), authenticating: head + row)
        else { throw .notGenuine }
        return Array(plain)
    }

    /// Whether a value should be sealed anew: an older key made it.
    package func isStale(_ sealed: [UInt8]) -> Bool {
        guard let key = keys.last else { return false }
        return Array(sealed.dropFirst().prefix(Self.idLength)) != key.id
    }
}

extension Secrets.Key {
    fileprivate func derived(_ use: StaticString, _ label: Secrets.Label) -> SymmetricKey {
        let name = "portico \(use) \(label.text)"
        return derivations.find(name) {
            HKDF<SHA256>.deriveKey(inputKeyMaterial: material, info: Array(name.utf8), outputByteCount: 32)
        }
    }
}

/// The keys derived so far, one for each purpose: HKDF costs three hashes, and every page signs its form token
/// and its cursors.
private final class Derivations: Sendable {
    private let known = Mutex<[String: SymmetricKey]>([:])

    func find(_ name: String, _ make: () -> SymmetricKey) -> SymmetricKey {
        known.withLock { known in
            if let key = known[name] { return key }
            let key = make()
            known[name] = key
            return key
        }
    }
}
