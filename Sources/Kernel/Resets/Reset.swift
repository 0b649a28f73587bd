import PortalKit

/// A link to choose a new password, sent to the person's own address: whoever holds it sets the password of one
/// account, once and within the hour.
///
/// It is for accounts whose login is the address on file of one of their seats in force (C29), and goes to that
/// address; what somebody typed is only looked up.
struct Reset {
    let account: UInt64
    let seat: UInt64
    let customer: UInt64
    let login: String
    let name: String

    static let minutes: Int64 = 60
    /// How many may go out for one account within an hour (SD09).
    static let mostAnHour = 3
    /// How often one place may ask, for whomever.
    static let throttle = Throttle(purpose: "reset", mostAnHour: 20)

    /// What is written down when somebody asks: the same for a login that nobody has, whose number is 0.
    struct Wish: Codable, Sendable {
        let account: UInt64
        /// Of the page on which it was asked, for somebody who has chosen none.
        let language: String
    }
}

/// Whom a link would go to: the person of a seat, or the customer itself, whose address is the login.
struct ResetRecipient {
    let account: UInt64
    let seat: UInt64
    let login: String
    let email: String
    /// Nil for a portal user on the customer itself.
    let contact: UInt64?
    let customer: UInt64
    let name: String
    let language: String?
    let timeZone: String?

    /// The login is the address, after the one normalisation of logins.
    static func isOwn(_ email: String?, of login: String) -> Bool {
        guard let email, let own = try? Login(email) else { return false }
        return own.text.utf8.elementsEqual(login.utf8)
    }
}
