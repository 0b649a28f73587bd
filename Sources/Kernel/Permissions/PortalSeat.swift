import MariaDB
import PortalKit

/// A portal user, of a contact or of a customer itself, as staff see it.
package struct PortalSeat: Sendable {
    let id: ID<PortalSeat>
    let ref: Ref<PortalSeat>
    let holder: SeatHolder
    /// The contact was removed: nobody signs in with it, and it can only be deleted.
    let isRemoved: Bool
    let account: UInt64
    let login: String
    /// What mails to the person are written in; nil where none was chosen.
    let language: String?
    let groupRef: Ref<PermissionGroup>
    let groupName: String
    let isOn: Bool
    /// False while an invitation waits to be accepted.
    let isAccepted: Bool
    let invitation: SentInvitation?
    let startPasswordUntil: Instant?
    /// False where none was handed out or chosen yet.
    let hasPassword: Bool
    let openSessions: Int
    let lastSeen: Instant?
    /// Whether an administrator requires a second factor of this portal user.
    let requiresMfa: Bool
    /// Since when an authenticator app is set up, if one is.
    let appSince: Instant?
    /// The other customers for whom the same person signs in with the same name and password.
    let elsewhere: [String]
    /// From then on it is over by itself: its day, or the end of a review.
    let endsAt: Instant?
    let reviewEndsAt: Instant?
    let policy: Policy

    var path: String { holder.customerPath + "/portal-users/" + ref.description }

    static func of(_ contact: Contact, _ db: borrowing Reading) throws -> PortalSeat? {
        try db.first(
            select(where: "s.customer_id = \(contact.customer.id) AND s.contact_key = \(contact.id)")
        ) { row in try PortalSeat(row) }
    }

    static func find(
        _ ref: Ref<PortalSeat>, of customer: Ref<Customer>, _ db: borrowing Reading
    ) throws -> PortalSeat {
        let found = try db.first(select(where: "s.ref = \(ref) AND c.ref = \(customer)")) { row in
            try PortalSeat(row)
        }
        guard let found else { throw PortalError.notFound }
        return found
    }

    private static func select(where condition: SQL) -> SQL {
        """
        SELECT s.id, s.ref, c.id, c.ref, c.name, p.id, p.ref, COALESCE(p.name, c.name),
            IF(s.contact_id IS NULL, c.email, p.email), p.removed_at IS NOT NULL, a.id, a.login, a.language, g.ref, g.name,
            s.disabled_at IS NULL, s.accepted_at IS NOT NULL,
            i.email, i.created_at, i.expires_at, a.start_password_until, a.password IS NOT NULL,
            (SELECT COUNT(*) FROM kernel_session x WHERE x.seat_id = s.id AND x.ended_at IS NULL),
            (SELECT MAX(x.seen_at) FROM kernel_session x WHERE x.seat_id = s.id),
            s.mfa_required_at IS NOT NULL,
            (SELECT f.proven_at FROM kernel_authenticator f WHERE f.account_id = a.id AND f.is_proven = 1),
            (SELECT GROUP_CONCAT(DISTINCT oc.name ORDER BY oc.name SEPARATOR '\\n') FROM kernel_seat o
                JOIN kernel_customer oc ON oc.id = o.customer_id
                WHERE o.account_id = s.account_id AND o.id <> s.id),
            s.ends_at, s.review_ends_at, \(sql: Policy.columns)
        FROM kernel_seat s
        JOIN kernel_customer c ON c.id = s.customer_id
        JOIN kernel_account a ON a.id = s.account_id
        JOIN kernel_permission_group g ON g.id = s.group_id
        LEFT JOIN kernel_contact p ON p.id = s.contact_id
        LEFT JOIN kernel_invitation i ON i.seat_id = s.id AND i.used_at IS NULL AND i.revoked_at IS NULL
        WHERE \(sql: condition)
        """
    }

    private init(_ row: borrowing Row) throws {
        id = try row.next()
        ref = try row.next()
        let customer: (id: ID<Customer>, ref: Ref<Customer>, name: String) = (
            try row.next(), try row.next(), try row.next()
        )
        let contactID: ID<Contact>? = try row.next()
        let contactRef: Ref<Contact>? = try row.next()
        var contact: (id: ID<Contact>, ref: Ref<Contact>)?
        if let contactID, let contactRef { contact = (contactID, contactRef) }
        holder = SeatHolder(
            customer: customer, contact: contact, name: try row.next(), email: try row.next())
        isRemoved = try row.next()
        account = try row.next()
        login = try row.next()
        language = try row.next()
        groupRef = try row.next()
        groupName = try row.next()
        isOn = try row.next()
        isAccepted = try row.next()
        let email: String? = try row.next()
        let sentAt: Instant? = try row.next()
        let expiresAt: Instant? = try row.next()
        invitation =
            if let email, let sentAt, let expiresAt {
                SentInvitation(email: email, sentAt: sentAt, expiresAt: expiresAt)
            } else { nil }
        startPasswordUntil = try row.next()
        hasPassword = try row.next()
        openSessions = try row.next()
        lastSeen = try row.next()
        requiresMfa = try row.next()
        appSince = try row.next()
        let others: String? = try row.next()
        elsewhere = (others ?? "").split(separator: "\n").map(String.init)
        endsAt = try row.next()
        reviewEndsAt = try row.next()
        policy = try Policy(row, hasContact: contact != nil)
    }

    /// Whether the login is the address on file: only then a new password can be chosen by mail.
    var isLoginOwnAddress: Bool { ResetRecipient.isOwn(holder.email, of: login) }

    /// Whether a link to choose a new password may be sent to the address on file (C29).
    var mayReset: Bool { isOn && isAccepted && !isRemoved && isLoginOwnAddress }

    /// Whether its person can do anything in a portal at all.
    func has(_ portal: Portal) -> Bool { isOn && !isRemoved && policy.has(portal) }
}
