import MariaDB
import PortalKit

/// Takes back what a batch gave to people who have not signed in: invitations, seats that were never used, and the
/// accounts that were made for them. Who has signed in keeps everything.
struct BatchUndo {
    let batch: ID<Batch>
    let visit: Visit
    private var connection: Connection { visit.connection }

    init(_ batch: Batch, _ visit: Visit) {
        self.batch = batch.id
        self.visit = visit
    }

    private struct Given {
        let row: UInt64
        let seat: UInt64
        let account: UInt64
        let mail: [UInt8]?
        let isSheet: Bool
        let customer: UInt64
        let contact: UInt64?
    }

    /// - Parameter row: only this one.
    /// - Returns: how many were taken back.
    func run(only row: Ref<BatchRow>? = nil) throws -> Int {
        var count = 0
        for part in try given(row).parts(of: 1_000) { count += try takeBack(part) }
        return count
    }

    private func given(_ row: Ref<BatchRow>?) throws -> [Given] {
        let which: SQL = row.map { "r.ref = \($0)" } ?? "TRUE"
        return try connection.rows(
            """
            SELECT r.id, s.id, s.account_id, r.mail_ref, r.decision = 'sheet', r.customer_id, r.contact_id
            FROM kernel_batch_row r JOIN kernel_seat s ON s.id = r.seat_id
            WHERE r.batch_id = \(batch) AND r.state = 'done' AND \(sql: which)
            ORDER BY r.id
            """
        ) { row in
            Given(
                row: try row.next(), seat: try row.next(), account: try row.next(), mail: try row.next(),
                isSheet: try row.next(), customer: try row.next(), contact: try row.next())
        }
    }

    /// The condition stands in the statement that deletes: who accepts at this moment keeps his seat.
    private func takeBack(_ part: [Given]) throws -> Int {
        do {
            _ = try connection.execute(
                """
                DELETE FROM kernel_seat
                WHERE id IN (\(list: part.filter { !$0.isSheet }.map(\.seat))) AND accepted_at IS NULL
                """)
            _ = try connection.execute(
                """
                DELETE FROM kernel_seat WHERE id IN (\(list: part.filter(\.isSheet).map(\.seat)))
                    AND NOT EXISTS (SELECT 1 FROM kernel_session x WHERE x.seat_id = kernel_seat.id)
                """)
        } catch let error as DatabaseError where error.kind == .foreignKey {
            throw PortalError.conflict("Somebody signed in at this moment. Try it once more.")
        }
        let kept = Set(
            try connection.rows("SELECT id FROM kernel_seat WHERE id IN (\(list: part.map(\.seat)))") {
                try $0.next() as UInt64
            })
        let gone = part.filter { !kept.contains($0.seat) }
        guard !gone.isEmpty else { return 0 }
        _ = try connection.execute(
            """
            UPDATE kernel_batch_row SET state = 'undone', done_at = \(visit.now)
            WHERE id IN (\(list: gone.map(\.row)))
            """)
        _ = try connection.execute(
            """
            DELETE FROM kernel_account WHERE id IN (\(list: gone.map(\.account)))
                AND (password IS NULL OR start_password_until IS NOT NULL)
                AND NOT EXISTS (SELECT 1 FROM kernel_seat s WHERE s.account_id = kernel_account.id)
                AND NOT EXISTS (SELECT 1 FROM kernel_session x WHERE x.account_id = kernel_account.id)
            """)
        try keepBack(gone.compactMap(\.mail))
        try audit(gone)
        return gone.count
    }

    /// A mail that has not left need not leave: its link is dead.
    private func keepBack(_ mails: [[UInt8]]) throws {
        _ = try connection.execute(
            """
            UPDATE kernel_mail SET failed_at = \(visit.now), link = NULL, lease_by = NULL, lease_until = NULL,
                last_error = 'Withdrawn before it was sent.'
            WHERE ref IN (\(list: mails)) AND is_open = 1 AND (lease_until IS NULL OR lease_until <= \(visit.now))
            """)
    }

