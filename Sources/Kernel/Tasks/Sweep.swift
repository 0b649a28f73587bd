import MariaDB
import PortalKit

/// Clears away what nobody needs any more: tasks a month after they were done or given up, mails three months after
/// they were sent or came in, the keys of forms after two days, half-finished sign-ins and counts of tries
/// after one.
enum Sweep {
    static let taskDays: Int64 = 30
    static let mailDays: Int64 = 90
    static let onceDays: Int64 = 2
    /// What nobody could be told, because he may not sign in.
    static let digestDays: Int64 = 30
    /// Of each kind in one run, so that no run holds others up; what is left goes in the next.
    private static let most = 5_000

    static let job = Job(
        "administration.sweep", title: "Removes sessions, links and mails that are over",
        every: .seconds(3_600)
    ) { context, write in
        func before(_ days: Int64) -> Instant { context.now.adding(seconds: -days * 86_400) }
        try write { tx in
            try tx.execute("DELETE FROM kernel_task WHERE done_at < \(before(taskDays)) LIMIT \(most)")
            try tx.execute("DELETE FROM kernel_task WHERE failed_at < \(before(taskDays)) LIMIT \(most)")
            try tx.execute("DELETE FROM kernel_mail WHERE done_at < \(before(mailDays)) LIMIT \(most)")
            try tx.execute("DELETE FROM kernel_once WHERE created_at < \(before(onceDays)) LIMIT \(most)")
            try tx.execute(
                "DELETE FROM kernel_incoming WHERE received_at < \(before(mailDays)) LIMIT \(most)")
            try tx.execute(
                "DELETE FROM kernel_digest_line WHERE at < \(before(digestDays)) LIMIT \(most)")
            try tx.execute(
                "DELETE w FROM kernel_admission w JOIN kernel_seat s ON s.contact_id = w.contact_id")
            try tx.execute(
                "DELETE FROM kernel_infection WHERE found_at < \(before(Infection.days)) LIMIT \(most)")
            try tx.execute("DELETE FROM kernel_sign_in WHERE created_at < \(before(1)) LIMIT \(most)")
            try tx.execute("DELETE FROM kernel_throttle WHERE since < \(before(1)) LIMIT \(most)")
            try tx.execute(
                """
                DELETE FROM kernel_authenticator WHERE proven_at IS NULL AND created_at < \(before(1)) LIMIT \(most)
                """)
        }
    }
}
