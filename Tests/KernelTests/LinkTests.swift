import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("A link in a mail", .serialized)
struct LinkTests {
    private static let gone = "This link no longer works"

    /// The link opens nothing, and a form that was open already does nothing.
    private func expectNothing(
        _ kind: LinkKind, _ it: LinkStage, _ path: String, open: Browser, _ why: String
    ) throws {
        #expect(try open.post(kind.link.path, kind.fields).status == 409, "\(why)")
        let late = try it.follow(path)
        #expect(late.page?.text.contains(kind.shown) == false, "\(why)")
        #expect(try late.post(kind.link.path, kind.fields).status == 409, "\(why)")
        #expect(try it.uses(kind) == 0, "\(why)")
    }

    @Test("SD02 there is a test of every kind")
    func every() {
        #expect(LinkKind.all.map(\.link) == OneTimeLink.allCases)
    }

    @Test(
        "SD05 looking at it, twenty times and by HEAD too, uses nothing up; the form then works, once",
        arguments: LinkKind.all)
    func scanners(_ kind: LinkKind) throws {
        let it = try LinkStage()
        let path = try kind.send(it)
        let before = try it.kernel.checksums()
        for round in 0..<20 {
            let scanner = it.kernel.browser()
            try scanner.send(round % 2 == 0 ? "GET" : "HEAD", path)
            try scanner.get(kind.link.path)
        }
        #expect(try it.kernel.checksums() == before)
        let browser = try it.follow(path)
        #expect(browser.page?.text.contains(kind.shown) == true)
        #expect(try browser.submit(kind.link.path, kind.fields).status == 303)
        #expect(try it.uses(kind) == 1)
        let again = try it.follow(path)
        #expect(again.page?.text.contains(kind.shown) == false)
        #expect(try again.post(kind.link.path, kind.fields).status == 409)
        #expect(try it.uses(kind) == 1)
    }

    @Test(
        "SD07 the first look takes the token out of the address; no page and no log has it",
        arguments: LinkKind.all)
    func outOfTheAddress(_ kind: LinkKind) throws {
        let it = try LinkStage()
        let path = try kind.send(it)
        let token = path.dropFirst(kind.link.path.utf8.count + 1)
        let browser = it.kernel.browser()
        let first = try browser.get(path)
        #expect(first.status == 303 && first.location == kind.link.path && first.body.isEmpty)
        let page = try browser.open(kind.link.path)
        #expect(!page.body.contains(token))
        #expect(!page.body.contains("src=\"http") && !page.body.contains("href=\"http"))
        #expect(!it.kernel.log.contains { $0.route.contains(token) || $0.message.contains(token) })
    }

    @Test(
        "SD01 only a hash of it is stored, and it ends by the clock, whatever the cookie says",
        arguments: LinkKind.all)
    func expires(_ kind: LinkKind) throws {
        let it = try LinkStage()
        let path = try kind.send(it)
        let token = try #require(Token(path.dropFirst(kind.link.path.utf8.count + 1)))
        let rows: Int? = try it.kernel.value(
            """
            SELECT (SELECT COUNT(*) FROM kernel_invitation WHERE token_hash = \(token.hash))
                + (SELECT COUNT(*) FROM kernel_reset WHERE token_hash = \(token.hash))
                + (SELECT COUNT(*) FROM kernel_address_proof WHERE token_hash = \(token.hash))
            """)
        #expect(rows == 1)
        it.kernel.clock.move(seconds: kind.lifetime - 600)
        let open = try it.follow(path)
        #expect(open.page?.text.contains(kind.shown) == true)
        it.kernel.clock.move(seconds: 601)
        try expectNothing(kind, it, path, open: open, "expired")
    }

    @Test("SD07 the cookie that carries it is gone after a quarter of an hour", arguments: LinkKind.all)
    func cookie(_ kind: LinkKind) throws {
        let it = try LinkStage()
        let browser = try it.follow(try kind.send(it))
        it.kernel.clock.move(seconds: 901)
        #expect(try browser.open(kind.link.path).text.contains(Self.gone))
    }

