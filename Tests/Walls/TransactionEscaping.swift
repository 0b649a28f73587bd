// A closure that outlives the request cannot hold a transaction.
// expect: noncopyable 'tx' cannot be consumed when captured by an escaping closure
// expect: the compiler crashes
import PortalKit

func later(_ body: @escaping () throws -> Void) -> () throws -> Void { body }

func change(_ tx: borrowing Transaction) throws {
    #if ATTACK
        let late = later { try tx.execute(close) }
        try late()
    #else
        try tx.execute(close)
    #endif
}
