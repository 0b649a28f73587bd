// A right of staff cannot be asked of customers.
// expect: referencing static method 'staff' on 'Right' requires the types 'CustomerContext' and 'StaffContext' be equivalent
import PortalKit

#if ATTACK
    let route: Route<CustomerContext> =
        .get("/tickets", needs: .staff(.answerTickets)) { _, _ in .seeOther("/home") }
#else
    let route: Route<CustomerContext> =
        .get("/tickets", needs: .customer(.viewTickets)) { _, _ in .seeOther("/home") }
#endif
