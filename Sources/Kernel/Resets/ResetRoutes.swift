import MariaDB
import PortalKit
import Web

/// The way back for somebody who forgot his password.
enum ResetRoutes {
    static let all: [Route<GuestContext>] = [
        .get("/forgot", needs: Right(.anybody), forgot),
        .post("/forgot", needs: Right(.anybody), ask),
        .get("/forgot/sent", needs: Right(.anybody), sent),
        .get("/reset/{token}", needs: Right(.anybody), OneTimeLink.reset.open),
        .get("/reset", needs: Right(.anybody), page),
        .post("/reset", needs: Right(.anybody), save),
    ]

    /// Administrators send the link to the address on file (C28).
    static let staff: [Route<StaffContext>] = [
        .post("/staff/contacts/{contact}/portal-user/reset", needs: .staff(.access), send),
        .post("/staff/customers/{customer}/portal-users/{seat}/reset", needs: .staff(.access), send),
    ]

    @Sendable private static func forgot(_ request: Request, _ context: GuestContext) throws -> Answer {
        .page("Forgot your password?", ResetPages.forgot(context.ui))
    }

    /// Does the same for every login and answers the same (SA02): one look, one count, one task written down.
    @Sendable private static func ask(
        _ request: Request, _ context: GuestContext, _ write: consuming Write
    ) throws -> Answer {
        let visit = try context.store.visit()
        let typed = request.form["login"].trimmed
        guard !typed.isEmpty else {
            throw PortalError.invalid("login", "Enter the e-mail address or user name you sign in with.")
        }
        let login = try? Login(typed)
        let account = try login.flatMap { try Account.id(of: $0, visit.connection) }
        let wish = Reset.Wish(account: account ?? 0, language: visit.language)
        try write { tx in
            // Who asks too often gets the same answer, and nothing happens (SD09).
            if try Reset.throttle.allows(visit) { try tx.enqueue(.reset, payload: wish) }
            try Throttle.forget(at: context.now, visit.connection)
        }
        return .seeOther("/forgot/sent")
    }

    @Sendable private static func sent(_ request: Request, _ context: GuestContext) throws -> Answer {
        let name = try context.store.visit().house.installation.operatorName
        return .page("Look into your mail", ResetPages.sent(operatorName: name, context.ui))
    }

    @Sendable private static func page(_ request: Request, _ context: GuestContext) throws -> Answer {
        let visit = try context.store.visit()
        guard let token = visit.token(of: .reset),
            let reset = try Reset.find(token, at: context.now, visit.connection)
        else { return .page("New password", OneTimeLink.reset.unknownPage(context.ui)) }
        let least = try Mfa.leastLength(of: .account(reset.account), visit.connection)
        return .page("New password", ResetPages.choose(reset, least: least, context.ui))
    }

    /// Sets the password and signs nobody in: the sign-in asks for all that it asks for (SB04).
    @Sendable private static func save(
        _ request: Request, _ context: GuestContext, _ write: consuming Write
    ) throws -> Answer {
        let visit = try context.store.visit()
        guard let token = visit.token(of: .reset),
            let reset = try Reset.find(token, at: context.now, visit.connection)
        else { throw PortalError.conflict("This link was used or withdrawn meanwhile.") }
        let chosen = try ChosenPassword(
            request.form["password"], in: "password", of: reset.account, login: reset.login, name: reset.name,
            visit)
        let hash = try visit.hash(chosen.text)
        visit.actingAs = Visit.Actor(
            kind: "account", id: reset.account, seat: reset.seat, customer: reset.customer)
        try write { _ in
            try Reset.use(token, at: context.now, visit.connection)
            try Account.setPassword(hash, of: reset.account, at: context.now, visit.connection)
            try OpenSessions(of: reset.account).end(at: context.now, visit.connection)
            try SecurityMail.passwordChanged.send(to: .account(reset.account), visit)
            try visit.audit("identity.password.reset", kind: "account", id: reset.account, customer: nil)
        }
        var answer = Answer.seeOther("/sign-in", saying: "Your new password holds. Sign in with it.")
        answer.cookies.append(OneTimeLink.reset.endedCookie(visit.house))
        return answer
    }

    @Sendable private static func send(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let seat = try SeatRoutes.seat(request, context)
        let visit = try context.visit()
        try write { tx in
            guard
                let recipient = try ResetRecipient.of(
                    account: seat.account, seat: seat.id.value, at: context.now, visit.connection)
            else {
                throw PortalError.conflict(
                    "The user name is not the e-mail address on file. Give a start password instead.")
            }
            guard try Reset.send(to: recipient, by: context.staff, language: nil, visit) else {
                throw PortalError.conflict("Three links went out within an hour. Try again later.")
            }
            try tx.audit("administration.reset.sent", seat.holder)
        }
        return .seeOther(
            SeatRoutes.back(seat, request),
            saying: "A link to choose a new password is on its way to \("email", seat.holder.email ?? "")."
        )
    }
}
