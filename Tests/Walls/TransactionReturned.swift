// A transaction does not leave the closure that it was lent to.
// expect: requires that 'Transaction' conform to 'Copyable'
import PortalKit

func change(_ write: consuming Write) throws {
    #if ATTACK
        let late: Transaction = try write { tx in tx }
        try late.execute(close)
    #else
        _ = try write { tx in try tx.execute(close) }
    #endif
}
