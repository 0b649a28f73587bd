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
            var problems: [FieldProblem] = []
            name = Self.text(form, "name", 200, "a name", required: true, &problems)
            email = Email.read(form["email"], "email", &problems)
            phone = Self.text(form, "phone", 64, "a phone number", &problems)
            street = Self.text(form, "street", 200, "a street", &problems)
            postalCode = Self.text(form, "postal_code", 32, "a postal code", &problems)
            city = Self.text(form, "city", 120, "a city", &problems)
            region = Self.text(form, "region", 120, "a region", &problems)
            country = Self.text(form, "country", 120, "a country", &problems)
            if !problems.isEmpty { throw .invalid(problems) }
        }

        static func text(
            _ form: Form, _ field: String, _ limit: Int, _ what: String, required: Bool = false,
            _ problems: inout [FieldProblem]
        ) -> String {
            let text = form[field].trimmed
            if required && text.isEmpty { problems.append(FieldProblem(field, "Enter \("what", what).")) }
            if text.unicodeScalars.count > limit {
                problems.append(FieldProblem(field, "Use at most \("n", limit) characters."))
            } else if text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
                problems.append(FieldProblem(field, "Enter \("what", what) on one line."))
            }
            return text
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
            var problems: [FieldProblem] = []
            name = Customer.Fields.text(form, "name", 200, "a name", required: true, &problems)
            title = Customer.Fields.text(form, "title", 120, "a title", &problems)
            email = Email.read(form["email"], "email", &problems)
            phone = Customer.Fields.text(form, "phone", 64, "a phone number", &problems)
            if !problems.isEmpty { throw .invalid(problems) }
        }
    }
}

/// An address of e-mail: one, and only what can stand in `RCPT TO` (RFC 5321 §4.1.2), without quoting.
package enum Email {
    package static func isValid(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, let local = parts.first, let domain = parts.last, text.utf8.count <= 254 else { return false }
        let signs = Set("!#$%&'*+-/=?^_`{|}~.".utf8)
        func isPlain(_ byte: UInt8) -> Bool {
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte >= 0x80
        }
        let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
        return !local.isEmpty && local.utf8.count <= 64 && local.utf8.allSatisfy { isPlain($0) || signs.contains($0) }
            && local.utf8.first != UInt8(ascii: ".") && local.utf8.last != UInt8(ascii: ".")
            && local.utf8.first != UInt8(ascii: "-") && labels.count >= 2
            && labels.allSatisfy { label in
                !label.isEmpty && label.utf8.count <= 63 && label.utf8.first != UInt8(ascii: "-")
                    && label.utf8.last != UInt8(ascii: "-")
                    && label.utf8.allSatisfy { isPlain($0) || $0 == UInt8(ascii: "-") }
            }
    }

    static func read(_ text: String, _ field: String, _ problems: inout [FieldProblem]) -> String? {
        let text = text.trimmed
        if text.isEmpty { return nil }
        if !isValid(text) {
            problems.append(FieldProblem(field, "Enter one e-mail address, such as name@example.org."))
        }
        return text
    }
}

extension String {
    /// Without spaces, tabs and line ends around it.
    package var trimmed: String {
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[first...last])
    }
}
