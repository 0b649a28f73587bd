// Nor through the initialiser that literals use.
// expect: cannot convert value of type 'String' to expected argument type 'StaticString'
import PortalKit

func heading(_ typed: String) -> HTML {
    #if ATTACK
        HTML(stringLiteral: typed)
    #else
        HTML(stringLiteral: "<hr>")
    #endif
}
