// The addresses of a portal are known before it runs.
// expect: cannot convert value of type 'String' to expected argument type 'StaticString'
import PortalKit

func routes(_ path: String) -> [Route<CustomerContext>] {
    #if ATTACK
        [.get(path, needs: .signedIn) { _, _ in .seeOther("/home") }]
    #else
        [.get("/tickets", needs: .signedIn) { _, _ in .seeOther("/home") }]
    #endif
}
