import PortalKit

/// A change that a person asked for and staff decide: who, what, from what to what, and what became of it.
struct ChangeRequest: Sendable {
    let id: ID<ChangeRequest>
    let ref: Ref<ChangeRequest>
    let field: OwnField
    /// What was on file when he asked.
    let old: String
    let new: String
    /// Of an address of e-mail: he then signs in with the new one.
    let movesLogin: Bool
    let askedAt: Instant
    let outcome: Outcome?
    let decidedAt: Instant?
    let declineReason: String
    let person: Person

    enum Outcome: String, Sendable { case approved, declined, withdrawn }

    /// Whose details they are.
    struct Person: Sendable {
        let id: UInt64
        let ref: Ref<Contact>
        let name: String
        let email: String?
        let customer: UInt64
        let customerName: String
        /// Who asked, unless that account is gone.
        let account: UInt64?
        let language: String?
        let timeZone: String?

        var path: String { "/staff/contacts/" + ref.description }
    }

    static let list = "/staff/change-requests"
    var path: String { Self.list + "/" + ref.description }
    var ownPath: String { "/account/changes/" + ref.description }

    enum View: String, CaseIterable, Sendable { case open, decided }
}
