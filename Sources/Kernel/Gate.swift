import PortalKit

/// Whether a request may reach its handler. Pure: it decides from what was declared and what the session said.
enum Gate {
    static func admit(_ mounted: Router.Mounted<CustomerContext>, _ identity: Identity) throws(PortalError) {
        guard case .customer(let session) = identity else { throw .unauthenticated }
        let portal = mounted.portal
        // What is the person's own, password and second factor above all, is closed to staff in his place (SL01).
        if case .account = mounted.route.right.demand, session.isVisitor || session.viewing != nil {
            throw .forbidden
        }
        if portal.isKernel {
            guard case .customer(let permission) = mounted.route.right.demand else { return }
            // What the kernel's permissions give is for people, and never for a visitor by a link.
            guard !session.isVisitor, session.policy.reach(permission, in: portal) != .none else {
                throw .forbidden
            }
            return
        }
        guard session.policy.isInstalled(portal) else { throw .notFound }
        guard session.policy.has(portal) else { throw .forbidden }
        switch mounted.route.right.demand {
        case .signedIn, .account: return
        case .customer(let permission):
            guard session.policy.reach(permission, in: portal) != .none else { throw .forbidden }
        case .anybody, .staff: throw .forbidden
        }
    }

    static func admit(_ mounted: Router.Mounted<StaffContext>, _ identity: Identity) throws(PortalError) {
        guard case .staff(let session) = identity else { throw .unauthenticated }
        guard !session.disabledModules.contains(mounted.portal.id) else { throw .notFound }
        switch mounted.route.right.demand {
        case .signedIn: return
        case .staff(let permission):
            guard session.staff.isAdministrator || permission.technicians else { throw .forbidden }
        case .anybody, .account, .customer: throw .forbidden
        }
    }

    static func shows(_ tab: Tab<StaffContext>, _ session: StaffSession) -> Bool {
        guard case .staff(let permission) = tab.right.demand else { return true }
        return session.staff.isAdministrator || permission.technicians
    }

    /// A tab shows exactly when its page would be answered.
    static func shows<Context>(_ tab: Tab<Context>, of portal: Portal, _ policy: Policy) -> Bool {
        allows(tab.right, in: portal, policy)
    }

    /// Whether a seat holds a right: what a card, a search and the like are asked by.
    static func allows<Context>(_ right: Right<Context>, in portal: Portal, _ policy: Policy) -> Bool {
        guard policy.has(portal) else { return false }
        guard case .customer(let permission) = right.demand else { return true }
        return policy.reach(permission, in: portal) != .none
    }
}
