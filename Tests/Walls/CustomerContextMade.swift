// The gate of the kernel makes contexts, for each request; a portal does not become somebody else.
// expect: 'CustomerContext' initializer is inaccessible due to 'package' protection level
import PortalKit

func disguise(_ context: CustomerContext, _ other: Viewer) -> CustomerContext {
    #if ATTACK
        CustomerContext(
            viewer: other, now: context.now, ui: context.ui, store: context.store, reaches: context.reaches,
            seal: context.seal)
    #else
        context
    #endif
}
