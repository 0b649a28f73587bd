// A transaction is lent, not given: it cannot be put where it would outlive its closure.
// expect: 'tx' is borrowed and cannot be consumed
import PortalKit

struct Kept: ~Copyable {
    var transaction: Transaction?
}

func change(_ write: consuming Write, _ kept: inout Kept) throws {
    try write { tx in
        try tx.execute(close)
        #if ATTACK
            kept.transaction = tx
        #endif
    }
}
