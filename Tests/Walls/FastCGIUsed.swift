// A portal has no way to the web server.
// expect: cannot find 'Workers' in scope
// expect: missing required module 'CPosix'
import PortalKit

#if ATTACK
    import FastCGI

    let workers = Workers.self
#else
    let workers = Portal.self
#endif
