// A text that was made while running is not markup.
// expect: cannot convert return expression of type 'String' to return type 'HTML'
import PortalKit

func heading(_ typed: String) -> HTML {
    #if ATTACK
        typed
    #else
        "<h2>\(typed)</h2>"
    #endif
}
