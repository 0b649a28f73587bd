// Why a statement has no owner is written in the source, where a reviewer reads it.
// expect: cannot convert value of type 'String' to expected argument type 'StaticString'
import PortalKit

func states(_ reason: String) -> SQL {
    #if ATTACK
        "SELECT name FROM support_status \(unscoped: reason)"
    #else
        "SELECT name FROM support_status \(unscoped: "statuses are the same for all")"
    #endif
}
