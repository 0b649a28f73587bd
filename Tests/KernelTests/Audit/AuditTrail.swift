import MariaDB
import PortalKit
import PortalTesting
import Testing

@testable import Kernel

/// An installation's audit trail, to be written, sealed and spoiled.
struct AuditTrail {
    let kernel: TestKernel
    let connection: Connection

    init() throws {
        kernel = try TestKernel()
        connection = Connection(kernel.database.options)
    }

    var secrets: Secrets { kernel.house.secrets }
    var now: Instant { kernel.clock.now }

    /// Another connection to the same database.
    func anotherConnection() -> Connection { Connection(kernel.database.options) }

    /// Writes an act, an hour old, under the next number or the one that is given.
    @discardableResult
    func act(
        _ id: UInt64? = nil, age: Int64 = 3_600, on connection: Connection? = nil
    ) throws -> UInt64 {
        try (connection ?? self.connection).execute(
            """
            INSERT INTO kernel_audit (id, at, actor_kind, actor_id, action, subject_kind, subject_id, request)
            VALUES (\(id), \(now.adding(seconds: -age)), 'staff', 7, 'test.act.done', 'contact', 12, '')
            """
        ).insertID
    }

    /// Acts 1 … 30 without 16, in three seals of up to ten numbers, two days ago.
    static func ofThreeSeals() throws -> AuditTrail {
        let trail = try AuditTrail()
        for id: UInt64 in 1...30 where id != 16 { try trail.act(id) }
        for count in [10, 9, 10] {
            #expect(
                try AuditSeal.sealNext(trail.connection, trail.secrets, at: trail.now, most: count) == count)
        }
        trail.kernel.clock.move(seconds: 172_800)
        return trail
    }

    /// Seals until there is nothing to seal, and says how many rows it were.
    @discardableResult
    func seal(most: Int = 10, with secrets: Secrets? = nil) throws -> Int {
        var rows = 0
        while true {
            let more = try AuditSeal.sealNext(connection, secrets ?? self.secrets, at: now, most: most)
            if more == 0 { return rows }
            rows += more
        }
    }

    func report(_ anchor: AuditReport.Anchor? = nil) throws -> AuditReport {
        try AuditVerify.report(connection, secrets, at: now, anchor: anchor)
    }

    func faults(_ anchor: AuditReport.Anchor? = nil) throws -> [AuditReport.Fault] {
        let report = try report(anchor)
        #expect(report.faultCount == report.faults.count)
        return report.faults
    }

    /// Does what somebody can do who owns the database: the triggers are in his way for a moment only.
    func spoil(_ statements: [SQL]) throws {
        let triggers = House.migrations(of: []).filter {
            $0.name.contains("_audit_") && $0.name.contains("_no_")
        }
        #expect(triggers.count == 4)
        for trigger in triggers {
            try connection.script("DROP TRIGGER kernel\(trigger.name.dropFirst(4))")
        }
        defer { for trigger in triggers { try? connection.script(trigger.sql) } }
        for sql in statements { try connection.execute(sql) }
    }
}
