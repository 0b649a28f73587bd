import MariaDB
import Posix
import PortalKit

/// Whom a batch is made of.
enum BatchChoice {
    case contacts([Ref<Contact>])
    /// The contacts of each that have an address, or the customer itself where none has (C26).
    case customers([Ref<Customer>])
    /// All that match, read again at this moment: the form carries the filter and no names.
    case allContacts(Contact.Filter)
    case allCustomers(Customer.Filter)
    /// Of an uploaded list.
    case found([UInt64])
}

extension Batch {
    /// A draft of those that were chosen. Whoever is not there, or not any more, is not found, and nothing is kept.
    static func draft(
        _ choice: BatchChoice, by staff: UInt64?, at now: Instant, _ connection: Connection
    ) throws -> (id: UInt64, ref: Ref<Batch>) {
        let ref = Ref<Batch>(bytes: Random.bytes(10))
        let id = try connection.execute(
            "INSERT INTO kernel_batch (ref, created_at, created_by) VALUES (\(ref), \(now), \(staff))"
        ).insertID
        var rows = 0
        switch choice {
        case .contacts(let refs):
            let named = Set(refs)
            rows = try addContacts(id, "p.ref IN (\(list: Array(named)))", connection)
            guard rows == named.count else { throw PortalError.notFound }
        case .customers(let refs):
            let named = Array(Set(refs))
            let there: Int? = try connection.first(
                "SELECT COUNT(*) FROM kernel_customer WHERE ref IN (\(list: named)) AND archived_at IS NULL"
            ) { try $0.next() }
            guard there == named.count else { throw PortalError.notFound }
            rows = try addCustomers(id, "c.ref IN (\(list: named))", connection)
        case .allContacts(let filter):
            rows = try addContacts(id, filter.condition(filter.state), connection)
        case .allCustomers(let filter):
            rows = try addCustomers(id, filter.condition(filter.view), connection)
        case .found(let contacts):
            for part in contacts.parts(of: 1_000) {
                rows += try addContacts(id, "p.id IN (\(list: part))", connection)
            }
        }
        guard rows > 0 else { throw PortalError.conflict("Nobody is left to choose. Open the list again.") }
        guard rows <= most else {
            throw PortalError.tooLarge(
                "At most 20,000 contacts are enabled at once. Narrow the list with its search and filters.")
        }
        return (id, ref)
    }

    private static func addContacts(_ batch: UInt64, _ condition: SQL, _ connection: Connection) throws -> Int
    {
        Int(
            try connection.execute(
                """
                INSERT INTO kernel_batch_row (ref, batch_id, customer_id, contact_id)
                SELECT RANDOM_BYTES(10), \(batch), p.customer_id, p.id
                FROM \(sql: Contact.Filter.tables)
                WHERE \(sql: condition) AND p.removed_at IS NULL AND c.archived_at IS NULL LIMIT \(most + 1)
                """
            ).affected)
    }

    private static func addCustomers(_ batch: UInt64, _ condition: SQL, _ connection: Connection) throws
        -> Int
    {
        Int(
            try connection.execute(
                """
                INSERT INTO kernel_batch_row (ref, batch_id, customer_id, contact_id)
                SELECT RANDOM_BYTES(10), \(batch), c.id, p.id FROM kernel_customer c
                LEFT JOIN kernel_contact p ON p.customer_id = c.id AND p.removed_at IS NULL AND p.email <> ''
                WHERE \(sql: condition) AND c.archived_at IS NULL LIMIT \(most + 1)
                """
            ).affected)
    }

    // MARK: Finding

    static func find(_ ref: Ref<Batch>, _ connection: Connection) throws -> Batch {
        let found = try connection.first(select(where: "b.ref = \(ref)")) { row in try Batch(row) }
        guard let found else { throw PortalError.notFound }
        return found
    }

