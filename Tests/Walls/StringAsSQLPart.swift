// Nor piece by piece.
// expect: cannot convert value of type 'String' to expected argument type 'StaticString'
import PortalKit

func search(_ typed: String) -> SQL {
    var pieces = SQL.StringInterpolation(literalCapacity: 0, interpolationCount: 0)
    #if ATTACK
        pieces.appendLiteral(typed)
    #else
        pieces.appendLiteral("SELECT 1")
    #endif
    return SQL(stringInterpolation: pieces)
}
