// A portal has no page for people who are not signed in.
// expect: cannot find type 'GuestContext' in scope
import PortalKit

#if ATTACK
    let routes: [Route<GuestContext>] = [.get("/tickets", needs: .signedIn) { _, _ in .seeOther("/") }]
#else
    let routes: [Route<CustomerContext>] = [.get("/tickets", needs: .signedIn) { _, _ in .seeOther("/") }]
#endif
