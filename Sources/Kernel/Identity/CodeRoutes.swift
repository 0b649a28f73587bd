import HTTPTypes
import MariaDB
import PortalKit
import Web

/// The second step of signing in: the code of the app, or a recovery code. Both doors have one.
enum CodeRoutes {
    static let all: [Route<GuestContext>] = [
        .get("/sign-in/code", needs: Right(.anybody), page),
        .post("/sign-in/code", needs: Right(.anybody), submit),
        .get("/staff/sign-in/code", needs: Right(.anybody), staffPage),
        .post("/staff/sign-in/code", needs: Right(.anybody), staffSubmit),
    ]

    private static func door(isStaff: Bool) -> String { isStaff ? "/staff/sign-in" : "/sign-in" }

    /// The password was right: from here the browser carries nothing but the right to be asked for a code.
    static func begin(
        _ person: MfaPerson, password: PasswordHash, next: String, _ visit: Visit, _ write: consuming Write,
        upgrade: () throws -> Void
    ) throws -> Answer {
        let token = Token()
        try write { _ in
            try upgrade()
            try PendingSignIn.begin(person, password: password, next: next, token, visit)
        }
        var answer = Answer.seeOther(door(isStaff: person.isStaff) + "/code")
        answer.cookies.append(visit.pendingCookie(token, isStaff: person.isStaff))
        return answer
    }

    @Sendable private static func page(_ request: Request, _ context: GuestContext) throws -> Answer {
        try page(isStaff: false, request, context)
    }

    @Sendable private static func staffPage(_ request: Request, _ context: GuestContext) throws -> Answer {
        try page(isStaff: true, request, context)
    }

    private static func page(
        isStaff: Bool, _ request: Request, _ context: GuestContext
    ) throws -> Answer {
        let visit = try context.store.visit()
        guard try PendingSignIn.find(isStaff: isStaff, visit) != nil else { return again(isStaff) }
        let way = context.ui.value("way", stored: request.query["way"])
        return .page(
            "Enter the code",
            CodePages.ask(at: door(isStaff: isStaff), isRecovery: way == "recovery", context.ui))
    }

    private static func again(_ isStaff: Bool) -> Answer {
        .seeOther(door(isStaff: isStaff), saying: "Sign in with your password first.")
    }

    @Sendable private static func submit(
        _ request: Request, _ context: GuestContext, _ write: consuming Write
    ) throws -> Answer {
        try submit(isStaff: false, request, context, write)
    }

    @Sendable private static func staffSubmit(
        _ request: Request, _ context: GuestContext, _ write: consuming Write
    ) throws -> Answer {
        try submit(isStaff: true, request, context, write)
    }

    private static func submit(
        isStaff: Bool, _ request: Request, _ context: GuestContext, _ write: consuming Write
    ) throws -> Answer {
        let visit = try context.store.visit()
        guard let pending = try PendingSignIn.find(isStaff: isStaff, visit),
            let app = try Authenticator.proven(of: pending.person, visit.connection)
        else { return again(isStaff) }
        let typed = request.form["code"].trimmed
        guard !typed.isEmpty else { throw PortalError.invalid("code", "Enter the code.") }
        guard try pending.takeTry(visit.connection) else { return again(isStaff) }
        try SecondFactor.count(for: pending.person, visit)
        visit.actingAs = Visit.Actor(kind: pending.person.kind, id: pending.person.id)
        let token = Token()
        // Whoever lost his seat meanwhile is refused like a wrong code.
        let account = try pending.person.account.flatMap {
            try Account.find($0, at: visit.now, visit.connection)
        }
        let member = try pending.person.staff.flatMap { try StaffRow.find($0, visit.connection) }
        if let account { visit.actingAs = Visit.Actor(account) }
        let isGiven = try write { _ in
            guard account?.seat != nil || member != nil,
                let given = try SecondFactor.use(typed, of: app, visit)
            else { return false }
            try pending.complete(at: context.now, visit.connection)
            if let account { try SignInRoutes.enter(account, isProved: true, token, visit) }
            if let member { try StaffSignInRoutes.enter(member, isProved: true, token, visit) }
            if given == .recoveryCode {
                try visit.audit(
                    "identity.recovery-code.used", kind: pending.person.kind, id: pending.person.id,
                    customer: nil)
            }
            return true
        }
        guard isGiven else {
            let kind = pending.person.kind
            try visit.audit("identity.code.refused", kind: kind, id: pending.person.id, customer: nil)
            return try refused(pending, visit)
        }
        var answer: Answer
        if let account {
            answer = try SignInRoutes.entered(account, next: pending.next, token, visit)
        } else if let member {
            answer = try StaffSignInRoutes.entered(member, next: pending.next, token, visit)
        } else {
            return again(isStaff)
        }
        answer.cookies.append(visit.endedPendingCookie(isStaff: isStaff))
        return answer
    }

    /// The form once more, or the door again after the last try. What was counted and audited is kept, so this is an
    /// answer and no error.
    private static func refused(_ pending: PendingSignIn, _ visit: Visit) throws -> Answer {
        let isStaff = pending.person.isStaff
        guard try PendingSignIn.find(isStaff: isStaff, visit) != nil else {
            var answer = Answer.seeOther(
                door(isStaff: isStaff), saying: "That was the last try. Sign in with your password again.")
            answer.cookies.append(visit.endedPendingCookie(isStaff: isStaff))
            return answer
        }
        visit.problems = [FieldProblem("code", SecondFactor.refused)]
        let ui = visit.interface(of: identityPortal)
        let page = CodePages.ask(
            at: door(isStaff: isStaff), isRecovery: visit.request.form["way"] == "recovery", ui)
        var answer = Answer.page("Enter the code", page)
        answer.status = .unprocessableContent
        return answer
    }
}
