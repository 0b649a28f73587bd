import MariaDB
import PortalKit

/// Where a portal user stands, in one word.
enum SeatState: Equatable {
    case invited, on, off
    /// Its day has come, or a review was not answered.
    case ended
    /// A start password was given and is not replaced yet.
    case startPassword
    case startPasswordEnded
    /// The contact was removed.
    case removed

    init(
        isRemoved: Bool, isOn: Bool, isAccepted: Bool, endsAt: Instant?, startPasswordUntil: Instant?,
        at now: Instant
    ) {
        if isRemoved {
            self = .removed
        } else if !isOn {
            self = .off
        } else if let endsAt, endsAt <= now {
            self = .ended
        } else if !isAccepted {
            self = .invited
        } else if let startPasswordUntil {
            self = startPasswordUntil > now ? .startPassword : .startPasswordEnded
        } else {
            self = .on
        }
    }

    init(_ seat: PortalSeat, at now: Instant) {
        self.init(
            isRemoved: seat.isRemoved, isOn: seat.isOn, isAccepted: seat.isAccepted,
            endsAt: [seat.endsAt, seat.reviewEndsAt].compactMap(\.self).min(),
            startPasswordUntil: seat.startPasswordUntil, at: now)
    }
}

/// One line of the list of a customer's portal users.
struct SeatLine {
    let id: ID<PortalSeat>
    let ref: Ref<PortalSeat>
    /// Nil for the customer itself, which comes first.
    let contact: String?
    let login: String
    let group: String
    let isRemoved: Bool
    let isOn: Bool
    let isAccepted: Bool
    let startPasswordUntil: Instant?
    /// When it ends or ended by itself.
    let endsAt: Instant?
    let requiresMfa: Bool
    /// Whether an authenticator app is set up (C34).
    let hasApp: Bool
    let lastSeen: Instant?

    private static let keyset = Keyset("ifnull(p.name,'')", .ascending, id: "s.id")

    /// One page of the list; also what the customer's page shows of it.
    static func listing(
        of customer: Customer, _ paging: Paging, _ db: borrowing Reading
    ) throws -> Listing<SeatLine> {
        try db.listing(
            paging, by: keyset, rows(of: customer.id),
            counting: "kernel_seat s WHERE s.customer_id = \(customer.id)",
            { row in try SeatLine(row) }, place: { Position($0.contact ?? "", $0.id) })
    }

    /// The first few, for the customer's page.
    static func first(_ most: Int, of customer: Customer, _ db: borrowing Reading) throws -> [SeatLine] {
        try db.rows(
            "\(sql: rows(of: customer.id)) ORDER BY IFNULL(p.name,''), s.id LIMIT \(most)"
        ) { row in try SeatLine(row) }
    }

    static func count(of customer: ID<Customer>, _ db: borrowing Reading) throws -> Int {
        try db.first("SELECT COUNT(*) FROM kernel_seat s WHERE s.customer_id = \(customer)") { row in
            try row.next()
        } ?? 0
    }

    private static func rows(of customer: ID<Customer>) -> SQL {
        """
        SELECT s.id, s.ref, p.name, a.login, g.name, p.removed_at IS NOT NULL, s.disabled_at IS NULL,
            s.accepted_at IS NOT NULL, a.start_password_until,
            IF(s.ends_at < s.review_ends_at, s.ends_at, COALESCE(s.review_ends_at, s.ends_at)),
            s.mfa_required_at IS NOT NULL,
            EXISTS (SELECT 1 FROM kernel_authenticator f WHERE f.account_id = a.id AND f.is_proven = 1),
            (SELECT MAX(x.seen_at) FROM kernel_session x WHERE x.seat_id = s.id)
        FROM kernel_seat s
        JOIN kernel_account a ON a.id = s.account_id
        JOIN kernel_permission_group g ON g.id = s.group_id
        LEFT JOIN kernel_contact p ON p.id = s.contact_id
        WHERE s.customer_id = \(customer)
        """
    }

    private init(_ row: borrowing Row) throws {
        id = try row.next()
        ref = try row.next()
        contact = try row.next()
        login = try row.next()
        group = try row.next()
        isRemoved = try row.next()
        isOn = try row.next()
        isAccepted = try row.next()
        startPasswordUntil = try row.next()
        endsAt = try row.next()
        requiresMfa = try row.next()
        hasApp = try row.next()
        lastSeen = try row.next()
    }
}

/// Somebody who could become a portal user: the customer itself, or a contact without a seat.
struct SeatCandidate {
    /// Nil for the customer itself.
    let contact: Ref<Contact>?
    let name: String
    let email: String?

    var value: String { contact?.description ?? "" }

    func label(_ ui: Interface) -> Words {
        let address = email ?? ui.say("No e-mail")
        return contact == nil
            ? "\("name", name), the customer itself (\("email", address))"
            : "\("name", name) (\("email", address))"
    }

    /// What no choice of a group means, in the words of the groups that there are.
    func defaults(_ groups: [PermissionGroup]) -> Words {
        let ofContacts = groups.first(where: \.isDefault)?.name ?? ""
        let everything = groups.first { $0.kind == "everything" }?.name ?? ""
        return contact == nil
            ? "\("everything", everything) for the customer itself, \("group", ofContacts) for a contact"
            : "\("group", ofContacts)"
    }

    static func all(of customer: Customer, _ db: borrowing Reading) throws -> [SeatCandidate] {
        try db.rows(
            """
            (SELECT NULL, c.name, c.email FROM kernel_customer c
                WHERE c.id = \(customer.id)
                    AND NOT EXISTS (SELECT 1 FROM kernel_seat s WHERE s.customer_id = c.id AND s.contact_key = 0))
            UNION ALL
            (SELECT p.ref, p.name, p.email FROM kernel_contact p
                WHERE p.customer_id = \(customer.id) AND p.removed_at IS NULL
                    AND NOT EXISTS (SELECT 1 FROM kernel_seat s
                        WHERE s.customer_id = p.customer_id AND s.contact_key = p.id)
                ORDER BY p.name, p.id LIMIT 500)
            """
        ) { row in SeatCandidate(contact: try row.next(), name: try row.next(), email: try row.next()) }
    }
}
