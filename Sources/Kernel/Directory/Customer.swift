package import PortalKit
import Web

/// An outside organisation or person the operator works with.
package struct Customer: Sendable {
    let id: ID<Customer>
    let ref: Ref<Customer>
    let number: Int
    let fields: Fields
    let externalID: String?
    let version: Int
    let archivedAt: Instant?

    var path: String { "/staff/customers/" + ref.description }

    /// What people fill in.
    package struct Fields: Sendable, Equatable {
        package var name = ""
        package var email: String?
        package var phone = ""
        package var street = ""
        package var postalCode = ""
        package var city = ""
        package var region = ""
        package var country = ""

        package init() {}

        /// - Throws: `PortalError.invalid` with a problem for each field that cannot be taken.
        package init(_ form: Form) throws(PortalError) {
            var check = FormCheck(form)
            name = check.line("name", most: 200, missing: "Enter a name.")
            email = check.email("email")
            phone = check.line("phone", most: 64)
            street = check.line("street", most: 200)
            postalCode = check.line("postal_code", most: 32)
            city = check.line("city", most: 120)
            region = check.line("region", most: 120)
            country = check.line("country", most: 120)
            try check.finish()
        }
    }
}

/// A person at a customer.
package struct Contact: Sendable {
    let id: ID<Contact>
    let ref: Ref<Contact>
    let customer: (id: ID<Customer>, ref: Ref<Customer>, name: String, number: Int)
    let fields: Fields
    let version: Int
    let removedAt: Instant?

    var path: String { "/staff/contacts/" + ref.description }

    package struct Fields: Sendable, Equatable {
        package var name = ""
        package var title = ""
        package var email: String?
        package var phone = ""

        package init() {}

        package init(_ form: Form) throws(PortalError) {
            var check = FormCheck(form)
            name = check.line("name", most: 200, missing: "Enter a name.")
            title = check.line("title", most: 120)
            email = check.email("email")
            phone = check.line("phone", most: 64)
            try check.finish()
        }
    }
}
