import PortalKit

/// A link that proves that a new address of e-mail is a person's own: it goes to that address, and whoever holds it and
/// knows the password takes the address over, once and within a day.
struct AddressProof: Sendable {
    let account: UInt64
    let seat: UInt64
    let contact: UInt64
    let customer: UInt64
    let name: String
    /// What was on file when it was sent; empty: nothing.
    let old: String
    let new: String
    /// The person then signs in with the new address.
    let movesLogin: Bool

    static let hours: Int64 = 24
    /// How many may go out for one account within an hour (SD09).
    static let mostAnHour = 3

    /// The same for every reason why a link does nothing, also where somebody else has the new address as his user name.
    static let refusal = PortalError.conflict(
        "The address cannot be changed with this link. Ask for it once more, or tell us.")
}

/// An address of e-mail takes the place of another one.
struct NewAddress: Sendable {
    let contact: UInt64
    let account: UInt64?
    let old: String
    let new: String
    let movesLogin: Bool
}
