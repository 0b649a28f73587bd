// A context cannot be left where another request would find it.
// expect: 'inout sending' parameter '$0' cannot be task-isolated at end of function
import PortalKit
import Synchronization

enum Memory {
    #if ATTACK
        static let last = Mutex<CustomerContext?>(nil)
    #else
        static let last = Mutex<Instant?>(nil)
    #endif
}

let routes: [Route<CustomerContext>] = [
    .get("/tickets", needs: .signedIn) { _, context in
        #if ATTACK
            Memory.last.withLock { $0 = context }
        #else
            Memory.last.withLock { $0 = context.now }
        #endif
        return .seeOther("/home")
    }
]
