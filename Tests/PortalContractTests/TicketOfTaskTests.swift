import PortalKit
import PortalTesting
import ProjectPortal
import SupportPortal
import Testing

@Suite("A task of a project that is about a ticket of the support portal")
struct TicketOfTaskTests {
    @Test(
        "F04 it leads there for who sees the ticket, and shows a colleague nothing; neither portal knows the other"
    )
    func linked() throws {
        let kernel = try TestKernel(portals: [projectPortal, supportPortal])
        let customer = try kernel.addCustomer("Alfreds Futterkiste")
        let maria = try kernel.addSeat(kernel.addContact("Maria Anders", at: customer))
        let karl = try kernel.addSeat(kernel.addContact("Karl Brandt", at: customer))
        try kernel.setAccess(karl, to: "support", isGranted: true, cap: .own)
        let (hers, his) = (try kernel.signIn(maria), try kernel.signIn(karl))
        let opened = try hers.post(
            "/support/tickets/new", ["subject": "The till is broken", "description": "It does not open."])
        #expect(opened.status == 303, "\(opened.text)")
        let number: Int? = try kernel.value("SELECT number FROM support_ticket")
        let staff = try kernel.signIn(kernel.addStaff())
        let client: Int? = try kernel.value("SELECT number FROM kernel_customer")
        let begun = try staff.post(
            "/staff/project/projects/new",
            ["name": "Shop", "customer": String(client ?? 0), "status": "active", "shared": "1"])
        let people = try #require(begun.location)
        for seat in [maria, karl] {
            _ = try staff.post(people, ["contact": try #require(seat.contact).ref])
        }
        let project = String(people.dropLast("/people".count))
        let made = try staff.upload(
            project + "/items/new", ["kind": "task", "title": "Repair", "shared": "1"], [])
        let task = try #require(made.location)
        let own = String(task.dropFirst("/staff".count))
        let bare = try his.get(own).comparable
        #expect(try staff.post(task + "/ticket", ["ticket": "#\(number ?? 0)"]).status == 303)
        let label = "#\(number ?? 0) The till is broken"
        #expect(try hers.get(own).text.contains(label))
        #expect(try hers.get(own).links.contains(try #require(opened.location)))
        #expect(try his.get(own).comparable == bare)
        #expect(try staff.get(task).text.contains(label))
    }
}
