import MariaDB
import PortalKit
import Web

/// Changing and taking away what a portal user has: administrators only. Each act is reached from the contact's page
/// and from the portal user's own, and leads back to where it was done.
enum SeatRoutes {
    static let all: [Route<StaffContext>] = [
        .post("/staff/contacts/{contact}/portal-user/switch", needs: .staff(.access), setOn),
        .post("/staff/contacts/{contact}/portal-user/group", needs: .staff(.access), setGroup),
        .post("/staff/contacts/{contact}/portal-user/start-password", needs: .staff(.access), newPassword),
        .post("/staff/contacts/{contact}/portal-user/resend", needs: .staff(.access), resend),
        .post("/staff/contacts/{contact}/portal-user/withdraw", needs: .staff(.access), withdraw),
        .post("/staff/customers/{customer}/portal-users/{seat}/switch", needs: .staff(.access), setOn),
        .post(
            "/staff/customers/{customer}/portal-users/{seat}/start-password", needs: .staff(.access),
            newPassword),
        .post("/staff/customers/{customer}/portal-users/{seat}/resend", needs: .staff(.access), resend),
    ]

    /// The seat of a path, whichever way it names it.
    static func seat(_ request: Request, _ context: StaffContext) throws -> PortalSeat {
        guard let name = request.parameters["seat"] else {
            let contact = try ContactRoutes.contact(request, context)
            guard let seat = try context.read({ try PortalSeat.of(contact, $0) }) else {
                throw PortalError.notFound
            }
            return seat
        }
        let ref = try Ref<PortalSeat>(name)
        let customer = try Ref<Customer>(request.parameters["customer"] ?? "")
        return try context.read { try PortalSeat.find(ref, of: customer, $0) }
    }

    /// Where the act was done.
    static func back(_ seat: PortalSeat, _ request: Request) -> String {
        request.parameters["seat"] == nil ? seat.holder.path : seat.path
    }

    @Sendable private static func newPassword(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let seat = try seat(request, context)
        guard seat.isAccepted || seat.elsewhere.isEmpty else {
            // The account is another customer's person's: the seat is added by that person, signed in (SD02).
            throw PortalError.conflict("The invitation has to be accepted first.")
        }
        let visit = try context.visit()
        let password = StartPassword.make()
        let hash = try visit.hash(password)
        try write { tx in
            try seat.setStartPassword(hash, at: context.now, visit.connection)
            try SecurityMail.startPasswordGiven.send(to: .account(seat.account), visit)
            try tx.audit("administration.start-password.given", seat.holder)
        }
        return .page(
            "Start password",
            SeatPages.startPassword(
                seat.holder, login: seat.login, mayReset: seat.isLoginOwnAddress, password, visit, context.ui)
        )
    }

    @Sendable private static func setOn(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let seat = try seat(request, context)
        let isOn = request.form["on"] == "1"
        let visit = try context.visit()
        try write { tx in
            try seat.setOn(isOn, by: context.staff, at: context.now, visit.connection)
            try tx.audit(
                isOn ? "administration.seat.enabled" : "administration.seat.disabled", seat.holder)
        }
        return .seeOther(
            back(seat, request),
            saying: isOn
                ? "\("name", seat.holder.name) can sign in again."
                : "\("name", seat.holder.name) was signed out and can no longer sign in.")
    }

    @Sendable private static func setGroup(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let seat = try seat(request, context)
        let group = try Ref<PermissionGroup>(request.form["group"])
        let visit = try context.visit()
        try write { tx in
            try seat.setGroup(group, visit.connection)
            try tx.audit("administration.seat.regrouped", seat.holder)
        }
        return .seeOther(back(seat, request), saying: "The group holds from the next request on.")
    }

    /// A new link to the address on file; the old one ends.
    @Sendable private static func resend(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let seat = try seat(request, context)
        let visit = try context.visit()
        guard !seat.isAccepted else { throw PortalError.conflict("The invitation was accepted meanwhile.") }
        guard seat.isOn else {
            throw PortalError.conflict("The portal user is off. Switch it on first.")
        }
        guard let email = seat.holder.email else {
            throw PortalError.conflict("There is no e-mail address on file any more.")
        }
        try write { tx in
            guard
                try Offer.send(to: email, seat.holder, seat: seat.id.value, by: context.staff, visit)
            else { throw PortalError.conflict("Three invitations went out within an hour. Try again later.") }
            try tx.audit("administration.seat.invited", seat.holder)
        }
        return .seeOther(
            back(seat, request), saying: "The invitation for \("name", seat.holder.name) is on its way.")
    }

    @Sendable private static func withdraw(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let seat = try seat(request, context)
        let visit = try context.visit()
        try write { tx in
            try seat.withdraw(visit.connection)
            try tx.audit("administration.seat.withdrawn", seat.holder)
        }
        return .seeOther(
            seat.holder.path, saying: "The invitation is withdrawn; its link no longer works.")
    }
}

extension PortalSeat {
    /// Where staff find its person: the contact's page, or for a customer itself the portal user's own.
    var home: String { holder.contact == nil || isRemoved ? path : holder.path }
}
