import MariaDB
import PortalKit

/// Counts how often something is tried from one place within an hour. The counts are rows, so they hold for every
/// worker of every process; of the place only a keyed hash is kept.
struct Throttle {
    let purpose: String
    let mostAnHour: Int

    /// Counts this try, in the transaction at hand, and says whether it is still one of those that are allowed.
    func allows(_ visit: Visit) throws -> Bool {
        let source = try visit.house.secrets.sign(Array(visit.request.remoteAddress.utf8), as: "source")
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

    /// Forgets whoever has not tried for an hour.
    static func forget(at now: Instant, _ connection: Connection) throws {
        _ = try connection.execute(
            "DELETE FROM kernel_throttle WHERE since <= \(now.adding(seconds: -3_600)) LIMIT 1000")
    }
}
