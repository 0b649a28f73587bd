import PortalKit

/// One of the operator's people, to be chosen.
struct Colleague {
    let ref: Ref<StaffMember>
    let name: String

    static func all(_ db: borrowing Reading) throws -> [Colleague] {
        try db.rows("SELECT ref, name FROM portico_staff WHERE removed_at IS NULL ORDER BY name") {
            Colleague(ref: try $0.next(), name: try $0.next())
        }
    }

    /// The one that a form names; nil where it names nobody.
    static func id(_ text: String, field: String, _ tx: borrowing Transaction) throws -> ID<StaffMember>? {
        guard !text.isEmpty else { return nil }
        let ref = try? Ref<StaffMember>(text)
        let id: ID<StaffMember>? = try tx.first(
            "SELECT id FROM portico_staff WHERE removed_at IS NULL AND ref = \(ref)"
        ) { try $0.next() }
        guard let id else { throw PortalError.invalid(field, "Choose one of these.") }
        return id
    }
}
