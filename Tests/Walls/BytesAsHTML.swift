// The one way round the escaping is the kernel's own.
// expect: 'HTML' initializer is inaccessible due to 'package' protection level
// expect: extraneous argument label 'trusted:' in call
// expect: argument passed to call that takes no arguments
// expect: cannot convert value of type '[UInt8]' to expected argument type
import PortalKit

func heading(_ typed: [UInt8]) -> HTML {
    #if ATTACK
        HTML(trusted: typed)
    #else
        HTML()
    #endif
}
