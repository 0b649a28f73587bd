// A right of customers cannot be asked of staff.
// expect: requires the types 'StaffContext' and 'CustomerContext' be equivalent
import PortalKit

let routes: [Route<StaffContext>] = [
    #if ATTACK
        .get("/tickets", needs: .customer(.viewTickets)) { _, _ in .seeOther("/staff") }
    #else
        .get("/tickets", needs: .staff(.answerTickets)) { _, _ in .seeOther("/staff") }
    #endif
]
