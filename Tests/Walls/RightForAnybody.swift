// A right that everybody has cannot be made.
// expect: 'Right<Context>' initializer is inaccessible due to 'package' protection level
// expect: 'Right<CustomerContext>' initializer is inaccessible due to 'package' protection level
// expect: type 'Right<CustomerContext>' has no member 'anybody'
import PortalKit

let routes: [Route<CustomerContext>] = [
    #if ATTACK
        .get("/tickets", needs: Right(.anybody)) { _, _ in .seeOther("/home") }
    #else
        .get("/tickets", needs: .signedIn) { _, _ in .seeOther("/home") }
    #endif
]
