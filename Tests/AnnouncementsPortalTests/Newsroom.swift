import AnnouncementsPortal
import PortalKit
import PortalTesting

/// An installation with announcements: for everybody, for Alfreds, for Ana, and a draft for each of them.
struct Newsroom {
    static let list = "/announcements/announcements"
    static let staffList = "/staff/announcements/announcements"

    let kernel: TestKernel
    let author: TestStaff
    let maria: TestSeat
    let ana: TestSeat

    init() throws {
        kernel = try TestKernel(portals: [announcementsPortal])
        author = try kernel.addStaff()
        maria = try kernel.addSeat(
            kernel.addContact("Maria Anders", at: kernel.addCustomer("Alfreds Futterkiste")))
        ana = try kernel.addSeat(
            kernel.addContact("Ana Trujillo", at: kernel.addCustomer("Ana Trujillo Helados")))
    }

    /// Adds an announcement past every form, and gives its address.
    @discardableResult
    func announce(
        _ title: String, to customer: TestCustomer? = nil, isPublished: Bool = true, file: UInt64? = nil
    ) throws -> String {
        let id = try kernel.execute(
            """
            INSERT INTO announcements_announcement
                (customer_id, ref, title, body, attachment_id, created_at, created_by, published_at, published_by)
            VALUES (\(customer?.id), RANDOM_BYTES(10), \(title), \("The text of " + title), \(file), \(kernel.clock.now),
                \(author.id), \(isPublished ? kernel.clock.now : nil), \(isPublished ? author.id : nil))
            """
        ).insertID
        let ref: Ref<Newsroom>? = try kernel.value(
            "SELECT ref FROM announcements_announcement WHERE id = \(id)")
        return Self.list + "/" + (ref?.description ?? "")
    }

    /// Adds a file's row, without a file behind it.
    func addFile(_ name: String, type: String) throws -> UInt64 {
        try kernel.execute(
            """
            INSERT INTO kernel_attachment (ref, portal, name, type, size, sha256, uploaded_at, uploaded_by_staff)
            VALUES (RANDOM_BYTES(10), 'announcements', \(name), \(type), 5, REPEAT('x', 32), \(kernel.clock.now), \(author.id))
            """
        ).insertID
    }
}