    /// The latest hundred.
    static func latest(_ connection: Connection) throws -> [Line] {
        try connection.rows(
            """
            SELECT b.ref, b.state, b.created_at, COALESCE(t.name, f.name),
                (SELECT COUNT(*) FROM kernel_batch_row r WHERE r.batch_id = b.id AND r.is_left_out = 0),
                (SELECT COUNT(*) FROM kernel_batch_row r
                    WHERE r.batch_id = b.id AND r.is_left_out = 0 AND r.state <> 'waiting')
            FROM kernel_batch b
            LEFT JOIN kernel_staff f ON f.id = b.created_by LEFT JOIN kernel_staff t ON t.id = b.started_by
            ORDER BY b.created_at DESC, b.id DESC LIMIT 100
            """
        ) { row in
            let ref: Ref<Batch> = try row.next()
            let state: String = try row.next()
            return Line(
                ref: ref, state: State(rawValue: state) ?? .done, at: try row.next(), by: try row.next(),
                rows: try row.next(), done: try row.next())
        }
    }

    /// A line of the list of batches.
    struct Line {
        let ref: Ref<Batch>
        let state: State
        let at: Instant
        let by: String?
        let rows: Int
        let done: Int
    }

    fileprivate static func select(where condition: SQL) -> SQL {
        """
        SELECT b.id, b.ref, b.state, g.id, g.name, d.id, d.name, e.id, e.name, b.mfa, b.portals, b.created_at,
            f.name, b.started_at, t.id, t.name, b.finished_at
        FROM kernel_batch b
        LEFT JOIN kernel_permission_group g ON g.id = b.group_id
        LEFT JOIN kernel_permission_group d ON d.is_default = 1
        LEFT JOIN kernel_permission_group e ON e.kind = 'everything'
        LEFT JOIN kernel_staff f ON f.id = b.created_by LEFT JOIN kernel_staff t ON t.id = b.started_by
        WHERE \(sql: condition)
        """
    }

    fileprivate init(_ row: borrowing Row) throws {
        func named(_ row: borrowing Row) throws -> (id: UInt64, name: String)? {
            let id: UInt64? = try row.next()
            let name: String? = try row.next()
            guard let id, let name else { return nil }
            return (id, name)
        }
        id = try row.next()
        ref = try row.next()
        let state: String = try row.next()
        self.state = State(rawValue: state) ?? .done
        var terms = Terms()
        terms.group = try named(row)
        terms.usual = try named(row)
        terms.everything = try named(row)
        terms.needsMFA = try row.next()
        let portals: String? = try row.next()
        terms.portals = portals.map { $0.split(separator: ",").map(String.init) }
        self.terms = terms
        createdAt = try row.next()
        createdBy = try row.next()
        startedAt = try row.next()
        startedBy = try named(row)
        finishedAt = try row.next()
    }
}

extension Batch {
    // MARK: The draft

    /// What holds for all rows; only while nothing has happened.
    func setTerms(
        group: Ref<PermissionGroup>?, needsMFA: Bool, portals: [String]?, _ connection: Connection
    ) throws {
        var chosen: UInt64?
        if let group {
            chosen = try connection.first(
                "SELECT id FROM kernel_permission_group WHERE ref = \(group) AND NOT kind <=> 'non-portal-users'"
            ) { try $0.next() }
            guard chosen != nil else { throw PortalError.invalid("group", "Choose one of the groups.") }
        }
        let changed = try connection.execute(
            """
            UPDATE kernel_batch SET group_id = \(chosen), mfa = \(needsMFA),
                portals = \(portals?.joined(separator: ",")), version = version + 1
            WHERE id = \(id) AND state = 'draft'
            """)
        guard changed.affected == 1 else { throw Self.isStarted }
    }

    private static let isStarted = PortalError.conflict(
        "This batch was started meanwhile. Nothing in it can be changed any more.")