    @Test(
        "SD02 SD04 it is for one address, contact, customer and seat: when one of them changed it is worth nothing",
        arguments: LinkKind.all)
    func bound(_ kind: LinkKind) throws {
        let changes: [(String, (LinkStage) throws -> Reply?)] = [
            (
                "another address",
                { it in
                    try it.kernel.execute(
                        "UPDATE kernel_contact SET email = 'other@example.org' WHERE id = \(it.hanna.id)")
                    return nil
                }
            ),
            ("removed", { it in try it.office.post("/staff/contacts/\(it.hanna.ref)/remove") }),
            ("archived", { it in try it.office.post(it.stage.customer + "/archive") }),
            ("switched off", { it in try it.office.post(it.form + "/switch", ["on": "0"]) }),
        ]
        for (why, change) in changes {
            let it = try LinkStage()
            let path = try kind.send(it)
            let open = try it.follow(path)
            #expect(open.page?.text.contains(kind.shown) == true)
            if let reply = try change(it) { #expect(reply.status == 303, "\(why)") }
            try expectNothing(kind, it, path, open: open, why)
        }
    }

    @Test(
        "SD02 with one letter altered, shortened, doubled or invented it opens nothing",
        arguments: LinkKind.all)
    func altered(_ kind: LinkKind) throws {
        let it = try LinkStage()
        let path = try kind.send(it)
        let token = String(path.dropFirst(kind.link.path.utf8.count + 1))
        var wrong = ["", "x", String(token.dropLast()), token + "A", token + token, Token().text]
        wrong += LinkStage.altered(token)
        let browser = it.kernel.browser()
        for text in wrong {
            let reply = try browser.get(kind.link.path + "/" + text)
            #expect([303, 308, 404].contains(reply.status), "\(text)")
            #expect(try browser.open(kind.link.path).text.contains(Self.gone), "\(text)")
        }
        #expect(try browser.post(kind.link.path, kind.fields).status == 409)
        #expect(try it.uses(kind) == 0)
        #expect(try it.follow(path).page?.text.contains(kind.shown) == true)
    }

    @Test(
        "SD02 its cookie is not believed with one letter altered, unsigned or sent twice",
        arguments: LinkKind.all)
    func alteredCookie(_ kind: LinkKind) throws {
        let it = try LinkStage()
        let path = try kind.send(it)
        let token = String(path.dropFirst(kind.link.path.utf8.count + 1))
        let name = "portico-" + kind.link.rawValue
        let cookie = try #require(try it.follow(path).cookies[name])
        let wrong = [token, token + ".9999999999.AAAA", token + ".9999999999."] + LinkStage.altered(cookie)
        let browser = it.kernel.browser()
        for text in wrong {
            browser.cookies = [name: text]
            #expect(try browser.open(kind.link.path).text.contains(Self.gone), "\(text)")
        }
        let twice = ["Cookie": "\(name)=\(cookie); \(name)=\(cookie)"]
        #expect(try browser.get(kind.link.path, headers: twice).text.contains(Self.gone))
        browser.cookies = [name: cookie]
        #expect(try browser.open(kind.link.path).text.contains(kind.shown))
    }

    @Test("SD03 V9 fifty posts of one at the same moment have one effect", arguments: LinkKind.all)
    func parallel(_ kind: LinkKind) throws {
        let it = try LinkStage()
        let path = try kind.send(it)
        let shelf = try (0..<50).map { _ in Unchecked(value: try it.follow(path)) }
        let statuses = try atOnce(50) { number in
            try shelf[number].value.submit(kind.link.path, kind.fields(number)).status
        }.map { try $0.get() }
        #expect(statuses.count { $0 == 303 } == 1)
        // Where the present password is asked for, its tries are counted, and one was made to ask for the link.
        let refusals = kind.link == .address ? [409, 429, 503] : [409, 503]
        #expect(statuses.allSatisfy { $0 == 303 || refusals.contains($0) }, "\(Set(statuses))")
        #expect(try it.uses(kind) == 1)
    }
}
