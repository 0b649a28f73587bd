import Crypto

/// The code that an authenticator app shows: RFC 4226 for the n-th one of a secret, RFC 6238 for the one of a moment.
///
/// Pure. Portico uses SHA-1, six digits and thirty seconds, because that is all that every app knows; the other two
/// hashes are here for the vectors of RFC 6238, appendix B.
package struct OneTimeCode: Sendable {
    package enum Hash: Sendable { case sha1, sha256, sha512 }

    package let hash: Hash
    package let digits: Int

    /// As every app makes them.
    package static let standard = OneTimeCode(hash: .sha1, digits: 6)
    /// Seconds for which one code is shown.
    package static let seconds: Int64 = 30
    /// A code counts from so many steps before its own to so many after it: clocks differ, and typing takes a while.
    package static let window: Int64 = 1

    package init(hash: Hash, digits: Int) {
        self.hash = hash
        self.digits = digits
    }

    /// The step that a moment lies in, counted from 1970.
    package static func step(at wholeSeconds: Int64) -> Int64 { wholeSeconds / seconds }

    /// The code of the step with that number.
    package func code(_ secret: [UInt8], step: Int64) -> String {
        let counter = (0..<8).map { UInt8(truncatingIfNeeded: step >> Int64(56 - 8 * $0)) }
        let tag = tag(of: counter, SymmetricKey(data: secret))
        let offset = Int(tag[tag.count - 1] & 0x0F)
        let number = tag[offset..<(offset + 4)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let text = String(UInt64(number) % (0..<digits).reduce(UInt64(1)) { power, _ in power * 10 })
        return String(repeating: "0", count: digits - text.utf8.count) + text
    }

    /// The earliest step later than `last` whose code was typed; nil when it is none of the window's.
    ///
    /// Every step of the window is computed and compared, whichever fits.
    package func step(of typed: String, _ secret: [UInt8], at wholeSeconds: Int64, after last: Int64)
        -> Int64?
    {
        let now = Self.step(at: wholeSeconds)
        var found: Int64?
        for step in (now - Self.window)...(now + Self.window) {
            let fits = isSame(Array(code(secret, step: step).utf8), Array(typed.utf8))
            if fits, step > last, found == nil { found = step }
        }
        return found
    }

    private func tag(of counter: [UInt8], _ key: SymmetricKey) -> [UInt8] {
        switch hash {
        case .sha1: Array(HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: key))
        case .sha256: Array(HMAC<SHA256>.authenticationCode(for: counter, using: key))
        case .sha512: Array(HMAC<SHA512>.authenticationCode(for: counter, using: key))
        }
    }
}
