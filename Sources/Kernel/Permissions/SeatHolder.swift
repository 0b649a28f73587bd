import PortalKit

/// Whom a portal user is for: one contact, or the customer itself.
struct SeatHolder: Sendable {
    let customer: (id: ID<Customer>, ref: Ref<Customer>, name: String)
    /// Nil for the customer itself.
    let contact: (id: ID<Contact>, ref: Ref<Contact>)?
    let name: String
    /// On file now; invitations and links to a new password go nowhere else.
    let email: String?

    /// The page on which staff find the person.
    var path: String {
        contact.map { "/staff/contacts/" + $0.ref.description } ?? customerPath
    }

    var customerPath: String { "/staff/customers/" + customer.ref.description }

    init(
        customer: (id: ID<Customer>, ref: Ref<Customer>, name: String),
        contact: (id: ID<Contact>, ref: Ref<Contact>)?, name: String, email: String?
    ) {
        self.customer = customer
        self.contact = contact
        self.name = name
        self.email = email
    }

    init(_ contact: Contact) {
        self.init(
            customer: (contact.customer.id, contact.customer.ref, contact.customer.name),
            contact: (contact.id, contact.ref), name: contact.fields.name, email: contact.fields.email)
    }

    init(_ customer: Customer) {
        self.init(
            customer: (customer.id, customer.ref, customer.fields.name), contact: nil,
            name: customer.fields.name, email: customer.fields.email)
    }
}

extension Transaction {
    /// Writes down what was done to somebody's access: it is found with the contact, or with the customer.
    func audit(_ action: String, _ holder: SeatHolder) throws {
        if let contact = holder.contact {
            try audit(action, .contact, contact.id)
        } else {
            try audit(action, .customer, holder.customer.id)
        }
    }
}
