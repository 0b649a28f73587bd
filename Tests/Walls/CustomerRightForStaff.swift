// A right of customers cannot be asked of staff.
// expect: requires the types 'StaffContext' and 'CustomerContext' be equivalent
import PortalKit

#if ATTACK
    let route: Route<StaffContext> =
        .get("/tickets", needs: .customer(.viewTickets)) { _, _ in .seeOther("/staff") }
#else
    let route: Route<StaffContext> =
        .get("/tickets", needs: .staff(.answerTickets)) { _, _ in .seeOther("/staff") }
#endif
