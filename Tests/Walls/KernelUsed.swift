// A portal sees only the contract: what the kernel is made of is not there even for one who imports it.
// expect: cannot find 'Gate' in scope
// expect: missing required module 'CPosix'
// expect: missing required module 'CPango'
import PortalKit

#if ATTACK
    import Kernel

    let gate = Gate.self
#else
    let gate = Portal.self
#endif
