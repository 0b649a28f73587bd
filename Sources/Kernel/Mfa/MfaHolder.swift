import MariaDB
import PortalKit
import Web

/// Somebody signed in who looks after his authenticator app.
struct MfaHolder {
    let person: MfaPerson
    let session: UInt64
    let name: String
    let login: String
    let password: PasswordHash?
    /// What the pages of it are below.
    let path: String
    let isRequired: Bool
    let visit: Visit

    var connection: Connection { visit.connection }
    var issuer: String { visit.house.installation.operatorName }

    init(_ context: CustomerContext) throws {
        let (visit, session) = try AccountRoutes.person(context)
        guard let id = session.viewer.account,
            let account = try Account.find(id, at: visit.now, visit.connection)
        else {
            throw PortalError.forbidden
        }
        self.init(
            person: .account(id), session: session.id, name: session.viewer.name, login: account.login,
            password: account.password, path: MfaRoutes.path(isStaff: false), isRequired: account.needsApp,
            visit: visit)
    }

    init(_ context: StaffContext) throws {
        let visit = try context.visit()
        guard case .staff(let session) = visit.identity,
            let member = try StaffRow.find(session.staff.id.value, visit.connection)
        else { throw PortalError.unauthenticated }
        self.init(
            person: .staff(member.id), session: session.id, name: session.staff.name, login: member.login,
            password: member.password, path: MfaRoutes.path(isStaff: true), isRequired: member.needsApp,
            visit: visit)
    }

    private init(
        person: MfaPerson, session: UInt64, name: String, login: String, password: PasswordHash?,
        path: String,
        isRequired: Bool, visit: Visit
    ) {
        (self.person, self.session, self.name, self.login) = (person, session, name, login)
        (self.password, self.path, self.isRequired, self.visit) = (password, path, isRequired, visit)
    }

    var appPath: String { MfaRoutes.appPath(isStaff: person.isStaff) }

    func app() throws -> Authenticator? { try Authenticator.proven(of: person, connection) }

    func waitingApp() throws -> Authenticator? {
        try Authenticator.waiting(of: person, at: visit.now, connection)
    }

    /// What the app reads from the picture: otpauth as Google's "Key Uri Format" has it.
    func address(_ secret: [UInt8]) -> String {
        let (issuer, login) = (Percent.segment(issuer), Percent.segment(login))
        return
            "otpauth://totp/\(issuer):\(login)?secret=\(BinaryText.appSecret.encode(secret))&issuer=\(issuer)"
            + "&algorithm=SHA1&digits=6&period=30"
    }

    // MARK: A fresh proof

    /// Compares the present password once more, before anything of the factor is changed (SB05).
    func prove(_ form: Form) throws {
        try SecondFactor.count(for: person, visit)
        guard try visit.fits(form["current"], password) else {
            try visit.audit("identity.proof.refused", kind: person.kind, id: person.id, customer: nil)
            throw PortalError.invalid("current", "That is not your present password.")
        }
    }

    /// Uses up the present factor, in the transaction at hand.
    func give(_ form: Form, _ app: Authenticator?) throws {
        guard let app else { return }
        guard try SecondFactor.use(form["code"].trimmed, of: app, visit) != nil else {
            throw PortalError.invalid("code", SecondFactor.refused)
        }
    }

    // MARK: After a change

    /// Everything else of the person ends, and this session goes on under a new token (SC02).
    func renew(_ token: Token) throws {
        try PendingSignIn.end(of: person, at: visit.now, connection)
        switch visit.identity {
        case .customer(let session): try OpenSessions(of: session).end(at: visit.now, connection)
        case .staff(let session): try OpenSessions(of: session).end(at: visit.now, connection)
        case .guest: throw PortalError.unauthenticated
        }
        try SessionSQL.prove(session, isStaff: person.isStaff, token, visit)
    }

    /// From here on the page's own forms belong to the new token.
    func wear(_ token: Token) throws {
        if person.isStaff {
            if let session = try StaffSession.find(token.hash, at: visit.now, connection) {
                visit.identity = .staff(session)
            }
        } else if let session = try CustomerSession.find(token.hash, at: visit.now, connection) {
            visit.identity = .customer(session)
        }
    }

    func audit(_ action: String) throws {
        try visit.audit("identity." + action, kind: person.kind, id: person.id, customer: nil)
    }
}
