import MariaDB
import PortalKit
import PortalTesting

@testable import Kernel

/// A customer with an administrator of its own, who may give one group, and a colleague of that group.
struct ColleagueStage {
    let kernel: TestKernel
    let customer: TestCustomer
    let staff: TestStaff
    let administrators: TestGroup
    /// The one that may be given.
    let plain: TestGroup
    /// Holds what the administrator does not have.
    let wide: TestGroup
    /// Hanna administers, Otto is a colleague.
    let hanna: TestSeat
    let otto: TestSeat
    let browser: Browser

    init() throws {
        kernel = try TestKernel(portals: [notesPortal])
        staff = try kernel.addStaff()
        customer = try kernel.addCustomer("Alfreds Futterkiste")
        administrators = try kernel.addGroup(["identity.colleagues": .organisation, "notes.view": .own])
        plain = try kernel.addGroup(["notes.view": .own])
        wide = try kernel.addGroup(["notes.view": .organisation])
        hanna = try kernel.addSeat(kernel.addContact("Hanna Moos", at: customer), group: administrators)
        otto = try kernel.addSeat(kernel.addContact("Otto Klein", at: customer), group: plain)
        for seat in [hanna, otto] {
            try kernel.execute(
                "UPDATE kernel_contact SET email = \(seat.login) WHERE id = \(seat.contact?.id ?? 0)")
        }
        browser = try kernel.signIn(hanna)
        try allow(plain)
    }

    func allow(_ group: TestGroup) throws { try allow(group.id) }

    func allow(_ group: UInt64) throws {
        try kernel.execute(
            """
            INSERT IGNORE INTO kernel_group_ceiling (group_id, allowed_group_id)
            VALUES (\(administrators.id), \(group))
            """)
    }

    func path(_ seat: TestSeat) throws -> String {
        let ref: [UInt8]? = try kernel.value("SELECT ref FROM kernel_seat WHERE id = \(seat.id)")
        return "/colleagues/" + Crockford.encode(ref ?? [])
    }

    func group(_ seat: TestSeat) throws -> UInt64? {
        try kernel.value("SELECT group_id FROM kernel_seat WHERE id = \(seat.id)")
    }

    func invite(_ email: String, _ group: TestGroup, by browser: Browser? = nil) throws -> Reply {
        try (browser ?? self.browser).post(
            "/colleagues/new", ["name": "Yang Wang", "email": email, "group": group.ref])
    }

    var seats: Int { get throws { try kernel.value("SELECT COUNT(*) FROM kernel_seat") ?? 0 } }
}
