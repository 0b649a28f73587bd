// A handler writes at most once: one request is one fact.
// expect: 'write' consumed more than once
import PortalKit

let routes: [Route<StaffContext>] = [
    .post("/tickets", needs: .staff(.answerTickets)) { _, _, write in
        _ = try write { tx in try tx.execute(close) }
        #if ATTACK
            _ = try write { tx in try tx.execute(close) }
        #endif
        return .seeOther("/staff/support/tickets")
    }
]
