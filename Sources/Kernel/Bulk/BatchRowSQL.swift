import MariaDB
import PortalKit

extension BatchRow {
    /// Which rows of a batch, in which order.
    enum Part {
        /// All, as people look for them.
        case all
        /// The next ones that wait, as they were chosen.
        case next(Int)
    }

    /// The rows with the facts of this moment: one statement for them, and one or two for a thousand addresses.
    static func read(_ part: Part, of batch: UInt64, _ connection: Connection) throws -> [BatchRow] {
        let (which, order): (SQL, SQL) =
            switch part {
            case .all: ("TRUE", "c.name, c.id, p.name, r.id")
            case .next(let most): ("r.state = 'waiting' AND r.is_left_out = 0", "r.id LIMIT \(most)")
            }
        var rows = try connection.rows(
            """
            SELECT r.id, r.ref, r.is_left_out, c.id, c.ref, c.name, c.number, p.id, p.ref, COALESCE(p.name, c.name),
                c.archived_at IS NOT NULL OR p.removed_at IS NOT NULL, IF(r.contact_id IS NULL, c.email, p.email),
                CASE WHEN s.id IS NULL THEN NULL WHEN s.disabled_at IS NOT NULL THEN 'off'
                    WHEN s.accepted_at IS NULL THEN 'invited' ELSE 'on' END,
                g.name, s.created_at,
                c.link_off_at IS NULL AND NOT EXISTS (SELECT 1 FROM kernel_seat o WHERE o.customer_id = c.id)
            FROM kernel_batch_row r
            JOIN kernel_customer c ON c.id = r.customer_id
            LEFT JOIN kernel_contact p ON p.id = r.contact_id
            LEFT JOIN kernel_seat s ON s.customer_id = r.customer_id AND s.contact_key = r.contact_key
            LEFT JOIN kernel_permission_group g ON g.id = s.group_id
            WHERE r.batch_id = \(batch) AND \(sql: which) ORDER BY \(sql: order)
            """
        ) { row in try BatchRow(row) }
        try addNeighbours(&rows, connection)
        try addLogins(&rows, connection)
        try nameSheets(&rows, connection)
        return rows
    }

    private init(_ row: borrowing Row) throws {
        id = try row.next()
        ref = try row.next()
        isLeftOut = try row.next()
        customer = (try row.next(), try row.next(), try row.next(), try row.next())
        let contactID: UInt64? = try row.next()
        let contactRef: Ref<Contact>? = try row.next()
        contact = if let contactID, let contactRef { (contactID, contactRef) } else { nil }
        name = try row.next()
        var facts = BatchFacts()
        facts.isGone = try row.next()
        facts.email = try row.next()
        let seat: String? = try row.next()
        facts.seat = seat.flatMap(BatchFacts.Seat.init(rawValue:))
        facts.group = try row.next()
        facts.since = try row.next()
        facts.endsLink = try row.next()
        self.facts = facts
    }

    /// Who else at the same customer has the same address.
    private static func addNeighbours(_ rows: inout [BatchRow], _ connection: Connection) throws {
        struct Place: Hashable {
            let customer: UInt64
            let address: Login
        }
        let customers = Set(rows.filter { $0.facts.decision == .invitation }.map(\.customer.id)).sorted()
        var people: [Place: [(id: UInt64, name: String)]] = [:]
        for part in customers.parts(of: 1_000) {
            let found = try connection.rows(
                """
                SELECT customer_id, id, name, email FROM kernel_contact
                WHERE customer_id IN (\(list: part)) AND removed_at IS NULL AND email <> ''
                """
            ) { row -> (UInt64, UInt64, String, String) in
                (try row.next(), try row.next(), try row.next(), try row.next())
            }
            for (customer, id, name, email) in found {
                guard let address = try? Login(email) else { continue }
                people[Place(customer: customer, address: address), default: []].append((id, name))
            }
        }
        for index in rows.indices {
            guard let address = rows[index].facts.address else { continue }
            let key = rows[index].key
            rows[index].facts.sharedWith =
                people[Place(customer: rows[index].customer.id, address: address)]?.first { $0.id != key }?
                .name
        }
    }

