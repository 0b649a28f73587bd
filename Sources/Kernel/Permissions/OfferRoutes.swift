import MariaDB
import PortalKit
import Web

/// Giving a contact a seat, by an invitation or with a start password: administrators only (A09).
enum OfferRoutes {
    static let all: [Route<StaffContext>] = [
        .get("/staff/contacts/{contact}/portal-user", needs: .staff(.access), page),
        .post("/staff/contacts/{contact}/portal-user", needs: .staff(.access), save),
        .post("/staff/contacts/{contact}/portal-user/resend", needs: .staff(.access), resend),
        .post("/staff/contacts/{contact}/portal-user/withdraw", needs: .staff(.access), withdraw),
    ]

    @Sendable private static func page(_ request: Request, _ context: StaffContext) throws -> Answer {
        let contact = try ContactRoutes.contact(request, context)
        let portal = try portal(request.query["portal"], context)
        let groups = try context.read { try PermissionGroup.all($0) }
        return .page(
            portal == nil ? "Enable portal user" : "Invite",
            OfferPages.form(contact, portal, groups, try context.visit(), context.ui))
    }

    @Sendable private static func save(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let contact = try ContactRoutes.contact(request, context)
        let offer = try Offer(request.form, contact)
        let portal = try portal(request.form["portal"], context)
        let visit = try context.visit()
        let password = offer.isByMail ? nil : StartPassword.make()
        let hash = try password.map { try visit.hash($0) }
        do {
            try write { tx in
                let seat = try offer.take(contact, portal, hash, context, visit)
                if offer.isByMail { try offer.invite(contact, seat, context, visit) }
                try tx.audit(
                    offer.isByMail ? "administration.seat.invited" : "administration.seat.added",
                    .contact, contact.id)
            }
        } catch let error as DatabaseError {
            switch error.kind {
            case .duplicateKey("account_login"):
                throw PortalError.invalid("login", "Somebody else signs in with that name. Choose another.")
            case .duplicateKey("seat_place"):
                throw PortalError.conflict("This contact is a portal user already.")
            default: throw error
            }
        }
        guard let password else {
            return .seeOther(
                contact.path, saying: "The invitation for \("name", contact.fields.name) is on its way.")
        }
        return .page(
            "Start password",
            SeatPages.startPassword(contact, login: offer.login.text, password, visit, context.ui))
    }

    /// A new link to the address on file; the old one ends.
    @Sendable private static func resend(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let (contact, seat) = try SeatRoutes.place(request, context)
        let visit = try context.visit()
        guard !seat.isAccepted else { throw PortalError.conflict("The invitation was accepted meanwhile.") }
        guard let email = contact.fields.email else {
            throw PortalError.conflict("This contact has no e-mail address any more.")
        }
        try write { tx in
            try Offer.send(to: email, contact, seat: seat.id.value, context, visit)
            try tx.audit("administration.seat.invited", .contact, contact.id)
        }
        return .seeOther(
            contact.path, saying: "The invitation for \("name", contact.fields.name) is on its way.")
    }

    @Sendable private static func withdraw(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let (contact, seat) = try SeatRoutes.place(request, context)
        let visit = try context.visit()
        try write { tx in
            try seat.withdraw(visit.connection)
            try tx.audit("administration.seat.withdrawn", .contact, contact.id)
        }
        return .seeOther(contact.path, saying: "The invitation is withdrawn; its link no longer works.")
    }

    private static func portal(_ id: String, _ context: StaffContext) throws -> Portal? {
        if id.isEmpty { return nil }
        guard let portal = try context.visit().house.portals.first(where: { $0.id == id && !$0.isKernel })
        else { throw PortalError.notFound }
        return portal
    }
}
