/// A customer of the invented operator, Tarnwick Coffee Roasters: cafés, hotels and offices that buy its coffee.
///
/// Nobody here exists. Addresses are at example.org; telephone numbers are from the ranges that the regulators of
/// their countries keep free for films and books, and are empty where there is no such range.
struct DemoCustomer: Sendable {
    var externalID: String
    var number: Int
    var name: String
    var street: String
    var postalCode: String
    var city: String
    var country: String
    var phone = ""
    /// What stands before the @ of the address.
    var mailbox: String?
    var contacts: [DemoContact]

    var email: String? { mailbox.map { "\($0)@example.org" } }

    static var all: [DemoCustomer] { north + south + world }
}

/// A person at such a customer. Two with the same address are one person with two seats.
struct DemoContact: Sendable {
    var name: String
    var title: String
    var email: String?
    var phone: String
    /// Signs in from the first day.
    var portalUser: Bool
    /// The name of the permission group; without one the default group holds.
    var group: String?

    init(
        _ name: String, _ title: String, mailbox: String? = nil, phone: String = "", portalUser: Bool = false,
        group: String? = nil
    ) {
        self.name = name
        self.title = title
        self.email = mailbox.map { "\($0)@example.org" }
        self.phone = phone
        self.portalUser = portalUser
        self.group = group
    }
}
