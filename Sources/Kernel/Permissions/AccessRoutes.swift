import PortalKit
import Web

/// One portal of one portal user, behind `Manage`: narrowed, or taken away. Administrators only (A18, B07).
enum AccessRoutes {
    static let all: [Route<StaffContext>] = [
        .get(
            "/staff/customers/{customer}/portal-users/{seat}/portals/{access}", needs: .staff(.access), page),
        .post(
            "/staff/customers/{customer}/portal-users/{seat}/portals/{access}/own", needs: .staff(.access),
            setOnlyOwn),
        .post(
            "/staff/customers/{customer}/portal-users/{seat}/portals/{access}/give", needs: .staff(.access),
            give),
        .get(
            "/staff/customers/{customer}/portal-users/{seat}/portals/{access}/remove", needs: .staff(.access),
            removePage),
        .post(
            "/staff/customers/{customer}/portal-users/{seat}/portals/{access}/remove", needs: .staff(.access),
            remove),
    ]

    static func path(_ seat: PortalSeat, _ portal: Portal) -> String { seat.path + "/portals/" + portal.id }

    /// The seat and the portal, which is offered in this house whether the seat has it or not.
    private static func place(
        _ request: Request, _ context: StaffContext
    ) throws -> (PortalSeat, Portal, Visit) {
        let seat = try SeatRoutes.seat(request, context)
        let visit = try context.visit()
        let portal = try Portal.offered(
            request.parameters["access"] ?? "", in: visit.house, visit.connection)
        return (seat, portal, visit)
    }

    @Sendable private static func page(_ request: Request, _ context: StaffContext) throws -> Answer {
        let (seat, portal, visit) = try place(request, context)
        return .page("Portal access", AccessPages.manage(seat, portal, visit, context.ui))
    }

    @Sendable private static func setOnlyOwn(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let (seat, portal, visit) = try place(request, context)
        let isOn = request.form["on"] == "1"
        // Where nothing is anybody's own, a narrowing would hide all.
        guard !isOn || (portal.offersOwn && seat.holder.contact != nil) else { throw PortalError.notFound }
        guard seat.policy.has(portal) else {
            throw PortalError.conflict("The access was removed meanwhile.")
        }
        try write { tx in
            try seat.setOnlyOwn(isOn, in: portal, by: context.staff, at: context.now, visit.connection)
            try tx.audit(
                isOn ? "administration.access.narrowed" : "administration.access.widened", seat.holder)
        }
        return .seeOther(path(seat, portal), saying: "It holds from the next request on.")
    }

    /// For a customer itself, which no form of a contact invites.
    @Sendable private static func give(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let (seat, portal, visit) = try place(request, context)
        try write { tx in
            try PortalSeat.grant(
                portal, to: seat.id.value, onlyOwn: false, by: context.staff, at: context.now,
                visit.connection)
            try tx.audit("administration.access.granted", seat.holder)
        }
        let title = visit.reader(of: portal).say(portal.title)
        return .seeOther(seat.home, saying: "Access to \("portal", title) given.")
    }

    @Sendable private static func removePage(_ request: Request, _ context: StaffContext) throws -> Answer {
        let (seat, portal, visit) = try place(request, context)
        return .page("Remove access", AccessPages.remove(seat, portal, visit, context.ui))
    }

    @Sendable private static func remove(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let (seat, portal, visit) = try place(request, context)
        try write { tx in
            try seat.revoke(portal, in: visit.house, by: context.staff, at: context.now, visit.connection)
            try tx.audit("administration.access.revoked", seat.holder)
        }
        let title = visit.reader(of: portal).say(portal.title)
        return .seeOther(seat.home, saying: "Access to \("portal", title) removed.")
    }
}
