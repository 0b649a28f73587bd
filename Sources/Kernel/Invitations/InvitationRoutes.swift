import MariaDB
import PortalKit
import Web

/// The way in for somebody who was invited. Opening the link changes nothing, so that scanners of mail may follow it;
/// what counts is the form behind it.
enum InvitationRoutes {
    static let all: [Route<GuestContext>] = [
        .get("/invitation/{token}", needs: Right(.anybody), open),
        .get("/invitation", needs: Right(.anybody), page),
        .post("/invitation", needs: Right(.anybody), accept),
    ]

    /// Takes the token out of the address.
    @Sendable private static func open(_ request: Request, _ context: GuestContext) throws -> Answer {
        guard let token = Token(request.parameters["token"] ?? "") else { throw PortalError.notFound }
        var answer = Answer.seeOther("/invitation")
        let house = try context.store.visit().house
        answer.cookies.append(try InvitationCookie.cookie(token, at: context.now, house))
        return answer
    }

    @Sendable private static func page(_ request: Request, _ context: GuestContext) throws -> Answer {
        let visit = try context.store.visit()
        guard let token = visit.invitation, let invitation = try Invitation.find(token, visit.connection)
        else {
            return .page("Invitation", InvitationPages.unknown(context.ui))
        }
        let name = visit.house.installation.operatorName
        switch invitation.state(at: context.now) {
        case .used: return .page("Invitation", InvitationPages.used(invitation, context.ui))
        case .expired: return .page("Invitation", InvitationPages.expired(invitation, name, context.ui))
        case .void: return .page("Invitation", InvitationPages.unknown(context.ui))
        case .open: break
        }
        guard invitation.hasPassword else {
            return .page("Welcome", InvitationPages.choosePassword(invitation, name, context.ui))
        }
        guard case .customer(let session) = visit.identity else {
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
        guard let token = visit.invitation, let invitation = try Invitation.find(token, visit.connection),
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
                    "identity.invitation.accepted", kind: "account", id: invitation.account, customer: nil)
            }
        } else {
            let hash = try visit.hash(try password(request, invitation))
            visit.actingAs = ("account", invitation.account)
            try write { _ in
                try Invitation.accept(token, at: context.now, visit.connection)
                try Account.activate(hash, of: invitation.account, visit.connection)
                try visit.endPresentSession(isStaff: false)
                try SessionSQL.begin(account: invitation.account, seat: invitation.seat, session, visit)
                try visit.audit(
                    "identity.invitation.accepted", kind: "account", id: invitation.account, customer: nil)
            }
        }
        var answer = Answer.seeOther(
            "/home", saying: "Welcome. You now have access for \("customer", invitation.customerName).")
        answer.cookies = [visit.sessionCookie(session, isStaff: false), InvitationCookie.ended(visit.house)]
        return answer
    }

    private static func password(_ request: Request, _ invitation: Invitation) throws(PortalError) -> String {
        let typed = request.form["password"]
        do throws(PasswordPolicy.Refusal) {
            try PasswordPolicy(needsSecondFactor: false).check(Password(typed))
        } catch {
            throw PortalError.invalid("password", AccountPages.words(for: error))
        }
        guard !Text.isSame(typed, invitation.login) else {
            throw PortalError.invalid("password", "Choose something else than your user name.")
        }
        return typed
    }

    private enum Text {
        static func isSame(_ left: String, _ right: String) -> Bool { left.utf8.elementsEqual(right.utf8) }
    }
}
