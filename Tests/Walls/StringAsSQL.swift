// A text that was made while running is not SQL.
// expect: cannot convert value of type 'String' to expected argument type 'SQL'
import PortalKit

func search(_ typed: String, _ db: borrowing Reading) throws {
    #if ATTACK
        _ = try db.first("SELECT id FROM support_ticket WHERE subject = '" + typed + "'" as String) { row in
            try row.next() as Int
        }
    #else
        _ = try db.first("SELECT id FROM support_ticket WHERE subject = \(typed)") { row in
            try row.next() as Int
        }
    #endif
}
