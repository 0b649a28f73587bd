import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("A forgotten password")
struct ResetTests {
    private let it: LinkStage

    init() throws { it = try LinkStage() }

    private var kernel: TestKernel { it.kernel }

    /// Sends what is due, and says to whom.
    private func mails() throws -> [Letter] {
        try kernel.runBackground()
        return try kernel.deliver()
    }

    // MARK: Who must not

    /// Everybody to whom no link may go, and one to whom it may.
    private enum Asked: String, CaseIterable {
        case known, unknown, userName, otherAddress, noAddress, notAccepted, switchedOff, removed, archived

        func prepare(_ it: LinkStage) throws -> String {
            let seat = try it.enable()
            let kernel = it.kernel
            switch self {
            case .known: break
            case .unknown: return "nobody99@example.org"
            case .userName:
                try kernel.execute("UPDATE kernel_account SET login = 'hanna' WHERE id = \(seat.account)")
                return "hanna"
            case .otherAddress:
                try kernel.execute(
                    "UPDATE kernel_contact SET email = 'else@example.org' WHERE id = \(it.hanna.id)")
            case .noAddress:
                try kernel.execute("UPDATE kernel_contact SET email = NULL WHERE id = \(it.hanna.id)")
            case .notAccepted:
                try kernel.execute("UPDATE kernel_seat SET accepted_at = NULL WHERE id = \(seat.id)")
            case .switchedOff:
                try kernel.execute(
                    "UPDATE kernel_seat SET disabled_at = UTC_TIMESTAMP(6) WHERE id = \(seat.id)")
            case .removed:
                try kernel.execute(
                    "UPDATE kernel_contact SET removed_at = UTC_TIMESTAMP(6) WHERE id = \(it.hanna.id)")
            case .archived:
                try kernel.execute(
                    "UPDATE kernel_customer SET archived_at = UTC_TIMESTAMP(6) WHERE id = \(it.hanna.customer.id)"
                )
            }
            return seat.login
        }
    }

    @Test(
        "SA02 C29 known or not, everybody gets the same answer, byte for byte, after the same statements; one gets a mail"
    )
    func sameAnswer() throws {
        var answers: [String: [Asked]] = [:]
        for asked in Asked.allCases {
            let it = try LinkStage()
            let login = try asked.prepare(it)
            let browser = it.kernel.browser()
            try browser.open("/forgot")
            let before = try it.kernel.checksums()
            let reply = try browser.submit("/forgot", ["login": login])
            let statements = it.kernel.log.last?.statements ?? 0
            let after = try it.kernel.checksums()
            let changed = after.filter { before[$0.key] != $0.value }.keys.sorted()
            let headers = reply.headers.map { $0.name + ": " + $0.value }.sorted()
            let page = try browser.open("/forgot/sent").comparable
            answers[
                "\(reply.status) \(statements) \(changed)\n\(headers)\n\(reply.body)\n\(page)", default: []
            ]
            .append(asked)
            #expect(reply.status == 303 && reply.location == "/forgot/sent")
            #expect(try it.kernel.deliver().isEmpty, "sent within the request")
            try it.kernel.runBackground()
            #expect(try it.kernel.deliver().map(\.recipient) == (asked == .known ? [login] : []), "\(asked)")
        }
        #expect(answers.count == 1, "\(answers.map { ($1, $0.prefix(400)) })")
    }

    @Test("C29 staff find no button where the login is not the address, and a forged request does nothing")
    func notOffered() throws {
        for asked in Asked.allCases where asked != .unknown {
            let it = try LinkStage()
            _ = try asked.prepare(it)
            let path = it.form + "/reset"
            let page = try it.office.open("/staff/contacts/\(it.hanna.ref)")
            #expect((page.form(path) != nil) == (asked == .known || asked == .archived), "\(asked)")
            guard asked != .known else { continue }
            let before = try it.kernel.checksums()
            #expect(try it.office.post(path).status == (asked == .removed ? 404 : 409), "\(asked)")
            #expect(try it.kernel.checksums() == before, "\(asked)")
        }
    }

