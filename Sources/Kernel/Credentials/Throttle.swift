import MariaDB
import PortalKit

/// Counts how often something is tried from one place, or for one person, within an hour. The counts are rows, so they
/// hold for every worker of every process; of the place only a keyed hash is kept.
struct Throttle {
    let purpose: String
    let mostAnHour: Int

    /// Counts this try for where the request comes from, in the transaction at hand, and says whether it is still one
    /// of those that are allowed.
    func allows(_ visit: Visit) throws -> Bool {
        try allows(Array(SourceAddress.network(of: visit.request.remoteAddress).utf8), visit)
    }

    /// The same for whatever is told by `what`.
    func allows(_ what: [UInt8], _ visit: Visit) throws -> Bool {
        let source = try visit.house.secrets.sign(what, as: "source")
        let hourAgo = visit.now.adding(seconds: -3_600)
        _ = try visit.connection.execute(
            """
            INSERT INTO kernel_throttle (purpose, source, since, tries) VALUES (\(purpose), \(source), \(visit.now), 1)
            ON DUPLICATE KEY UPDATE tries = IF(since > \(hourAgo), tries + 1, 1),
                since = IF(since > \(hourAgo), since, \(visit.now))
            """)
        let tries: Int? = try visit.connection.first(
            "SELECT tries FROM kernel_throttle WHERE purpose = \(purpose) AND source = \(source)"
        ) { try $0.next() }
        return (tries ?? 0) <= mostAnHour
    }

    /// Forgets whoever has not tried for an hour; delays that grow are remembered for a day, and the sweep forgets them.
    static func forget(at now: Instant, _ connection: Connection) throws {
        _ = try connection.execute(
            """
            DELETE FROM kernel_throttle
            WHERE since <= \(now.adding(seconds: -3_600)) AND purpose NOT LIKE 'sign-in%' LIMIT 1000
            """)
    }
}

/// Makes each try after the first few wait longer than the one before: nobody is locked out for good, and a guesser
/// gets nowhere (SA07). A try is counted before anything is compared, by one conditional update.
struct GrowingDelay {
    let purpose: String
    /// Tries that wait for nothing.
    let free: Int
    /// Seconds that one waits at most.
    let longest: Int
    /// Seconds without a try after which all is forgotten.
    let memory: Int64

    /// Whose tries it counts.
    struct Count {
        let delay: GrowingDelay
        let what: [UInt8]

        init(_ delay: GrowingDelay, of what: [UInt8]) { (self.delay, self.what) = (delay, what) }
    }

    /// Which of these have counted so many that each further try has to be claimed.
    static func strained(_ counts: [Count], _ visit: Visit) throws -> Set<Int> {
        let found: [(String, Int)] = try visit.connection.rows(
            "SELECT purpose, tries FROM kernel_throttle WHERE \(sql: try rows(counts, visit))"
        ) { (try $0.next(), try $0.next()) }
        return Set(
            counts.indices.filter { index in
                let delay = counts[index].delay
                return found.contains { $0.0 == delay.purpose && $0.1 >= delay.free }
            })
    }

    /// Takes back a try that was right or was not made, in all that counted it: one statement, because every sign-in
    /// waits for it.
    ///
    /// - Parameter wholly: the tries before it are forgotten as well.
    static func giveBack(_ counted: [Count], wholly: Count?, _ visit: Visit) throws {
        let forgotten = wholly?.delay.purpose ?? ""
        _ = try visit.connection.execute(
            """
            UPDATE kernel_throttle SET tries = IF(purpose = \(forgotten) OR tries < 1, 0, tries - 1), blocked_until = NULL
            WHERE \(sql: try rows(counted + [wholly].compactMap(\.self), visit))
            """)
    }

    /// Not a list of pairs: the server does not look those up by the key.
    private static func rows(_ counts: [Count], _ visit: Visit) throws -> SQL {
        let rows: [SQL] = try counts.map {
            "(purpose = \($0.delay.purpose) AND source = \(try $0.key(visit)))"
        }
        return SQL(joining: rows, by: " OR ")
    }
}

extension GrowingDelay.Count {
    /// Counts a try before it is made.
    ///
    /// - Throws: `PortalError.tooMany` while one has to wait.
    func claim(_ visit: Visit) throws {
        let (key, now) = (try key(visit), visit.now)
        // Whoever meets one that begins at the same moment counts on its row in the second turn.
        for _ in 0..<2 {
            if try count(key, visit, unlessBlocked: true) { return }
            let begun = try visit.connection.execute(
                """
                INSERT IGNORE INTO kernel_throttle (purpose, source, since, tries)
                VALUES (\(delay.purpose), \(key), \(now), 1)
                """)
            if begun.affected == 1 { return }
        }
        let until: Instant?? = try visit.connection.first(
            "SELECT blocked_until FROM kernel_throttle WHERE purpose = \(delay.purpose) AND source = \(key)"
        ) { try $0.next() }
        let wait = (until ?? nil)?.seconds(since: now) ?? 0
        throw PortalError.tooMany(retryAfter: Int(max(0, wait)) + 1)
    }

    /// Counts a try that was made.
    func add(_ visit: Visit) throws {
        let key = try key(visit)
        if try count(key, visit, unlessBlocked: false) { return }
        _ = try visit.connection.execute(
            """
            INSERT INTO kernel_throttle (purpose, source, since, tries)
            VALUES (\(delay.purpose), \(key), \(visit.now), 1) ON DUPLICATE KEY UPDATE tries = tries + 1
            """)
    }

    /// Counts on the row that there is; false where there is none, or one has to wait.
    private func count(_ key: [UInt8], _ visit: Visit, unlessBlocked: Bool) throws -> Bool {
        let now = visit.now
        let old = now.adding(seconds: -delay.memory)
        let (free, longest) = (delay.free, delay.longest)
        // The assignments are made from left to right: the delay is of what stood there before.
        let changed = try visit.connection.execute(
            """
            UPDATE kernel_throttle
            SET blocked_until = IF(since <= \(old) OR tries + 1 < \(free), NULL,
                    \(now) + INTERVAL LEAST(\(longest), 1 << LEAST(20, tries + 1 - \(free))) SECOND),
                tries = IF(since <= \(old), 1, tries + 1), since = \(now)
            WHERE purpose = \(delay.purpose) AND source = \(key)
                AND (NOT \(unlessBlocked) OR blocked_until IS NULL OR blocked_until <= \(now))
            """)
        return changed.affected == 1
    }

    fileprivate func key(_ visit: Visit) throws -> [UInt8] {
        try visit.house.secrets.sign(what, as: "throttle")
    }
}
