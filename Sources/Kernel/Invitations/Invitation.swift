import PortalKit

/// An offer of a seat, sent to one address: whoever holds its link takes the seat once, within a week.
struct Invitation: Sendable {
    let seat: UInt64
    let customer: UInt64
    /// The address it was sent to.
    let email: String
    let expiresAt: Instant
    let usedAt: Instant?
    let revokedAt: Instant?
    let account: UInt64
    let login: String
    /// The account existed before: its person signs in as always and is never asked for a new password.
    let hasPassword: Bool
    let contactName: String
    let customerName: String
    /// The seat is as the invitation promised: not switched off, its contact there and still at that address.
    let isOffered: Bool

    static let days: Int64 = 7
    /// How many may go out for one seat within an hour (SD09).
    static let mostAnHour = 3

    enum State: Equatable {
        /// Waits to be accepted.
        case open
        case used
        case expired
        /// Withdrawn, replaced by a newer one, or sent to an address that is no longer the contact's.
        case void
    }

    func state(at now: Instant) -> State {
        if usedAt != nil { return .used }
        if revokedAt != nil || !isOffered { return .void }
        return expiresAt <= now ? .expired : .open
    }
}

/// What staff see of the invitation of a seat.
struct SentInvitation: Sendable {
    let email: String
    let sentAt: Instant
    let expiresAt: Instant
}
