// A transaction is lent, not given: it cannot be put where it would outlive its closure.
// expect: 'tx' is borrowed and cannot be consumed
import PortalKit

struct Kept: ~Copyable {
    var transaction: Transaction?
}

func change(_ write: consuming Write, _ kept: inout Kept) throws {
    _ = try write { tx in
        let changed = try tx.execute(close)
        #if ATTACK
            kept.transaction = consume tx
        #endif
        return changed.affected
    }
}
