import PortalKit
import Web

/// Carries the token of a link from its address to the page behind it, so that it stands in no address bar, history or
/// log: signed, and gone after a quarter of an hour (SD07). Each kind of link has a cookie and a label of its own.
struct LinkCookie {
    private static let seconds: Int64 = 900

    let label: Secrets.Label
    let kind: String

    /// Of a customer without portal users.
    static let visitor = LinkCookie(label: "visitor", kind: "link")

    func cookie(_ token: String, at now: Instant, _ house: House) throws -> SetCookie {
        let text = token + "." + String(now.adding(seconds: Self.seconds).wholeSeconds)
        let signature = BinaryText.base64url.encode(try house.secrets.sign(Array(text.utf8), as: label))
        return SetCookie(
            name: name(house), value: text + "." + signature, maxAge: Int(Self.seconds),
            secure: house.installation.isSecure)
    }

    func ended(_ house: House) -> SetCookie {
        SetCookie(name: name(house), value: "", maxAge: 0, secure: house.installation.isSecure)
    }

    /// The token that a browser carries; nil when there is none, or it is not ours, or too old.
    func token(in request: Request, at now: Instant, _ house: House) -> Substring? {
        let name = name(house)
        guard !request.cookies.isAmbiguous(name), let parts = request.cookies[name]?.split(separator: "."),
            parts.count == 3, let signature = BinaryText.base64url.decode(parts[2]),
            let until = Int64(parts[1]),
            house.secrets.isGenuine(signature, of: Array("\(parts[0]).\(parts[1])".utf8), as: label),
            until > now.wholeSeconds
        else { return nil }
        return parts[0]
    }

    private func name(_ house: House) -> String {
        CookieNames(isSecure: house.installation.isSecure).link(kind)
    }
}
