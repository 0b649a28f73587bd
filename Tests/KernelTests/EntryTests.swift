import PortalKit
import PortalTesting
import Testing

@testable import Kernel

/// The rows of the table of entries that begin at the sign-in page, beside one customer with portal users. The rows of
/// links stand in CustomerLinkTests, those of staff in ViewingTests.
@Suite("Who signs in, and what is open then")
struct EntryTests {
    enum Person: String, CaseIterable, CustomTestStringConvertible {
        case itself = "a user on the customer itself, no group chosen"
        case grouped = "a contact with a group"
        case ungrouped = "a contact without one"
        case off = "switched off"
        case invited = "only invited"
        case mustEnrol = "a second factor is required, and none set up"
        case enrolled = "a second factor is set up"

        var testDescription: String { rawValue }
    }

    enum Entry: Equatable {
        /// Led to that page, with the tabs of these portals.
        case enters(tabs: [String])
        case refused
        /// Nothing is open but the page that this one leads to.
        case held(String)
        case asked
    }

    private let it: MfaStage

    init() throws { it = try MfaStage() }

    /// What the table says.
    private static let table: [Person: Entry] = [
        .itself: .enters(tabs: ["/notes/notes"]), .grouped: .enters(tabs: ["/notes/notes"]),
        .ungrouped: .enters(tabs: []), .off: .refused, .invited: .refused,
        .mustEnrol: .held("/account/security/app"), .enrolled: .asked,
    ]

    @Test("C03 C08 C09 C10 C32 the table of entries by signing in", arguments: Person.allCases)
    func entry(_ person: Person) throws {
        let seat = try seat(person)
        let (browser, reply) = try it.stage.signIn(seat.login)
        let found: Entry
        if reply.status == 422 {
            found = .refused
        } else if reply.location == "/sign-in/code" {
            found = .asked
        } else {
            let home = try browser.get("/home")
            found =
                home.status == 200
                ? .enters(tabs: home.tabs.filter { $0 != "/home" }) : .held(home.location ?? "")
        }
        #expect(found == Self.table[person])
        // None of the others has anything before he is in.
        if case .enters = found { return }
        let inside = try browser.get("/notes/notes")
        #expect(inside.status == 303 && inside.location != "/notes/notes")
    }

    @Test("C08 SA01 whoever is switched off or only invited is answered as after a wrong password")
    func alike() throws {
        func answer(_ login: String, _ password: String) throws -> String {
            try it.stage.signIn(login, password).1.text.replacing(login, with: "LOGIN")
        }
        let wrong = try answer(seat(.grouped).login, "not the password")
        for person in [Person.off, .invited] {
            #expect(try answer(seat(person).login, TestKernel.password) == wrong, "\(person)")
        }
    }

    private func seat(_ person: Person) throws -> TestSeat {
        let kernel = it.kernel
        if person == .itself { return try kernel.addSeat(on: it.maria.customer) }
        let none = try kernel.addGroup([:])
        try kernel.execute("UPDATE kernel_permission_group SET is_default = NULL WHERE is_default = 1")
        try kernel.execute("UPDATE kernel_permission_group SET is_default = 1 WHERE id = \(none.id)")
        let contact = try kernel.addContact("Hanna Moos", at: it.maria.customer)
        let group = person == .ungrouped ? nil : try kernel.addGroup(["notes.view": .organisation])
        let seat = try kernel.addSeat(contact, group: group)
        let now = kernel.clock.now
        switch person {
        case .off: try kernel.execute("UPDATE kernel_seat SET disabled_at = \(now) WHERE id = \(seat.id)")
        case .invited:
            try kernel.execute("UPDATE kernel_seat SET accepted_at = NULL WHERE id = \(seat.id)")
        case .mustEnrol: _ = try it.require(seat)
        case .enrolled: try it.enrol(.account(seat.account))
        case .itself, .grouped, .ungrouped: break
        }
        return seat
    }
}
