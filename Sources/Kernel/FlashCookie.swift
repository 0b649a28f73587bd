import PortalKit
import Web

/// One sentence about what was just done, carried to the next page: signed, and gone after it or after a minute.
extension Visit {
    func giveFlash(_ text: String) {
        let payload = Self.seconds(now.adding(seconds: 60)) + Array(text.utf8.prefix(1_024))
        guard let signature = try? house.secrets.sign(payload, as: "flash") else { return }
        let value = BinaryText.base64url.encode(payload) + "." + BinaryText.base64url.encode(signature)
        cookies.append(
            SetCookie(
                name: cookieNames.flash, value: value, maxAge: 60, secure: house.installation.isSecure))
    }

    func takeFlash() -> Flash? {
        guard let cookie = request.cookies[cookieNames.flash] else { return nil }
        cookies.append(
            SetCookie(name: cookieNames.flash, value: "", maxAge: 0, secure: house.installation.isSecure))
        let parts = cookie.split(separator: ".")
        guard parts.count == 2, let payload = BinaryText.base64url.decode(parts[0]),
            let signature = BinaryText.base64url.decode(parts[1]), payload.count > 8,
            house.secrets.isGenuine(signature, of: payload, as: "flash"),
            Self.number(payload.prefix(8)) > Int64(now.wholeSeconds),
            let text = String(validating: payload.dropFirst(8), as: UTF8.self)
        else { return nil }
        return Flash(text)
    }

    private static func seconds(_ instant: Instant) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: instant.wholeSeconds >> Int64(56 - 8 * $0)) }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int64 {
        Int64(bitPattern: bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    }
}
