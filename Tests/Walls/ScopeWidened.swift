// A scope cannot be opened to look at or to widen.
// expect: 'owner' is inaccessible due to 'package' protection level
import PortalKit

func isStaff(_ scope: Scope) -> Bool {
    #if ATTACK
        if case .everything = scope.owner { true } else { false }
    #else
        false
    #endif
}
