import MariaDB
import PortalKit
import PortalTesting

@testable import Kernel

/// A customer whose people read the log, one of another customer, and books of both.
struct LogStage {
    let kernel: TestKernel
    let staff: TestStaff
    let customer: TestCustomer
    /// May read the log and sees all books.
    let hanna: TestSeat
    /// Sees his own books and not the log.
    let otto: TestSeat
    /// Of another customer; may read her own log.
    let ana: TestSeat

    init() throws {
        kernel = try TestKernel(portals: [shelfPortal])
        staff = try kernel.addStaff("Alma Reyes")
        customer = try kernel.addCustomer("Alfreds Futterkiste")
        let readers = try kernel.addGroup([
            "identity.access-log": .organisation, "shelf.books.view": .organisation,
        ])
        hanna = try kernel.addSeat(kernel.addContact("Hanna Moos", at: customer), group: readers)
        otto = try kernel.addSeat(
            kernel.addContact("Otto Klein", at: customer), group: kernel.addGroup(["shelf.books.view": .own]))
        ana = try kernel.addSeat(
            kernel.addContact("Ana Trujillo", at: kernel.addCustomer("Helados")), group: readers)
    }

    /// A book, and its name in addresses.
    func book(_ title: String, of seat: TestSeat, isShared: Bool = true) throws -> String {
        let ref = Token.random(10)
        try kernel.execute(
            """
            INSERT INTO shelf_book (customer_id, contact_id, ref, title, shared_at)
            VALUES (\(seat.customer.id), \(seat.contact?.id), \(ref), \(title), \(isShared ? kernel.clock.now : nil))
            """)
        return Crockford.encode(ref)
    }

    /// What is written down, oldest first.
    func actions() throws -> [String] { try kernel.values("SELECT action FROM kernel_audit ORDER BY id") }
}
