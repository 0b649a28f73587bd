// What every attack stands on: the smallest things of a portal, as a team would write them.
import PortalKit

struct Ticket {
    let id: ID<Ticket>
}

extension Permission {
    static let viewTickets = Permission("support.tickets.view", title: "See tickets")
}

extension StaffPermission {
    static let answerTickets = StaffPermission(
        "support.tickets.answer", title: "Answer tickets", technicians: true)
}

let close: SQL = "UPDATE support_ticket SET closed_by = 1"
let ticket = ObjectKind("ticket")
let resources = PortalResources()
