// The connection to the database is not part of the contract, although SQL and rows are.
// expect: cannot find type 'Connection' in scope
import PortalKit

#if ATTACK
    func query(_ connection: Connection) {}
#else
    func query(_ reading: borrowing Reading) {}
#endif
