// The number of a row never comes from outside: an id cannot be made of what was typed.
// expect: missing argument label 'from:' in call
// expect: cannot convert value of type 'UInt64' to expected argument type
import PortalKit

func find(_ typed: String) throws -> any Sendable {
    #if ATTACK
        ID<Ticket>(UInt64(typed) ?? 0)
    #else
        try Ref<Ticket>(typed)
    #endif
}
