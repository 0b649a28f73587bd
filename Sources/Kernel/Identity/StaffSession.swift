package import MariaDB
package import PortalKit

/// A member of staff whose browser is signed in. Another table and another cookie than a customer's session.
package struct StaffSession: Sendable {
    package let id: UInt64
    package let tokenHash: [UInt8]
    package let seenAt: Instant
    package let staff: StaffMember
    /// An authenticator app is required and none is set up: nothing but setting one up is open.
    package let mustSetUpApp: Bool
    package let language: String?
    package let timeZone: String?
    /// A start password was used: nothing but replacing it is open.
    package let mustReplacePassword: Bool
    package let disabledModules: Set<String>
    /// Which settings hold now.
    package let settingsVersion: UInt64

    /// Something has to be done before anything else is open.
    var isHeld: Bool { mustSetUpApp || mustReplacePassword }

    package static func find(
        _ tokenHash: [UInt8], at now: Instant, _ connection: Connection
    ) throws -> StaffSession? {
        try connection.first(
            """
            SELECT s.id, s.seen_at, m.id, m.name, m.role = 'administrator', m.language, m.time_zone,
                (SELECT GROUP_CONCAT(o.portal) FROM kernel_module o WHERE o.disabled_at IS NOT NULL),
                (SELECT v.value FROM kernel_counter v WHERE v.name = 'settings'),
                f.id IS NULL AND \(sql: Mfa.isRequired(ofStaff: "m.role = 'administrator'")),
                m.start_password_until IS NOT NULL
            FROM kernel_staff_session s JOIN kernel_staff m ON m.id = s.staff_id
            LEFT JOIN kernel_authenticator f ON f.staff_id = m.id AND f.is_proven = 1
            WHERE s.token_hash = \(tokenHash) AND s.ended_at IS NULL AND m.removed_at IS NULL
                AND (m.start_password_until IS NULL OR m.start_password_until > \(now))
                AND s.seen_at > \(now.adding(seconds: -SessionLimits.staffIdle))
                AND s.created_at > \(now.adding(seconds: -SessionLimits.staffAbsolute))
                AND (f.id IS NULL OR s.proved_at IS NOT NULL)
            """
        ) { row in
            let id: UInt64 = try row.next()
            let seenAt: Instant = try row.next()
            let staff: UInt64 = try row.next()
            let name: String = try row.next()
            let isAdministrator: Bool = try row.next()
            let language: String? = try row.next()
            let timeZone: String? = try row.next()
            let disabled: String? = try row.next()
            let settingsVersion: UInt64? = try row.next()
            let mustSetUpApp: Bool = try row.next()
            let mustReplacePassword: Bool = try row.next()
            return StaffSession(
                id: id, tokenHash: tokenHash, seenAt: seenAt,
                staff: StaffMember(
                    id: staff, name: name, initials: Initials.of(name), isAdministrator: isAdministrator),
                mustSetUpApp: mustSetUpApp, language: language, timeZone: timeZone,
                mustReplacePassword: mustReplacePassword,
                disabledModules: Set((disabled ?? "").split(separator: ",").map(String.init)),
                settingsVersion: settingsVersion ?? 0)
        }
    }
}
