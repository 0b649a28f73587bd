package import MariaDB
import Posix
package import PortalKit

extension PortalSeat {
    /// Days that a typed start password lives.
    static let startPasswordDays: Int64 = 7

    /// A new account with a start password, and its seat, in force at once: the unique keys on login and place are
    /// the guards.
    package static func add(
        login: Login, customer: UInt64, contact: UInt64?, group: UInt64?, startPassword: PasswordHash,
        by staff: StaffMember?, at now: Instant, _ connection: Connection
    ) throws -> UInt64 {
        let account = try Account.add(
            login, password: startPassword, until: now.adding(seconds: startPasswordDays * 86_400), at: now,
            connection)
        return try add(
            account: account, customer: customer, contact: contact, group: group, follows: true, by: staff,
            acceptedAt: now, at: now, connection)
    }

    /// A seat of an account; without `acceptedAt` it is offered, and not in force.
    ///
    /// - Parameters:
    ///   - group: nil for the default: the default group for a contact, *Everything* for the customer itself.
    ///   - follows: whether it has what its group permits, or only what is listed.
    /// - Throws: `PortalError.conflict` when the customer is archived, the contact removed or of another customer, or
    ///   when the account sits at this customer already: one login is never two people of one customer.
    static func add(
        account: UInt64, customer: UInt64, contact: UInt64?, group: UInt64?, follows: Bool,
        requiresMfa: Bool = false, by staff: StaffMember?, acceptedAt: Instant?, at now: Instant,
        _ connection: Connection
    ) throws -> UInt64 {
        let added = try connection.execute(
            """
            INSERT INTO kernel_seat
                (ref, account_id, customer_id, contact_id, group_id, mode, created_at, created_by, accepted_at,
                    mfa_required_at, mfa_required_by)
            SELECT \(Random.bytes(10)), \(account), \(customer), \(contact), g.id, \(follows ? "group" : "listed"),
                \(now), \(staff?.id), \(acceptedAt), \(requiresMfa ? now : nil), \(requiresMfa ? staff?.id : nil)
            FROM kernel_permission_group g
            WHERE CASE WHEN \(group) IS NOT NULL THEN g.id = \(group)
                WHEN \(contact) IS NOT NULL THEN g.is_default = 1 ELSE g.kind = 'everything' END
                AND EXISTS (SELECT 1 FROM kernel_customer c WHERE c.id = \(customer) AND c.archived_at IS NULL)
                AND (\(contact) IS NULL OR EXISTS (SELECT 1 FROM kernel_contact p
                    WHERE p.id = \(contact) AND p.customer_id = \(customer) AND p.removed_at IS NULL))
                AND NOT EXISTS (SELECT 1 FROM kernel_seat o
                    WHERE o.account_id = \(account) AND o.customer_id = \(customer))
            """)
        guard added.affected == 1 else {
            throw PortalError.conflict(
                "Nothing was made: the customer is archived, the contact was removed, or somebody of this customer signs in with that name already."
            )
        }
        return added.insertID
    }

    /// Takes an offer back: the seat was never in force, so nothing of it is history.
    func withdraw(_ connection: Connection) throws {
        try Self.withdraw(id.value, of: account, connection)
    }

    static func withdraw(_ id: UInt64, of account: UInt64, _ connection: Connection) throws {
        let gone = try connection.execute("DELETE FROM kernel_seat WHERE id = \(id) AND accepted_at IS NULL")
        guard gone.affected == 1 else {
            throw PortalError.conflict("The invitation was accepted meanwhile.")
        }
        try release(account, connection)
    }

    /// Takes the seat away with its sessions, links, invitations and accesses. What was written stays, and what the
    /// audit says of it. After the last one of a customer a new link opens its portal: the table's trigger sees to it.
    func delete(_ connection: Connection) throws {
        let gone = try connection.execute("DELETE FROM kernel_seat WHERE id = \(id)")
        guard gone.affected == 1 else { throw PortalError.notFound }
        try Self.release(account, connection)
    }

