import MariaDB
import PortalKit
import Web

/// A member of staff chooses a password: at the first sign-in with a start password, and whenever he likes.
enum StaffPasswordRoutes {
    static let path = StaffAccountRoutes.path + "/password"

    static let all: [Route<StaffContext>] = [
        .get("/staff/account/password", needs: .signedIn, page),
        .post("/staff/account/password", needs: .signedIn, change),
    ]

    @Sendable private static func page(_ request: Request, _ context: StaffContext) throws -> Answer {
        let (visit, session) = try person(context)
        let least = try Mfa.leastLength(of: .staff(session.staff.id.value), visit.connection)
        return .page(
            "Change your password",
            AccountPages.password(
                isFirst: session.mustReplacePassword, at: path, least: least, context.ui))
    }

    @Sendable private static func change(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let (visit, session) = try person(context)
        let (current, new) = (request.form["current"], request.form["new"])
        guard let row = try StaffRow.find(session.staff.id.value, visit.connection) else {
            throw PortalError.unauthenticated
        }
        try SecondFactor.count(for: .staff(row.id), visit)
        guard try visit.fits(current, row.password) else {
            throw PortalError.invalid("current", "That is not your present password.")
        }
        let chosen = try ChosenPassword(
            new, in: "new", of: row.login, needsSecondFactor: row.hasApp || row.needsApp,
            known: [visit.house.installation.operatorName, session.staff.name])
        guard new != current else {
            throw PortalError.invalid("new", "Choose another one than the present password.")
        }
        guard new == request.form["again"] else {
            throw PortalError.invalid("again", "The two new passwords differ.")
        }
        let hash = try visit.hash(chosen.text)
        let token = Token()
        try write { _ in
            try StaffRow.setPassword(hash, of: session.staff.id.value, visit.connection)
            try PendingSignIn.end(of: .staff(session.staff.id.value), at: context.now, visit.connection)
            try OpenSessions(of: session).end(at: context.now, visit.connection)
            _ = try visit.connection.execute(
                """
                UPDATE kernel_staff_session SET token_hash = \(token.hash)
                WHERE id = \(session.id) AND ended_at IS NULL
                """)
            try visit.audit(
                "identity.staff-password.changed", kind: "staff", id: session.staff.id.value, customer: nil)
        }
        var answer = Answer.seeOther(
            StaffAccountRoutes.path, saying: "Your new password holds. Other browsers were signed out.")
        answer.cookies.append(visit.sessionCookie(token, isStaff: true))
        return answer
    }

    private static func person(_ context: StaffContext) throws -> (Visit, StaffSession) {
        let visit = try context.visit()
        guard case .staff(let session) = visit.identity else { throw PortalError.unauthenticated }
        return (visit, session)
    }
}
