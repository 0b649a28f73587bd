import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("Mail templates: the letters of the kernel too, a preview, and a test mail")
struct MailTemplateTests {
    private static let list = "/staff/settings/notices"
    private static let invitation = list + "/identity.invitation"

    private func words(_ text: String, subject: String = "Welcome") -> [String: String] {
        ["subject-en": subject, "text-en": text, "subject-nl": "Welkom", "text-nl": "Dag {name}"]
    }

    private func invite(_ stage: Stage, _ staff: Browser, _ name: String) throws -> Letter {
        let contact = try stage.kernel.addContact(name, at: stage.maria.customer)
        let path = "/staff/contacts/\(contact.ref)/portal-user"
        let address = name.lowercased().replacing(" ", with: ".") + "@example.org"
        try staff.get(path)
        #expect(try staff.submit(path, ["email": address, "way": "invitation"]).status == 303)
        return try #require(try stage.kernel.deliver().last)
    }

    @Test("A09 a technician reaches neither the words nor a preview nor a test mail")
    func technician() throws {
        let stage = try Stage()
        let browser = try stage.kernel.signIn(
            stage.kernel.addStaff("Jonas Kettering", isAdministrator: false))
        let before = try stage.kernel.checksums()
        for path in [Self.list, Self.invitation, Self.invitation + "/test"] {
            #expect(try browser.get(path).status == 403)
        }
        #expect(try browser.post(Self.invitation, words("x")).status == 403)
        let test = ["address": "a@example.org", "language": "en"]
        #expect(try browser.post(Self.invitation + "/test", test).status == 403)
        #expect(try stage.kernel.checksums() == before)
    }

    @Test("C25 a placeholder that a mail does not have is refused with the list of those it has")
    func unknown() throws {
        let stage = try Stage()
        let staff = try stage.kernel.signIn(stage.staff)
        try staff.get(Self.invitation)
        let reply = try staff.submit(Self.invitation, words("Use {link}"))
        #expect(reply.status == 422 && reply.wrongFields == ["text-en"])
        #expect(
            reply.text.contains(
                "There is no placeholder {link}. There are {name}, {customer}, {staff}, {operator}, {signin}."
            ))
        #expect(try stage.kernel.value("SELECT COUNT(*) FROM kernel_notice") == 0)
    }

    @Test(
        "C25 A12 an invitation says it in the administrator's words, with the login page's address and its own link"
    )
    func invitation() throws {
        let stage = try Stage()
        let staff = try stage.kernel.signIn(stage.staff)
        let usual = try invite(stage, staff, "First")
        #expect(usual.text.contains("Alma Reyes invited you for Alfreds Futterkiste. Choose a password once"))
        try staff.get(Self.invitation)
        let text = "Dear {name} of {customer},\n\nlater sign in at {signin}."
        #expect(try staff.submit(Self.invitation, words(text)).status == 303)
        #expect(try staff.get(Self.list).text.contains("Invitation\n"))
        let changed = try invite(stage, staff, "Hanna Moos")
        #expect(changed.subject.hasSuffix("Welcome"))
        #expect(changed.text.contains("Dear Hanna Moos of Alfreds Futterkiste,"))
        #expect(changed.text.contains("later sign in at http://localhost:8080/sign-in."))
        #expect(changed.text.contains("/invitation/") && changed.html.contains("Dear Hanna Moos"))
    }

    @Test("C25 C28 a reset says it in the administrator's words")
    func reset() throws {
        let stage = try Stage()
        let staff = try stage.kernel.signIn(stage.staff)
        let path = Self.list + "/identity.reset-by-staff"
        try staff.get(path)
        #expect(try staff.submit(path, words("{staff} helps you, {name}.")).status == 303)
        try stage.kernel.execute(
            "UPDATE kernel_contact SET email = \(stage.maria.login) WHERE id = \(stage.maria.contact?.id)")
        #expect(try staff.post(stage.contact + "/portal-user/reset").status == 303)
        let letter = try #require(try stage.kernel.deliver().last)
        #expect(letter.text.contains("Alma Reyes helps you, Maria Anders."))
    }

    @Test("C25 a preview shows what is typed in every language and saves nothing; nothing typed is lost")
    func preview() throws {
        let stage = try Stage()
        let staff = try stage.kernel.signIn(stage.staff)
        let path = Self.list + "/notes.note-added"
        let before = try stage.kernel.checksums()
        try staff.get(path)
        let typed = words("New in {portal}: {link}", subject: "Look, {name}").merging(["preview": "1"]) { $1 }
        let preview = try staff.submit(path, typed)
        #expect(preview.status == 200)
        for text in [
            "Look, Alma Reyes", "New in Notes: http://localhost:8080/home", "Dag Alma Reyes", "As plain text",
        ] {
            #expect(preview.text.contains(text), "\(text)")
        }
        #expect(try stage.kernel.checksums() == before)
        let back = try staff.submit(path, ["back": "1"])
        #expect(back.status == 200 && back.body.contains("New in {portal}: {link}"))
        #expect(try stage.kernel.checksums() == before)
        #expect(try staff.submit(path).status == 303)
        #expect(try stage.kernel.value("SELECT COUNT(*) FROM kernel_notice WHERE subject IS NOT NULL") == 2)
    }

    @Test(
        "C25 a test mail goes to the address that was typed, in the words and the language that were chosen")
    func test() throws {
        let stage = try Stage()
        let staff = try stage.kernel.signIn(stage.staff)
        let path = Self.list + "/notes.note-added/test"
        try staff.get(path)
        for (fields, wrong) in [
            (["address": "", "language": "en"], "address"), (["address": "x", "language": "en"], "address"),
        ] {
            #expect(try staff.submit(path, fields).wrongFields == [wrong])
        }
        #expect(
            try staff.submit(path, ["address": "me@example.org", "language": "nl"]).status == 303)
        let letter = try #require(try stage.kernel.deliver().last)
        #expect(letter.recipient == "me@example.org" && letter.subject.contains("A note"))
        #expect(letter.text.contains("http://localhost:8080/home"))
    }
}