    /// Whose address is a login already, and whether that person sits at the same customer.
    private static func addLogins(_ rows: inout [BatchRow], _ connection: Connection) throws {
        let addresses = Set(rows.compactMap { $0.decision == .invitation ? $0.facts.address?.text : nil })
        var known: [Login: BatchLogin] = [:]
        for part in addresses.sorted().parts(of: 1_000) {
            let found = try connection.rows(
                """
                SELECT a.login, a.password IS NOT NULL, s.customer_id, s.contact_key, COALESCE(p.name, c.name)
                FROM kernel_account a
                LEFT JOIN kernel_seat s ON s.account_id = a.id
                LEFT JOIN kernel_customer c ON c.id = s.customer_id
                LEFT JOIN kernel_contact p ON p.id = s.contact_id
                WHERE a.login IN (\(list: part))
                """
            ) { row -> (String, Bool, UInt64?, UInt64?, String?) in
                (try row.next(), try row.next(), try row.next(), try row.next(), try row.next())
            }
            for (login, hasPassword, customer, key, name) in found {
                guard let login = try? Login(login) else { continue }
                var entry = known[login] ?? BatchLogin(hasPassword: hasPassword)
                if let customer, let key, let name { entry.seats.append((customer, key, name)) }
                known[login] = entry
            }
        }
        for index in rows.indices {
            guard let address = rows[index].facts.address, let login = known[address] else { continue }
            let (customer, key) = (rows[index].customer.id, rows[index].key)
            rows[index].facts.hasAccount = true
            rows[index].facts.isLogin = login.hasPassword
            let other = login.seats.first { $0.customer == customer && $0.key != key }
            if let other { rows[index].facts.sharedWith = other.name }
        }
    }

    private struct BatchLogin {
        let hasPassword: Bool
        var seats: [(customer: UInt64, key: UInt64, name: String)] = []
    }

    /// A user name for each credential sheet.
    private static func nameSheets(_ rows: inout [BatchRow], _ connection: Connection) throws {
        let sheets = rows.indices.filter { rows[$0].isEnabled && rows[$0].decision == .sheet }
            .sorted { rows[$0].id < rows[$1].id }
        guard !sheets.isEmpty else { return }
        let wished = sheets.map { index in
            SheetNames.candidates(
                rows[index].name, customer: rows[index].customer.number, row: rows[index].id)
        }
        var taken: Set<String> = []
        for part in Set(wished.joined()).sorted().parts(of: 1_000) {
            taken.formUnion(
                try connection.rows("SELECT login FROM kernel_account WHERE login IN (\(list: part))") {
                    row in
                    try row.next() as String
                })
        }
        var names = SheetNames(taken: taken)
        for (index, candidates) in zip(sheets, wished) { rows[index].login = names.next(candidates) }
    }
}

extension BatchResult {
    /// What became of every row, in one statement.
    static func read(of batch: ID<Batch>, _ connection: Connection) throws -> [BatchResult] {
        try connection.rows(
            """
            SELECT r.ref, COALESCE(p.name, c.name), c.name, p.ref, c.ref, IF(r.contact_id IS NULL, c.email, p.email),
                COALESCE(m.done_at, m.failed_at, r.done_at), IF(r.decision = 'sheet', a.login, NULL), r.state,
                r.is_left_out, r.decision, s.id IS NOT NULL,
                IF(r.decision = 'sheet', EXISTS (SELECT 1 FROM kernel_session x WHERE x.seat_id = s.id),
                    COALESCE(s.accepted_at IS NOT NULL, 0)),
                r.printed_at IS NOT NULL, m.id IS NOT NULL, COALESCE(m.is_open, 0),
                IF(m.failed_at IS NULL, NULL, COALESCE(m.last_error, '')), r.error
            FROM kernel_batch_row r
            JOIN kernel_customer c ON c.id = r.customer_id
            LEFT JOIN kernel_contact p ON p.id = r.contact_id
            LEFT JOIN kernel_seat s ON s.id = r.seat_id
            LEFT JOIN kernel_account a ON a.id = s.account_id
            LEFT JOIN kernel_mail m ON m.ref = r.mail_ref
            WHERE r.batch_id = \(batch) ORDER BY r.id
            """
        ) { row in try BatchResult(row) }
    }

    private init(_ row: borrowing Row) throws {
        ref = try row.next()
        name = try row.next()
        customerName = try row.next()
        let contact: Ref<Contact>? = try row.next()
        let customer: Ref<Customer> = try row.next()
        path =
            contact.map { "/staff/contacts/" + $0.description } ?? "/staff/customers/" + customer.description
        email = try row.next()
        at = try row.next()
        login = try row.next()
        let state: String = try row.next()
        var traces = BatchOutcome.Traces(state: BatchRowState(rawValue: state) ?? .done)
        traces.isLeftOut = try row.next()
        let decision: String? = try row.next()
        traces.decision = decision.flatMap(BatchDecision.init(rawValue:))
        traces.hasSeat = try row.next()
        traces.hasComeIn = try row.next()
        traces.isPrinted = try row.next()
        traces.hasMail = try row.next()
        traces.mailIsOpen = try row.next()
        traces.mailFailed = try row.next()
        traces.error = try row.next()
        outcome = BatchOutcome(traces)
    }
}
