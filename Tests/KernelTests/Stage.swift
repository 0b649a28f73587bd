import PortalKit
import PortalTesting

@testable import Kernel

/// An installation with the notes portal, an administrator, two customers and somebody of each.
struct Stage {
    let kernel: TestKernel
    let staff: TestStaff
    let maria: TestSeat
    let ana: TestSeat

    init(publicURL: String = "http://127.0.0.1:8080") throws {
        kernel = try TestKernel(portals: [notesPortal], publicURL: publicURL)
        staff = try kernel.addStaff()
        maria = try kernel.addSeat(
            kernel.addContact("Maria Anders", at: kernel.addCustomer("Alfreds Futterkiste")))
        ana = try kernel.addSeat(
            kernel.addContact("Ana Trujillo", at: kernel.addCustomer("Ana Trujillo Helados")))
    }

    /// Somebody who signs in at the customers' door with a form, as people do.
    func signIn(
        _ login: String, _ password: String = TestKernel.password, in browser: Browser? = nil,
        at door: String = "/sign-in"
    ) throws -> (Browser, Reply) {
        let browser = browser ?? kernel.browser()
        try browser.get(door)
        return (browser, try browser.submit(door, ["login": login, "password": password]))
    }

    /// Lets Maria and all of her group do what the kernel's permissions give.
    func letOrganise() throws {
        try kernel.execute(
            """
            INSERT INTO kernel_group_reach (group_id, permission, reach)
            SELECT g.id, p.id, 2 FROM kernel_permission_group g
            JOIN (SELECT 'identity.access-log' AS id UNION SELECT 'identity.colleagues') p WHERE g.is_default = 1
            """)
    }

    var contact: String { "/staff/contacts/" + (maria.contact?.ref ?? "") }
    var customer: String { "/staff/customers/" + maria.customer.ref }

    /// The page of a portal user, below its customer.
    func path(of seat: TestSeat) throws -> String {
        let ref: [UInt8]? = try kernel.value("SELECT ref FROM kernel_seat WHERE id = \(seat.id)")
        return "/staff/customers/\(seat.customer.ref)/portal-users/" + Self.text(ref)
    }

    /// What stands before a portal's id on the page behind `Manage`.
    func portals(of seat: TestSeat) throws -> String { try path(of: seat) + "/portals/" }

    /// An address of the route table with something real in each pair of braces.
    func address(_ template: String) throws -> String {
        let group: [UInt8]? = try kernel.value("SELECT ref FROM kernel_permission_group WHERE is_default = 1")
        let seat: [UInt8]? = try kernel.value("SELECT ref FROM kernel_seat WHERE id = \(maria.id)")
        let note: [UInt8]? = try kernel.value("SELECT ref FROM notes_note LIMIT 1")
        let batch: [UInt8]? = try kernel.value("SELECT ref FROM kernel_batch LIMIT 1")
        let entry: [UInt8]? = try kernel.value("SELECT ref FROM kernel_batch_row LIMIT 1")
        let change: [UInt8]? = try kernel.value("SELECT ref FROM kernel_change_request LIMIT 1")
        let person: [UInt8]? = try kernel.value("SELECT ref FROM kernel_staff WHERE id = \(staff.id)")
        return template.replacing("{contact}", with: maria.contact?.ref ?? "")
            .replacing("{customer}", with: maria.customer.ref)
            .replacing("{group}", with: Self.text(group))
            .replacing("{seat}", with: Self.text(seat)).replacing("{access}", with: "notes")
            .replacing("{colleague}", with: Self.text(seat))
            .replacing("{note}", with: Self.text(note))
            .replacing("{change}", with: Self.text(change))
            .replacing("{mail}", with: Self.text(nil))
            .replacing("{batch}", with: Self.text(batch)).replacing("{entry}", with: Self.text(entry))
            .replacing("{token}", with: Token().text)
            .replacing("{portal}", with: identityPortal.id)
            .replacing("{notice}", with: Notice.noteAdded.id)
            .replacing("{module}", with: "notes")
            .replacing("{person}", with: Self.text(person))
    }

    private static func text(_ bytes: [UInt8]?) -> String {
        bytes.map { Crockford.encode($0) } ?? "0000000000000000"
    }
}
