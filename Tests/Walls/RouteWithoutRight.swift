// A route without a right cannot be written.
// expect: missing argument for parameter 'needs' in call
import PortalKit

#if ATTACK
    let route: Route<CustomerContext> =
        .get("/tickets") { _, _ in .seeOther("/home") }
#else
    let route: Route<CustomerContext> =
        .get("/tickets", needs: .customer(.viewTickets)) { _, _ in .seeOther("/home") }
#endif
