package import MariaDB
import Posix
package import PortalKit

extension Contact {
    struct Line: Sendable {
        let ref: Ref<Contact>
        let name: String
        let title: String
        let email: String?
        let hasSeat: Bool
        let isOn: Bool
        let group: String?
        let lastSeen: Instant?
    }

    static func list(of customer: Customer, _ db: borrowing Reading) throws -> [Line] {
        try db.rows(
            """
            SELECT p.ref, p.name, p.title, p.email, s.id IS NOT NULL, s.id IS NOT NULL AND s.disabled_at IS NULL,
                g.name, (SELECT MAX(x.seen_at) FROM kernel_session x WHERE x.seat_id = s.id)
            FROM kernel_contact p
            LEFT JOIN kernel_seat s ON s.customer_id = p.customer_id AND s.contact_key = p.id
            LEFT JOIN kernel_permission_group g ON g.id = s.group_id
            WHERE p.customer_id = \(customer.id) AND p.removed_at IS NULL ORDER BY p.name, p.id LIMIT 500
            """
        ) { row in
            Line(
                ref: try row.next(), name: try row.next(), title: try row.next(), email: try row.next(),
                hasSeat: try row.next(), isOn: try row.next(), group: try row.next(), lastSeen: try row.next()
            )
        }
    }

    static func find(_ ref: Ref<Contact>, _ db: borrowing Reading) throws -> Contact {
        let found: Contact? = try db.first(
            """
            SELECT p.id, p.ref, c.id, c.ref, c.name, c.number, p.name, p.title, p.email, p.phone, p.version,
                p.removed_at
            FROM kernel_contact p JOIN kernel_customer c ON c.id = p.customer_id WHERE p.ref = \(ref)
            """
        ) { row in
            let id: ID<Contact> = try row.next()
            let ref: Ref<Contact> = try row.next()
            let customer: (id: ID<Customer>, ref: Ref<Customer>, name: String, number: Int) = (
                try row.next(), try row.next(), try row.next(), try row.next()
            )
            var fields = Fields()
            fields.name = try row.next()
            fields.title = try row.next()
            fields.email = try row.next()
            fields.phone = try row.next()
            return Contact(
                id: id, ref: ref, customer: customer, fields: fields, version: try row.next(),
                removedAt: try row.next())
        }
        guard let found, found.removedAt == nil else { throw PortalError.notFound }
        return found
    }

    package static func add(
        _ fields: Fields, to customer: UInt64, externalID: String? = nil, at now: Instant,
        _ connection: Connection
    ) throws -> (id: UInt64, ref: [UInt8]) {
        let ref = Random.bytes(10)
        let changed = try connection.execute(
            """
            INSERT INTO kernel_contact (customer_id, ref, external_id, name, title, email, phone, created_at)
            VALUES (\(customer), \(ref), \(externalID), \(fields.name), \(fields.title), \(fields.email),
                \(fields.phone), \(now))
            """)
        return (changed.insertID, ref)
    }

    func save(_ fields: Fields, version: Int, _ connection: Connection) throws {
        let changed = try connection.execute(
            """
            UPDATE kernel_contact SET name = \(fields.name), title = \(fields.title), email = \(fields.email),
                phone = \(fields.phone), version = version + 1
            WHERE id = \(id) AND version = \(version) AND removed_at IS NULL
            """)
        guard changed.affected == 1 else {
            throw PortalError.conflict(
                "Somebody saved this contact meanwhile. Open it again and look at the change.")
        }
    }

    /// The contact is no longer there for anybody; history stays, and its seat reaches nothing from now on.
    func remove(by staff: StaffMember, at now: Instant, _ connection: Connection) throws {
        _ = try connection.execute(
            """
            UPDATE kernel_contact SET removed_at = \(now), removed_by = \(staff.id), version = version + 1
            WHERE id = \(id) AND removed_at IS NULL
            """)
    }
}
