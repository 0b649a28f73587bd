/// What a walk along the audit's chain found.
package struct AuditReport: Sendable {
    package struct Fault: Sendable, Equatable {
        package enum Kind: String, Sendable {
            /// A seal is gone from the chain.
            case sealRemoved = "seal-removed"
            /// A seal is not as it was made, or stands in another's place.
            case sealChanged = "seal-changed"
            /// A seal that no key of this installation signed.
            case sealForged = "seal-forged"
            /// A seal that was made after another one than the one before it.
            case chainBroken = "chain-broken"
            case rowChanged = "row-changed"
            case rowRemoved = "row-removed"
            /// A row within a seal's numbers that no seal vouches for.
            case rowInserted = "row-inserted"
            /// The seal that was noted down is not in the chain.
            case anchorMissing = "anchor-missing"
        }

        package let kind: Kind
        package let seal: UInt64
        /// The rows that are concerned, or among which they are.
        package var rows: ClosedRange<UInt64>?

        package init(_ kind: Kind, seal: UInt64, rows: ClosedRange<UInt64>? = nil) {
            self.kind = kind
            self.seal = seal
            self.rows = rows
        }
    }

    /// The end of the chain, to be noted down elsewhere: whoever cuts off the chain's end and has its rows sealed anew
    /// leaves a chain without a fault, but not with this seal in it.
    package struct Anchor: Sendable, Equatable, CustomStringConvertible {
        package let seal: UInt64
        let hash: [UInt8]

        package var description: String { "\(seal):\(BinaryText.base64url.encode(hash))" }

        /// Reads what `description` wrote.
        package init?(_ text: String) {
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 2, let seal = UInt64(parts[0]), seal > 0,
                let hash = BinaryText.base64url.decode(parts[1]), hash.count == AuditSeal.beginning.count
            else { return nil }
            self.init(seal: seal, hash: hash)
        }

        init(seal: UInt64, hash: [UInt8]) {
            self.seal = seal
            self.hash = hash
        }
    }

    package internal(set) var seals = 0
    /// Rows that seals vouch for, late ones included.
    package internal(set) var sealedRows = 0
    /// Rows that appeared within a seal's numbers afterwards and have a seal of their own.
    package internal(set) var lateRows = 0
    /// Rows behind the last seal.
    package internal(set) var unsealedRows = 0
    /// Rows within a seal's numbers that appeared in the day after it and have no seal yet.
    package internal(set) var unsealedLateRows = 0
    /// How long the oldest row behind the last seal has stood, in seconds.
    package internal(set) var oldestUnsealed: Int64?
    package internal(set) var head: Anchor?
    /// The first faults, at most `mostFaults` of them.
    package private(set) var faults: [Fault] = []
    package private(set) var faultCount = 0

    package static let mostFaults = 1_000

    package var isIntact: Bool { faultCount == 0 }

    mutating func add(_ fault: Fault) {
        faultCount += 1
        if faults.count < Self.mostFaults { faults.append(fault) }
    }
}
