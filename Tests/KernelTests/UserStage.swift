import PortalKit
import PortalTesting
import Testing

@testable import Kernel

/// An office before the page of one customer.
struct UserStage {
    let stage: Stage
    let office: Browser
    let customer: TestCustomer
    let hanna: TestContact

    init() throws {
        stage = try Stage()
        office = try stage.kernel.signIn(stage.staff)
        customer = try stage.kernel.addCustomer("Bólido Comidas")
        hanna = try stage.kernel.addContact("Hanna Moos", at: customer)
    }

    var kernel: TestKernel { stage.kernel }
    var page: String { "/staff/customers/" + customer.ref }
    var new: String { page + "/portal-users/new" }

    func setEmail(_ address: String?, of contact: TestContact? = nil) throws {
        if let contact {
            try kernel.execute("UPDATE kernel_contact SET email = \(address) WHERE id = \(contact.id)")
        } else {
            try kernel.execute("UPDATE kernel_customer SET email = \(address) WHERE id = \(customer.id)")
        }
    }

    /// Presses `Add portal user` with these fields typed in.
    func add(_ fields: [String: String]) throws -> Reply {
        try office.open(new)
        return try office.submit(new, fields)
    }

    /// The start password on the page that shows it.
    static func password(in page: Reply) -> String? {
        page.text.split { $0 == "\n" || $0 == " " }.map(String.init).first { word in
            let parts = word.split(separator: "-")
            return parts.count == 4 && parts.allSatisfy { $0.count == 4 }
        }
    }

    func group(_ kind: String) throws -> String {
        let ref: [UInt8]? = try kernel.value(
            "SELECT ref FROM kernel_permission_group WHERE kind <=> \(kind) OR (\(kind) = 'default' AND is_default = 1)"
        )
        return Crockford.encode(ref ?? [])
    }

    /// What the last seat of the customer has: its group, its login and whether MFA is required of it.
    func last() throws -> String? {
        try kernel.value(
            """
            SELECT CONCAT_WS('|', COALESCE(s.contact_id, 'itself'), g.name, a.login,
                IF(s.mfa_required_at IS NULL, 'free', 'mfa'), s.mode)
            FROM kernel_seat s JOIN kernel_permission_group g ON g.id = s.group_id
            JOIN kernel_account a ON a.id = s.account_id
            WHERE s.customer_id = \(customer.id) ORDER BY s.id DESC LIMIT 1
            """)
    }

    func seats() throws -> Int? {
        try kernel.value("SELECT COUNT(*) FROM kernel_seat WHERE customer_id = \(customer.id)")
    }
}
