// The one way round is the migrator's own.
// expect: 'SQL' initializer is inaccessible due to 'package' protection level
// expect: incorrect argument label in call (have 'trusted:'
// expect: extraneous argument label 'trusted:' in call
// expect: cannot convert value of type 'String' to expected argument type
import PortalKit

func search(_ typed: String) -> SQL {
    #if ATTACK
        SQL(trusted: typed)
    #else
        "SELECT 1"
    #endif
}
