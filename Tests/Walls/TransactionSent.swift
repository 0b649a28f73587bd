// A transaction stays on the thread of its request.
// expect: noncopyable 'tx' cannot be consumed when captured by an escaping closure
// expect: capture of 'tx' with non-Sendable type 'Transaction'
// expect: the compiler crashes
import PortalKit

func change(_ tx: borrowing Transaction) throws {
    #if ATTACK
        Task.detached { try tx.execute(close) }
    #else
        try tx.execute(close)
    #endif
}
