import Posix

/// A password as it is stored: Argon2id with its cost and salt, written as a PHC string.
///
/// `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<tag>`, salt and tag in base64 without padding.
package struct PasswordHash: Equatable, Sendable {
    package let cost: Argon2id.Cost
    package let salt: [UInt8]
    package let tag: [UInt8]

    /// The cost of new hashes (OWASP Password Storage; 24 to 46 ms measured).
    package static let currentCost = Argon2id.Cost(memory: 19_456, passes: 2, lanes: 1)
    package static let saltLength = 16
    package static let tagLength = 32

    /// For an unknown login: it costs as much as a real one and no password fits it, so time tells nothing.
    package static let decoy = PasswordHash(
        cost: currentCost, salt: Array(repeating: 0, count: saltLength),
        tag: Array(repeating: 0, count: tagLength))

    private init(cost: Argon2id.Cost, salt: [UInt8], tag: [UInt8]) {
        self.cost = cost
        self.salt = salt
        self.tag = tag
    }

    /// Hashes a new password with a salt of its own. Takes as long as a sign-in: call it through `HashGate`.
    package init(
        _ password: Password, cost: Argon2id.Cost = currentCost, salt chosen: [UInt8]? = nil
    ) throws(Argon2id.Failure) {
        let salt = chosen ?? Random.bytes(Self.saltLength)
        self.cost = cost
        self.salt = salt
        tag = try Argon2id.tag(password: password.bytes, salt: salt, cost: cost, length: Self.tagLength)
    }

    /// Whether this is the password; the tags are compared in constant time. Call it through `HashGate`.
    ///
    /// More bytes than any password can have are never hashed.
    package func fits(_ password: Password) throws(Argon2id.Failure) -> Bool {
        guard password.bytes.count <= PasswordPolicy.mostBytes else { return false }
        let found = try Argon2id.tag(password: password.bytes, salt: salt, cost: cost, length: tag.count)
        return isSame(found, tag)
    }

    /// Whether the password should be hashed anew while it is at hand: the cost has risen since.
    package var needsRehash: Bool {
        cost.memory < Self.currentCost.memory || cost.passes < Self.currentCost.passes
            || cost.lanes != Self.currentCost.lanes || salt.count < Self.saltLength
            || tag.count < Self.tagLength
    }

    /// The stored form.
    package var phc: String {
        "$argon2id$v=19$m=\(cost.memory),t=\(cost.passes),p=\(cost.lanes)"
            + "$\(BinaryText.base64.encode(salt))$\(BinaryText.base64.encode(tag))"
    }

    /// Reads the stored form, or nothing when it is not exactly one.
    ///
    /// The bounds keep a tampered row from taking the memory or the hour: 256 MiB, 16 passes, 8 lanes.
    package init?(phc text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "$"), omittingEmptySubsequences: false)
            .map { Substring($0) }
        guard parts.count == 6, parts[0] == "", parts[1] == "argon2id", parts[2] == "v=19" else { return nil }
        let numbers = parts[3].utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
            .map { Substring($0) }
        guard numbers.count == 3,
            let memory = Self.number(numbers[0], named: "m=", in: 8...262_144),
            let passes = Self.number(numbers[1], named: "t=", in: 1...16),
            let lanes = Self.number(numbers[2], named: "p=", in: 1...8), memory >= 8 * lanes,
            let salt = BinaryText.base64.decode(parts[4]), (8...64).contains(salt.count),
            let tag = BinaryText.base64.decode(parts[5]), (16...64).contains(tag.count)
        else { return nil }
        self.init(cost: Argon2id.Cost(memory: memory, passes: passes, lanes: lanes), salt: salt, tag: tag)
    }

    /// Plain digits without a sign or leading zero.
    private static func number(_ text: Substring, named name: String, in range: ClosedRange<UInt32>)
        -> UInt32?
    {
        guard text.utf8.starts(with: name.utf8) else { return nil }
        let digits = Substring(text.utf8.dropFirst(name.utf8.count))
        guard let number = UInt32(digits), range.contains(number), "\(number)" == digits else { return nil }
        return number
    }
}
