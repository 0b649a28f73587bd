/// Somebody of a customer who sees a record now, and what decides that he does.
public struct Onlooker: Sendable {
    /// What decides.
    public enum Why: Sendable, Equatable {
        /// The record is his own.
        case own
        /// His permission group, of that name, reaches all records of the customer.
        case group(String)
    }

    /// The person's, or the customer's where the seat is on the customer itself.
    public let name: String
    /// At most two letters.
    public let initials: String
    /// What decides.
    public let why: Why

    package init(name: String, initials: String, why: Why) {
        self.name = name
        self.initials = initials
        self.why = why
    }
}

extension StaffContext {
    /// Everybody who sees a shared record of a customer, by the seats, groups and modules as they are now.
    ///
    /// - Parameters:
    ///   - permission: the one of the page that shows the record.
    ///   - own: the contacts whose own it is.
    public func onlookers(
        of permission: Permission, at customer: ID<CustomerRecord>, own: [ID<ContactReference>]
    ) throws -> [Onlooker] {
        try store.effects.onlookers(
            of: permission, at: customer.value, own: own.map(\.value), portal: store.portal)
    }
}
