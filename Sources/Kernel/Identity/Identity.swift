import MariaDB
import PortalKit
import Web

/// Who sends the request, found by cookie. Which cookie counts is decided by the audience of the route.
package enum Identity: Sendable {
    case guest
    case customer(CustomerSession)
    case staff(StaffSession)

    /// One byte for the kind and eight for the number: the actor in `kernel_once`.
    var actor: [UInt8] {
        func bytes(_ kind: UInt8, _ id: UInt64) -> [UInt8] {
            [kind] + (0..<8).map { UInt8(truncatingIfNeeded: id >> UInt64(56 - 8 * $0)) }
        }
        switch self {
        case .guest: return bytes(0, 0)
        case .customer(let session):
            // Staff in somebody's place are known by that one session: their forms and lists are no one else's.
            if let viewing = session.viewing { return bytes(4, viewing.id) }
            // A visitor by the link of a customer is known by the customer alone.
            return session.viewer.account.map { bytes(1, $0) } ?? bytes(3, session.viewer.customer)
        case .staff(let session): return bytes(2, session.staff.id.value)
        }
    }
}

/// Names of the cookies. Over https they carry the prefix that no other host or path can set (RFC 6265bis §4.1.3).
package struct CookieNames: Sendable {
    package let customer: String
    package let staff: String
    /// Ties a form that is shown before anybody signed in to the browser that was shown it.
    package let form: String
    package let flash: String
    private let prefix: String

    package init(isSecure: Bool) {
        prefix = isSecure ? "__Host-" : ""
        customer = prefix + "portico"
        staff = prefix + "portico-staff"
        form = prefix + "portico-form"
        flash = prefix + "portico-flash"
    }

    /// The token of a link, on its way from the mail's address to the page.
    func link(_ kind: String) -> String { prefix + "portico-" + kind }
}