    /// Leaves rows out of the draft, or takes them in again. Rows of other batches are not found.
    ///
    /// - Returns: how many were changed.
    func tick(
        _ ticked: Set<Ref<BatchRow>>, of shown: Set<Ref<BatchRow>>, _ connection: Connection
    ) throws -> Int {
        guard ticked.isSubset(of: shown), shown.count <= Self.page else { throw PortalError.notFound }
        let changed = try connection.execute(
            "UPDATE kernel_batch SET version = version + 1 WHERE id = \(id) AND state = 'draft'")
        guard changed.affected == 1 else { throw Self.isStarted }
        let there: Int? = try connection.first(
            "SELECT COUNT(*) FROM kernel_batch_row WHERE batch_id = \(id) AND ref IN (\(list: Array(shown)))"
        ) { try $0.next() }
        guard there == shown.count else { throw PortalError.notFound }
        let left = Array(shown.subtracting(ticked))
        return Int(
            try connection.execute(
                """
                UPDATE kernel_batch_row SET is_left_out = 1 - is_left_out
                WHERE batch_id = \(id) AND ref IN (\(list: Array(shown)))
                    AND is_left_out <> COALESCE(ref IN (\(list: left)), 0)
                """
            ).affected)
    }

    /// The draft goes, as if nobody had chosen.
    func discard(_ connection: Connection) throws {
        let gone = try connection.execute("DELETE FROM kernel_batch WHERE id = \(id) AND state = 'draft'")
        guard gone.affected == 1 else { throw Self.isStarted }
    }

    // MARK: Running

    /// From the draft, once: the conditional update is the guard, so that of two people who press only one starts.
    ///
    /// - Returns: false when it runs already.
    static func start(_ id: UInt64, by staff: UInt64?, at now: Instant, _ connection: Connection) throws
        -> Bool
    {
        try connection.execute(
            """
            UPDATE kernel_batch SET state = 'running', started_at = \(now), started_by = \(staff)
            WHERE id = \(id) AND state = 'draft'
            """
        ).affected == 1
    }

    /// Nothing more is begun; what was done stays.
    func stop(_ connection: Connection) throws -> Bool {
        try connection.execute(
            "UPDATE kernel_batch SET state = 'stopped' WHERE id = \(id) AND state = 'running'"
        )
        .affected == 1
    }

    /// What waits and what failed is tried again.
    func goOn(_ connection: Connection) throws -> Bool {
        let isMoved =
            try connection.execute(
                """
                UPDATE kernel_batch b SET b.state = 'running', b.finished_at = NULL
                WHERE b.id = \(id) AND (b.state = 'stopped' OR b.state = 'done' AND EXISTS
                    (SELECT 1 FROM kernel_batch_row r WHERE r.batch_id = b.id AND r.state = 'failed'))
                """
            ).affected == 1
        guard isMoved else { return false }
        _ = try connection.execute(
            """
            UPDATE kernel_batch_row SET state = 'waiting', error = NULL, done_at = NULL
            WHERE batch_id = \(id) AND state = 'failed'
            """)
        return true
    }

    /// For the work in the background: holds the batch, so that only one works on it at a time. Nothing when it was
    /// stopped or is done.
    static func hold(_ id: UInt64, _ connection: Connection) throws -> Batch? {
        let held = try connection.execute(
            "UPDATE kernel_batch SET version = version + 1 WHERE id = \(id) AND state = 'running'")
        guard held.affected == 1 else { return nil }
        return try connection.first(select(where: "b.id = \(id)")) { row in try Batch(row) }
    }

    /// - Throws: `PortalError.notFound` when the row is another batch's.
    func own(_ row: Ref<BatchRow>, _ connection: Connection) throws {
        let isOwn: Int? = try connection.first(
            "SELECT 1 FROM kernel_batch_row WHERE batch_id = \(id) AND ref = \(row)"
        ) { try $0.next() }
        guard isOwn != nil else { throw PortalError.notFound }
    }

    func finish(at now: Instant, _ connection: Connection) throws {
        _ = try connection.execute(
            "UPDATE kernel_batch SET state = 'done', finished_at = \(now) WHERE id = \(id) AND state = 'running'"
        )
    }
}

extension Array {
    /// The elements in order, so many at a time.
    func parts(of size: Int) -> [[Element]] {
        stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}
