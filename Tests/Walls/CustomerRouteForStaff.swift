// The audience is the type: a page of customers cannot be mounted for staff.
// expect: cannot convert value of type '[Route<CustomerContext>]' to expected argument type '[Route<StaffContext>]'
import PortalKit

let pages: [Route<CustomerContext>] = [.get("/tickets", needs: .signedIn) { _, _ in .seeOther("/home") }]

#if ATTACK
    let portal = Portal(
        id: "support", title: "Support", icon: .message, permissions: [.viewTickets], staff: pages,
        examples: .none, privacy: .holdsNoPersonalData, resources: resources)
#else
    let portal = Portal(
        id: "support", title: "Support", icon: .message, permissions: [.viewTickets], customer: pages,
        examples: .none, privacy: .holdsNoPersonalData, resources: resources)
#endif
