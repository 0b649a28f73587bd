import MariaDB
import PortalKit
import Web

/// The customers' door.
enum SignInRoutes {
    static let refused: Words = "That user name and password do not go together."

    @Sendable static func start(_ request: Request, _ context: GuestContext) throws -> Answer {
        if case .customer = try context.store.visit().identity { return .seeOther("/home") }
        return .seeOther("/sign-in")
    }

    @Sendable static func page(_ request: Request, _ context: GuestContext) throws -> Answer {
        .page(
            "Sign in",
            SignInPages.form(
                next: context.ui.value("next", stored: request.query["next"]),
                operatorName: try context.store.visit().house.installation.operatorName, context.ui))
    }

    @Sendable static func submit(
        _ request: Request, _ context: GuestContext, _ write: consuming Write
    ) throws -> Answer {
        let visit = try context.store.visit()
        let login = try? Login(request.form["login"])
        let account = try login.flatMap { try Account.find($0, visit.connection) }
        let fits = try visit.fits(request.form["password"], account?.password)
        let isInTime = account?.startPasswordUntil.map { $0 > context.now } ?? true
        guard fits, isInTime, let account, let seat = account.seat, let old = account.password else {
            visit.actingAs = account.map { ("account", $0.id) }
            try visit.audit("identity.sign-in.refused", kind: "account", id: account?.id, customer: nil)
            throw PortalError.invalid("", refused)
        }
        let upgraded = old.needsRehash ? try visit.hash(request.form["password"]) : nil
        let token = Token()
        visit.actingAs = ("account", account.id)
        try write { _ in
            if let upgraded { try Account.upgrade(upgraded, from: old, of: account.id, visit.connection) }
            try visit.endPresentSession(isStaff: false)
            try SessionSQL.begin(account: account.id, seat: seat, token, visit)
            try visit.audit("identity.sign-in.done", kind: "account", id: account.id, customer: nil)
        }
        let next = visit.nextPath(request.form["next"], staff: false) ?? "/home"
        var answer = Answer.seeOther(account.startPasswordUntil == nil ? next : "/account/password")
        answer.cookies.append(visit.sessionCookie(token, isStaff: false))
        return answer
    }
}

/// The operator's own people's door: another table, another cookie.
enum StaffSignInRoutes {
    @Sendable static func page(_ request: Request, _ context: GuestContext) throws -> Answer {
        .page(
            "Staff sign-in",
            SignInPages.staffForm(next: context.ui.value("next", stored: request.query["next"]), context.ui))
    }

    @Sendable static func submit(
        _ request: Request, _ context: GuestContext, _ write: consuming Write
    ) throws -> Answer {
        let visit = try context.store.visit()
        let login = try? Login(request.form["login"])
        let member = try login.flatMap { try StaffRow.find($0, visit.connection) }
        let fits = try visit.fits(request.form["password"], member?.password)
        let isInTime = member?.startPasswordUntil.map { $0 > context.now } ?? true
        guard fits, isInTime, let member, let old = member.password else {
            visit.actingAs = member.map { ("staff", $0.id) }
            try visit.audit("identity.staff-sign-in.refused", kind: "staff", id: member?.id, customer: nil)
            throw PortalError.invalid("", SignInRoutes.refused)
        }
        let upgraded = old.needsRehash ? try visit.hash(request.form["password"]) : nil
        let token = Token()
        visit.actingAs = ("staff", member.id)
        try write { _ in
            if let upgraded { try StaffRow.upgrade(upgraded, from: old, of: member.id, visit.connection) }
            try visit.endPresentSession(isStaff: true)
            try SessionSQL.beginStaff(member.id, token, visit)
            try visit.audit("identity.staff-sign-in.done", kind: "staff", id: member.id, customer: nil)
        }
        var answer = Answer.seeOther(visit.nextPath(request.form["next"], staff: true) ?? "/staff/customers")
        answer.cookies.append(visit.sessionCookie(token, isStaff: true))
        return answer
    }

    @Sendable static func signOut(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let visit = try context.store.visit()
        guard case .staff(let session) = visit.identity else { throw PortalError.unauthenticated }
        try write { _ in
            try SessionSQL.end(session.tokenHash, isStaff: true, at: context.now, visit.connection)
            try visit.audit(
                "identity.staff-sign-out.done", kind: "staff", id: session.staff.id.value, customer: nil)
        }
        var answer = Answer.seeOther("/staff/sign-in", saying: "You are signed out.")
        answer.cookies.append(visit.endedCookie(isStaff: true))
        return answer
    }
}
