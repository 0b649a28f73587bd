import Posix
import PortalKit
import Web

/// A browser in which a person has signed in before: it carries a signed cookie that says so, for the five who did so
/// last. It opens nothing. While strangers guess at a login, its person still gets in from here (SA07).
struct KnownDevice {
    let number: [UInt8]
    private let marks: [[UInt8]]

    private static let days = 400
    private static let most = 5

    /// What a browser brought along, or a new one.
    init(_ visit: Visit) {
        let name = visit.cookieNames.link("device")
        let text = visit.request.cookies.isAmbiguous(name) ? nil : visit.request.cookies[name]
        let parts = (text ?? "").split(separator: ".").prefix(Self.most + 1)
            .compactMap { BinaryText.base64url.decode($0) }
        if let number = parts.first, number.count == 16 {
            (self.number, marks) = (number, Array(parts.dropFirst()))
        } else {
            (number, marks) = (Random.bytes(16), [])
        }
    }

    /// Whether whoever signs in with that login did so here before.
    func knows(_ login: [UInt8], _ house: House) -> Bool {
        marks.contains { house.secrets.isGenuine($0, of: number + login, as: "device") }
    }

    /// The cookie with one more login.
    func cookie(adding login: [UInt8], _ visit: Visit) throws -> SetCookie {
        let mark = try visit.house.secrets.sign(number + login, as: "device")
        let all = [number, mark] + marks.filter { $0 != mark }.prefix(Self.most - 1)
        return SetCookie(
            name: visit.cookieNames.link("device"),
            value: all.map { BinaryText.base64url.encode($0) }.joined(separator: "."),
            maxAge: Self.days * 86_400, secure: visit.house.installation.isSecure)
    }
}
