/// Which passwords may be set (NIST SP 800-63B-4 §3.1.1.2): long ones; what they are made of is nobody's
/// business.
///
/// Length counts Unicode code points, so an emoji of one code point and a NUL count one each. A password that
/// was accepted once is never measured again at sign-in: there only the upper bound holds, because it bounds
/// the work.
package struct PasswordPolicy: Equatable, Sendable {
    /// The fewest code points.
    package let least: Int

    /// The most bytes of UTF-8, at setting and at sign-in.
    package static let mostBytes = 1024

    /// A password that stands alone: 15. Beside a second factor: 8.
    package init(needsSecondFactor: Bool) { least = needsSecondFactor ? 8 : 15 }

    package enum Refusal: Error, Equatable {
        case tooShort(least: Int)
        case tooLong(mostBytes: Int)
        /// The bytes are no text, so nobody could type them again.
        case notText
    }

    /// Throws unless the password may be set.
    package func check(_ password: Password) throws(Refusal) {
        guard password.bytes.count <= Self.mostBytes else { throw .tooLong(mostBytes: Self.mostBytes) }
        guard let text = String(validating: password.bytes, as: UTF8.self) else { throw .notText }
        guard text.unicodeScalars.count >= least else { throw .tooShort(least: least) }
    }
}
