// There is one transaction, and no second handle of it.
// expect: 'copy' cannot be applied to noncopyable types
import PortalKit

func change(_ tx: borrowing Transaction) throws {
    #if ATTACK
        let second = copy tx
        try second.execute(close)
    #else
        try tx.execute(close)
    #endif
}
