// A closure that outlives the request cannot hold a transaction.
// expect: 'tx' cannot be captured by an escaping closure since it is a borrowed parameter
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
