import PortalKit
import Web

/// One's own authenticator app: set up, replaced, turned off, and the recovery codes. Customers' people and staff do
/// it alike, each below their own address.
enum MfaRoutes {
    static let customer: [Route<CustomerContext>] = [
        .get("/account/security/app", needs: .account) { try app(MfaHolder($1), $1.ui) },
        .post("/account/security/app", needs: .account) { try turnOn($0, MfaHolder($1), $2) },
        .get("/account/security/app/new", needs: .account) { try new(MfaHolder($1), $1.ui) },
        .post("/account/security/app/new", needs: .account) { try begin($0, MfaHolder($1), $2) },
        .get("/account/security/app/off", needs: .account) { try off(MfaHolder($1), $1.ui) },
        .post("/account/security/app/off", needs: .account) { try turnOff($0, MfaHolder($1), $2) },
        .get("/account/security/codes", needs: .account) { try codes(MfaHolder($1), $1.ui) },
        .post("/account/security/codes", needs: .account) { try newCodes($0, MfaHolder($1), $2) },
    ]

    static let staff: [Route<StaffContext>] = [
        .get("/staff/account/app", needs: .signedIn) { try app(MfaHolder($1), $1.ui) },
        .post("/staff/account/app", needs: .signedIn) { try turnOn($0, MfaHolder($1), $2) },
        .get("/staff/account/app/new", needs: .signedIn) { try new(MfaHolder($1), $1.ui) },
        .post("/staff/account/app/new", needs: .signedIn) { try begin($0, MfaHolder($1), $2) },
        .get("/staff/account/app/off", needs: .signedIn) { try off(MfaHolder($1), $1.ui) },
        .post("/staff/account/app/off", needs: .signedIn) { try turnOff($0, MfaHolder($1), $2) },
        .get("/staff/account/codes", needs: .signedIn) { try codes(MfaHolder($1), $1.ui) },
        .post("/staff/account/codes", needs: .signedIn) { try newCodes($0, MfaHolder($1), $2) },
    ]

    static func path(isStaff: Bool) -> String { isStaff ? StaffAccountRoutes.path : "/account/security" }
    static func appPath(isStaff: Bool) -> String { path(isStaff: isStaff) + "/app" }

    /// What is open to somebody who has to set an app up first.
    static func isSettingUp(_ path: String, isStaff: Bool) -> Bool {
        let app = appPath(isStaff: isStaff)
        return [app, app + "/new", isStaff ? "/staff/sign-out" : "/sign-out"].contains(path)
    }

    // MARK: Setting up

    private static func new(_ holder: MfaHolder, _ ui: Interface) throws -> Answer {
        .page("Authenticator app", MfaPages.begin(holder, hasApp: try holder.app() != nil, ui))
    }

    private static func begin(
        _ request: Request, _ holder: MfaHolder, _ write: consuming Write
    ) throws -> Answer {
        try holder.prove(request.form)
        let app = try holder.app()
        try write { _ in
            try holder.give(request.form, app)
            try Authenticator.begin(for: holder.person, isRequired: holder.isRequired, holder.visit)
            try holder.audit("app.begun")
        }
        return .seeOther(holder.appPath)
    }

    private static func app(_ holder: MfaHolder, _ ui: Interface) throws -> Answer {
        guard let waiting = try holder.waitingApp() else {
            return .seeOther(try holder.app() == nil ? holder.appPath + "/new" : holder.path)
        }
        let secret = try waiting.secret(holder.visit.house.secrets)
        return .page("Authenticator app", MfaPages.enrol(holder, secret, ui))
    }

    private static func turnOn(
        _ request: Request, _ holder: MfaHolder, _ write: consuming Write
    ) throws -> Answer {
        let visit = holder.visit
        guard let waiting = try holder.waitingApp() else { return .seeOther(holder.appPath + "/new") }
        let step = try waiting.step(of: request.form["code"], at: visit.now, visit.house.secrets)
        guard let step else {
            throw PortalError.invalid("code", "That code does not fit. Enter the one that the app shows now.")
        }
        let token = Token()
        let codes = try write { _ in
            try waiting.prove(
                step: step, isRequired: holder.isRequired, at: visit.now, visit.connection)
            let codes = try RecoveryCodes.make(for: waiting.id, visit)
            try holder.renew(token)
            try holder.audit("app.set-up")
            try SecurityMail.appSetUp.send(to: holder.person, visit)
            return codes
        }
        return try shown(codes, holder, token)
    }

    // MARK: Codes

    private static func codes(_ holder: MfaHolder, _ ui: Interface) throws -> Answer {
        guard try holder.app() != nil else { return .seeOther(holder.path) }
        return .page("New recovery codes", MfaPages.newCodes(holder, ui))
    }

    private static func newCodes(
        _ request: Request, _ holder: MfaHolder, _ write: consuming Write
    ) throws -> Answer {
        guard let app = try holder.app() else { return .seeOther(holder.path) }
        try holder.prove(request.form)
        let token = Token()
        let codes = try write { _ in
            try holder.give(request.form, app)
            let codes = try RecoveryCodes.make(for: app.id, holder.visit)
            try holder.renew(token)
            try holder.audit("recovery-codes.made")
            try SecurityMail.newCodes.send(to: holder.person, holder.visit)
            return codes
        }
        return try shown(codes, holder, token)
    }

    /// The only answer that ever holds the codes.
    private static func shown(_ codes: [String], _ holder: MfaHolder, _ token: Token) throws -> Answer {
        try holder.wear(token)
        let ui = holder.visit.interface(of: holder.person.isStaff ? administrationPortal : identityPortal)
        var answer = Answer.page("Recovery codes", MfaPages.recovery(codes, holder, ui))
        answer.cookies.append(holder.visit.sessionCookie(token, isStaff: holder.person.isStaff))
        return answer
    }

    // MARK: Turning off

    private static func off(_ holder: MfaHolder, _ ui: Interface) throws -> Answer {
        guard try holder.app() != nil, !holder.isRequired else { return .seeOther(holder.path) }
        return .page("Turn off", MfaPages.off(holder, ui))
    }

    private static func turnOff(
        _ request: Request, _ holder: MfaHolder, _ write: consuming Write
    ) throws -> Answer {
        guard let app = try holder.app() else { return .seeOther(holder.path) }
        guard !holder.isRequired else {
            throw PortalError.conflict("The app is required of you, so it cannot be turned off.")
        }
        try holder.prove(request.form)
        try standsAlone(request.form["current"])
        let token = Token()
        try write { _ in
            try holder.give(request.form, app)
            // Somebody may have required it since the page was asked for.
            if try Mfa.isRequired(of: holder.person, holder.connection) {
                throw PortalError.conflict("The app is required of you, so it cannot be turned off.")
            }
            _ = try Authenticator.remove(of: holder.person, holder.connection)
            try holder.renew(token)
            try holder.audit("app.turned-off")
            try SecurityMail.appTurnedOff.send(to: holder.person, holder.visit)
        }
        var answer = Answer.seeOther(
            holder.path, saying: "The app is turned off. Your password is enough again.")
        answer.cookies.append(holder.visit.sessionCookie(token, isStaff: holder.person.isStaff))
        return answer
    }

    /// A password that was chosen beside an app may be too short without it (SA05).
    private static func standsAlone(_ password: String) throws(PortalError) {
        let policy = PasswordPolicy(needsSecondFactor: false)
        do throws(PasswordPolicy.Refusal) {
            try policy.check(Password(password))
        } catch {
            throw PortalError.invalid(
                "current",
                "Without the app your password needs at least \("n", policy.least) characters. Change it first."
            )
        }
    }
}
