// Nor does a context write.
// expect: value of type 'CustomerContext' has no member 'write'
import PortalKit

func page(_ context: CustomerContext) throws {
    #if ATTACK
        try context.write { tx in try tx.execute(close) }
    #else
        _ = context.now
    #endif
}
