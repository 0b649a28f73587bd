/// Somebody of the viewer's own customer who has the portal, to be chosen.
public struct PortalPerson: Sendable {
    /// For a `contact_id`.
    public let id: ID<ContactReference>
    /// For a field of a form.
    public let ref: Ref<ContactReference>
    /// As the operator wrote it.
    public let name: String

    package init(id: ID<ContactReference>, ref: Ref<ContactReference>, name: String) {
        self.id = id
        self.ref = ref
        self.name = name
    }
}

extension CustomerContext {
    /// The viewer's colleagues who hold a permission, own or all of it, by seats that are in force now; by name, and
    /// without himself. Nobody for who does not reach all of his organisation by the same permission, and for a login
    /// of the customer itself: only a person has colleagues.
    public func colleagues(holding permission: Permission) throws -> [PortalPerson] {
        guard let me = viewer.person, reach(permission) == .organisation else { return [] }
        return try store.effects.people(of: permission, at: viewer.customer, portal: store.portal)
            .filter { $0.id != me }
    }
}

extension SystemContext {
    /// Everybody of a customer who holds a permission, own or all of it, by seats that are in force now; by name.
    public func people(
        holding permission: Permission, at customer: ID<CustomerRecord>
    ) throws -> [PortalPerson] {
        try store.effects.people(of: permission, at: customer.value, portal: store.portal)
    }
}
