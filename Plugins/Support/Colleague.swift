import PortalKit

/// One of the operator's people, to be chosen.
struct Colleague {
    let id: ID<StaffMember>
    let ref: Ref<StaffMember>
    let name: String

    static func all(_ db: borrowing Reading) throws -> [Colleague] {
        try db.rows(
            "SELECT id, ref, name FROM portico_staff WHERE removed_at IS NULL ORDER BY name", Colleague.init)
    }

    static func find(_ text: String, _ db: borrowing Reading) throws -> Colleague? {
        guard let ref = try? Ref<StaffMember>(text) else { return nil }
        return try db.first(
            "SELECT id, ref, name FROM portico_staff WHERE removed_at IS NULL AND ref = \(ref)",
            Colleague.init)
    }

    private init(_ row: borrowing Row) throws {
        id = try row.next()
        ref = try row.next()
        name = try row.next()
    }
}

extension Colleague {
    /// Everybody who ever was one: a ticket may still be with somebody who has left.
    static func everybody(_ tx: borrowing Transaction) throws -> [Ref<StaffMember>: ID<StaffMember>] {
        let all: [(Ref<StaffMember>, ID<StaffMember>)] = try tx.rows("SELECT ref, id FROM portico_staff") {
            (try $0.next(), try $0.next())
        }
        return Dictionary(all) { first, _ in first }
    }
}
