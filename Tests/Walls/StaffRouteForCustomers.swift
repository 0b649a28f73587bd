// Nor a page of staff for customers, which would be worse.
// expect: cannot convert value of type '[Route<StaffContext>]' to expected argument type '[Route<CustomerContext>]'
import PortalKit

let pages: [Route<StaffContext>] = [.get("/tickets", needs: .signedIn) { _, _ in .seeOther("/staff") }]

#if ATTACK
    let portal = Portal(
        id: "support", title: "Support", icon: .message, permissions: [.viewTickets], customer: pages,
        examples: .none, privacy: .holdsNoPersonalData, resources: resources)
#else
    let portal = Portal(
        id: "support", title: "Support", icon: .message, permissions: [.viewTickets], staff: pages,
        examples: .none, privacy: .holdsNoPersonalData, resources: resources)
#endif
