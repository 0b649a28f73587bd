import HTTPTypes
import PortalKit
import PortalTesting
import Testing

@testable import Kernel

/// What stands in the database beside what a customer's person may read must not come along in any answer.
@Suite("What pages of customers leave out")
struct DisclosureTests {
    /// Words that stand in no page of customers: each in a column that only staff read, or that nobody does.
    private static let marks = [
        "EXTERNAL-4711", "colleague-mark@example.org", "+49 30 555 4711", "Title of Hanna 4711", "$argon2",
        "login-of-staff-4711",
    ]

    @Test("SE10 no page of customers carries a field that is not declared for its reader, whole or in part")
    func leavesOut() throws {
        let stage = try Stage()
        let kernel = stage.kernel
        try kernel.execute(
            "UPDATE kernel_customer SET external_id = 'EXTERNAL-4711' WHERE id = \(stage.maria.customer.id)")
        let hanna = try kernel.addContact("Hanna Moos", at: stage.maria.customer)
        try kernel.execute(
            """
            UPDATE kernel_contact SET email = 'colleague-mark@example.org', phone = '+49 30 555 4711',
                title = 'Title of Hanna 4711' WHERE id = \(hanna.id)
            """)
        _ = try kernel.addSeat(hanna)
        try kernel.execute(
            "UPDATE kernel_staff SET login = 'login-of-staff-4711' WHERE id = \(stage.staff.id)")
        let maria = try kernel.signIn(stage.maria)
        #expect(try maria.post("/notes/notes/new", ["text": "a note"]).status == 303)
        let secrets = try secrets(stage)
        var looked = 0
        for target in kernel.house.router.targets where target.method == .get {
            guard case .customer = target else { continue }
            let path = try stage.address(target.template)
            let body = try maria.get(path).body
            for mark in Self.marks + secrets {
                #expect(!body.contains(mark), "\(path) carries \(mark)")
            }
            looked += 1
        }
        #expect(looked > 15)
        // The look is not blind: staff read the same fields.
        let office = try kernel.signIn(stage.staff)
        let shown = try office.get(stage.customer).body + office.get("/staff/contacts/" + hanna.ref).body
        for mark in Self.marks.prefix(4) { #expect(shown.contains(mark), "staff do not read \(mark)") }
    }

    /// Hashes of tokens and the names of rows that are nobody's address.
    private func secrets(_ stage: Stage) throws -> [String] {
        let hash: String? = try stage.kernel.value(
            "SELECT LOWER(HEX(token_hash)) FROM kernel_session WHERE seat_id = \(stage.maria.id)")
        let account: String? = try stage.kernel.value(
            "SELECT LOWER(HEX(ref)) FROM kernel_account WHERE id = \(stage.maria.account)")
        return [hash, account].compactMap(\.self)
    }
}