    @Test("C28 a technician finds no button, and a forged request is refused and changes nothing")
    func technician() throws {
        _ = try it.enable()
        let technician = try kernel.signIn(try kernel.addStaff(isAdministrator: false))
        let page = try technician.open("/staff/contacts/\(it.hanna.ref)")
        #expect(page.form(it.form + "/reset") == nil)
        let before = try kernel.checksums()
        #expect(try technician.post(it.form + "/reset").status == 403)
        #expect(try kernel.checksums() == before)
    }

    @Test("SD09 three go out to one address within an hour; who asks on gets the same answer and no mail")
    func limited() throws {
        let seat = try it.enable()
        for round in 0..<5 {
            #expect(try it.ask(seat.login).location == "/forgot/sent")
            #expect(try mails().count == (round < 3 ? 1 : 0), "round \(round)")
        }
        try it.office.open("/staff/contacts/\(it.hanna.ref)")
        #expect(try it.office.submit(it.form + "/reset").status == 409)
        kernel.clock.move(seconds: 3_601)
        try it.ask(seat.login)
        #expect(try mails().count == 1)
    }

    @Test("SD09 one place asks twenty times an hour, for whomever; another place is not touched by that")
    func source() throws {
        let seat = try it.enable()
        let browser = kernel.browser()
        for number in 0..<20 { try it.ask("nobody\(number)@example.org", browser) }
        #expect(try kernel.value("SELECT COUNT(*) FROM kernel_task") == 20)
        #expect(try it.ask(seat.login, browser).location == "/forgot/sent")
        #expect(try kernel.value("SELECT COUNT(*) FROM kernel_task") == 20)
        let other = kernel.browser()
        other.remoteAddress = "198.51.100.7"
        try it.ask(seat.login, other)
        #expect(try mails().count == 1)
        kernel.clock.move(seconds: 3_601)
        try it.ask(seat.login, browser)
        #expect(try mails().count == 1)
        #expect(try kernel.value("SELECT COUNT(*) FROM kernel_throttle") == 1, "old ones are forgotten")
    }

    @Test("SD06 whatever host a request names, the link begins with the configured address")
    func host() throws {
        let seat = try it.enable()
        let headers: [String: String?] = [
            "Host": "evil.test", "X-Forwarded-Host": "evil.test", "X-Forwarded-Proto": "https",
            "Forwarded": "host=evil.test",
        ]
        try kernel.browser().post("/forgot", ["login": seat.login], headers: headers)
        try it.office.post(it.form + "/reset", headers: headers)
        let letters = try mails()
        #expect(letters.count == 2)
        for letter in letters {
            #expect(letter.text.contains("http://localhost:8080/reset/"))
            #expect(!letter.text.contains("evil") && !letter.html.contains("evil"))
        }
    }

    @Test("SD04 using one link ends every other; so does a password that was changed or given meanwhile")
    func others() throws {
        let seat = try it.enable()
        func isOpen(_ path: String) throws -> Bool {
            try it.follow(path).page?.form("/reset") != nil
        }
        let change = [
            "current": LinkStage.password, "new": "another of my own, Hanna",
            "again": "another of my own, Hanna",
        ]
        let acts: [(String) throws -> Reply] = [
            { path in try it.follow(path).submit("/reset", ["password": LinkStage.password]) },
            { _ in try kernel.signIn(seat).post("/account/password", change) },
            { _ in try kernel.signIn(it.stage.staff).post(it.form + "/start-password") },
        ]
        for (number, act) in acts.enumerated() {
            try it.ask(seat.login)
            try it.ask(seat.login)
            let paths = try mails().compactMap(\.linkPath)
            try #require(paths.count == 2)
            #expect(try paths.map(isOpen) == [true, true])
            #expect(try act(paths[1]).status == (number < 2 ? 303 : 200))
            #expect(try paths.map(isOpen) == [false, false], "act \(number)")
            kernel.clock.move(seconds: 3_601)
        }
    }

