// The one way round is the migrator's own.
// expect: no exact matches in call to initializer
import PortalKit

func search(_ typed: String) -> SQL {
    #if ATTACK
        SQL(trusted: typed)
    #else
        "SELECT 1"
    #endif
}
