import MariaDB
import PortalKit
import Web

/// The way in for somebody who was invited. Opening the link changes nothing, so that scanners of mail may follow it;
/// what counts is the form behind it.
enum InvitationRoutes {
    static let all: [Route<GuestContext>] = [
        .get("/invitation/{token}", needs: Right(.anybody), OneTimeLink.invitation.open),
        .get("/invitation", needs: Right(.anybody), page),
        .post("/invitation", needs: Right(.anybody), accept),
    ]

    @Sendable private static func page(_ request: Request, _ context: GuestContext) throws -> Answer {
        let visit = try context.store.visit()
        let unknown = Answer.page("Invitation", OneTimeLink.invitation.unknownPage(context.ui))
        guard let token = visit.token(of: .invitation),
            let invitation = try Invitation.find(token, at: context.now, visit.connection)
        else { return unknown }
        let name = visit.house.installation.operatorName
        switch invitation.state(at: context.now) {
        case .used: return .page("Invitation", InvitationPages.used(invitation, context.ui))
        case .expired: return .page("Invitation", InvitationPages.expired(invitation, name, context.ui))
        case .void: return unknown
        case .open: break
        }
        guard invitation.hasPassword else {
            return .page("Welcome", InvitationPages.choosePassword(invitation, name, context.ui))
        }
        guard case .customer(let session) = visit.identity, !session.isVisitor else {
            return .page("Invitation", InvitationPages.signInFirst(invitation, name, context.ui))
        }
        return .page(
            "Invitation",
            session.viewer.account == invitation.account
                ? InvitationPages.addSeat(invitation, context.ui)
                : InvitationPages.somebodyElse(invitation, session, context.ui))
    }

    @Sendable private static func accept(
        _ request: Request, _ context: GuestContext, _ write: consuming Write
    ) throws -> Answer {
        let visit = try context.store.visit()
        guard let token = visit.token(of: .invitation),
            let invitation = try Invitation.find(token, at: context.now, visit.connection),
            invitation.state(at: context.now) == .open
        else { throw PortalError.conflict("This link was used or withdrawn meanwhile.") }
        let session = Token()
        if invitation.hasPassword {
            guard case .customer(let present) = visit.identity, present.viewer.account == invitation.account
            else { throw PortalError.forbidden }
            try write { _ in
                try Invitation.accept(token, at: context.now, visit.connection)
                try SessionSQL.renew(present.id, session, seat: invitation.seat, visit.connection)
                try visit.audit(
                    "identity.invitation.accepted", kind: "account", id: invitation.account,
                    customer: invitation.customer)
            }
        } else {
            let chosen = try ChosenPassword(
                request.form["password"], in: "password", of: invitation.account, login: invitation.login,
                name: invitation.contactName, visit)
            let hash = try visit.hash(chosen.text)
            visit.actingAs = Visit.Actor(
                kind: "account", id: invitation.account, seat: invitation.seat,
                customer: invitation.customer)
            try write { _ in
                try Invitation.accept(token, at: context.now, visit.connection)
                try Account.activate(hash, of: invitation.account, visit.connection)
                try visit.endPresentSession(isStaff: false)
                try SessionSQL.begin(account: invitation.account, seat: invitation.seat, session, visit)
                try visit.audit(
                    "identity.invitation.accepted", kind: "account", id: invitation.account,
                    customer: invitation.customer)
            }
        }
        var answer = Answer.seeOther(
            "/home", saying: "Welcome. You now have access for \("customer", invitation.customerName).")
        answer.cookies = [
            visit.sessionCookie(session, isStaff: false), OneTimeLink.invitation.endedCookie(visit.house),
        ]
        return answer
    }
}
