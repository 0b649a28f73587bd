// A portal has no way to the operating system through the program's own wrapper.
// expect: cannot find 'ChildProcess' in scope
// expect: missing required module 'CPosix'
import PortalKit

#if ATTACK
    import Posix

    let child = ChildProcess.self
#else
    let child = Portal.self
#endif
