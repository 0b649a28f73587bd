import MariaDB
import PortalKit

/// Somebody who may get a notice: a contact with an address and a seat in force.
struct Recipient {
    let contact: UInt64
    let customer: UInt64
    let name: String
    let email: String
    let customerName: String
    let language: String?
    let timeZone: String?
    /// Where lines for him are kept, if he wants one mail a day.
    let digest: UInt64?
    /// As his own pages know him.
    let viewer: Viewer
    let policy: Policy

    /// What this person may see of a portal by one permission, as a request of his own would find it; nil for nothing.
    func scope(_ permission: Permission, in portal: Portal) -> Scope? {
        let reach = policy.reach(permission, in: portal)
        guard reach != .none else { return nil }
        return Scope(
            .customer(customer, contact: contact, reach: reach), countsMembers: policy.countsMembers)
    }

    /// - Parameter notice: the one that they are told by: who turned it off, is not among them.
    static func all(
        _ audience: Audience, of notice: Notice, at now: Instant, _ connection: Connection
    ) throws -> [Recipient] {
        let condition: SQL
        switch audience.people {
        case .contacts(let ids):
            if ids.isEmpty { return [] }
            condition = "s.contact_id IN (\(sql: SQL(joining: ids.map { "\($0)" }, by: ", ")))"
        case .customer(let id): condition = "s.customer_id = \(id)"
        }
        let wants: SQL =
            notice.isAlways
            ? "TRUE"
            : """
            NOT EXISTS (SELECT 1 FROM kernel_notice_off o WHERE o.contact_id = p.id AND o.notice = \(notice.id))
            """
        return try all("\(sql: condition) AND \(sql: wants)", at: now, connection)
    }

    /// A person as he is now; nil where no mail may go to him.
    static func find(_ contact: UInt64, at now: Instant, _ connection: Connection) throws -> Recipient? {
        try all("s.contact_id = \(contact)", at: now, connection).first
    }

    private static func all(
        _ condition: SQL, at now: Instant, _ connection: Connection
    ) throws -> [Recipient] {
        try connection.rows(
            """
            SELECT p.id, p.customer_id, p.name, p.email, c.name, a.language, a.time_zone, d.id, a.id, s.id, c.number,
                \(sql: Policy.columns)
            FROM kernel_seat s
            JOIN kernel_account a ON a.id = s.account_id
            JOIN kernel_permission_group g ON g.id = s.group_id
            JOIN kernel_customer c ON c.id = s.customer_id
            JOIN kernel_contact p ON p.id = s.contact_id
            LEFT JOIN kernel_digest d ON d.contact_id = p.id AND d.wanted_at IS NOT NULL
            WHERE \(sql: condition) AND p.email <> '' AND \(sql: PortalSeat.inForce(at: now))
            ORDER BY p.id
            """
        ) { row in try Recipient(row) }
    }

    private init(_ row: borrowing Row) throws {
        contact = try row.next()
        customer = try row.next()
        name = try row.next()
        email = try row.next()
        customerName = try row.next()
        language = try row.next()
        timeZone = try row.next()
        digest = try row.next()
        let (account, seat, number): (UInt64, UInt64, Int) = (
            try row.next(), try row.next(), try row.next()
        )
        viewer = Viewer(
            account: account, seat: seat, customer: customer, contact: contact, name: name,
            initials: Initials.of(name), customerName: customerName, customerNumber: number)
        policy = try Policy(row, hasContact: true)
    }
}
