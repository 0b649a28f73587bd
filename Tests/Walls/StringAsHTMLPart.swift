// Nor piece by piece.
// expect: cannot convert value of type 'String' to expected argument type 'StaticString'
import PortalKit

func heading(_ typed: String) -> HTML {
    var pieces = HTML.StringInterpolation(literalCapacity: 0, interpolationCount: 0)
    #if ATTACK
        pieces.appendLiteral(typed)
    #else
        pieces.appendInterpolation(typed)
    #endif
    return HTML(stringInterpolation: pieces)
}
