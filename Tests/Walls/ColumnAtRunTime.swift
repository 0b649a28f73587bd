// What a list is ordered by is written in the source.
// expect: cannot convert value of type 'String' to expected argument type 'StaticString'
import PortalKit

func order(_ column: String) -> Keyset {
    #if ATTACK
        Keyset(column, .ascending, id: "t.id")
    #else
        Keyset("t.subject", .ascending, id: "t.id")
    #endif
}
