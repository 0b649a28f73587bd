import PortalKit
import Web

/// What a link in a mail is for. Address, cookie and signature follow from it, so that a token that was made for one
/// purpose is worth nothing for another (SD02).
///
/// A further kind is one case here, two routes (`/kind/{token}` is ``open(_:_:)``) and a line in `TokenKindTests`.
package enum OneTimeLink: String, CaseIterable, Sendable {
    case invitation
    case reset
    case address

    /// The page that the link leads to, without its token.
    package var path: String { "/" + rawValue }

    /// What a mail says: always of the configured address, whatever a request claims (SD06).
    func address(_ token: Token, _ installation: Installation) -> String {
        installation.linkURL + path + "/" + token.text
    }

    /// What the cookie is signed as.
    private var label: Secrets.Label {
        switch self {
        case .invitation: "invitation"
        case .reset: "reset"
        case .address: "address"
        }
    }

    /// Takes the token out of the address and changes nothing else, so that scanners of mail may follow it (SD05).
    @Sendable func open(_ request: Request, _ context: GuestContext) throws -> Answer {
        guard let token = Token(request.parameters["token"] ?? "") else { throw PortalError.notFound }
        var answer = Answer.seeOther(path)
        answer.cookies.append(try cookie(token, at: context.now, try context.store.visit().house))
        return answer
    }

    // MARK: The cookie

    private var carrier: LinkCookie { LinkCookie(label: label, kind: rawValue) }

    func cookie(_ token: Token, at now: Instant, _ house: House) throws -> SetCookie {
        try carrier.cookie(token.text, at: now, house)
    }

    func endedCookie(_ house: House) -> SetCookie { carrier.ended(house) }

    /// The token that a browser carries; nil when there is none, or it is not ours, or too old.
    func token(in request: Request, at now: Instant, _ house: House) -> Token? {
        carrier.token(in: request, at: now, house).flatMap { Token($0) }
    }

    // MARK: The page of a link that does not work

    /// For a link that never was, was withdrawn or replaced: which of them is nobody's business.
    func unknownPage(_ ui: Interface) -> HTML {
        let (words, way): (Words, HTML) =
            switch self {
            case .invitation:
                (
                    "Open the newest mail you got; an older link ends when a new one is sent. Without a newer one, ask whoever invited you.",
                    ui.linkButton("Sign in", to: "/sign-in")
                )
            case .reset:
                (
                    "It works once and within an hour, and ends when a password was chosen. Ask for a new one.",
                    ui.linkButton("Ask for a new link", to: "/forgot", .filled)
                )
            case .address:
                (
                    "It works once and within a day, and ends when you ask for another one.",
                    ui.linkButton("Your account", to: "/account", .filled)
                )
            }
        return """
            <h1>\(ui.say("This link no longer works"))</h1><p class="ink-2">\(ui.say(words))</p>\(way)
            """
    }
}

extension Visit {
    /// The token of a link that this browser opened.
    func token(of link: OneTimeLink) -> Token? { link.token(in: request, at: now, house) }
}
