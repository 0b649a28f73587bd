package import MariaDB
import Posix
package import PortalKit

/// Rows that wait for work in the background: mails, tasks. Any number of processes may take from them.
///
/// A row is taken by a conditional update that gives it a lease; who dies leaves a lease that runs out. What
/// fails is tried again after a minute, two, four … up to six hours, and is given up, visibly, a day after it
/// was put in line.
package struct Queue: Sendable {
    let table: SQL

    package static let mail = Queue(table: "kernel_mail")
    package static let tasks = Queue(table: "kernel_task")

    /// Seconds that a taken row belongs to its taker without a renewal.
    package static let leaseSeconds: Int64 = 60
    /// Seconds after which a row that still fails is given up.
    package static let patience: Int64 = 24 * 3_600

    /// The mark of one taker on the rows it holds.
    package struct Lease: Sendable, Equatable {
        package let mark: [UInt8]
    }

    /// Takes up to `most` rows that are due, the longest waiting first; nil when there are none.
    ///
    /// - Parameter kinds: takes only these; rows of other kinds wait for a process that knows them.
    package func take(
        _ most: Int, among kinds: [String]? = nil, at now: Instant, _ connection: Connection
    ) throws -> Lease? {
        let lease = Lease(mark: Random.bytes(16))
        let wanted: SQL =
            switch kinds {
            case nil: "TRUE"
            case .some([]): "FALSE"
            case .some(let kinds): "kind IN (\(sql: SQL(joining: kinds.map { "\($0)" }, by: ", ")))"
            }
        let taken = try connection.executeAlone(
            """
            UPDATE \(sql: table)
            SET lease_by = \(lease.mark), lease_until = \(now.adding(seconds: Self.leaseSeconds)),
                attempts = attempts + 1
            WHERE is_open = 1 AND due_at <= \(now) AND (lease_until IS NULL OR lease_until <= \(now))
                AND \(sql: wanted)
            ORDER BY due_at, id LIMIT \(most)
            """)
        return taken.affected > 0 ? lease : nil
    }

    /// Before a row is begun, it is put back in line as if it had failed, and done or failed afterwards takes that
    /// back: what ends the whole program comes again after a while too, and is given up in the end.
    ///
    /// - Returns: false when it is another's by now, or was given up.
    package func begin(_ id: UInt64, _ lease: Lease, at now: Instant, _ connection: Connection) throws -> Bool
    {
        let longest = Self.patience + Self.longestRest
        _ = try connection.executeAlone(
            """
            UPDATE \(sql: table)
            SET last_error = COALESCE(last_error, IF(attempts > 1, \(Self.diedMeanwhile), NULL)),
                failed_at = IF(attempts > 1 AND queued_at <= \(now.adding(seconds: -longest)), \(now), NULL),
                due_at = \(sql: Self.later(now))
            WHERE id = \(id) AND lease_by = \(lease.mark) AND lease_until > \(now)
            """)
        return try renew(id, lease, at: now, connection)
    }

    private static let diedMeanwhile = "The program ended while it ran."
    /// Seconds between two attempts, at most.
    private static let longestRest: Int64 = 21_600

    private static func later(_ now: Instant) -> SQL {
        "\(now) + INTERVAL LEAST(\(longestRest), 60 * POW(2, LEAST(attempts, 20) - 1)) SECOND"
    }

    /// Keeps a row for another minute; false when it is another's by now, or done.
    package func renew(_ id: UInt64, _ lease: Lease, at now: Instant, _ connection: Connection) throws -> Bool
    {
        try connection.executeAlone(
            """
            UPDATE \(sql: table) SET lease_until = \(now.adding(seconds: Self.leaseSeconds))
            WHERE id = \(id) AND lease_by = \(lease.mark) AND lease_until > \(now) AND is_open = 1
            """
        ).affected == 1
    }

    /// Gives rows back that were taken and not begun; the attempt does not count.
    package func giveBack(_ lease: Lease, _ connection: Connection) throws {
        _ = try connection.executeAlone(
            """
            UPDATE \(sql: table) SET lease_by = NULL, lease_until = NULL, attempts = attempts - 1
            WHERE lease_by = \(lease.mark) AND is_open = 1
            """)
    }

    /// What went wrong is noted, and the row comes again later; or never, when it is hopeless or a day old.
    package func fail(
        _ id: UInt64, _ lease: Lease, _ reason: String, isHopeless: Bool, at now: Instant,
        _ connection: Connection
    ) throws {
        _ = try connection.executeAlone(
            """
            UPDATE \(sql: table)
            SET last_error = \(String(reason.unicodeScalars.prefix(300))), lease_by = NULL, lease_until = NULL,
                failed_at = IF(\(isHopeless) OR queued_at <= \(now.adding(seconds: -Self.patience)), \(now), NULL),
                due_at = \(sql: Self.later(now))
            WHERE id = \(id) AND lease_by = \(lease.mark)
            """)
    }

    /// When the next row is due, nil when none waits.
    package func nextDue(_ connection: Connection) throws -> Instant? {
        let due: Instant?? = try connection.first(
            "SELECT MIN(GREATEST(due_at, COALESCE(lease_until, due_at))) FROM \(sql: table) WHERE is_open = 1"
        ) { row in try row.next() }
        return due ?? nil
    }
}

extension Connection {
    /// Runs a statement that is a transaction of its own, and again when it stood in another's way (SK04): those who
    /// take rows at the same moment do so all the time.
    func executeAlone(_ sql: SQL) throws -> Changed {
        for _ in 0..<9 {
            do {
                return try execute(sql)
            } catch let error as DatabaseError where error.kind == .retry && !isInTransaction {
                continue
            }
        }
        return try execute(sql)
    }
}
