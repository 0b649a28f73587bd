// A right of staff cannot be asked of customers.
// expect: 'staff' requires the types 'CustomerContext' and 'StaffContext' be equivalent
// expect: referencing static method 'staff' on 'Right' requires the types 'CustomerContext' and 'StaffContext' be equivalent
import PortalKit

let routes: [Route<CustomerContext>] = [
    #if ATTACK
        .get("/tickets", needs: .staff(.answerTickets)) { _, _ in .seeOther("/home") }
    #else
        .get("/tickets", needs: .customer(.viewTickets)) { _, _ in .seeOther("/home") }
    #endif
]
