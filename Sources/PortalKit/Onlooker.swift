/// Somebody of a customer, whether he sees a record now, and the rule that decides it.
public struct Onlooker: Sendable {
    /// What decides. The first three let him see it.
    public enum Why: Sendable, Equatable {
        /// The record is his own.
        case own
        /// His permission group, of that name, reaches all records of the customer.
        case group(String)
        /// Whoever opens the link of a customer that has no portal users.
        case link
        /// The portal is switched off for everybody.
        case moduleOff
        /// He has no access to the portal.
        case noPortal
        /// His permission group, of that name, does not permit it.
        case groupNone(String)
        /// He sees only what is his own, and the record is not.
        case ownOnly
        /// His sign-in is switched off.
        case switchedOff
        /// He was invited and has not accepted yet.
        case invited
    }

    /// Who it is; nil where the seat is on the customer itself, or nobody signs in.
    public let contact: ID<ContactReference>?
    /// The person's, or the customer's where the seat is on the customer itself.
    public let name: String
    /// At most two letters.
    public let initials: String
    /// What decides.
    public let why: Why
    /// Whether he sees it.
    public var sees: Bool {
        switch why {
        case .own, .group, .link: true
        case .moduleOff, .noPortal, .groupNone, .ownOnly, .switchedOff, .invited: false
        }
    }

    package init(contact: UInt64?, name: String, initials: String, why: Why) {
        self.contact = contact.map { ID($0) }
        self.name = name
        self.initials = initials
        self.why = why
    }
}

extension StaffContext {
    /// Everybody of a customer, with whether he sees a shared record, by the seats, groups and modules as they are now.
    ///
    /// - Parameters:
    ///   - permission: the one of the page that shows the record.
    ///   - own: the contacts whose own it is.
    ///   - members: the contacts who are members of it; they count as long as memberships do.
    public func onlookers(
        of permission: Permission, at customer: ID<CustomerRecord>, own: [ID<ContactReference>],
        members: [ID<ContactReference>] = []
    ) throws -> [Onlooker] {
        try store.effects.onlookers(
            of: permission, at: customer.value, own: own.map(\.value), members: members.map(\.value),
            portal: store.portal)
    }
}

/// Who sees what is for one customer, or for all of them.
package struct Readership: Sendable {
    /// Of one customer everybody; of all of them nobody by name.
    package var people: [Onlooker]
    /// How many people see it, of how many customers.
    package var count: Int
    package var customers: Int

    package init(people: [Onlooker], count: Int, customers: Int) {
        self.people = people
        self.count = count
        self.customers = customers
    }
}
