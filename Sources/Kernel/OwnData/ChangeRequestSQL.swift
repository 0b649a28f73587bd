import MariaDB
import Posix
import PortalKit

extension ChangeRequest {
    private static let columns: SQL = """
        r.id, r.ref, r.field, r.old_value, r.new_value, r.moves_login, r.asked_at, r.outcome, r.decided_at,
        r.decline_reason, p.id, p.ref, p.name, p.email, c.id, c.name, r.account_id, a.language, a.time_zone
        """

    private static let joined: SQL = """
        kernel_change_request r
        JOIN kernel_contact p ON p.id = r.contact_id
        JOIN kernel_customer c ON c.id = r.customer_id
        LEFT JOIN kernel_account a ON a.id = r.account_id
        """

    private init(_ row: borrowing Row) throws {
        id = try row.next()
        ref = try row.next()
        let field: String = try row.next()
        self.field = OwnField(rawValue: field) ?? .name
        old = try row.next()
        new = try row.next()
        movesLogin = try row.next()
        askedAt = try row.next()
        let outcome: String? = try row.next()
        self.outcome = outcome.flatMap(Outcome.init(rawValue:))
        decidedAt = try row.next()
        declineReason = try row.next()
        person = Person(
            id: try row.next(), ref: try row.next(), name: try row.next(), email: try row.next(),
            customer: try row.next(), customerName: try row.next(), account: try row.next(),
            language: try row.next(), timeZone: try row.next())
    }

    /// What waits of one contact.
    static func open(of contact: UInt64, _ connection: Connection) throws -> [ChangeRequest] {
        try connection.rows(
            """
            SELECT \(sql: columns) FROM \(sql: joined)
            WHERE r.contact_id = \(contact) AND r.is_open = 1 AND p.removed_at IS NULL ORDER BY r.field
            """
        ) { try ChangeRequest($0) }
    }

    /// - Throws: `PortalError.notFound` when there is none, or its contact is gone.
    static func find(_ ref: Ref<ChangeRequest>, _ connection: Connection) throws -> ChangeRequest {
        let found = try connection.first(
            "SELECT \(sql: columns) FROM \(sql: joined) WHERE r.ref = \(ref) AND p.removed_at IS NULL"
        ) { try ChangeRequest($0) }
        guard let found else { throw PortalError.notFound }
        return found
    }

    // MARK: The list

    var position: Position { Position(askedAt, id) }

    private static func keyset(_ view: View) -> Keyset {
        Keyset("r.asked_at", view == .open ? .ascending : .descending, id: "r.id")
    }

    private static func condition(_ view: View) -> SQL {
        switch view {
        case .open: "r.is_open = 1 AND p.removed_at IS NULL"
        case .decided: "r.is_open IS NULL AND p.removed_at IS NULL"
        }
    }

    static func list(_ view: View, _ paging: Paging, _ db: borrowing Reading) throws -> [ChangeRequest] {
        try db.rows(
            """
            SELECT \(sql: columns) FROM \(sql: joined)
            WHERE \(sql: condition(view)) AND \(paging, from: keyset(view))
            \(paging, order: keyset(view))
            """
        ) { try ChangeRequest($0) }
    }

    static func counts(_ db: borrowing Reading) throws -> [Int] {
        try db.rows(
            SQL(
                joining: View.allCases.map { view in
                    "SELECT COUNT(*) FROM (SELECT 1 FROM \(sql: joined) WHERE \(sql: condition(view)) LIMIT 1001) v"
                }, by: " UNION ALL ")
        ) { try $0.next() }
    }

    // MARK: Asking and deciding

    /// Writes the wish down, over the value that the person saw.
    ///
    /// - Returns: false when that value became another one meanwhile; nothing has happened then.
    /// - Throws: `PortalError.conflict` when one waits already.
    static func ask(
        _ change: OwnDetails.Change, of contact: UInt64, by account: UInt64?, movesLogin: Bool = false,
        at now: Instant, _ connection: Connection
    ) throws -> Bool {
        do {
            return try connection.execute(
                """
                INSERT INTO kernel_change_request
                    (ref, customer_id, contact_id, account_id, field, old_value, new_value, moves_login, asked_at)
                SELECT \(Random.bytes(10)), customer_id, id, \(account), \(change.field.rawValue), \(change.old),
                    \(change.new), \(movesLogin), \(now)
                FROM kernel_contact
                WHERE id = \(contact) AND removed_at IS NULL AND \(sql: change.field.isStill(change.old))
                """
            ).affected == 1
        } catch let error as DatabaseError {
            guard case .duplicateKey = error.kind else { throw error }
            throw PortalError.conflict("A change of this waits already. Withdraw it first.")
        }
    }

    /// Ends what waits: one conditional update, before anything else happens.
    ///
    /// - Throws: `PortalError.conflict` when somebody else was faster; nothing has happened then.
    func end(
        _ outcome: Outcome, by staff: StaffMember?, because reason: String = "", at now: Instant,
        _ connection: Connection
    ) throws {
        let changed = try connection.execute(
            """
            UPDATE kernel_change_request SET outcome = \(outcome.rawValue), decided_at = \(now),
                decided_by = \(staff?.id), decline_reason = \(reason)
            WHERE id = \(id) AND is_open = 1
            """)
        guard changed.affected == 1 else {
            throw PortalError.conflict("This was decided or withdrawn meanwhile.")
        }
    }

    /// A newer wish takes the place of the one that waits.
    static func replace(_ field: OwnField, of contact: UInt64, at now: Instant, _ connection: Connection)
        throws
    {
        _ = try connection.execute(
            """
            UPDATE kernel_change_request SET outcome = 'withdrawn', decided_at = \(now)
            WHERE contact_id = \(contact) AND field = \(field.rawValue) AND is_open = 1
            """)
    }

    /// Does what was asked for.
    ///
    /// - Throws: `PortalError.conflict` when the value became another one since it was asked.
    func make(_ acting: any Acting) throws {
        if field == .email {
            return try NewAddress(
                contact: person.id, account: person.account, old: old, new: new, movesLogin: movesLogin
            ).take(acting)
        }
        let change = OwnDetails.Change(field: field, old: old, new: new)
        guard try OwnDetails.make(change, of: person.id, acting.connection) else { throw Self.outdated }
    }

    static let outdated = PortalError.conflict(
        "The contact was changed since this was asked for, so that it fits no more. Look at the contact, and decline it with a word why."
    )
}
