import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("A07 A change that waits for approval")
struct ChangeRequestTests {
    private let it: OwnStage

    init() throws {
        it = try OwnStage()
        #expect(try it.change(["name": "Maria A."]).location == "/account")
    }

    private var kernel: TestKernel { it.kernel }

    @Test("it stands on the account page, the contact's page and the list, and the name stays as it was")
    func waits() throws {
        #expect(try it.column("name") == "Maria Anders")
        for page in [
            try it.maria.open("/account"), try it.office.open(it.stage.contact),
            try it.office.open(ChangeRequest.list),
        ] {
            #expect(page.text.contains("From “Maria Anders” to “Maria A.”"), "\(page.address)")
        }
        let form = try #require(try it.maria.open(OwnStage.details).form(OwnStage.details))
        #expect(form.fields["name"] == nil, "one wish at a time")
    }

    @Test("a technician approves it, the person is told, and it holds on the next page")
    func approved() throws {
        let technician = try kernel.signIn(try kernel.addStaff(isAdministrator: false))
        try technician.open(ChangeRequest.list)
        #expect(
            try technician.submit("\(ChangeRequest.list)/\(it.wish())/approve").location == it.stage.contact)
        #expect(try it.maria.open("/account").text.contains("Maria A."))
        let letter = try #require(try kernel.deliver().last)
        #expect(letter.recipient == "maria@example.org" && letter.text.contains("Maria Anders → Maria A."))
        #expect(try it.actions() == ["identity.change.asked", "administration.change.approved"])
        #expect(try technician.open(ChangeRequest.list + "?view=decided").text.contains("Approved"))
    }

    @Test(
        "declined with a reason, it changes nothing, and the reason is in the mail; without one it is refused"
    )
    func declined() throws {
        let path = "\(ChangeRequest.list)/\(try it.wish())/decline"
        try it.office.open(path)
        #expect(try it.office.submit(path, ["reason": " "]).wrongFields == ["reason"])
        #expect(try it.office.submit(path, ["reason": "Send us the deed"]).status == 303)
        #expect(try it.column("name") == "Maria Anders")
        #expect(try kernel.deliver().last?.text.contains("Send us the deed") == true)
        #expect(try it.office.post(path, ["reason": "again"]).status == 409)
        #expect(try it.change(["name": "Maria B."]).status == 303, "and may be asked for once more")
    }

    @Test("the person withdraws it, and then nobody decides it any more")
    func withdrawn() throws {
        try it.maria.open("/account")
        #expect(try it.maria.submit("/account/changes/\(it.wish())/withdraw").location == "/account")
        #expect(try it.office.post("\(ChangeRequest.list)/\(it.wish())/approve").status == 409)
        #expect(try it.column("name") == "Maria Anders")
        #expect(try it.maria.post("/account/changes/\(it.wish())/withdraw").status == 409)
    }

    @Test("a contact that was changed meanwhile is a conflict in words, and the wish waits still")
    func outdated() throws {
        try kernel.execute("UPDATE kernel_contact SET name = 'Maria Ánders' WHERE id = \(it.contact.id)")
        let reply = try it.office.post("\(ChangeRequest.list)/\(it.wish())/approve")
        #expect(reply.status == 409 && reply.text.contains("changed since this was asked for"))
        #expect(try it.column("name") == "Maria Ánders")
        #expect(try kernel.value("SELECT COUNT(*) FROM kernel_change_request WHERE is_open = 1") == 1)
        #expect(try kernel.deliver().isEmpty)
    }

    @Test("of fifty who decide at the same moment one does, and one mail goes out")
    func race() throws {
        let path = "\(ChangeRequest.list)/\(try it.wish())/"
        let shelf = try (0..<50).map { _ in Unchecked(value: try kernel.signIn(it.stage.staff)) }
        for browser in shelf { try browser.value.open(ChangeRequest.list) }
        let statuses = try atOnce(50) { number in
            try shelf[number].value.post(
                path + (number % 2 == 0 ? "approve" : "decline"), ["reason": "No. \(number)"]
            ).status
        }.map { try $0.get() }
        #expect(statuses.count { $0 == 303 } == 1, "\(statuses)")
        #expect(statuses.allSatisfy { [303, 409, 503].contains($0) })
        #expect(try kernel.deliver().count == 1)
        #expect(try it.actions().count == 2)
    }

    @Test("of fifty who ask for the same field at the same moment one wish is written down")
    func asked() throws {
        try kernel.execute("DELETE FROM kernel_change_request")
        let shelf = try (0..<50).map { _ in Unchecked(value: try kernel.signIn(it.stage.maria)) }
        for browser in shelf { try browser.value.open(OwnStage.details) }
        let statuses = try atOnce(50) { number in
            try shelf[number].value.submit(OwnStage.details, ["name": "Maria \(number)"]).status
        }.map { try $0.get() }
        #expect(statuses.count { $0 == 303 } >= 1)
        #expect(statuses.allSatisfy { [303, 409, 503].contains($0) }, "\(Set(statuses))")
        #expect(try kernel.value("SELECT COUNT(*) FROM kernel_change_request") == 1)
    }

    @Test("SL07 it is handed out with the person's data, and forgotten with it")
    func privacy() throws {
        #expect(try kernel.personalData(of: it.contact).kernel["changes"]?.first?["new_value"] == "Maria A.")
        try kernel.erase(it.contact)
        #expect(try kernel.value("SELECT COUNT(*) FROM kernel_change_request") == 0)
    }
}
