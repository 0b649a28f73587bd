// The one way round the escaping is the kernel's own.
// expect: argument passed to call that takes no arguments
import PortalKit

func heading(_ typed: [UInt8]) -> HTML {
    #if ATTACK
        HTML(trusted: typed)
    #else
        HTML()
    #endif
}
