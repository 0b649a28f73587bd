import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("Signing in")
struct SignInTests {
    /// Everybody who is not let in, each with a login of the same length.
    private enum Refused: String, CaseIterable {
        case unknown, wrong, disabled, notActivated, expired, archived, removed
    }

    private func prepare(_ refused: Refused, _ stage: Stage) throws -> (login: String, password: String) {
        let seat = stage.maria
        let login = "person@example.net"
        try stage.kernel.execute("UPDATE kernel_account SET login = \(login) WHERE id = \(seat.account)")
        switch refused {
        case .unknown: return ("nobody@example.net", TestKernel.password)
        case .wrong: return (login, "another password altogether")
        case .disabled:
            try stage.kernel.execute(
                "UPDATE kernel_seat SET disabled_at = UTC_TIMESTAMP(6) WHERE id = \(seat.id)")
        case .notActivated:
            try stage.kernel.execute("UPDATE kernel_account SET password = NULL WHERE id = \(seat.account)")
        case .expired:
            try stage.kernel.execute(
                "UPDATE kernel_account SET start_password_until = \(stage.kernel.clock.now) WHERE id = \(seat.account)"
            )
        case .archived:
            try stage.kernel.execute(
                "UPDATE kernel_customer SET archived_at = UTC_TIMESTAMP(6) WHERE id = \(seat.customer.id)")
        case .removed:
            try stage.kernel.execute(
                "UPDATE kernel_contact SET removed_at = UTC_TIMESTAMP(6) WHERE id = \(seat.contact?.id)")
        }
        return (login, TestKernel.password)
    }

    @Test(
        "SA01 SA11 whoever is refused gets the same status, headers and page, byte for byte, after the same statements"
    )
    func sameAnswer() throws {
        var pages: [String: [Refused]] = [:]
        for refused in Refused.allCases {
            let stage = try Stage()
            let (login, password) = try prepare(refused, stage)
            let (browser, reply) = try stage.signIn(login, password)
            let headers = reply.headers.map { $0.name + ": " + $0.value }.sorted().joined(separator: "\n")
            let statements = stage.kernel.log.last?.statements ?? 0
            let page = reply.comparable.replacing(login, with: "login")
            pages["\(reply.status) \(statements)\n\(headers)\n\(page)", default: []].append(refused)
            #expect(reply.status == 422)
            #expect(browser.cookies["portico"] == nil)
            #expect(try stage.kernel.value("SELECT COUNT(*) FROM kernel_session") == 0)
            #expect(try browser.get("/home").status == 303)
        }
        #expect(pages.count == 1, "\(pages.values)")
    }

    @Test("SA01 a refusal shows the login as it was typed, and never the password")
    func typed() throws {
        let stage = try Stage()
        let (_, reply) = try stage.signIn("<maria>", "secret that is typed")
        #expect(reply.form("/sign-in")?.fields["login"] == "<maria>")
        #expect(!reply.body.contains("secret that is typed"))
        #expect(reply.body.contains("That user name and password do not go together."))
    }

    @Test("SA06 a password of a megabyte is refused like a wrong one")
    func longPassword() throws {
        let stage = try Stage()
        let (_, reply) = try stage.signIn(stage.maria.login, String(repeating: "a", count: 200_000))
        #expect(reply.status == 422)
    }

    @Test(
        "SA12 a login is another one as soon as a byte differs",
        arguments: ["é", " ", "\u{200D}", "\u{FF41}"])
    func exactLogin(_ more: String) throws {
        let stage = try Stage()
        #expect(try stage.signIn(stage.maria.login + more).1.status == 422)
        #expect(try stage.signIn(stage.maria.login.uppercased()).1.status == 303)
    }

    @Test("staff are not let in at the customers' door, nor customers at the staff's")
    func otherDoor() throws {
        let stage = try Stage()
        #expect(try stage.signIn(stage.staff.login).1.status == 422)
        #expect(try stage.signIn(stage.maria.login, at: "/staff/sign-in").1.status == 422)
        #expect(try stage.kernel.value("SELECT COUNT(*) FROM kernel_session") == 0)
        #expect(try stage.kernel.value("SELECT COUNT(*) FROM kernel_staff_session") == 0)
    }

    @Test("a removed member of staff is refused")
    func removedStaff() throws {
        let stage = try Stage()
        try stage.kernel.execute("UPDATE kernel_staff SET removed_at = UTC_TIMESTAMP(6)")
        #expect(try stage.signIn(stage.staff.login, at: "/staff/sign-in").1.status == 422)
    }

    @Test("F01 the right password leads home, and each try stands in the audit")
    func home() throws {
        let stage = try Stage()
        let (browser, _) = try stage.signIn(stage.maria.login, "wrong")
        let (_, reply) = try stage.signIn(stage.maria.login, in: browser)
        #expect(reply.status == 303)
        #expect(reply.location == "/home")
        #expect(try browser.open("/").text.contains("Maria"))
        let acts: [String] = try stage.kernel.values("SELECT action FROM kernel_audit ORDER BY id")
        #expect(acts == ["identity.sign-in.refused", "identity.sign-in.done"])
    }

    @Test("SC10 a way back is only a path of this site, and of the same audience")
    func wayBack() throws {
        let stage = try Stage()
        let hostile = [
            "//evil.test", "https://evil.test/", "/\\evil.test", "/%2fevil.test", "/%5cevil.test",
            "javascript:alert(1)",
            "/home@evil.test", "/home\r\nSet-Cookie: a=b", "home", "", "/staff/customers", "/%0d%0aX: y",
            "///evil",
        ]
        for next in hostile {
            let browser = stage.kernel.browser()
            try browser.get("/sign-in")
            let reply = try browser.submit(
                "/sign-in", ["login": stage.maria.login, "password": TestKernel.password, "next": next])
            #expect(reply.location == "/home", "\(next)")
        }
        let browser = stage.kernel.browser()
        #expect(
            try browser.get("/notes/notes?q=a%20b").location == "/sign-in?next=%2Fnotes%2Fnotes%3Fq%3Da%2520b"
        )
        try browser.open("/notes/notes?q=a%20b")
        let reply = try browser.submit(
            "/sign-in", ["login": stage.maria.login, "password": TestKernel.password])
        #expect(reply.location == "/notes/notes?q=a%20b")
    }

    @Test("SA03 a hash of a lower cost is made anew when its password is at hand, and not before")
    func rehash() throws {
        let stage = try Stage()
        let old = try PasswordHash(
            Password(TestKernel.password), cost: Argon2id.Cost(memory: 8_192, passes: 1, lanes: 1)
        ).phc
        try stage.kernel.execute(
            "UPDATE kernel_account SET password = \(old) WHERE id = \(stage.maria.account)")
        func stored() throws -> String? {
            try stage.kernel.value("SELECT password FROM kernel_account WHERE id = \(stage.maria.account)")
        }
        #expect(try stage.signIn(stage.maria.login, "wrong").1.status == 422)
        #expect(try stored() == old)
        #expect(try stage.signIn(stage.maria.login).1.status == 303)
        let new = try stored() ?? ""
        #expect(new.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
        #expect(try stage.signIn(stage.maria.login).1.status == 303)
        #expect(try stored() == new)
    }
}
