package import PortalKit

extension Visit {
    /// Asks the portals that have such records, as far as whoever looks has them.
    package func record(_ kind: String, number: Int) throws -> LinkedRecord? {
        for portal in house.portals {
            for lookup in portal.lookups where lookup.kind == kind {
                if let found = try found(lookup, of: portal, number) { return found }
            }
        }
        return nil
    }

    private func found(_ lookup: RecordLookup, of portal: Portal, _ number: Int) throws -> LinkedRecord? {
        switch identity {
        case .guest: return nil
        case .customer(let session):
            guard Gate.allows(lookup.right, in: portal, session.policy) else { return nil }
            return try lookup.forCustomer(customerContext(session, of: portal), number)
        case .staff(let session):
            guard !session.disabledModules.contains(portal.id),
                session.staff.isAdministrator || lookup.staff.technicians
            else { return nil }
            return try lookup.forStaff(staffContext(session, of: portal), number)
        }
    }
}
