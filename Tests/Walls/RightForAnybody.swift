// A right that everybody has cannot be made.
// expect: 'Right<Context>' initializer is inaccessible due to 'package' protection level
import PortalKit

#if ATTACK
    let route: Route<CustomerContext> =
        .get("/tickets", needs: Right(.anybody)) { _, _ in .seeOther("/home") }
#else
    let route: Route<CustomerContext> =
        .get("/tickets", needs: .signedIn) { _, _ in .seeOther("/home") }
#endif
