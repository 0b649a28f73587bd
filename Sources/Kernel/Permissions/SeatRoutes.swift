import MariaDB
import PortalKit
import Web

/// Changing and taking away what a portal user has: administrators only.
enum SeatRoutes {
    static let all: [Route<StaffContext>] = [
        .post("/staff/contacts/{contact}/portal-user/switch", needs: .staff(.access), setOn),
        .post("/staff/contacts/{contact}/portal-user/group", needs: .staff(.access), setGroup),
        .post("/staff/contacts/{contact}/portal-user/start-password", needs: .staff(.access), newPassword),
        .post("/staff/contacts/{contact}/portal-user/access", needs: .staff(.access), setAccess),
    ]

    @Sendable private static func newPassword(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let (contact, seat) = try place(request, context)
        let visit = try context.visit()
        let password = StartPassword.make()
        let hash = try visit.hash(password)
        try write { tx in
            try seat.setStartPassword(hash, at: context.now, visit.connection)
            try tx.audit("administration.start-password.given", .contact, contact.id)
        }
        return .page(
            "Start password", SeatPages.startPassword(contact, login: seat.login, password, visit, context.ui)
        )
    }

    @Sendable private static func setOn(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let (contact, seat) = try place(request, context)
        let isOn = request.form["on"] == "1"
        let visit = try context.visit()
        try write { tx in
            try seat.setOn(isOn, by: context.staff, at: context.now, visit.connection)
            try tx.audit(
                isOn ? "administration.seat.enabled" : "administration.seat.disabled", .contact,
                contact.id)
        }
        return .seeOther(
            contact.path,
            saying: isOn
                ? "\("name", contact.fields.name) can sign in again."
                : "\("name", contact.fields.name) was signed out and can no longer sign in.")
    }

    @Sendable private static func setGroup(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let (contact, seat) = try place(request, context)
        let group = try Ref<PermissionGroup>(request.form["group"])
        let visit = try context.visit()
        try write { tx in
            try seat.setGroup(group, visit.connection)
            try tx.audit("administration.seat.regrouped", .contact, contact.id)
        }
        return .seeOther(contact.path, saying: "The group holds from the next request on.")
    }

    @Sendable private static func setAccess(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let (contact, seat) = try place(request, context)
        let visit = try context.visit()
        let isGranted = request.form["granted"] == "1"
        let wanted = request.form["portal"]
        guard let portal = visit.house.portals.first(where: { $0.id == wanted && !$0.isKernel }) else {
            throw PortalError.notFound
        }
        try write { tx in
            try seat.setAccess(
                portal.id, granted: isGranted, by: context.staff, at: context.now, visit.connection)
            try tx.audit(
                isGranted ? "administration.access.granted" : "administration.access.revoked",
                .contact, contact.id)
        }
        let title = visit.reader(of: portal).say(portal.title)
        return .seeOther(
            contact.path,
            saying: isGranted
                ? "Access to \("portal", title) given." : "Access to \("portal", title) removed.")
    }

    static func place(_ request: Request, _ context: StaffContext) throws -> (Contact, PortalSeat) {
        let contact = try ContactRoutes.contact(request, context)
        guard let seat = try context.read({ try PortalSeat.of(contact, $0) }) else {
            throw PortalError.notFound
        }
        return (contact, seat)
    }
}
