import PortalKit
import Web

/// Switching the link of a customer off and on, and making it anew: administrators only.
enum CustomerLinkRoutes {
    static let all: [Route<StaffContext>] = [
        .post("/staff/customers/{customer}/link/switch", needs: .staff(.access), setOn),
        .post("/staff/customers/{customer}/link/renew", needs: .staff(.access), renew),
    ]

    /// The panel on the customer's page; nothing for technicians, and for a customer who was archived.
    static func panel(_ customer: Customer, _ context: StaffContext) throws -> HTML {
        let visit = try context.visit()
        guard context.may(.access), let door = try CustomerDoor.find(customer.ref, visit.connection) else {
            return HTML()
        }
        return try LinkPages.panel(door, customer, visit.house, context.ui)
    }

    @Sendable private static func setOn(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let (customer, door, visit) = try place(request, context)
        let isOn = request.form["on"] == "1"
        try write { tx in
            try door.setOn(isOn, by: context.staff, at: context.now, visit.connection)
            try tx.audit(
                isOn ? "administration.link.enabled" : "administration.link.disabled", .customer, customer.id)
        }
        return .seeOther(
            customer.path,
            saying: isOn ? "The link works again." : "The link is off, and who came in by it is out.")
    }

    @Sendable private static func renew(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let (customer, door, visit) = try place(request, context)
        try write { tx in
            try door.turn(visit.connection)
            try tx.audit("administration.link.renewed", .customer, customer.id)
        }
        return .seeOther(
            customer.path,
            saying: "There is a new link. The old one leads nowhere, and who came in by it is out.")
    }

    private static func place(
        _ request: Request, _ context: StaffContext
    ) throws -> (Customer, CustomerDoor, Visit) {
        let customer = try CustomerRoutes.customer(request, context)
        let visit = try context.visit()
        guard let door = try CustomerDoor.find(customer.ref, visit.connection) else {
            throw PortalError.notFound
        }
        return (customer, door, visit)
    }
}
