import PortalKit
import Web

/// Carries the token of a link from the mail's address to the page, so that it stands in no address bar, history or
/// log: signed, and gone after a quarter of an hour (SD07).
extension Visit {
    private static let seconds: Int64 = 900

    func giveInvitation(_ token: Token) throws -> SetCookie {
        let text = token.text + "." + String(now.adding(seconds: Self.seconds).wholeSeconds)
        let signature = BinaryText.base64url.encode(
            try house.secrets.sign(Array(text.utf8), as: "invitation"))
        return SetCookie(
            name: cookieNames.invitation, value: text + "." + signature, maxAge: Int(Self.seconds),
            secure: house.installation.isSecure)
    }

    /// The token that the browser carries; nil when there is none, or it is not ours, or too old.
    var invitation: Token? {
        guard !request.cookies.isAmbiguous(cookieNames.invitation),
            let parts = request.cookies[cookieNames.invitation]?.split(separator: "."), parts.count == 3,
            let signature = BinaryText.base64url.decode(parts[2]), let until = Int64(parts[1]),
            house.secrets.isGenuine(signature, of: Array("\(parts[0]).\(parts[1])".utf8), as: "invitation"),
            until > now.wholeSeconds
        else { return nil }
        return Token(parts[0])
    }

    var endedInvitation: SetCookie {
        SetCookie(
            name: cookieNames.invitation, value: "", maxAge: 0, secure: house.installation.isSecure)
    }
}
