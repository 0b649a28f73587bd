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
        let attempt = SignInAttempt(request.form["login"], isStaff: false, visit)
        let claim = try attempt.claim(visit)
        let login = try? Login(request.form["login"])
        let account = try login.flatMap { try Account.find($0, at: context.now, visit.connection) }
        let fits = try claim.compare(request.form["password"], account?.password, visit)
        let isInTime = account?.startPasswordUntil.map { $0 > context.now } ?? true
        guard fits, isInTime, let account, account.seat != nil, let old = account.password else {
            try claim.fail(visit)
            visit.actingAs = account.map(Visit.Actor.init)
            try visit.audit("identity.sign-in.refused", kind: "account", id: account?.id, customer: nil)
            throw PortalError.invalid("", refused)
        }
        try claim.succeed(visit)
        let new = old.needsRehash ? try visit.hash(request.form["password"]) : nil
        let next = visit.nextPath(request.form["next"], staff: false) ?? ""
        visit.actingAs = Visit.Actor(account)
        if account.hasApp {
            return try CodeRoutes.begin(
                .account(account.id), password: new ?? old, next: next, visit, write
            ) { if let new { try Account.upgrade(new, from: old, of: account.id, visit.connection) } }
        }
        let token = Token()
        try write { _ in
            if let new { try Account.upgrade(new, from: old, of: account.id, visit.connection) }
            try enter(account, isProved: false, token, visit)
            if account.needsApp {
                try Authenticator.begin(for: .account(account.id), isRequired: true, visit)
            }
        }
        return try entered(account, next: next, token, visit)
    }

    /// Begins the session, in the transaction at hand.
    static func enter(_ account: Account, isProved: Bool, _ token: Token, _ visit: Visit) throws {
        guard let seat = account.seat else { throw PortalError.invalid("", refused) }
        try visit.endPresentSession(isStaff: false)
        try SessionSQL.begin(account: account.id, seat: seat, isProved: isProved, token, visit)
        try visit.audit("identity.sign-in.done", kind: "account", id: account.id, customer: nil)
    }

    /// Where one goes once the sign-in is complete.
    static func entered(_ account: Account, next: String, _ token: Token, _ visit: Visit) throws -> Answer {
        let way = next.isEmpty ? "/home" : next
        var answer = Answer.seeOther(account.startPasswordUntil == nil ? way : "/account/password")
        answer.cookies = [
            visit.sessionCookie(token, isStaff: false),
            try SignInAttempt(account.login, isStaff: false, visit).deviceCookie(visit),
        ]
        return answer
    }
}

extension Visit.Actor {
    /// Somebody at the door: the seat that he would begin with is the one whose customer is told.
    init(_ account: Account) {
        self.init(kind: "account", id: account.id, seat: account.seat, customer: account.customer)
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
        let attempt = SignInAttempt(request.form["login"], isStaff: true, visit)
        let claim = try attempt.claim(visit)
        let login = try? Login(request.form["login"])
        let member = try login.flatMap { try StaffRow.find($0, visit.connection) }
        let fits = try claim.compare(request.form["password"], member?.password, visit)
        let isInTime = member?.startPasswordUntil.map { $0 > context.now } ?? true
        guard fits, isInTime, let member, let old = member.password else {
            try claim.fail(visit)
            visit.actingAs = member.map { Visit.Actor(kind: "staff", id: $0.id) }
            try visit.audit("identity.staff-sign-in.refused", kind: "staff", id: member?.id, customer: nil)
            throw PortalError.invalid("", SignInRoutes.refused)
        }
        try claim.succeed(visit)
        let new = old.needsRehash ? try visit.hash(request.form["password"]) : nil
        let next = visit.nextPath(request.form["next"], staff: true) ?? ""
        visit.actingAs = Visit.Actor(kind: "staff", id: member.id)
        if member.hasApp {
            return try CodeRoutes.begin(.staff(member.id), password: new ?? old, next: next, visit, write) {
                if let new { try StaffRow.upgrade(new, from: old, of: member.id, visit.connection) }
            }
        }
        let token = Token()
        try write { _ in
            if let new { try StaffRow.upgrade(new, from: old, of: member.id, visit.connection) }
            try enter(member, isProved: false, token, visit)
            if member.needsApp {
                try Authenticator.begin(for: .staff(member.id), isRequired: true, visit)
            }
        }
        return try entered(member, next: next, token, visit)
    }

    static func enter(_ member: StaffRow, isProved: Bool, _ token: Token, _ visit: Visit) throws {
        try visit.endPresentSession(isStaff: true)
        try SessionSQL.beginStaff(member.id, isProved: isProved, token, visit)
        try visit.audit("identity.staff-sign-in.done", kind: "staff", id: member.id, customer: nil)
    }

    static func entered(_ member: StaffRow, next: String, _ token: Token, _ visit: Visit) throws -> Answer {
        var answer = Answer.seeOther(next.isEmpty ? "/staff/customers" : next)
        answer.cookies = [
            visit.sessionCookie(token, isStaff: true),
            try SignInAttempt(member.login, isStaff: true, visit).deviceCookie(visit),
        ]
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
