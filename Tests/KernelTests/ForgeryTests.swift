import Foundation
import HTTPTypes
import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("Requests that our own pages did not make")
struct ForgeryTests {
    /// Every route that changes something, with an address, and whose it is.
    private func posts(_ stage: Stage) throws -> [(path: String, target: Router.Target)] {
        try stage.kernel.house.router.targets.filter { $0.method == .post }.map {
            (try stage.address($0.template), $0)
        }
    }

    private func browser(_ stage: Stage, for target: Router.Target) throws -> Browser {
        switch target {
        case .guest: stage.kernel.browser()
        case .customer: try stage.kernel.signIn(stage.maria)
        case .staff: try stage.kernel.signIn(stage.staff)
        }
    }

    /// Somebody else who is signed in at the same door, or another browser of nobody.
    private func other(_ stage: Stage, for target: Router.Target) throws -> Browser {
        switch target {
        case .guest: stage.kernel.browser()
        case .customer: try stage.kernel.signIn(stage.ana)
        case .staff: try stage.kernel.signIn(stage.kernel.addStaff("Jonas Kettering"))
        }
    }

    private func expectRefused(
        _ stage: Stage, _ what: String, _ send: (Browser, String, Router.Target) throws -> Reply
    ) throws {
        let posts = try posts(stage)
        #expect(posts.count >= 18)
        for (path, target) in posts {
            let browser = try browser(stage, for: target)
            _ = try browser.keys(for: path)
            let before = try stage.kernel.checksums()
            let reply = try send(browser, path, target)
            #expect(reply.status == 403, "\(path) \(what): \(reply.status)")
            #expect(try stage.kernel.checksums() == before, "\(path) \(what)")
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: stage.kernel.filesDirectory + "/spool")
                    .isEmpty)
        }
    }

    @Test(
        "SC06 every post of the route table without a token, or with an empty or damaged one, is refused and changes nothing"
    )
    func noToken() throws {
        let stage = try Stage()
        let once = ["once": "AAAAAAAAAAAAAAAAAAAAAA"]
        try expectRefused(stage, "without token") { browser, path, _ in
            try browser.post(path, once, hasKeys: false)
        }
        try expectRefused(stage, "empty token") { browser, path, _ in try browser.post(path, ["csrf": ""]) }
        try expectRefused(stage, "token cut") { browser, path, _ in
            let token = try browser.keys(for: path)["csrf"] ?? ""
            return try browser.post(path, ["csrf": String(token.dropLast())])
        }
    }

    @Test("SC06 every post with the token of another user is refused and changes nothing")
    func foreignToken() throws {
        let stage = try Stage()
        var tokens: [String: String] = [:]
        for (path, target) in try posts(stage) {
            tokens[path] = try other(stage, for: target).keys(for: path)["csrf"]
        }
        try expectRefused(stage, "foreign token") { browser, path, _ in
            try browser.post(path, ["csrf": tokens[path] ?? ""])
        }
    }

    @Test("SC06 every post with a token of before the last sign-in is refused and changes nothing")
    func oldToken() throws {
        let stage = try Stage()
        var tokens: [String: String] = [:]
        for (path, target) in try posts(stage) {
            tokens[path] = try browser(stage, for: target).keys(for: path)["csrf"]
        }
        try expectRefused(stage, "old token") { browser, path, _ in
            try browser.post(path, ["csrf": tokens[path] ?? ""])
        }
    }

    @Test(
        "SC06 every post from a foreign place is refused and changes nothing, right token or not",
        arguments: [
            ["Origin": "https://evil.test"], ["Origin": "null"], ["Origin": ""],
            ["Origin": "http://127.0.0.1:8081"],
            ["Origin": "https://127.0.0.1:8080"], ["Origin": "http://127.0.0.1:8080.evil.test"],
            ["Origin": nil, "Sec-Fetch-Site": "cross-site"], ["Origin": nil, "Sec-Fetch-Site": "same-site"],
        ] as [[String: String?]])
    func foreignOrigin(_ headers: [String: String?]) throws {
        let stage = try Stage()
        try expectRefused(stage, "\(headers)") { browser, path, _ in
            try browser.post(path, ["text": "x"], headers: headers)
        }
    }

    @Test("SC06 an upload without a token is refused, and nothing of it stays")
    func upload() throws {
        let stage = try Stage()
        let browser = try stage.kernel.signIn(stage.maria)
        _ = try browser.get("/account")
        let file = Browser.File("file", name: "a.txt", Array("hello".utf8))
        #expect(try browser.upload("/notes/notes/new", ["text": "x", "csrf": "no"], [file]).status == 403)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: stage.kernel.filesDirectory + "/spool")
                .isEmpty)
        #expect(try stage.kernel.value("SELECT COUNT(*) FROM notes_note") == 0)
    }

    @Test("SC06 our own pages are believed by Origin, by Sec-Fetch-Site, and under both names of loopback")
    func ours() throws {
        let stage = try Stage()
        let browser = try stage.kernel.signIn(stage.maria)
        let own: [[String: String?]] = [
            [:], ["Origin": "http://localhost:8080"], ["Origin": nil],
            ["Origin": nil, "Sec-Fetch-Site": "same-origin"],
        ]
        for headers in own {
            #expect(try browser.post("/notes/notes/new", ["text": "x"], headers: headers).status == 303)
        }
        #expect(try stage.kernel.value("SELECT COUNT(*) FROM notes_note") == 4)
    }

    @Test("SD06 a Host or a forwarded host of somebody else's choice changes no page and no redirect")
    func host() throws {
        let stage = try Stage()
        let browser = try stage.kernel.signIn(stage.maria)
        let staff = try stage.kernel.signIn(stage.staff)
        let headers: [String: String?] = [
            "Host": "evil.test", "X-Forwarded-Host": "evil.test", "X-Forwarded-Proto": "https",
            "Forwarded": "host=evil.test",
        ]
        for path in ["/home", "/account", "/notes/notes", "/", "/nothing"] {
            let reply = try browser.get(path, headers: headers)
            #expect(!reply.body.contains("evil.test") && reply.location?.contains("evil") != true)
        }
        let page = try staff.post(stage.contact + "/portal-user/start-password", headers: headers)
        #expect(page.body.contains("http://127.0.0.1:8080/sign-in") && !page.body.contains("evil"))
    }
}
