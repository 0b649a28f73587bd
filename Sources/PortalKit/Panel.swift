public import Web

/// What staff see of a portal beside a customer or a contact.
public struct Panel: Sendable {
    /// The page that it stands on.
    public enum Place: Sendable {
        case customer
        case contact
    }

    /// Whom the page is about, for comparing with a `customer_id` and a `contact_id`.
    public struct Record: Sendable {
        /// The customer, or the contact's.
        public let customer: ID<CustomerRecord>
        /// The contact; nil on a customer's page.
        public let contact: ID<ContactReference>?

        package init(customer: UInt64, contact: UInt64? = nil) {
            self.customer = ID(customer)
            self.contact = contact.map { ID($0) }
        }
    }

    package let place: Place
    package let title: Words
    package let permission: StaffPermission
    package let isPadded: Bool
    package let body: @Sendable (StaffContext, Record) throws -> HTML?

    /// A panel for staff who hold the right.
    ///
    /// - Parameters:
    ///   - isPadded: false when the body brings its own rows.
    ///   - body: what stands in it; nil where there is nothing to say, and then there is no panel.
    public init(
        on place: Place, _ title: Words, needs permission: StaffPermission, isPadded: Bool = true,
        _ body: @escaping @Sendable (StaffContext, Record) throws -> HTML?
    ) {
        self.place = place
        self.title = title
        self.permission = permission
        self.isPadded = isPadded
        self.body = body
    }
}
