// Nobody but the kernel opens a transaction.
// expect: 'Transaction' initializer is inaccessible
import PortalKit

func change(_ context: StaffContext) throws {
    #if ATTACK
        try Transaction(context.store).execute(close)
    #else
        _ = context.now
    #endif
}
