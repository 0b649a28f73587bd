// What reads does not leave its closure either.
// expect: requires that 'Reading' conform to 'Copyable'
import PortalKit

func page(_ context: CustomerContext) throws {
    #if ATTACK
        let late: Reading = try context.read { db in db }
        _ = try late.first("SELECT 1") { row in try row.next() as Int }
    #else
        _ = try context.read { db in try db.first("SELECT 1") { row in try row.next() as Int } }
    #endif
}
