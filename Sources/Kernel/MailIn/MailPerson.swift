import MariaDB
import PortalKit

/// The person whom a reply address was given to, as the database has him when his mail arrives.
struct MailPerson {
    let viewer: Viewer
    /// On file, where the mail that he answers was sent to.
    let email: String
    private let policy: Policy
    private let language: String?
    private let timeZone: String?

    /// A contact with a seat in force; nobody else answers by mail.
    static func find(_ contact: UInt64, at now: Instant, _ connection: Connection) throws -> MailPerson? {
        connection.onPrepare = nil
        return try connection.first(
            """
            SELECT a.id, s.id, s.customer_id, p.id, c.name, c.number, p.name, p.email, a.language, a.time_zone,
                \(sql: Policy.columns)
            FROM kernel_seat s
            JOIN kernel_account a ON a.id = s.account_id
            JOIN kernel_permission_group g ON g.id = s.group_id
            JOIN kernel_customer c ON c.id = s.customer_id
            JOIN kernel_contact p ON p.id = s.contact_id
            WHERE s.contact_id = \(contact) AND p.email <> '' AND \(sql: PortalSeat.inForce(at: now))
            """
        ) { row in try MailPerson(row) }
    }

    /// Who has this address, if it is one contact alone. It proves nothing: it is for staff to look at.
    static func suspect(_ address: String, _ connection: Connection) throws -> ID<ContactReference>? {
        guard !address.isEmpty else { return nil }
        connection.onPrepare = nil
        let found: [UInt64] = try connection.rows(
            "SELECT id FROM kernel_contact WHERE email = \(address) AND removed_at IS NULL LIMIT 2"
        ) { try $0.next() }
        return found.count == 1 ? found.first.map { ID($0) } : nil
    }

    private init(_ row: borrowing Row) throws {
        let (account, seat): (UInt64, UInt64) = (try row.next(), try row.next())
        let (customer, contact): (UInt64, UInt64) = (try row.next(), try row.next())
        let (customerName, number): (String, Int) = (try row.next(), try row.next())
        let name: String = try row.next()
        email = try row.next()
        language = try row.next()
        timeZone = try row.next()
        policy = try Policy(row, hasContact: true)
        viewer = Viewer(
            account: account, seat: seat, customer: customer, contact: contact, name: name,
            initials: Initials.of(name), customerName: customerName, customerNumber: number)
    }

    /// Whether the mail comes from where the question was sent to. Letters beside ASCII are compared as they are.
    func isSender(_ address: String) -> Bool {
        func plain(_ text: String) -> [UInt8] {
            text.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        }
        return !address.isEmpty && plain(address) == plain(email)
    }

    /// What a page of his would be given.
    func context(of portal: Portal, _ run: MailRun) throws -> CustomerContext {
        let house = run.house
        let reader = house.reader(language: language, timeZone: timeZone, at: run.now, of: portal.id)
        return CustomerContext(
            viewer: viewer, now: run.now, ui: Interface(reader: reader, csrf: "", newOnce: { "" }),
            store: run.store(of: portal), reaches: policy.reaches(in: [portal]),
            seal: CursorSeal { _ in [] },
            settings: try house.settings.current(run.connection).settings(of: portal, in: house))
    }
}
