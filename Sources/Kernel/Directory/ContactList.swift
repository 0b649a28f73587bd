import MariaDB
import PortalKit

extension Contact {
    /// One line of the list of all contacts.
    struct Listed: Sendable {
        let id: ID<Contact>
        let ref: Ref<Contact>
        let name: String
        let customer: (ref: Ref<Customer>, name: String, city: String)
        let email: String?
        let state: Filter.State
        let group: String?
        let lastSeen: Instant?
    }

    /// What the list is asked for; each text is bound.
    struct Filter: Sendable {
        /// Where a contact stands with the portal.
        enum State: String, CaseIterable, Sendable {
            case all, on, invited
            /// Nobody of the customer is a portal user, and its link opens its portal.
            case link
            case off
        }

        var state = State.all
        var search = ""
        var group = ""

        /// From the fields of an address or of a form.
        init(_ field: (String) -> String) {
            state = State(rawValue: field("state")) ?? .all
            search = String(field("q").trimmed.unicodeScalars.prefix(200))
            group = field("group")
        }

        /// Contacts `p` of customers `c`, with the seat `s` and its group `g` where there are any.
        static let tables: SQL = """
            kernel_contact p JOIN kernel_customer c ON c.id = p.customer_id
            LEFT JOIN kernel_seat s ON s.customer_id = p.customer_id AND s.contact_key = p.id
            LEFT JOIN kernel_permission_group g ON g.id = s.group_id
            """
        static let keyset = Keyset("p.name", .ascending, id: "p.id")

        func condition(_ state: State) -> SQL {
            var parts: [SQL] = ["p.removed_at IS NULL AND c.archived_at IS NULL"]
            switch state {
            case .all: break
            case .on: parts.append("s.id IS NOT NULL AND s.disabled_at IS NULL AND s.accepted_at IS NOT NULL")
            case .invited:
                parts.append("s.id IS NOT NULL AND s.disabled_at IS NULL AND s.accepted_at IS NULL")
            case .link: parts.append("s.id IS NULL AND \(sql: Self.byLink)")
            case .off:
                parts.append("(s.disabled_at IS NOT NULL OR s.id IS NULL AND NOT (\(sql: Self.byLink)))")
            }
            if !search.isEmpty {
                let pattern = search.likePattern
                parts.append(
                    """
                    (p.name LIKE \(pattern) OR c.name LIKE \(pattern) OR c.city LIKE \(pattern)
                        OR p.email COLLATE utf8mb4_uca1400_ai_ci LIKE \(pattern))
                    """)
            }
            if let group = try? Ref<PermissionGroup>(group) { parts.append("g.ref = \(group)") }
            return SQL(joining: parts, by: " AND ")
        }

        private static let byLink: SQL = """
            c.link_off_at IS NULL AND NOT EXISTS (SELECT 1 FROM kernel_seat o WHERE o.customer_id = c.id)
            """

        fileprivate static let column: SQL = """
            CASE WHEN s.id IS NOT NULL AND s.disabled_at IS NOT NULL THEN 'off'
                WHEN s.id IS NOT NULL AND s.accepted_at IS NULL THEN 'invited' WHEN s.id IS NOT NULL THEN 'on'
                WHEN \(sql: byLink) THEN 'link' ELSE 'off' END
            """
    }

    static func list(_ filter: Filter, _ paging: Paging, _ db: borrowing Reading) throws -> [Listed] {
        try db.rows(
            """
            SELECT p.id, p.ref, p.name, c.ref, c.name, c.city, p.email, \(sql: Filter.column), g.name,
                (SELECT MAX(x.seen_at) FROM kernel_session x WHERE x.seat_id = s.id)
            FROM \(sql: Filter.tables)
            WHERE \(sql: filter.condition(filter.state)) AND \(paging, from: Filter.keyset)
            \(paging, order: Filter.keyset)
            """
        ) { row in
            let (id, ref, name): (ID<Contact>, Ref<Contact>, String) = (
                try row.next(), try row.next(), try row.next()
            )
            let customer: (ref: Ref<Customer>, name: String, city: String) = (
                try row.next(), try row.next(), try row.next()
            )
            let email: String? = try row.next()
            let state: String = try row.next()
            return Listed(
                id: id, ref: ref, name: name, customer: customer, email: email,
                state: Filter.State(rawValue: state) ?? .off, group: try row.next(), lastSeen: try row.next())
        }
    }

    /// How many each state would show, with the search at work: one statement.
    static func counts(_ filter: Filter, _ db: borrowing Reading) throws -> [Int] {
        try db.counts(
            of: Filter.State.allCases.map { state in
                "\(sql: Filter.tables) WHERE \(sql: filter.condition(state))"
            })
    }

    /// The groups to filter by.
    static func groups(_ db: borrowing Reading) throws -> [(ref: Ref<PermissionGroup>, name: String)] {
        try db.rows(
            """
            SELECT ref, name FROM kernel_permission_group WHERE NOT kind <=> 'non-portal-users'
            ORDER BY name LIMIT 300
            """
        ) { row in (try row.next(), try row.next()) }
    }
}
