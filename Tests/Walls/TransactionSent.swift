// A transaction stays on the thread of its request.
// expect: 'tx' cannot be captured by an escaping closure since it is a borrowed parameter
// expect: the compiler crashes
import PortalKit

func change(_ tx: borrowing Transaction) throws {
    #if ATTACK
        Task.detached { try tx.execute(close) }
    #else
        try tx.execute(close)
    #endif
}
