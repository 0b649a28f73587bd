import PortalKit
import Web

/// A person gives another address of e-mail: with his password, and proved by a link to it before anything changes.
enum AddressRoutes {
    static let customer: [Route<CustomerContext>] = [
        .get("/account/email", needs: .account, page),
        .post("/account/email", needs: .account, ask),
    ]

    static let guest: [Route<GuestContext>] = [
        .get("/address/{token}", needs: Right(.anybody), OneTimeLink.address.open),
        .get("/address", needs: Right(.anybody), provePage),
        .post("/address", needs: Right(.anybody), prove),
    ]

    @Sendable private static func page(_ request: Request, _ context: CustomerContext) throws -> Answer {
        let (visit, session) = try AccountRoutes.person(context)
        let details = try OwnDetails.find(of: session, visit.connection)
        return .page(
            "Change e-mail address", AddressPages.ask(details, session, context.settings, context.ui))
    }

    /// Whether somebody else has the address is neither looked at nor told here.
    @Sendable private static func ask(
        _ request: Request, _ context: CustomerContext, _ write: consuming Write
    ) throws -> Answer {
        let (visit, session) = try AccountRoutes.person(context)
        guard let account = session.viewer.account,
            let details = try OwnDetails.find(of: session, visit.connection),
            details.isOpen(.email, context.settings)
        else { throw PortalError.notFound }
        var check = FormCheck(request.form)
        let new = check.email("address") ?? ""
        if request.form["address"].trimmed.isEmpty {
            check.refuse("address", "Enter one e-mail address, such as name@example.org.")
        }
        let old = details.fields.email ?? ""
        if new.utf8.elementsEqual(old.utf8) { check.refuse("address", "That is your address already.") }
        try check.finish()
        try visit.confirm(request.form["password"], in: "password", of: account)
        let moves = check.isTicked("follow") && ResetRecipient.isOwn(old, of: session.login)
        try write { _ in
            let token = try AddressProof.issue(
                of: session, from: old, to: new, movesLogin: moves, at: visit.now, visit.connection)
            try AddressLetter.prove(token, new, of: session, visit)
            try visit.audit(
                "identity.address.asked", kind: "contact", id: details.contact, customer: nil)
        }
        return .seeOther(
            "/account", saying: "A link is on its way to \("email", new). Nothing changes before you open it."
        )
    }

    // MARK: The link

    /// Somebody signed in as that person need not say his password again.
    private static func isThere(_ proof: AddressProof, _ visit: Visit) -> Bool {
        guard case .customer(let session) = visit.identity else { return false }
        return session.viewer.account == proof.account && !session.mustReplacePassword
    }

    private static func isFramed(_ visit: Visit) -> Bool {
        if case .customer = visit.identity { true } else { false }
    }

    @Sendable private static func provePage(_ request: Request, _ context: GuestContext) throws -> Answer {
        let visit = try context.store.visit()
        guard let token = visit.token(of: .address),
            let proof = try AddressProof.find(token, at: context.now, visit.connection)
        else { return .page("E-mail", OneTimeLink.address.unknownPage(context.ui)) }
        return .page(
            "E-mail",
            AddressPages.prove(
                proof, asksPassword: !isThere(proof, visit), isFramed: isFramed(visit), context.ui))
    }

    @Sendable private static func prove(
        _ request: Request, _ context: GuestContext, _ write: consuming Write
    ) throws -> Answer {
        let visit = try context.store.visit()
        guard let token = visit.token(of: .address),
            let proof = try AddressProof.find(token, at: context.now, visit.connection)
        else { throw AddressProof.refusal }
        if !isThere(proof, visit) {
            try visit.confirm(request.form["password"], in: "password", of: proof.account)
        }
        let settings: Settings = try visit.house.settings.current(visit.connection).settings(
            of: identityPortal, in: visit.house)
        visit.actingAs = Visit.Actor(
            kind: "account", id: proof.account, seat: proof.seat, customer: proof.customer)
        let isDone = settings[.ownEmail] == .directly
        guard settings[.ownEmail] != .never else { throw AddressProof.refusal }
        try write { _ in
            try AddressProof.use(token, at: context.now, visit.connection)
            try visit.audit(
                "identity.address.proved", kind: "contact", id: proof.contact, customer: proof.customer)
            try isDone ? take(proof, visit) : wait(proof, visit)
        }
        var answer = Answer.seeOther(
            "/account",
            saying: isDone
                ? "Your new e-mail address holds." : "Thank you. Your new address waits for our approval now."
        )
        answer.cookies.append(OneTimeLink.address.endedCookie(visit.house))
        return answer
    }

    /// Whatever is in the way, it is said in the same words: who else has the address is nobody's business.
    private static func take(_ proof: AddressProof, _ visit: Visit) throws {
        do {
            try NewAddress(
                contact: proof.contact, account: proof.account, old: proof.old, new: proof.new,
                movesLogin: proof.movesLogin
            ).take(visit)
        } catch PortalError.conflict {
            throw AddressProof.refusal
        }
    }

    private static func wait(_ proof: AddressProof, _ visit: Visit) throws {
        try ChangeRequest.replace(.email, of: proof.contact, at: visit.now, visit.connection)
        let change = OwnDetails.Change(field: .email, old: proof.old, new: proof.new)
        guard
            try ChangeRequest.ask(
                change, of: proof.contact, by: proof.account, movesLogin: proof.movesLogin, at: visit.now,
                visit.connection)
        else { throw AddressProof.refusal }
    }
}
