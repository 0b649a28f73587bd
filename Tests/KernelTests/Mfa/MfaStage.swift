import MariaDB
import PortalKit
import PortalTesting
import Testing

@testable import Kernel

/// Somebody at each door who has an authenticator app, and what the app shows.
struct MfaStage {
    let stage: Stage
    /// What Maria's app and the administrator's hold.
    static let secret = Array("12345678901234567890".utf8)

    var kernel: TestKernel { stage.kernel }
    var maria: TestSeat { stage.maria }
    var boss: StaffMember {
        StaffMember(id: stage.staff.id, name: "Alma Reyes", initials: "AR", isAdministrator: true)
    }

    init() throws { stage = try Stage() }

    /// What the app shows so many seconds from now.
    func code(_ seconds: Int64 = 0, _ secret: [UInt8] = MfaStage.secret) -> String {
        OneTimeCode.standard.code(
            secret, step: OneTimeCode.step(at: kernel.clock.now.wholeSeconds + seconds))
    }

    /// Puts an app into the person's hand, past every page.
    @discardableResult
    func enrol(
        _ person: MfaPerson, isRequired: Bool = false, secret: [UInt8] = MfaStage.secret
    ) throws -> UInt64 {
        let ref = Token.random(10)
        let sealed = try kernel.house.secrets.seal(secret, as: "authenticator", row: ref + person.bytes)
        return try kernel.execute(
            """
            INSERT INTO kernel_authenticator (ref, account_id, staff_id, secret, reason, created_at, proven_at)
            VALUES (\(ref), \(person.account), \(person.staff), \(sealed), \(isRequired ? "required" : "wish"),
                \(kernel.clock.now), \(kernel.clock.now))
            """
        ).insertID
    }

    func require(_ seat: TestSeat, _ isRequired: Bool = true) throws -> MfaRequirement {
        let (boss, now) = (boss, kernel.clock.now)
        return try kernel.withConnection {
            try PortalSeat.setMfaRequired(
                isRequired, seat: seat.id, account: seat.account, by: boss, at: now, $0)
        }
    }

    /// A browser in which the password was right and the code is still to come.
    func pending(_ door: String = "/sign-in", _ browser: Browser? = nil) throws -> Browser {
        let login = door == "/sign-in" ? maria.login : stage.staff.login
        let (browser, reply) = try stage.signIn(login, in: browser, at: door)
        #expect(reply.location == door + "/code")
        try browser.get(door + "/code")
        return browser
    }

    /// Somebody who signed in with both.
    func signedIn(_ door: String = "/sign-in") throws -> Browser {
        let browser = try pending(door)
        #expect(try browser.submit(door + "/code", ["code": code()]).status == 303)
        kernel.clock.move(seconds: 30)
        return browser
    }

    func count(_ sql: SQL) throws -> Int { try kernel.value(sql) ?? -1 }

    func sessions() throws -> Int { try count("SELECT COUNT(*) FROM kernel_session WHERE ended_at IS NULL") }
}
