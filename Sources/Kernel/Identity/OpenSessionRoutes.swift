import PortalKit
import Web

/// A person ends sessions of his own in other browsers.
enum OpenSessionRoutes {
    @Sendable static func end(
        _ request: Request, _ context: CustomerContext, _ write: consuming Write
    ) throws -> Answer {
        let (visit, session) = try AccountRoutes.person(context)
        return try end(
            OpenSessions(of: session), kind: "account", id: session.viewer.account, request, visit, write,
            back: "/account/security")
    }

    /// The one that the address names, or every other one.
    static func end(
        _ sessions: OpenSessions, kind: String, id: UInt64?, _ request: Request, _ visit: Visit,
        _ write: consuming Write, back: String
    ) throws -> Answer {
        let ref = try request.parameters["session"].map { try Ref<OpenSession>($0) }
        try write { _ in
            if let ref {
                try sessions.end(ref, at: visit.now, visit.connection)
            } else {
                try sessions.end(at: visit.now, visit.connection)
            }
            try visit.audit("identity.session.ended", kind: kind, id: id, customer: nil)
        }
        return .seeOther(
            back, saying: ref == nil ? "All other browsers were signed out." : "That browser was signed out.")
    }
}

/// The own account of somebody of staff.
enum StaffAccountRoutes {
    static let path = "/staff/account"

    static let all: [Route<StaffContext>] = [
        .get("/staff/account", needs: .signedIn, page),
        .post("/staff/account/sessions/{session}/end", needs: .signedIn, end),
        .post("/staff/account/sessions/end", needs: .signedIn, end),
    ]

    @Sendable private static func page(_ request: Request, _ context: StaffContext) throws -> Answer {
        let (visit, session) = try person(context)
        let sessions = try OpenSessions(of: session).list(at: context.now, visit.connection)
        let holder = try MfaHolder(context)
        let app = try holder.app()
        let left = try app.map { try RecoveryCodes.left(of: $0.id, visit.connection) } ?? 0
        let panel = MfaPages.panel(holder, app, codesLeft: left, context.ui)
        return .page("Your account", OpenSessionPages.staff(session, sessions, app: panel, context.ui))
    }

    @Sendable private static func end(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let (visit, session) = try person(context)
        return try OpenSessionRoutes.end(
            OpenSessions(of: session), kind: "staff", id: session.staff.id.value, request, visit, write,
            back: path)
    }

    static func person(_ context: StaffContext) throws -> (Visit, StaffSession) {
        let visit = try context.visit()
        guard case .staff(let session) = visit.identity else { throw PortalError.unauthenticated }
        return (visit, session)
    }
}
