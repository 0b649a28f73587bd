// The right to write ends with the request: it cannot be left where another request would find it.
// expect: 'inout sending' parameter '$0' cannot be task-isolated at end of function
import PortalKit
import Synchronization

final class Shelf: Sendable {
    let later = Mutex<Write?>(nil)
}

let shelf = Shelf()

let routes: [Route<StaffContext>] = [
    .post("/tickets", needs: .staff(.answerTickets)) { _, _, write in
        #if ATTACK
            var kept: Write? = write
            shelf.later.withLock { $0 = kept.take() }
        #else
            _ = try write { tx in try tx.execute(close) }
        #endif
        return .seeOther("/staff/support/tickets")
    }
]
