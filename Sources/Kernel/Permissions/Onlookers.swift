import MariaDB
package import PortalKit

/// One portal user, as far as it decides what he sees.
private struct OnlookerSeat {
    let contact: UInt64?
    let ref: Ref<ContactReference>?
    let customer: UInt64
    let name: String
    let group: String
    let isOn: Bool
    let isAccepted: Bool
    let policy: Policy

    init(_ row: borrowing Row) throws {
        contact = try row.next()
        ref = try row.next()
        customer = try row.next()
        name = try row.next()
        group = try row.next()
        isOn = try row.next()
        isAccepted = try row.next()
        policy = try Policy(row, hasContact: contact != nil)
    }

    /// The rule that decides, for a record that is shared and whose own it is.
    func why(
        _ permission: Permission, in portal: Portal, own: [UInt64], members: [UInt64]
    ) -> Onlooker.Why {
        if !isAccepted { return .invited }
        if !isOn { return .switchedOff }
        let (reach, rule) = policy.explain(permission, in: portal)
        let isMember = policy.countsMembers && contact.map(members.contains) ?? false
        let isOwn = isMember || contact.map(own.contains) ?? false
        switch reach {
        case .organisation: return isOwn ? .own : .group(group)
        case .own: return isOwn ? .own : .ownOnly
        case .none: break
        }
        switch rule {
        case .moduleOff: return .moduleOff
        case .accessRemoved, .notInvited: return .noPortal
        case .nothingIsOwn, .onlyOwnHere: return .ownOnly
        case .groupSaysNone, .everything, .group: return .groupNone(group)
        }
    }

    /// The seats that the condition names; everything that decides is read at this moment.
    static func all(where condition: SQL, at now: Instant, _ connection: Connection) throws -> [OnlookerSeat]
    {
        connection.onPrepare = nil
        return try connection.rows(
            """
            SELECT s.contact_id, p.ref, c.id, COALESCE(p.name, c.name), g.name, \(sql: PortalSeat.isOpen(at: now)),
                s.accepted_at IS NOT NULL, \(sql: Policy.columns)
            FROM kernel_seat s
            JOIN kernel_permission_group g ON g.id = s.group_id
            JOIN kernel_customer c ON c.id = s.customer_id
            LEFT JOIN kernel_contact p ON p.id = s.contact_id
            WHERE \(sql: condition) AND p.removed_at IS NULL AND c.archived_at IS NULL
            ORDER BY s.id
            """
        ) { row in try OnlookerSeat(row) }
    }
}

extension Acting {
    /// Everybody of a customer, and whether he sees a shared record of a portal, as the policy has it at this moment.
    package func onlookers(
        of permission: Permission, at customer: UInt64, own: [UInt64], members: [UInt64], portal id: String
    ) throws -> [Onlooker] {
        guard let portal = house.portals.first(where: { $0.id == id }) else { return [] }
        let seats = try OnlookerSeat.all(where: "s.customer_id = \(customer)", at: now, connection)
        let people = seats.map { seat in
            Onlooker(
                contact: seat.contact, name: seat.name, initials: Initials.of(seat.name),
                why: seat.why(permission, in: portal, own: own, members: members))
        }
        return people.isEmpty ? try visitors(permission, portal, customer).map { [$0] } ?? [] : people
    }

    /// The people of a customer whose seats are in force and give them a permission, own or all of it, by name.
    package func people(
        of permission: Permission, at customer: UInt64, portal id: String
    ) throws -> [PortalPerson] {
        guard let portal = house.portals.first(where: { $0.id == id }) else { return [] }
        var people: [UInt64: PortalPerson] = [:]
        for seat in try OnlookerSeat.all(where: "s.customer_id = \(customer)", at: now, connection) {
            guard let contact = seat.contact, let ref = seat.ref,
                seat.why(permission, in: portal, own: [contact], members: []) == .own
            else { continue }
            people[contact] = PortalPerson(id: ID(contact), ref: ref, name: seat.name)
        }
        return people.values.sorted {
            ($0.name.lowercased(), $0.id.value) < ($1.name.lowercased(), $1.id.value)
        }
    }

    /// Where a customer has no portal users: whoever opens its link.
    private func visitors(_ permission: Permission, _ portal: Portal, _ customer: UInt64) throws -> Onlooker?
    {
        let found: (name: String, group: String, isOff: Bool, policy: Policy)? = try connection.first(
            """
            SELECT c.name, g.name, c.link_off_at IS NOT NULL,
                (SELECT GROUP_CONCAT(r.permission, ' ', r.reach) FROM kernel_group_reach r
                    WHERE r.group_id = g.id),
                (SELECT GROUP_CONCAT(m.portal) FROM kernel_module m WHERE m.disabled_at IS NOT NULL)
            FROM kernel_customer c JOIN kernel_permission_group g ON g.kind = 'non-portal-users'
            WHERE c.id = \(customer) AND c.archived_at IS NULL
            """
        ) { row in
            (
                try row.next(), try row.next(), try row.next(),
                Policy(visitors: try row.next(), disabled: try row.next())
            )
        }
        guard let found, !found.isOff else { return nil }
        let (reach, rule) = found.policy.explain(permission, in: portal)
        let why: Onlooker.Why =
            reach != .none ? .link : rule == .moduleOff ? .moduleOff : .groupNone(found.group)
        return Onlooker(contact: nil, name: found.name, initials: Initials.of(found.name), why: why)
    }

    /// Who sees what is for the customer of that number, or for all of them.
    package func readership(
        of permission: Permission, atNumber number: Int?, portal id: String
    ) throws -> Readership {
        connection.onPrepare = nil
        if let number {
            let customer: UInt64? = try connection.first(
                "SELECT id FROM kernel_customer WHERE number = \(number)"
            ) { row in try row.next() }
            let people =
                try customer.map { try onlookers(of: permission, at: $0, own: [], members: [], portal: id) }
                ?? []
            return Readership(people: people, count: people.count(where: \.sees), customers: 1)
        }
        guard let portal = house.portals.first(where: { $0.id == id }) else {
            return Readership(people: [], count: 0, customers: 0)
        }
        let seeing = try OnlookerSeat.all(
            where: PortalSeat.inForce(at: now), at: now, connection
        ).filter { $0.policy.reach(permission, in: portal) == .organisation }
        return Readership(
            people: [], count: seeing.count, customers: Set(seeing.map(\.customer)).count)
    }
}

extension Policy {
    /// Of whoever comes without an account: the group for visitors alone, and nothing is his own (C14).
    init(visitors reaches: String?, disabled: String?) {
        self.init(
            group: .reaches(Self.reaches(reaches ?? "")), followsGroup: true, accesses: [:],
            disabledModules: Set((disabled ?? "").split(separator: ",").map(String.init)), hasContact: false)
    }
}
