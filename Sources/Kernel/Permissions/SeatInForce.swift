import MariaDB
import PortalKit

/// Whether a seat lets its person in at this moment. Every statement that asks so asks here: the one of each request,
/// signing in, links, mails and whoever is counted among those who see something.
///
/// The statement calls the seat `s`, its customer `c` and its contact `p`, which may be absent.
extension PortalSeat {
    /// In force: taken by its person, and nothing has ended it.
    static func inForce(at now: Instant) -> SQL {
        "s.accepted_at IS NOT NULL AND \(sql: isOpen(at: now))"
    }

    /// Nothing has ended it, neither somebody nor its day nor the review; it may still wait for its person to accept it.
    static func isOpen(at now: Instant) -> SQL {
        "\(sql: isOn(at: now)) AND c.archived_at IS NULL AND p.removed_at IS NULL"
    }

    /// The seat alone, whatever became of its customer and its contact: nobody switched it off, and its day has not come.
    static func isOn(at now: Instant) -> SQL {
        """
        s.disabled_at IS NULL AND (s.ends_at IS NULL OR s.ends_at > \(now))
            AND (s.review_ends_at IS NULL OR s.review_ends_at > \(now))
        """
    }
}
