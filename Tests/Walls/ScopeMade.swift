// Whose records a statement may touch comes from the context alone.
// expect: 'Scope' initializer is inaccessible due to 'package' protection level
import PortalKit

func scope(_ context: CustomerContext) throws -> Scope {
    #if ATTACK
        Scope(.everything)
    #else
        try context.scope(.viewTickets)
    #endif
}
