// Naming the module of the database gives no more than the contract does.
// expect: cannot find type 'Connection' in scope
import MariaDB
import PortalKit

#if ATTACK
    func query(_ connection: Connection) {}
#else
    func query(_ sql: SQL) {}
#endif
