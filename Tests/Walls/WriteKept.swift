// The right to write ends with the request: it cannot be left where another request would find it.
// expect: stored property 'later' of 'Sendable'-conforming class 'Shelf' is mutable
// expect: sending
import PortalKit
import Synchronization

final class Shelf: Sendable {
    let later = Mutex<Write?>(nil)
}

let shelf = Shelf()

let routes: [Route<StaffContext>] = [
    .post("/tickets", needs: .staff(.answerTickets)) { _, _, write in
        #if ATTACK
            let kept = write
            shelf.later.withLock { $0 = consume kept }
        #else
            _ = try write { tx in try tx.execute(close) }
        #endif
        return .seeOther("/staff/support/tickets")
    }
]
