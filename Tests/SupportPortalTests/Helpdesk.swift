import PortalKit
import PortalTesting
import SupportPortal
import Testing

/// An installation with a help desk: Maria and Karl of Alfreds, of whom Karl reaches only his own; Ana of another
/// customer; and Jonas, who answers.
struct Helpdesk {
    static let list = "/support/tickets"
    static let staffList = "/staff/support/tickets"

    let kernel: TestKernel
    let jonas: TestStaff
    let maria: TestSeat
    let karl: TestSeat
    let ana: TestSeat
    let desk: Browser

    /// - Parameter clamd: the socket of a scanner, and the seconds that it is given.
    init(clamd: (socket: String, seconds: Int)? = nil) throws {
        kernel = try TestKernel(portals: [supportPortal], clamd: clamd)
        jonas = try kernel.addStaff("Jonas Kettering", isAdministrator: false)
        let alfreds = try kernel.addCustomer("Alfreds Futterkiste")
        maria = try kernel.addSeat(kernel.addContact("Maria Anders", at: alfreds))
        karl = try kernel.addSeat(
            kernel.addContact("Karl Brandt", at: alfreds),
            group: kernel.addGroup([
                "support.tickets.view": .own, "support.tickets.open": .organisation,
                "support.tickets.answer": .own,
            ]))
        ana = try kernel.addSeat(
            kernel.addContact("Ana Trujillo", at: kernel.addCustomer("Ana Trujillo Helados")))
        for (seat, address) in [(maria, "maria"), (karl, "karl"), (ana, "ana")] {
            try kernel.execute(
                "UPDATE kernel_contact SET email = \(address + "@example.org") WHERE id = \(seat.contact?.id)"
            )
        }
        desk = try kernel.signIn(jonas)
    }

    /// A ticket that a customer's person opens in the portal; gives its ref.
    func open(
        _ subject: String, by seat: TestSeat, files: [Browser.File] = []
    ) throws -> String {
        let browser = try kernel.signIn(seat)
        let reply = try browser.upload(
            Self.list + "/new", ["subject": subject, "description": "About " + subject], files)
        let path = try #require(reply.location)
        #expect(reply.status == 303 && path.hasPrefix(Self.list + "/"))
        return String(path.dropFirst(Self.list.count + 1))
    }

    /// What staff write to a ticket; gives the ref of the note.
    @discardableResult
    func write(
        _ text: String, to ticket: String, isShared: Bool = false, files: [Browser.File] = [],
        status: String = ""
    ) throws -> String {
        let reply = try desk.upload(
            Self.staffList + "/" + ticket,
            ["note": text, "status": status].merging(isShared ? ["shared": "1"] : [:]) { $1 }, files)
        #expect(reply.status == 303, "\(reply.text)")
        return try #require(try refs("support_note").last)
    }

    /// The refs of a table's rows, oldest first.
    func refs(_ table: SQL) throws -> [String] {
        let refs: [Ref<Helpdesk>] = try kernel.values("SELECT ref FROM \(sql: table) ORDER BY id")
        return refs.map(\.description)
    }

    /// Throws a switch.
    @discardableResult
    func share(_ kind: String, _ ref: String, of ticket: String, _ isOn: Bool) throws -> Reply {
        try desk.post(
            "\(Self.staffList)/\(ticket)/\(kind)/\(ref)/sharing", ["on": isOn ? "1" : "0"])
    }

    /// The form of the portal's settings, with no target for answers.
    static let settings = [
        "support.reopen-days": "14", "support.answer-hours": "0", "support.solve-hours": "0",
        "support.business-days": "weekdays", "support.business-from": "9", "support.business-until": "17",
    ]

    static func file(_ name: String, _ text: String = "hello") -> Browser.File {
        Browser.File("files", name: name, Array(text.utf8))
    }
}
