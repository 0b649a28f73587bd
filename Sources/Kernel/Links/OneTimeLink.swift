import PortalKit
import Web

/// What a link in a mail is for. Address, cookie and signature follow from it, so that a token that was made for one
/// purpose is worth nothing for another (SD02).
///
/// A further kind is one case here, two routes (`/kind/{token}` is ``open(_:_:)``) and a line in `TokenKindTests`.
package enum OneTimeLink: String, CaseIterable, Sendable {
    case invitation
    case reset

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

    /// How long a browser carries the token: a quarter of an hour.
    private static let seconds: Int64 = 900

    /// Carries the token from the mail's address to the page, so that it stands in no address bar, history or log:
    /// signed, and gone after a quarter of an hour (SD07).
    func cookie(_ token: Token, at now: Instant, _ house: House) throws -> SetCookie {
        let text = token.text + "." + String(now.adding(seconds: Self.seconds).wholeSeconds)
        let signature = BinaryText.base64url.encode(try house.secrets.sign(Array(text.utf8), as: label))
        return SetCookie(
            name: name(house), value: text + "." + signature, maxAge: Int(Self.seconds),
            secure: house.installation.isSecure)
    }

    func endedCookie(_ house: House) -> SetCookie {
        SetCookie(name: name(house), value: "", maxAge: 0, secure: house.installation.isSecure)
    }

    /// The token that a browser carries; nil when there is none, or it is not ours, or too old.
    func token(in request: Request, at now: Instant, _ house: House) -> Token? {
        let name = name(house)
        guard !request.cookies.isAmbiguous(name), let parts = request.cookies[name]?.split(separator: "."),
            parts.count == 3, let signature = BinaryText.base64url.decode(parts[2]),
            let until = Int64(parts[1]),
            house.secrets.isGenuine(signature, of: Array("\(parts[0]).\(parts[1])".utf8), as: label),
            until > now.wholeSeconds
        else { return nil }
        return Token(parts[0])
    }

    private func name(_ house: House) -> String {
        CookieNames(isSecure: house.installation.isSecure).link(self)
    }

    // MARK: The page of a link that does not work

    /// For a link that never was, was withdrawn or replaced: which of them is nobody's business.
    func unknownPage(_ ui: Interface) -> HTML {
        let (words, way): (Words, HTML) =
            switch self {
            case .invitation:
                (
                    "Open the newest mail you got; an older link ends when a new one is sent.",
                    ui.linkButton("Sign in", to: "/sign-in")
                )
            case .reset:
                (
                    "It works once and within an hour, and ends when a password was chosen. Ask for a new one.",
                    ui.linkButton("Ask for a new link", to: "/forgot", .filled)
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
