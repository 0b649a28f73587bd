import MariaDB
import Posix
import PortalKit

/// The right to one run of a job: taken by a conditional update, so that of all processes one has it.
struct JobLease {
    let name: String
    let mark: [UInt8]

    /// Takes a job that is due, which is due again so long after this moment; nil when somebody else was faster.
    static func take(_ job: Job, at now: Instant, _ connection: Connection) throws -> [UInt8]? {
        let mark = Random.bytes(16)
        let taken = try connection.executeAlone(
            """
            UPDATE kernel_job
            SET last_error = IF(lease_by IS NULL, last_error, 'The program ended while it ran.'),
                lease_by = \(mark), lease_until = \(now.adding(seconds: Queue.leaseSeconds)),
                due_at = \(now.adding(seconds: job.every.components.seconds))
            WHERE name = \(job.id) AND due_at <= \(now) AND (lease_until IS NULL OR lease_until <= \(now))
            """)
        return taken.affected == 1 ? mark : nil
    }

    func renew(at now: Instant, _ connection: Connection) throws -> Bool {
        try connection.executeAlone(
            """
            UPDATE kernel_job SET lease_until = \(now.adding(seconds: Queue.leaseSeconds))
            WHERE name = \(name) AND lease_by = \(mark) AND lease_until > \(now)
            """
        ).affected == 1
    }

    func finish(at now: Instant, _ connection: Connection) throws -> Bool {
        try connection.execute(
            """
            UPDATE kernel_job SET done_at = \(now), last_error = NULL, lease_by = NULL, lease_until = NULL
            WHERE name = \(name) AND lease_by = \(mark)
            """
        ).affected == 1
    }

    /// Seconds after which a job that failed is tried again, if it is not due before.
    private static let rest: Int64 = 300

    func fail(_ reason: String, at now: Instant, _ connection: Connection) throws {
        _ = try connection.executeAlone(
            """
            UPDATE kernel_job
            SET last_error = \(String(reason.unicodeScalars.prefix(300))), lease_by = NULL, lease_until = NULL,
                due_at = LEAST(due_at, \(now.adding(seconds: Self.rest)))
            WHERE name = \(name) AND lease_by = \(mark)
            """)
    }
}