    private func audit(_ gone: [Given]) throws {
        guard case .staff(let session) = visit.identity else { throw PortalError.forbidden }
        let rows: [SQL] = gone.map { each in
            """
            (\(visit.now), 'staff', \(session.staff.id), 'administration.seat.withdrawn',
            \(each.contact == nil ? "customer" : "contact"), \(each.contact ?? each.customer), \(each.customer),
            \(visit.request.id))
            """
        }
        _ = try connection.execute(
            """
            INSERT INTO kernel_audit
                (at, actor_kind, actor_id, action, subject_kind, subject_id, customer_id, request)
            VALUES \(sql: SQL(joining: rows, by: ", "))
            """)
    }
}

extension BatchResult {
    /// A new link to the address on file; the older ones end.
    ///
    /// - Throws: a conflict when there is nothing to be sent any more, or too much went out within the hour.
    static func sendAgain(_ row: Ref<BatchRow>, of batch: Batch, by staff: StaffMember, _ visit: Visit) throws
    {
        let connection = visit.connection
        guard let found = try Addressee.of(row, batch, at: visit.now, connection), !found.isGone else {
            throw PortalError.conflict(
                "This person has signed in, or the invitation was withdrawn meanwhile.")
        }
        guard let email = found.email, Email.isValid(email) else {
            throw PortalError.conflict("This contact has no e-mail address any more.")
        }
        guard
            let token = try Invitation.issue(
                seat: found.seat, to: email, by: staff, at: visit.now, connection)
        else {
            throw PortalError.conflict("Three invitations went out within an hour. Try again later.")
        }
        let portals = (found.portals ?? "").split(separator: ",").map(String.init)
        let wording = try Invitation.wording(
            isNew: found.isNew, language: found.language, at: visit.now, visit.house, connection)
        let content = Invitation.content(
            wording, for: found.name, isPerson: found.contact != nil, at: found.customerName,
            login: found.login, isNew: found.isNew,
            portals: visit.house.portals.filter { portals.contains($0.id) }, language: found.language,
            by: staff.name, at: visit.now, visit.house)
        let mail = try Delivery.enqueue(
            "identity.invitation", content, to: (email, found.name), customer: found.customer,
            contact: found.contact, link: OneTimeLink.invitation.address(token, visit.house.installation),
            visit)
        _ = try connection.execute(
            """
            UPDATE kernel_batch_row SET mail_ref = \(mail), done_at = \(visit.now)
            WHERE batch_id = \(batch.id) AND ref = \(row)
            """)
        try visit.audit(
            "administration.seat.invited", kind: found.contact == nil ? "customer" : "contact",
            id: found.contact ?? found.customer, customer: found.customer)
    }

    private struct Addressee {
        let seat: UInt64
        let customer: UInt64
        let customerName: String
        let contact: UInt64?
        let name: String
        let email: String?
        let login: String
        let isNew: Bool
        let language: String?
        let isGone: Bool
        /// Their ids with commas; nothing where it is for all that the group permits.
        let portals: String?

        /// Nobody where the person has signed in or the row was taken back.
        static func of(
            _ row: Ref<BatchRow>, _ batch: Batch, at now: Instant, _ connection: Connection
        ) throws -> Addressee? {
            try connection.first(
                """
                SELECT s.id, c.id, c.name, p.id, COALESCE(p.name, c.name), IF(r.contact_id IS NULL, c.email, p.email),
                    a.login, a.password IS NULL, a.language, p.removed_at IS NOT NULL OR c.archived_at IS NOT NULL,
                    IF(s.mode = 'listed', (SELECT GROUP_CONCAT(x.portal) FROM kernel_access x
                        WHERE x.seat_id = s.id AND x.granted), NULL)
                FROM kernel_batch_row r
                JOIN kernel_seat s ON s.id = r.seat_id AND s.accepted_at IS NULL AND \(sql: PortalSeat.isOn(at: now))
                JOIN kernel_account a ON a.id = s.account_id
                JOIN kernel_customer c ON c.id = r.customer_id
                LEFT JOIN kernel_contact p ON p.id = r.contact_id
                WHERE r.batch_id = \(batch.id) AND r.ref = \(row)
                """
            ) { row in
                try Addressee(
                    seat: row.next(), customer: row.next(), customerName: row.next(), contact: row.next(),
                    name: row.next(), email: row.next(), login: row.next(), isNew: row.next(),
                    language: row.next(), isGone: row.next(), portals: row.next())
            }
        }
    }
}
