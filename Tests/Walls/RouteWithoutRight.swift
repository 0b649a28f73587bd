// A route without a right cannot be written.
// expect: missing argument for parameter 'needs' in call
import PortalKit

let routes: [Route<CustomerContext>] = [
    #if ATTACK
        .get("/tickets") { _, _ in .seeOther("/home") }
    #else
        .get("/tickets", needs: .customer(.viewTickets)) { _, _ in .seeOther("/home") }
    #endif
]
