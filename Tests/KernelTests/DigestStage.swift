import PortalKit
import PortalTesting

@testable import Kernel

/// Two portals, one that writes letters and one with cards that wait; two people of one customer, who see all of it,
/// and one of another. It is Monday, 10:30 where they are.
struct DigestStage: Sendable {
    static let page = "/account/emails"
    static let staffPage = "/staff/account/emails"

    let kernel: TestKernel
    let alma: TestStaff
    let maria: TestSeat
    let hanna: TestSeat
    let ana: TestSeat

    init() throws {
        kernel = try TestKernel(portals: [lettersPortal, boardPortal])
        alma = try kernel.addStaff()
        let alfreds = try kernel.addCustomer("Alfreds Futterkiste")
        maria = try kernel.addSeat(kernel.addContact("Maria Anders", at: alfreds))
        hanna = try kernel.addSeat(kernel.addContact("Hanna Moos", at: alfreds))
        ana = try kernel.addSeat(kernel.addContact("Ana Trujillo", at: kernel.addCustomer("Helados")))
        let wide = try kernel.addGroup([
            "letters.read": .organisation, "board.view": .own, "board.answer": .own,
        ])
        try kernel.execute("UPDATE kernel_seat SET group_id = \(wide.id)")
        try kernel.execute(
            "UPDATE kernel_contact SET email = CONCAT(LOWER(SUBSTRING_INDEX(name, ' ', 1)), '@example.org')")
        try kernel.execute("UPDATE kernel_staff SET login = 'alma@example.org' WHERE id = \(alma.id)")
        try kernel.runBackground()
        try kernel.execute("UPDATE kernel_job SET due_at = '2100-01-01' WHERE name <> 'identity.digests'")
    }

    /// Chooses in one's own page, as it is shown.
    func choose(_ how: String, _ seat: TestSeat) throws {
        let browser = try kernel.signIn(seat)
        try browser.open(Self.page)
        _ = try browser.submit(Self.page, ["how": how])
    }

    /// The same of one of staff.
    func choose(_ how: String, _ staff: TestStaff) throws {
        let browser = try kernel.signIn(staff)
        try browser.open(Self.staffPage)
        _ = try browser.submit(Self.staffPage, ["how": how])
    }

    /// Writes a letter of Maria's, which everybody of her customer may be told of.
    func write(_ text: String, _ fields: [String: String] = [:]) throws {
        let all = [
            "text": text, "customer": String(maria.customer.number), "contact": "Maria Anders", "to": "all",
        ]
        _ = try kernel.signIn(alma).post("/staff/letters/letters", all.merging(fields) { $1 })
    }

    /// Something that waits on somebody.
    func wait(_ text: String, for seat: TestSeat, urgency: Int = 0) throws {
        try kernel.execute(
            """
            INSERT INTO board_card (customer_id, contact_id, ref, text, created_at, urgency)
            VALUES (\(seat.customer.id), \(seat.contact?.id), RANDOM_BYTES(10), \(text), \(kernel.clock.now),
                \(urgency))
            """)
    }

    /// Lets the clock go on to a time in UTC, so many days after that Monday, does what is due and sends the mails.
    func mails(day: Int64, _ hour: Int64, _ minute: Int64 = 0) throws -> [TestMail] {
        let then = TestClock.start.adding(seconds: day * 86_400 + (hour - 9) * 3_600 + (minute - 30) * 60)
        kernel.clock.move(seconds: then.seconds(since: kernel.clock.now))
        try kernel.runBackground()
        return try kernel.mails()
    }

    func count(_ table: SQL) throws -> Int { try kernel.value("SELECT COUNT(*) FROM \(sql: table)") ?? 0 }
}
