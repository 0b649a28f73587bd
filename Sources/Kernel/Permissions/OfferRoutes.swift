import MariaDB
import PortalKit
import Web

/// Giving a contact a seat, or a portal more, by an invitation or with a start password: administrators only (A09).
enum OfferRoutes {
    static let all: [Route<StaffContext>] = [
        .get("/staff/contacts/{contact}/portal-user", needs: .staff(.access), page),
        .post("/staff/contacts/{contact}/portal-user", needs: .staff(.access), save),
    ]

    @Sendable private static func page(_ request: Request, _ context: StaffContext) throws -> Answer {
        let contact = try ContactRoutes.contact(request, context)
        let visit = try context.visit()
        let portal = try portal(request.query["portal"], request.form["portal"], visit)
        let (seat, groups) = try context.read { db in
            (try PortalSeat.of(contact, db), try PermissionGroup.all(db))
        }
        guard let seat else {
            return .page(
                portal == nil ? "Enable portal user" : "Invite",
                OfferPages.form(contact, portal, groups, visit, context.ui))
        }
        guard let portal else { return .seeOther(seat.path) }
        if seat.policy.has(portal) { return .seeOther(AccessRoutes.path(seat, portal)) }
        return .page("Invite", OfferPages.more(contact, seat, portal, visit, context.ui))
    }

    @Sendable private static func save(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let contact = try ContactRoutes.contact(request, context)
        let visit = try context.visit()
        let portal = try portal("", request.form["portal"], visit)
        if let seat = try context.read({ try PortalSeat.of(contact, $0) }) {
            guard let portal else { throw PortalError.conflict("This is a portal user already.") }
            return try widen(seat, by: portal, contact, request, context, write)
        }
        var check = FormCheck(request.form)
        let email = check.email("email")
        let offer = try Offer(request.form, to: email, in: "email", check)
        let onlyOwn = portal?.offersOwn == true && check.isTicked("own")
        return try make(offer, SeatHolder(contact), context, write) { _, hash in
            try correct(contact, email, request.form, visit)
            return try offer.take(
                SeatHolder(contact), portal, onlyOwn: onlyOwn, hash, context.staff, visit)
        }
    }

    /// A correction of the address is saved with the contact.
    private static func correct(_ contact: Contact, _ email: String?, _ form: Form, _ visit: Visit) throws {
        guard email != contact.fields.email else { return }
        var fields = contact.fields
        fields.email = email
        try contact.save(fields, version: Int(form["version"]) ?? 0, visit.connection)
    }

    /// Makes the seat and sends the invitation, or answers with the start password.
    static func make(
        _ offer: Offer, _ holder: SeatHolder, _ context: StaffContext, _ write: consuming Write,
        _ take: (borrowing Transaction, PasswordHash?) throws -> UInt64
    ) throws -> Answer {
        let visit = try context.visit()
        let password = offer.isByMail ? nil : StartPassword.make()
        let hash = try password.map { try visit.hash($0) }
        do {
            try write { tx in
                let seat = try take(tx, hash)
                if offer.isByMail, let email = offer.email {
                    guard try Offer.send(to: email, holder, seat: seat, by: context.staff, visit) else {
                        throw PortalError.conflict(
                            "Three invitations went out within an hour. Try again later.")
                    }
                }
                try tx.audit(
                    offer.isByMail ? "administration.seat.invited" : "administration.seat.added", holder)
            }
        } catch let error as DatabaseError {
            throw error.ofSeat
        }
        guard let password else {
            return .seeOther(holder.path, saying: "The invitation for \("name", holder.name) is on its way.")
        }
        return .page(
            "Start password",
            SeatPages.startPassword(
                holder, login: offer.login.text,
                mayReset: ResetRecipient.isOwn(offer.email, of: offer.login.text),
                password, visit, context.ui))
    }

    /// One portal more for somebody who is a portal user already. Who was invited and has not answered gets the same
    /// invitation anew, widened; who signs in already gets the portal at once, and a mail that says so.
    private static func widen(
        _ seat: PortalSeat, by portal: Portal, _ contact: Contact, _ request: Request,
        _ context: StaffContext,
        _ write: consuming Write
    ) throws -> Answer {
        let visit = try context.visit()
        guard seat.isOn else {
            throw PortalError.conflict("The portal user is off. Switch it on first.")
        }
        var check = FormCheck(request.form)
        let email = check.email("email")
        if email == nil && !seat.isAccepted {
            check.refuse("email", "An invitation needs an address. Or give a start password.")
        }
        try check.finish()
        let onlyOwn = portal.offersOwn && check.isTicked("own")
        let title = visit.reader(of: portal).say(portal.title)
        let name = contact.fields.name
        let words: Words = try write { tx in
            try correct(contact, email, request.form, visit)
            try PortalSeat.grant(
                portal, to: seat.id.value, onlyOwn: onlyOwn, by: context.staff, at: context.now,
                visit.connection)
            try tx.audit("administration.access.granted", seat.holder)
            guard let email else { return "\("name", name) has \("portal", title) from the next request on." }
            if seat.isAccepted {
                try AccessMail.send(
                    portal, to: email, seat.holder, login: seat.login, language: seat.language,
                    by: context.staff, visit)
                return "\("name", name) has \("portal", title) from the next request on, and a mail says so."
            }
            let isSent = try Offer.send(
                to: email, seat.holder, seat: seat.id.value, by: context.staff, visit)
            return isSent
                ? "The invitation is for \("portal", title) too now, and on its way anew: the link of before has ended."
                : "The invitation that \("name", name) has is for \("portal", title) too now. No further mail went out: three did within an hour."
        }
        return .seeOther(contact.path, saying: words)
    }

    private static func portal(_ asked: String, _ sent: String, _ visit: Visit) throws -> Portal? {
        let id = sent.isEmpty ? asked : sent
        return id.isEmpty ? nil : try Portal.offered(id, in: visit.house, visit.connection)
    }
}
