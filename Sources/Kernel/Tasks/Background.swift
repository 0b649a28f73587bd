package import MariaDB
import Posix
import PortalKit

/// Runs the tasks and jobs that are due, from one thread with two connections of its own. Any number of threads and
/// processes may do so: a row belongs to whoever holds its lease.
package final class Background {
    private let house: House
    private let connection: Connection
    /// Renews leases while a task has its transaction open on the other connection.
    private let keeper: Connection
    private var knowsJobs = false

    package init(_ house: House, _ connection: Connection, keeper: Connection) {
        self.house = house
        self.connection = connection
        self.keeper = keeper
    }

    /// Somebody else has the row by now, because this run took too long.
    struct LeaseLost: Error, CustomStringConvertible {
        var description: String { "it took longer than its lease" }
    }

    /// Runs everything that is due, one after the other. Stops before the next one when told to.
    ///
    /// - Returns: how many runs there were.
    @discardableResult
    package func drain(while goesOn: () -> Bool = { true }) throws -> Int {
        var runs = 0
        if !knowsJobs { try writeDownJobs() }
        while goesOn() {
            let switchedOff = try switchedOff()
            let ranJob = try runJob(but: switchedOff)
            let ranTask = goesOn() ? try runTask(but: switchedOff) : false
            guard ranJob || ranTask else { break }
            runs += (ranJob ? 1 : 0) + (ranTask ? 1 : 0)
        }
        return runs
    }

    /// A portal that is switched off does nothing: its tasks wait until it is on again.
    private func switchedOff() throws -> Set<String> {
        Set(
            try connection.rows("SELECT portal FROM kernel_module WHERE disabled_at IS NOT NULL") {
                try $0.next() as String
            })
    }

    // MARK: Tasks

    private func runTask(but switchedOff: Set<String>) throws -> Bool {
        let kinds = house.work.kinds(without: switchedOff)
        guard !kinds.isEmpty,
            let lease = try Queue.tasks.take(1, among: kinds, at: house.clock(), connection),
            let (id, kind, payload) = try taken(lease), let task = house.work.tasks[kind]
        else { return false }
        guard try Queue.tasks.begin(id, lease, at: house.clock(), connection) else { return true }
        let keeper = keeper
        do {
            try perform(in: task.portal) { now in
                try Queue.tasks.renew(id, lease, at: now, keeper)
            } run: { context, write in
                try task.run(payload, context, write)
            } finish: {
                try finishTask(id, lease)
            }
        } catch {
            house.warn("task \(kind): \(error)")
            try Queue.tasks.fail(id, lease, "\(error)", isHopeless: false, at: house.clock(), connection)
        }
        return true
    }

    private func taken(_ lease: Queue.Lease) throws -> (UInt64, String, JSONPayload)? {
        try connection.first(
            "SELECT id, kind, payload FROM kernel_task WHERE is_open = 1 AND lease_by = \(lease.mark)"
        ) { row in (try row.next(), try row.next(), JSONPayload(json: try row.next())) }
    }

    /// What a task was about is not needed once it is done.
    private func finishTask(_ id: UInt64, _ lease: Queue.Lease) throws -> Bool {
        try connection.execute(
            """
            UPDATE kernel_task
            SET done_at = \(house.clock()), payload = '', lease_by = NULL, lease_until = NULL, last_error = NULL
            WHERE id = \(id) AND lease_by = \(lease.mark) AND is_open = 1
            """
        ).affected == 1
    }

    // MARK: Jobs

    private func writeDownJobs() throws {
        for name in house.work.jobs.keys.sorted() {
            _ = try connection.executeAlone(
                "INSERT IGNORE INTO kernel_job (name, due_at) VALUES (\(name), \(house.clock()))")
        }
        knowsJobs = true
    }

    private func runJob(but switchedOff: Set<String>) throws -> Bool {
        let now = house.clock()
        let due: [String] = try connection.rows(
            """
            SELECT name FROM kernel_job
            WHERE due_at <= \(now) AND (lease_until IS NULL OR lease_until <= \(now)) ORDER BY due_at, name
            """
        ) { try $0.next() }
        for name in due {
            guard let (portal, job) = house.work.jobs[name], !switchedOff.contains(portal.id),
                let mark = try JobLease.take(job, at: house.clock(), connection)
            else { continue }
            let lease = JobLease(name: name, mark: mark)
            let keeper = keeper
            do {
                try perform(in: portal) { now in
                    try lease.renew(at: now, keeper)
                } run: { context, write in
                    try job.run(context, write)
                } finish: {
                    try lease.finish(at: house.clock(), connection)
                }
            } catch {
                house.warn("job \(name): \(error)")
                try lease.fail("\(error)", at: house.clock(), connection)
            }
            return true
        }
        return false
    }

    // MARK: One run

    /// Runs a handler and commits what it wrote together with the mark that it is done; again from the start when the
    /// database asks for it.
    private func perform(
        in portal: Portal, renew: @escaping (Instant) throws -> Bool,
        run: (SystemContext, consuming Write) throws -> Void, finish: () throws -> Bool
    ) throws {
        var attempts = 0
        while true {
            attempts += 1
            let system = SystemRun(house, connection)
            hold(since: system.now, renew)
            defer { connection.onSend = nil }
            do {
                let context = try system.context(of: portal)
                try run(context, Write(context.store))
                connection.onSend = nil
                try system.beginIfNeeded()
                guard try finish() else { throw LeaseLost() }
                return try system.commit()
            } catch let error as DatabaseError where error.kind == .retry && attempts < 5 {
                system.rollback()
            } catch {
                system.rollback()
                throw error
            }
        }
    }

    /// A third of a lease after it was renewed last, the next statement renews it first. A statement takes half a
    /// lease at most; a handler that only computes for longer than a lease loses it, and what it did is undone.
    private func hold(since start: Instant, _ renew: @escaping (Instant) throws -> Bool) {
        let house = house
        var last = start
        connection.onSend = { _ in
            let now = house.clock()
            guard now.seconds(since: last) >= Queue.leaseSeconds / 3 else { return }
            guard try renew(now) else { throw LeaseLost() }
            last = now
        }
    }
}
