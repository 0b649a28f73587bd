import MariaDB
import PortalKit

/// Clears away what nobody needs any more: tasks a month after they were done or given up, mails three months after
/// they were sent, and the keys of forms after two days.
enum Sweep {
    static let taskDays: Int64 = 30
    static let mailDays: Int64 = 90
    static let onceDays: Int64 = 2
    /// Of each kind in one run, so that no run holds others up; what is left goes in the next.
    private static let most = 5_000

    static let job = Job("administration.sweep", every: .seconds(3_600)) { context, write in
        func before(_ days: Int64) -> Instant { context.now.adding(seconds: -days * 86_400) }
        try write { tx in
            try tx.execute("DELETE FROM kernel_task WHERE done_at < \(before(taskDays)) LIMIT \(most)")
            try tx.execute("DELETE FROM kernel_task WHERE failed_at < \(before(taskDays)) LIMIT \(most)")
            try tx.execute("DELETE FROM kernel_mail WHERE done_at < \(before(mailDays)) LIMIT \(most)")
            try tx.execute("DELETE FROM kernel_once WHERE created_at < \(before(onceDays)) LIMIT \(most)")
        }
    }
}
