import MariaDB
import PortalKit

/// A browser in which a person is signed in, as the list of his own shows it.
struct OpenSession {
    let ref: Ref<OpenSession>
    let device: Device
    let begunAt: Instant
    let seenAt: Instant
    /// The browser that shows the list.
    let isThis: Bool
}

/// All browsers in which one person is signed in, of the customers' people or of staff. Nobody reaches another's.
struct OpenSessions {
    private let table: SQL
    private let whose: SQL
    /// The one at hand; 0 where there is none.
    private let current: UInt64
    private let idle: Int64
    private let absolute: Int64

    /// - Throws: `PortalError.forbidden` for a visitor, who has no account.
    init(of session: CustomerSession) throws(PortalError) {
        guard let account = session.viewer.account else { throw .forbidden }
        self.init(of: account, but: session.id)
    }

    init(of account: UInt64) {
        self.init(of: account, but: 0)
    }

    private init(of account: UInt64, but current: UInt64) {
        table = "kernel_session"
        whose = "account_id = \(account)"
        self.current = current
        idle = SessionLimits.customerIdle
        absolute = SessionLimits.customerAbsolute
    }

    init(of session: StaffSession) {
        table = "kernel_staff_session"
        whose = "staff_id = \(session.staff.id)"
        current = session.id
        idle = SessionLimits.staffIdle
        absolute = SessionLimits.staffAbsolute
    }

    /// The one at hand first, then by when they were seen.
    func list(at now: Instant, _ connection: Connection) throws -> [OpenSession] {
        try connection.rows(
            """
            SELECT ref, user_agent, created_at, seen_at, id FROM \(sql: table)
            WHERE \(sql: whose) AND ended_at IS NULL AND seen_at > \(now.adding(seconds: -idle))
                AND created_at > \(now.adding(seconds: -absolute))
            ORDER BY id = \(current) DESC, seen_at DESC, id DESC LIMIT 100
            """
        ) { row in
            let ref: Ref<OpenSession> = try row.next()
            let agent: String = try row.next()
            let begunAt: Instant = try row.next()
            let seenAt: Instant = try row.next()
            let id: UInt64 = try row.next()
            return OpenSession(
                ref: ref, device: Device(userAgent: agent), begunAt: begunAt, seenAt: seenAt,
                isThis: id == current)
        }
    }

    /// - Throws: `PortalError.notFound` for one that has ended or is somebody else's.
    func end(_ ref: Ref<OpenSession>, at now: Instant, _ connection: Connection) throws {
        let changed = try connection.execute(
            """
            UPDATE \(sql: table) SET ended_at = \(now)
            WHERE ref = \(ref) AND \(sql: whose) AND ended_at IS NULL
            """)
        guard changed.affected == 1 else { throw PortalError.notFound }
    }

    /// Every one but the one at hand (SA10).
    func end(at now: Instant, _ connection: Connection) throws {
        _ = try connection.execute(
            """
            UPDATE \(sql: table) SET ended_at = \(now)
            WHERE \(sql: whose) AND id <> \(current) AND ended_at IS NULL
            """)
    }
}