    @Test("SD02 when the login was changed meanwhile, the link is worth nothing")
    func otherLogin() throws {
        let path = try it.reset()
        let open = try it.follow(path)
        try kernel.execute("UPDATE kernel_account SET login = 'hanna' ORDER BY id DESC LIMIT 1")
        #expect(try open.submit("/reset", ["password": LinkStage.password]).status == 409)
        #expect(try it.follow(path).page?.form("/reset") == nil)
    }

    @Test("a form without a login, and a password that is too short, are shown again")
    func typed() throws {
        #expect(try it.ask(" ").wrongFields == ["login"])
        let browser = try it.follow(try it.reset())
        let reply = try browser.submit("/reset", ["password": "short"])
        #expect(reply.status == 422 && reply.wrongFields == ["password"])
        #expect(try browser.submit("/reset", ["password": LinkStage.password]).status == 303)
    }

    // MARK: What it gives

    @Test(
        "C27 SA10 from the sign-in page by mail to a new password: every session ends, and the sign-in is asked"
    )
    func forgot() throws {
        let seat = try it.enable()
        let here = try kernel.signIn(seat)
        let bystander = try kernel.signIn(it.stage.ana)
        let browser = kernel.browser()
        #expect(try browser.open("/sign-in").links.contains("/forgot"))
        try it.ask("  " + seat.login.uppercased() + " ", browser)
        let letter = try #require(try mails().last)
        #expect(letter.recipient == seat.login && letter.subject.contains("Choose a new password"))
        let path = try #require(letter.linkPath)
        let page = try it.follow(path)
        #expect(page.page?.text.contains(seat.login) == true)
        #expect(try page.submit("/reset", ["password": LinkStage.password]).location == "/sign-in")
        #expect(page.cookies["portico"] == nil && page.cookies["portico-reset"] == nil)
        #expect(try page.open("/sign-in").text.contains("Your new password holds."))
        #expect(try here.get("/home").status == 303)
        #expect(try bystander.get("/home").status == 200)
        #expect(try it.stage.signIn(seat.login).1.status == 422)
        #expect(try it.stage.signIn(seat.login, LinkStage.password).1.location == "/home")
        let acts: [String] = try kernel.values(
            "SELECT CONCAT(actor_kind, ' ', action) FROM kernel_audit WHERE action LIKE '%reset%' ORDER BY id"
        )
        #expect(acts == ["system identity.reset.sent", "account identity.password.reset"])
    }

    @Test("C28 an administrator sends the link, and it leads to a new password")
    func byStaff() throws {
        let seat = try it.enable()
        try it.office.open("/staff/contacts/\(it.hanna.ref)")
        #expect(try it.office.submit(it.form + "/reset").status == 303)
        let letter = try #require(try kernel.deliver().last)
        #expect(letter.recipient == seat.login && letter.text.contains("Alma Reyes sends you this link"))
        let browser = try it.follow(try #require(letter.linkPath))
        #expect(try browser.submit("/reset", ["password": LinkStage.password]).status == 303)
        #expect(try it.stage.signIn(seat.login, LinkStage.password).1.location == "/home")
    }

    @Test("the mail is in the person's language, and else in that of the page on which it was asked")
    func language() throws {
        let seat = try it.enable()
        let browser = kernel.browser()
        try browser.get("/forgot", headers: ["Accept-Language": "nl"])
        let keys = try browser.keys(for: "/forgot")
        try browser.post(
            "/forgot", ["login": seat.login].merging(keys) { own, _ in own },
            headers: ["Accept-Language": "nl"])
        #expect(try mails().last?.subject.contains("Een nieuw wachtwoord kiezen") == true)
        try kernel.execute("UPDATE kernel_account SET language = 'en' WHERE id = \(seat.account)")
        try browser.post("/forgot", ["login": seat.login], headers: ["Accept-Language": "nl"])
        #expect(try mails().last?.subject.contains("Choose a new password") == true)
    }

    @Test("SL07 what was sent is handed out with a person's data, and forgotten with it")
    func privacy() throws {
        _ = try it.reset()
        let data = try kernel.personalData(of: it.hanna)
        #expect(data.kernel["resets"]?.count == 1)
        try kernel.erase(it.hanna)
        #expect(try kernel.value("SELECT COUNT(*) FROM kernel_reset") == 0)
    }
}
