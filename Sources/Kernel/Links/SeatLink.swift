import MariaDB
package import PortalKit

/// A person's own link to one of a portal's addresses, as the database has it at this moment.
struct SeatLink {
    let portal: String
    let name: String
    let record: UInt64?
    private let id: UInt64
    private let seenAt: Instant
    private let customer: UInt64
    private let contact: UInt64?
    private let language: String?
    private let timeZone: String?
    private let settingsVersion: UInt64
    private let policy: Policy

    private static let label: Secrets.Label = "link"

    /// The link of a token that works and whose seat is in force.
    static func find(_ token: Token, _ visit: Visit) throws -> SeatLink? {
        try visit.connection.first(
            """
            SELECT l.portal, l.name, l.record_id, l.id, COALESCE(l.seen_at, l.created_at), s.customer_id, s.contact_id, a.language, a.time_zone,
                (SELECT v.value FROM kernel_counter v WHERE v.name = 'settings'), \(sql: Policy.columns)
            FROM kernel_link l
            JOIN kernel_seat s ON s.id = l.seat_id
            JOIN kernel_account a ON a.id = s.account_id
            JOIN kernel_permission_group g ON g.id = s.group_id
            JOIN kernel_customer c ON c.id = s.customer_id
            LEFT JOIN kernel_contact p ON p.id = s.contact_id
            WHERE l.token_hash IN (\(list: visit.house.secrets.signatures(of: token.hash, as: label)))
                AND l.revoked_at IS NULL AND l.expires_at > \(visit.now)
                AND \(sql: PortalSeat.inForce(at: visit.now))
            """
        ) { row in try SeatLink(row) }
    }

    /// Writes a new one down; who holds the token may use it.
    static func make(
        _ route: LinkRoute, of portal: String, seat: UInt64, record: UInt64?, title: String = "",
        at now: Instant, _ house: House, _ connection: Connection
    ) throws -> Token {
        let token = Token()
        _ = try connection.execute(
            """
            INSERT INTO kernel_link (token_hash, portal, name, title, seat_id, record_id, created_at, expires_at)
            VALUES (\(try house.secrets.sign(token.hash, as: label)), \(portal), \(route.name), \(title), \(seat), \(record),
                \(now), \(now.adding(seconds: Int64(route.days) * 86_400)))
            """)
        return token
    }

    private init(_ row: borrowing Row) throws {
        portal = try row.next()
        name = try row.next()
        record = try row.next()
        id = try row.next()
        seenAt = try row.next()
        customer = try row.next()
        contact = try row.next()
        language = try row.next()
        timeZone = try row.next()
        settingsVersion = try row.next() ?? 0
        policy = try Policy(row, hasContact: contact != nil)
    }

    /// After the answer, at most once a minute, and not for what nobody fetched.
    func noteSeen(_ visit: Visit) {
        guard visit.leavesTraces, visit.now.seconds(since: seenAt) >= 60 else { return }
        visit.connection.onPrepare = nil
        _ = try? visit.connection.execute("UPDATE kernel_link SET seen_at = \(visit.now) WHERE id = \(id)")
    }

    /// What the route's handler is given; nil where the person's permission reaches nothing now.
    func context(of route: LinkRoute, in portal: Portal, _ visit: Visit) throws -> LinkContext? {
        let reach = policy.reach(route.needs, in: portal)
        guard reach != .none else { return nil }
        let house = visit.house
        let reader = house.reader(language: language, timeZone: timeZone, at: visit.now, of: portal.id)
        return LinkContext(
            now: visit.now,
            ui: Interface(reader: reader, csrf: "", typed: nil, problems: [], newOnce: { "" }),
            settings: try house.settings.kept(settingsVersion, visit.connection).settings(
                of: portal, in: house),
            scope: Scope(
                .customer(customer, contact: contact, reach: reach), countsMembers: policy.countsMembers),
            recordID: record,
            store: Store(
                connection: visit.connection, portal: portal.id, isKernel: false, audience: .customer,
                effects: visit))
    }
}

extension Visit {
    private func linkSeat(_ name: String, portal: String) throws -> (seat: UInt64, route: LinkRoute) {
        guard
            let route = house.portals.first(where: { $0.id == portal })?.links.first(where: {
                $0.name == name
            })
        else { throw ContractFault.undeclared(portal: portal, part: name, in: "links") }
        guard case .customer(let session) = identity, let seat = session.viewer.seat else {
            throw PortalError.forbidden
        }
        return (seat, route)
    }

    /// So many of one kind with names of their own work at a time.
    private static var mostLinks: Int { 20 }

    package func link(_ name: String, record: UInt64?, title: String, portal: String) throws -> String {
        let (seat, route) = try linkSeat(name, portal: portal)
        connection.onPrepare = nil
        try revoke(name, of: seat, portal, "record_id <=> \(record) AND title = \(title)")
        // Without a name there is one for each record at most.
        let named = try title.isEmpty ? 0 : links(name, portal: portal).count { !$0.name.isEmpty }
        guard named < Self.mostLinks else {
            throw PortalError.conflict(
                "At most \("n", Self.mostLinks) links work at a time. Revoke one that nothing uses.")
        }
        let token = try SeatLink.make(
            route, of: portal, seat: seat, record: record, title: title, at: now, house, connection)
        try audit("identity.link.made", kind: nil, id: nil, customer: nil)
        return house.installation.linkURL + "/link/" + token.text
    }

    package func revokeLinks(_ name: String, only ref: Ref<PersonalLink>?, portal: String) throws -> Int {
        let (seat, _) = try linkSeat(name, portal: portal)
        connection.onPrepare = nil
        let count = try revoke(
            name, of: seat, portal, ref.map { "LEFT(token_hash, 10) = \($0)" } ?? "TRUE")
        if count > 0 { try audit("identity.link.revoked", kind: nil, id: nil, customer: nil) }
        return count
    }

    @discardableResult
    private func revoke(_ name: String, of seat: UInt64, _ portal: String, _ which: SQL) throws -> Int {
        try connection.execute(
            """
            UPDATE kernel_link SET revoked_at = \(now)
            WHERE seat_id = \(seat) AND portal = \(portal) AND name = \(name) AND revoked_at IS NULL
                AND expires_at > \(now) AND \(sql: which)
            """
        ).affected
    }

    /// Whoever has no seat has no links.
    package func links(_ name: String, portal: String) throws -> [PersonalLink] {
        guard case .customer(let session) = identity, session.viewer.seat != nil else { return [] }
        let (seat, _) = try linkSeat(name, portal: portal)
        connection.onPrepare = nil
        return try connection.rows(
            """
            SELECT LEFT(token_hash, 10), title, created_at, expires_at, seen_at, record_id FROM kernel_link
            WHERE seat_id = \(seat) AND portal = \(portal) AND name = \(name) AND revoked_at IS NULL
                AND expires_at > \(now) ORDER BY id DESC LIMIT 100
            """
        ) { row in
            // The beginning of a keyed hash names it and opens nothing.
            PersonalLink(
                ref: try row.next(), name: try row.next(), madeAt: try row.next(), endsAt: try row.next(),
                usedAt: try row.next(), recordID: try row.next())
        }
    }
}
