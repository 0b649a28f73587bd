package import MariaDB
import Posix
package import PortalKit

extension Customer {
    /// One line of the list.
    struct Line: Sendable {
        let id: ID<Customer>
        let ref: Ref<Customer>
        let name: String
        let number: Int
        let city: String
        let country: String
        let createdAt: Instant
        let contacts: Int
        let seats: Int
    }

    /// What the list is asked for; each text is bound, sort columns come from the list here.
    struct Filter: Sendable {
        enum View: String, CaseIterable, Sendable { case all, portal, without, archived }
        enum Sort: String, CaseIterable, Sendable { case name, city, newest }

        var view = View.all
        var search = ""
        var country = ""
        var sort = Sort.name

        /// From the fields of an address or of a form.
        init(_ field: (String) -> String) {
            view = View(rawValue: field("view")) ?? .all
            sort = Sort(rawValue: field("sort")) ?? .name
            search = String(field("q").trimmed.unicodeScalars.prefix(200))
            country = field("country")
        }

        var keyset: Keyset {
            switch sort {
            case .name: Keyset("c.name", .ascending, id: "c.id")
            case .city: Keyset("c.city", .ascending, id: "c.id")
            case .newest: Keyset("c.created_at", .descending, id: "c.id")
            }
        }

        func position(_ line: Line) -> Position {
            switch sort {
            case .name: Position(line.name, line.id)
            case .city: Position(line.city, line.id)
            case .newest: Position(line.createdAt, line.id)
            }
        }

        func condition(_ view: View) -> SQL {
            var parts: [SQL] = [view == .archived ? "c.archived_at IS NOT NULL" : "c.archived_at IS NULL"]
            if view == .portal { parts.append(Self.hasSeat) }
            if view == .without { parts.append("NOT \(sql: Self.hasSeat)") }
            if !search.isEmpty {
                let pattern = search.likePattern
                parts.append(
                    """
                    (c.name LIKE \(pattern) OR c.city LIKE \(pattern) OR c.number = \(Int(search) ?? 0)
                        OR c.email COLLATE utf8mb4_uca1400_ai_ci LIKE \(pattern) OR EXISTS (SELECT 1 FROM kernel_contact p
                            WHERE p.customer_id = c.id AND p.removed_at IS NULL
                                AND (p.name LIKE \(pattern) OR p.email COLLATE utf8mb4_uca1400_ai_ci LIKE \(pattern))))
                    """)
            }
            if !country.isEmpty { parts.append("c.country = \(country)") }
            return SQL(joining: parts, by: " AND ")
        }

        private static let hasSeat: SQL = "EXISTS (SELECT 1 FROM kernel_seat s WHERE s.customer_id = c.id)"
    }

    static func list(_ filter: Filter, _ paging: Paging, _ db: borrowing Reading) throws -> [Line] {
        try db.rows(
            """
            SELECT c.id, c.ref, c.name, c.number, c.city, c.country, c.created_at,
                (SELECT COUNT(*) FROM kernel_contact p WHERE p.customer_id = c.id AND p.removed_at IS NULL),
                (SELECT COUNT(*) FROM kernel_seat s WHERE s.customer_id = c.id AND s.disabled_at IS NULL)
            FROM kernel_customer c
            WHERE \(sql: filter.condition(filter.view)) AND \(paging, from: filter.keyset)
            \(paging, order: filter.keyset)
            """
        ) { row in
            Line(
                id: try row.next(), ref: try row.next(), name: try row.next(), number: try row.next(),
                city: try row.next(), country: try row.next(), createdAt: try row.next(),
                contacts: try row.next(), seats: try row.next())
        }
    }

    /// How many each view would show, with the search at work, and how many people wait to be invited: one statement.
    static func counts(
        _ filter: Filter, _ db: borrowing Reading
    ) throws -> (views: [Int], waiting: Int) {
        let parts: [SQL] = Filter.View.allCases.map { view in
            "SELECT COUNT(*) FROM (SELECT 1 FROM kernel_customer c WHERE \(sql: filter.condition(view)) LIMIT 1001) v"
        }
        var counts: [Int] = try db.rows(
            SQL(joining: parts + [AdmissionWish.counted], by: " UNION ALL ")
        ) { row in try row.next() }
        let waiting = counts.popLast() ?? 0
        return (counts, waiting)
    }

    static func countries(_ db: borrowing Reading) throws -> [String] {
        try db.rows(
            "SELECT DISTINCT country FROM kernel_customer WHERE country <> '' ORDER BY country LIMIT 300"
        ) { row in try row.next() }
    }

    static func find(_ ref: Ref<Customer>, _ db: borrowing Reading) throws -> Customer {
        let found: Customer? = try db.first(
            """
            SELECT id, ref, number, name, email, phone, street, postal_code, city, region, country, external_id,
                version, archived_at
            FROM kernel_customer WHERE ref = \(ref)
            """
        ) { row in
            let id: ID<Customer> = try row.next()
            let ref: Ref<Customer> = try row.next()
            let number: Int = try row.next()
            var fields = Fields()
            fields.name = try row.next()
            fields.email = try row.next()
            fields.phone = try row.next()
            fields.street = try row.next()
            fields.postalCode = try row.next()
            fields.city = try row.next()
            fields.region = try row.next()
            fields.country = try row.next()
            return Customer(
                id: id, ref: ref, number: number, fields: fields, externalID: try row.next(),
                version: try row.next(), archivedAt: try row.next())
        }
        guard let found else { throw PortalError.notFound }
        return found
    }

    /// A new customer under the next number, which is taken in the same transaction.
    package static func add(
        _ fields: Fields, externalID: String? = nil, at now: Instant, _ connection: Connection
    ) throws -> (id: UInt64, ref: [UInt8]) {
        _ = try connection.execute("UPDATE kernel_counter SET value = value + 1 WHERE name = 'customer'")
        let ref = Random.bytes(10)
        let changed = try connection.execute(
            """
            INSERT INTO kernel_customer
                (ref, number, external_id, name, email, phone, street, postal_code, city, region, country, created_at)
            SELECT \(ref), value, \(externalID), \(fields.name), \(fields.email), \(fields.phone), \(fields.street),
                \(fields.postalCode), \(fields.city), \(fields.region), \(fields.country), \(now)
            FROM kernel_counter WHERE name = 'customer'
            """)
        return (changed.insertID, ref)
    }

    /// - Throws: a conflict when somebody saved meanwhile.
    func save(_ fields: Fields, version: Int, _ connection: Connection) throws {
        let changed = try connection.execute(
            """
            UPDATE kernel_customer SET name = \(fields.name), email = \(fields.email), phone = \(fields.phone),
                street = \(fields.street), postal_code = \(fields.postalCode), city = \(fields.city),
                region = \(fields.region), country = \(fields.country), version = version + 1
            WHERE id = \(id) AND version = \(version)
            """)
        guard changed.affected == 1 else {
            throw PortalError.conflict(
                "Somebody saved this customer meanwhile. Open it again and look at the change.")
        }
    }

    func setArchived(_ isArchived: Bool, by staff: StaffMember, at now: Instant, _ connection: Connection)
        throws
    {
        _ = try connection.execute(
            """
            UPDATE kernel_customer SET archived_at = \(isArchived ? now : nil),
                archived_by = \(isArchived ? staff.id : nil), version = version + 1
            WHERE id = \(id)
            """)
        // Who is signed in there reaches nothing from the next request on: the session statement asks for it.
    }
}
