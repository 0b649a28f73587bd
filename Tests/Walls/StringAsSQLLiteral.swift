// Nor through the initialiser that literals use.
// expect: cannot convert value of type 'String' to expected argument type 'StaticString'
import PortalKit

func search(_ typed: String) -> SQL {
    #if ATTACK
        SQL(stringLiteral: typed)
    #else
        SQL(stringLiteral: "SELECT 1")
    #endif
}