    /// An account without a seat lets nobody in. It goes; where something refers to it, it stays without its password,
    /// and its login is free for whoever has it next.
    private static func release(_ account: UInt64, _ connection: Connection) throws {
        _ = try connection.execute(
            """
            DELETE IGNORE FROM kernel_account WHERE id = \(account)
                AND NOT EXISTS (SELECT 1 FROM kernel_seat s WHERE s.account_id = \(account))
                AND NOT EXISTS (SELECT 1 FROM kernel_attachment f WHERE f.uploaded_by_account = \(account))
            """)
        _ = try connection.execute(
            """
            UPDATE kernel_account SET password = NULL, start_password_until = NULL,
                login = CONCAT('deleted ', LOWER(HEX(ref)))
            WHERE id = \(account) AND NOT EXISTS (SELECT 1 FROM kernel_seat s WHERE s.account_id = \(account))
            """)
    }

    func setStartPassword(_ hash: PasswordHash, at now: Instant, _ connection: Connection) throws {
        _ = try connection.execute(
            """
            UPDATE kernel_account SET password = \(hash.phc),
                start_password_until = \(now.adding(seconds: Self.startPasswordDays * 86_400))
            WHERE id = \(account)
            """)
        // Who was only invited is in with what was handed over: the link of the mail is not needed any more (SD04).
        _ = try connection.execute(
            "UPDATE kernel_seat SET accepted_at = COALESCE(accepted_at, \(now)) WHERE id = \(id)")
        try Invitation.revoke(seat: id.value, at: now, connection)
        try Reset.revoke(account: account, at: now, connection)
        try PendingSignIn.end(of: .account(account), at: now, connection)
        try OpenSessions(of: account).end(at: now, connection)
    }

    /// Another user name, if it is still the one that was shown; links that were sent for the old one end (SD02).
    ///
    /// - Throws: `DatabaseError.duplicateKey("account_login")` when somebody has it.
    func setLogin(_ login: Login, at now: Instant, _ connection: Connection) throws {
        let changed = try connection.execute(
            "UPDATE kernel_account SET login = \(login.text) WHERE id = \(account) AND login = \(self.login)")
        guard changed.affected == 1 else {
            throw PortalError.conflict(
                "Somebody changed this portal user meanwhile. Open it again and look at the change.")
        }
        try Reset.revoke(account: account, at: now, connection)
    }

    func setOn(_ on: Bool, by staff: StaffMember, at now: Instant, _ connection: Connection) throws {
        _ = try connection.execute(
            """
            UPDATE kernel_seat SET disabled_at = \(on ? nil : now), disabled_by = \(on ? nil : staff.id)
            WHERE id = \(id)
            """)
        if on { return try SeatEnd.undo(id.value, at: now, connection) }
        _ = try connection.execute(
            "UPDATE kernel_session SET ended_at = \(now) WHERE seat_id = \(id) AND ended_at IS NULL")
        // Switched on again, it is not the old link that lets anybody in (SD04).
        try Invitation.revoke(seat: id.value, at: now, connection)
        _ = try connection.execute(
            """
            UPDATE kernel_reset SET revoked_at = \(now)
            WHERE seat_id = \(id) AND used_at IS NULL AND revoked_at IS NULL
            """)
    }

    /// - Throws: `PortalError.notFound` for a group that there is not, or that is for visitors without an account.
    func setGroup(_ ref: Ref<PermissionGroup>, _ connection: Connection) throws {
        let known: UInt64? = try connection.first(
            "SELECT id FROM kernel_permission_group WHERE ref = \(ref) AND NOT kind <=> 'non-portal-users'"
        ) { row in try row.next() }
        guard let known else { throw PortalError.notFound }
        _ = try connection.execute("UPDATE kernel_seat SET group_id = \(known) WHERE id = \(id)")
    }

    /// Whether it has what its group permits, now and later, or only the portals that were given one by one. What was
    /// given or taken one by one holds either way.
    func setFollows(_ follows: Bool, _ connection: Connection) throws {
        _ = try connection.execute(
            "UPDATE kernel_seat SET mode = \(follows ? "group" : "listed") WHERE id = \(id)")
    }
}
