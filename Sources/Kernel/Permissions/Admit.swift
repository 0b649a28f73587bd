import MariaDB
package import PortalKit

extension Acting {
    /// Whoever is made a member gets the one portal that he is a member in (E08, E09).
    package func admit(contact: UInt64, by staff: StaffMember, portal id: String) throws -> Admission {
        guard let visit = self as? Visit, let portal = house.portals.first(where: { $0.id == id }) else {
            throw PortalError.notFound
        }
        connection.onPrepare = nil
        let holder = try SeatHolder.find(contact: contact, connection)
        guard let seat = try MemberSeat.find(holder, contact: contact, at: now, connection) else {
            return try invite(holder, to: portal, by: staff, visit)
        }
        guard seat.isOpen else { return .refused }
        if seat.policy.has(portal) { return seat.isAccepted ? .hasAccess : .invited }
        // Taken away is taken away; and a portal that is off is nobody's.
        guard seat.policy.accesses[portal.id] == nil, seat.policy.isInstalled(portal) else { return .refused }
        try PortalSeat.grant(portal, to: seat.id, onlyOwn: false, by: staff, at: now, connection)
        try note("administration.access.granted", holder)
        return seat.isAccepted ? .granted : .invited
    }

    private func invite(
        _ holder: SeatHolder, to portal: Portal, by staff: StaffMember, _ visit: Visit
    ) throws -> Admission {
        guard staff.isAdministrator else {
            if let contact = holder.contact {
                try AdmissionWish.add(contact.id.value, portal, by: staff, visit)
            }
            return .waits
        }
        guard let email = holder.email, let login = try? Login(email) else { return .hasNoAddress }
        let offer = Offer(email: email, login: login)
        let seat = try offer.take(holder, portal, onlyOwn: false, nil, staff, visit)
        guard try Offer.send(to: email, holder, seat: seat, by: staff, visit) else {
            throw PortalError.conflict("Three invitations went out within an hour. Try again later.")
        }
        try note("administration.seat.invited", holder)
        return .invited
    }

    private func note(_ action: String, _ holder: SeatHolder) throws {
        try audit(
            action, kind: ObjectKind.contact.name, id: holder.contact?.id.value,
            customer: holder.customer.id.value)
    }
}

/// A contact's portal user, as far as it decides whether he may come in.
private struct MemberSeat {
    let id: UInt64
    let isOpen: Bool
    let isAccepted: Bool
    let policy: Policy

    static func find(
        _ holder: SeatHolder, contact: UInt64, at now: Instant, _ connection: Connection
    ) throws -> MemberSeat? {
        try connection.first(
            """
            SELECT s.id, \(sql: PortalSeat.isOpen(at: now)), s.accepted_at IS NOT NULL, \(sql: Policy.columns)
            FROM kernel_seat s
            JOIN kernel_permission_group g ON g.id = s.group_id
            JOIN kernel_customer c ON c.id = s.customer_id
            LEFT JOIN kernel_contact p ON p.id = s.contact_id
            WHERE s.customer_id = \(holder.customer.id) AND s.contact_key = \(contact)
            """
        ) { row in
            MemberSeat(
                id: try row.next(), isOpen: try row.next(), isAccepted: try row.next(),
                policy: try Policy(row, hasContact: true))
        }
    }
}

extension SeatHolder {
    fileprivate static func find(contact: UInt64, _ connection: Connection) throws -> SeatHolder {
        let found: SeatHolder? = try connection.first(
            """
            SELECT c.id, c.ref, c.name, p.id, p.ref, p.name, p.email
            FROM kernel_contact p JOIN kernel_customer c ON c.id = p.customer_id
            WHERE p.id = \(contact) AND p.removed_at IS NULL AND c.archived_at IS NULL
            """
        ) { row in
            SeatHolder(
                customer: (try row.next(), try row.next(), try row.next()),
                contact: (try row.next(), try row.next()), name: try row.next(), email: try row.next())
        }
        guard let found else { throw PortalError.notFound }
        return found
    }
}
