import PortalKit
import Web

/// Carries the token of a link from the mail's address to the page, so that it stands in no address bar, history or
/// log: signed, and gone after a quarter of an hour (SD07).
enum InvitationCookie {
    private static let seconds: Int64 = 900

    static func cookie(_ token: Token, at now: Instant, _ house: House) throws -> SetCookie {
        let text = token.text + "." + String(now.adding(seconds: seconds).wholeSeconds)
        let signature = BinaryText.base64url.encode(
            try house.secrets.sign(Array(text.utf8), as: "invitation"))
        return SetCookie(
            name: names(house), value: text + "." + signature, maxAge: Int(seconds),
            secure: house.installation.isSecure)
    }

    static func ended(_ house: House) -> SetCookie {
        SetCookie(name: names(house), value: "", maxAge: 0, secure: house.installation.isSecure)
    }

    /// The token that a browser carries; nil when there is none, or it is not ours, or too old.
    static func token(in request: Request, at now: Instant, _ house: House) -> Token? {
        let name = names(house)
        guard !request.cookies.isAmbiguous(name), let parts = request.cookies[name]?.split(separator: "."),
            parts.count == 3, let signature = BinaryText.base64url.decode(parts[2]),
            let until = Int64(parts[1]),
            house.secrets.isGenuine(signature, of: Array("\(parts[0]).\(parts[1])".utf8), as: "invitation"),
            until > now.wholeSeconds
        else { return nil }
        return Token(parts[0])
    }

    private static func names(_ house: House) -> String {
        CookieNames(isSecure: house.installation.isSecure).invitation
    }
}

extension Visit {
    var invitation: Token? { InvitationCookie.token(in: request, at: now, house) }
}
