import MariaDB
import PortalKit
import Posix
import Web

/// Those of the walk who have an authenticator app, or must have one.
extension WalkMaker {
    func app(ofSeat seat: UInt64, _ house: House) throws -> MfaPerson {
        let account: UInt64? = try connection.first("SELECT account_id FROM kernel_seat WHERE id = \(seat)") {
            try $0.next()
        }
        return try app(.account(account ?? 0), house)
    }

    func app(ofStaff login: String, _ house: House) throws -> MfaPerson {
        try app(.staff(staff(login, isAdministrator: true)), house)
    }

    private func app(_ person: MfaPerson, _ house: House) throws -> MfaPerson {
        let ref = Random.bytes(10)
        let sealed = try house.secrets.seal(WalkPeople.secret, as: "authenticator", row: ref + person.bytes)
        _ = try connection.execute(
            """
            INSERT INTO kernel_authenticator (ref, account_id, staff_id, secret, reason, created_at, proven_at)
            VALUES (\(ref), \(person.account), \(person.staff), \(sealed), 'wish', \(now), \(now))
            """)
        return person
    }

    func require(ofSeat seat: UInt64) throws {
        _ = try connection.execute("UPDATE kernel_seat SET mfa_required_at = \(now) WHERE id = \(seat)")
    }

    /// A browser in which the passwords of both were right and their codes are still to come.
    func pending(_ people: [MfaPerson], _ names: CookieNames) throws -> WalkPeople.Browser {
        var browser = WalkPeople.Browser()
        for person in people {
            let token = Token()
            _ = try connection.execute(
                """
                INSERT INTO kernel_sign_in (token_hash, account_id, staff_id, created_at)
                VALUES (\(token.hash), \(person.account), \(person.staff), \(now))
                """)
            browser.cookies.append((names.link(person.isStaff ? "staff-code" : "code"), token.text))
        }
        return browser
    }

    /// Carries links of every kind, as after opening those of mails.
    func guest(
        _ names: CookieNames, _ links: [SetCookie], _ pending: WalkPeople.Browser
    ) -> WalkPeople.Browser {
        let token = Token()
        return WalkPeople.Browser(
            cookies: [(names.form, token.text)] + links.map { ($0.name, $0.value) } + pending.cookies,
            secret: token.hash)
    }
}

extension WalkPeople.Browser {
    /// What was given for a half-finished sign-in, sent as a session as well.
    func asSessions(_ names: CookieNames) -> Self {
        Self(
            cookies: cookies + zip([names.customer, names.staff], cookies).map { ($0, $1.value) },
            secret: secret)
    }

    func moved(to name: String) -> Self {
        Self(cookies: cookies.map { (name, $0.value) }, secret: secret)
    }
}
