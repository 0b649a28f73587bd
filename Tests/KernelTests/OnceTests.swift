import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("A form that is sent more than once")
struct OnceTests {
    private static let path = "/notes/notes/new"

    private func count(_ stage: Stage) throws -> Int? {
        try stage.kernel.value("SELECT COUNT(*) FROM notes_note")
    }

    @Test("SK03 of fifty posts of one form at the same moment one takes effect, and all get its answer")
    func fifty() throws {
        let stage = try Stage()
        let first = try stage.kernel.signIn(stage.maria)
        let keys = try first.keys(for: Self.path)
        let cookies = first.cookies
        let kernel = stage.kernel
        let replies = try atOnce(50) { _ in
            let browser = kernel.browser()
            browser.cookies = cookies
            let reply = try browser.post(Self.path, keys.merging(["text": "once"]) { own, _ in own })
            return "\(reply.status) \(reply.location ?? "")"
        }.map { try $0.get() }
        #expect(try count(stage) == 1)
        #expect(Set(replies).count == 1, "\(Set(replies))")
        #expect(replies.first?.hasPrefix("303 /notes/notes/") == true)
        #expect(try stage.kernel.value("SELECT COUNT(*) FROM kernel_once") == 1)
    }

    @Test("SK03 the same form again gets the same answer: place and words")
    func replay() throws {
        let stage = try Stage()
        let browser = try stage.kernel.signIn(stage.maria)
        try browser.open(Self.path)
        let form = try #require(browser.page?.form(Self.path)).fields.merging(["text": "a note"]) { _, new in
            new
        }
        let first = try browser.post(Self.path, form)
        let second = try browser.post(Self.path, form)
        #expect(first.status == 303)
        #expect(second.location == first.location)
        #expect(try browser.open(second.location ?? "").text.contains("Added a note."))
        #expect(try count(stage) == 1)
    }

    @Test("SK03 another content under the same key is a conflict, and nothing happens")
    func otherContent() throws {
        let stage = try Stage()
        let browser = try stage.kernel.signIn(stage.maria)
        let keys = try browser.keys(for: Self.path)
        #expect(try browser.post(Self.path, keys.merging(["text": "one"]) { own, _ in own }).status == 303)
        #expect(try browser.post(Self.path, keys.merging(["text": "two"]) { own, _ in own }).status == 409)
        #expect(try browser.post("/account", keys.merging(["text": "one"]) { own, _ in own }).status != 303)
        #expect(try stage.kernel.values("SELECT text FROM notes_note") == ["one"])
    }

    @Test(
        "SK03 a form without its key, or with a malformed one, is not understood",
        arguments: [
            "", "x", "AAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAA", "!!!!!!!!!!!!!!!!!!!!!!",
            "AAAAAAAAAAAAAAAAAAAAA\u{0}",
        ])
    func malformed(_ key: String) throws {
        let stage = try Stage()
        let browser = try stage.kernel.signIn(stage.maria)
        #expect(try browser.post(Self.path, ["text": "x", "once": key]).status == 400)
        let staff = try stage.kernel.signIn(stage.staff)
        #expect(try staff.post(stage.customer + "/archive", ["once": key]).status == 400)
        #expect(try count(stage) == 0)
        #expect(
            try stage.kernel.value("SELECT COUNT(*) FROM kernel_customer WHERE archived_at IS NOT NULL") == 0)
    }

    @Test("SK03 a key belongs to the person who used it: another's is another form")
    func otherPerson() throws {
        let stage = try Stage()
        let maria = try stage.kernel.signIn(stage.maria)
        let once = try maria.keys(for: Self.path)["once"] ?? ""
        #expect(try maria.post(Self.path, ["text": "hers", "once": once]).status == 303)
        let ana = try stage.kernel.signIn(stage.ana)
        #expect(try ana.post(Self.path, ["text": "hers", "once": once]).status == 303)
        #expect(try count(stage) == 2)
    }

    @Test("SK03 a form that was refused may be corrected and sent under its key")
    func corrected() throws {
        let stage = try Stage()
        let browser = try stage.kernel.signIn(stage.maria)
        let keys = try browser.keys(for: Self.path)
        #expect(try browser.post(Self.path, keys).status == 422)
        #expect(try browser.post(Self.path, keys.merging(["text": "now"]) { own, _ in own }).status == 303)
        #expect(try count(stage) == 1)
    }

    @Test("SK03 a repetition is answered even where the first time took its object away")
    func removed() throws {
        let stage = try Stage()
        let staff = try stage.kernel.signIn(stage.staff)
        let path = stage.contact + "/remove"
        let keys = try staff.keys(for: path)
        let first = try staff.post(path, keys)
        let second = try staff.post(path, keys)
        #expect(first.status == 303)
        #expect(second.status == 303 && second.location == first.location)
        #expect(try stage.kernel.value("SELECT COUNT(*) FROM kernel_audit WHERE action LIKE '%removed'") == 1)
        #expect(try staff.post(path).status == 404)
    }

    @Test("SA11 a start password is shown once: the form that made it, sent again, shows none")
    func startPassword() throws {
        let stage = try Stage()
        let staff = try stage.kernel.signIn(stage.staff)
        let path = stage.contact + "/portal-user/start-password"
        let keys = try staff.keys(for: path)
        #expect(try staff.post(path, keys).status == 200)
        let stored: String? = try stage.kernel.value(
            "SELECT password FROM kernel_account WHERE id = \(stage.maria.account)")
        #expect(try staff.post(path, keys).status == 409)
        #expect(
            try stage.kernel.value("SELECT password FROM kernel_account WHERE id = \(stage.maria.account)")
                == stored)
    }
}
