import MariaDB
import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("What is done is cleared away after a while")
struct SweepTests {
    @Test(
        "SL07 tasks after a month, mails after three, keys of forms after two days, what nobody could be told after a month; what is open stays"
    )
    func sweeps() throws {
        let kernel = try TestKernel(portals: [lettersPortal])
        try kernel.runBackground()
        func add(_ name: String, done: Int64?, failed: Int64? = nil) throws {
            let now = kernel.clock.now
            let (done, failed) = (
                done.map { now.adding(seconds: -$0 * 86_400) },
                failed.map { now.adding(seconds: -$0 * 86_400) }
            )
            try kernel.execute(
                """
                INSERT INTO kernel_task (kind, payload, created_at, queued_at, due_at, done_at, failed_at)
                VALUES (\(name), '', \(now), \(now), \(now), \(done), \(failed))
                """)
            try kernel.execute(
                """
                INSERT INTO kernel_mail (ref, kind, recipient, recipient_name, subject, content, created_at, queued_at,
                    due_at, done_at, failed_at)
                VALUES (\(Token.random(10)), \(name), '', '', '', '{}', \(now), \(now), \(now), \(done), \(failed))
                """)
            try kernel.execute(
                """
                INSERT INTO kernel_once (actor, token, route, body_hash, created_at)
                VALUES ('123456789', \(Token.random(16)), \(name), \(Token.random(32)), \(done ?? now))
                """)
        }
        try kernel.execute("DELETE FROM kernel_once")
        try add("open", done: nil)
        try add("new", done: 0)
        try add("week", done: 7)
        try add("month", done: 31)
        try add("quarter", done: 91)
        try add("failed", done: nil, failed: 31)
        let contact = try kernel.addContact("Maria Anders", at: kernel.addCustomer())
        try kernel.execute("INSERT INTO kernel_digest (contact_id, day) VALUES (\(contact.id), '2100-01-01')")
        for days in [7, 31] as [Int64] {
            try kernel.execute(
                """
                INSERT INTO kernel_digest_line (digest_id, portal, notice, record, at)
                SELECT id, 'letters', 'letters.letter-written', \(days), \(kernel.clock.now.adding(seconds: -days * 86_400))
                FROM kernel_digest
                """)
        }
        kernel.clock.move(seconds: 86_400)
        try kernel.runBackground()
        let tasks: [String] = try kernel.values("SELECT kind FROM kernel_task ORDER BY id")
        #expect(tasks == ["open", "new", "week"])
        let mails: [String] = try kernel.values("SELECT kind FROM kernel_mail ORDER BY id")
        #expect(mails == ["open", "new", "week", "month", "failed"])
        #expect(try kernel.values("SELECT record FROM kernel_digest_line") == [7])
        let keys: [String] = try kernel.values("SELECT route FROM kernel_once ORDER BY route")
        #expect(keys == ["failed", "new", "open"])
    }
}
