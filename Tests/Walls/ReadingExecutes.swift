// What reads cannot change anything.
// expect: value of type 'Reading' has no member 'execute'
import PortalKit

func change(_ reading: borrowing Reading) throws {
    #if ATTACK
        try reading.execute(close)
    #else
        _ = try reading.first("SELECT 1") { row in try row.next() as Int }
    #endif
}
