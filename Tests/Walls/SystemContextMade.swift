// A page does not become the system, which sees everything.
// expect: 'SystemContext' initializer is inaccessible due to 'package' protection level
import PortalKit

func everything(_ context: CustomerContext) throws -> Scope {
    #if ATTACK
        SystemContext(now: context.now, store: context.store).scope
    #else
        try context.scope(.viewTickets)
    #endif
}
