import MariaDB
import PortalKit
import Web

/// One's own account: language, look, password, and which customer one acts for.
enum AccountRoutes {
    @Sendable static func page(_ request: Request, _ context: CustomerContext) throws -> Answer {
        let (visit, session) = try person(context)
        return .page(
            "Your account",
            AccountPages.account(
                session, languages: visit.house.books.languages, own: try OwnDataRoutes.panel(context),
                context.ui))
    }

    @Sendable static func save(
        _ request: Request, _ context: CustomerContext, _ write: consuming Write
    ) throws -> Answer {
        let (visit, session) = try person(context)
        let language = request.form["language"]
        let theme = request.form["theme"]
        let zone = request.form["time_zone"]
        guard visit.house.books.languages.contains(language) else {
            throw PortalError.invalid("language", "Choose one of the languages.")
        }
        guard ["system", "light", "dark"].contains(theme) else {
            throw PortalError.invalid("theme", "Choose one of the three.")
        }
        guard zone.isEmpty || (zone.utf8.count <= 64 && Reader.knowsZone(zone)) else {
            throw PortalError.invalid("time_zone", "Enter a time zone such as Europe/Amsterdam.")
        }
        try write { _ in
            _ = try visit.connection.execute(
                """
                UPDATE kernel_account SET language = \(language), theme = \(theme == "system" ? nil : theme),
                    time_zone = \(zone.isEmpty ? nil : zone)
                WHERE id = \(session.viewer.account)
                """)
        }
        return .seeOther("/account", saying: "Your settings are saved.")
    }

    @Sendable static func passwordPage(_ request: Request, _ context: CustomerContext) throws -> Answer {
        let (visit, session) = try person(context)
        let (account, _) = try ids(of: session)
        let least = try Mfa.leastLength(of: .account(account), visit.connection)
        return .page(
            "Change your password",
            AccountPages.password(isFirst: session.mustReplacePassword, least: least, context.ui))
    }

    @Sendable static func changePassword(
        _ request: Request, _ context: CustomerContext, _ write: consuming Write
    ) throws -> Answer {
        let (visit, session) = try person(context)
        let (account, seat) = try ids(of: session)
        let (current, new) = (request.form["current"], request.form["new"])
        try visit.confirm(current, in: "current", of: account)
        let chosen = try ChosenPassword(
            new, in: "new", of: account, login: session.login, name: session.viewer.name, visit)
        guard new != current else {
            throw PortalError.invalid("new", "Choose another one than the present password.")
        }
        guard new == request.form["again"] else {
            throw PortalError.invalid("again", "The two new passwords differ.")
        }
        let hash = try visit.hash(chosen.text)
        let token = Token()
        try write { _ in
            try Account.setPassword(hash, of: account, at: context.now, visit.connection)
            try OpenSessions(of: session).end(at: context.now, visit.connection)
            try SessionSQL.renew(session.id, token, seat: seat, visit.connection)
            try SecurityMail.passwordChanged.send(to: .account(account), visit)
            try visit.audit("identity.password.changed", kind: "account", id: account, customer: nil)
        }
        var answer = Answer.seeOther(
            "/home", saying: "Your new password holds. Other browsers were signed out.")
        answer.cookies.append(visit.sessionCookie(token, isStaff: false))
        return answer
    }

    @Sendable static func switchSeat(
        _ request: Request, _ context: CustomerContext, _ write: consuming Write
    ) throws -> Answer {
        let (visit, session) = try person(context)
        let ref = try Ref<Seat>(request.form["seat"])
        let token = Token()
        try write { _ in
            let seat: UInt64? = try visit.connection.first(
                """
                SELECT s.id FROM kernel_seat s
                JOIN kernel_customer c ON c.id = s.customer_id
                LEFT JOIN kernel_contact p ON p.id = s.contact_id
                WHERE s.ref = \(ref) AND s.account_id = \(session.viewer.account)
                    AND \(sql: PortalSeat.inForce(at: context.now))
                """
            ) { row in try row.next() }
            guard let seat else { throw PortalError.notFound }
            try SessionSQL.renew(session.id, token, seat: seat, visit.connection)
        }
        var answer = Answer.seeOther("/home")
        answer.cookies.append(visit.sessionCookie(token, isStaff: false))
        return answer
    }

    @Sendable static func signOut(
        _ request: Request, _ context: CustomerContext, _ write: consuming Write
    ) throws -> Answer {
        let (visit, session) = try person(context)
        try write { _ in
            try visit.endPresentSession(isStaff: false)
            try visit.audit(
                "identity.sign-out.done", kind: session.isVisitor ? nil : "account",
                id: session.viewer.account, customer: nil)
        }
        var answer = Answer.seeOther("/sign-in", saying: "You are signed out.")
        answer.cookies.append(visit.endedCookie(isStaff: false))
        return answer
    }

    /// The route's right asks for it already.
    private static func ids(of session: CustomerSession) throws -> (account: UInt64, seat: UInt64) {
        guard let account = session.viewer.account, let seat = session.viewer.seat else {
            throw PortalError.forbidden
        }
        return (account, seat)
    }

    static func person(_ context: CustomerContext) throws -> (Visit, CustomerSession) {
        let visit = try context.store.visit()
        guard case .customer(let session) = visit.identity else { throw PortalError.unauthenticated }
        return (visit, session)
    }
}
