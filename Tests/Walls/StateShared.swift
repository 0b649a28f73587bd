// Requests run side by side: what they would share by accident does not compile.
// expect: mutation of captured var 'visits' in concurrently-executing code
import PortalKit

func routes() -> [Route<CustomerContext>] {
    var visits = 0
    visits += 1
    return [
        .get("/tickets", needs: .signedIn) { _, _ in
            #if ATTACK
                visits += 1
            #endif
            return .seeOther("/home")
        }
    ]
}
