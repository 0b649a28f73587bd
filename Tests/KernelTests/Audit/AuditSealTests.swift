import MariaDB
import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("Sealing the audit")
struct AuditSealTests {
    @Test("SL04 rows older than a minute are sealed in batches, younger ones are told as the tail")
    func tail() throws {
        let trail = try AuditTrail()
        #expect(try trail.seal() == 0)
        for age: Int64 in [3_600, 3_600, 61, 60, 59, 10] { try trail.act(age: age) }
        #expect(try AuditSeal.sealNext(trail.connection, trail.secrets, at: trail.now, most: 3) == 3)
        #expect(try trail.seal() == 1)
        let report = try trail.report()
        #expect(report.isIntact && report.seals == 2 && report.sealedRows == 4 && report.lateRows == 0)
        #expect(report.unsealedRows == 2 && report.oldestUnsealed == 59)
        #expect(report.head?.seal == 2)
        trail.kernel.clock.move(seconds: 60)
        #expect(try trail.seal() == 2)
        #expect(try trail.report().unsealedRows == 0)
    }

    @Test("a row whose clock ran ahead does not hold up those after it")
    func clockAhead() throws {
        let trail = try AuditTrail()
        try trail.act(age: -86_400 * 365)
        #expect(try trail.seal() == 0)
        try trail.act()
        #expect(try trail.seal() == 2)
        #expect(try trail.report().isIntact)
    }

    @Test("SL04 a row that is committed after higher ones were sealed is sealed as late, and is no fault")
    func outOfOrder() throws {
        let trail = try AuditTrail()
        let slow = trail.anotherConnection()
        try slow.begin()
        let late = try trail.act(on: slow)
        let later = try trail.act(on: slow)
        for _ in 0..<5 { try trail.act() }
        #expect(try trail.seal() == 5)
        #expect(try trail.report().sealedRows == 5)
        try slow.commit()
        #expect(late == 1 && later == 2)
        let before = try trail.report()
        #expect(before.isIntact && before.unsealedLateRows == 2 && before.unsealedRows == 0)
        #expect(try AuditSeal.sealNext(trail.connection, trail.secrets, at: trail.now) == 2)
        #expect(try trail.seal() == 0)
        let after = try trail.report()
        #expect(after.isIntact && after.lateRows == 2 && after.sealedRows == 7 && after.unsealedLateRows == 0)
        trail.kernel.clock.move(seconds: 172_800)
        #expect(try trail.faults() == [])
        try trail.spoil(["UPDATE kernel_audit SET action = 'test.act.undone' WHERE id = 2"])
        #expect(try trail.faults() == [.init(.rowChanged, seal: 2, rows: 1...2)])
    }

    @Test("SL04 what appears below sealed rows when the day of late rows is over is never sealed")
    func tooLate() throws {
        let trail = try AuditTrail()
        try trail.act(2)
        try trail.seal()
        trail.kernel.clock.move(seconds: 86_401)
        try trail.act(1)
        #expect(try trail.seal() == 0)
        #expect(try trail.faults() == [.init(.rowInserted, seal: 1, rows: 1...1)])
    }

    @Test("SL04 eight who seal at once make one chain that covers each row once")
    func crowd() throws {
        let trail = try AuditTrail()
        for _ in 0..<200 { try trail.act() }
        let (options, secrets, now) = (trail.kernel.database.options, trail.secrets, trail.now)
        let sealed = try atOnce(8) { _ in
            let connection = Connection(options)
            var rows = 0
            for _ in 0..<40 { rows += try AuditSeal.sealNext(connection, secrets, at: now, most: 7) }
            return rows
        }.map { try $0.get() }
        #expect(sealed.reduce(0, +) == 200)
        let report = try trail.report()
        #expect(report.isIntact && report.sealedRows == 200 && report.lateRows == 0 && report.seals == 29)
    }

    @Test("SL04 a sealer that was overtaken begins anew, with late rows too")
    func overtaken() throws {
        let trail = try AuditTrail()
        for id: UInt64 in 2...30 { try trail.act(id) }
        let loser = trail.anotherConnection()
        var overtakes = 2
        loser.onSend = { sql in
            guard sql.text.hasPrefix("INSERT"), overtakes > 0 else { return }
            overtakes -= 1
            #expect(try AuditSeal.sealNext(trail.connection, trail.secrets, at: trail.now, most: 10) > 0)
            if overtakes == 0 { try trail.act(1) }
        }
        #expect(try AuditSeal.sealNext(loser, trail.secrets, at: trail.now, most: 10) == 1)
        #expect(try trail.seal() == 9)
        let report = try trail.report()
        #expect(report.isIntact && report.sealedRows == 30 && report.lateRows == 1 && overtakes == 0)
    }

    @Test("SK06 seals are never changed and never deleted, not even by the owner of the database")
    func triggers() throws {
        let trail = try AuditTrail()
        try trail.act()
        try trail.seal()
        for sql: SQL in [
            "UPDATE kernel_audit_seal SET row_count = 2", "UPDATE kernel_audit_seal SET id = id",
            "DELETE FROM kernel_audit_seal", "REPLACE INTO kernel_audit_seal SELECT * FROM kernel_audit_seal",
            """
            INSERT INTO kernel_audit_seal SELECT * FROM kernel_audit_seal s
            ON DUPLICATE KEY UPDATE row_count = 2
            """,
        ] {
            #expect(throws: DatabaseError.self) { try trail.connection.execute(sql) }
        }
        #expect(try trail.faults() == [])
    }

    @Test("SK06 the application's user can add audit rows and seals, and has no way to change or remove one")
    func leastRight() throws {
        let trail = try AuditTrail()
        var options = trail.kernel.database.options
        let user = "audit_\(options.database.suffix(24))"
        try trail.connection.script("CREATE OR REPLACE USER \(user)@localhost IDENTIFIED BY 'secret'")
        defer { try? trail.connection.script("DROP USER \(user)@localhost") }
        try trail.connection.script(
            "GRANT SELECT, INSERT, UPDATE, DELETE ON \(options.database).* TO \(user)@localhost")
        options.user = user
        options.password = "secret"
        let connection = Connection(options)
        try trail.act(on: connection)
        #expect(try AuditSeal.sealNext(connection, trail.secrets, at: trail.now) == 1)
        #expect(try AuditVerify.report(connection, trail.secrets, at: trail.now).isIntact)
        for table in ["kernel_audit", "kernel_audit_seal"] {
            for text in [
                "UPDATE \(table) SET id = 2", "DELETE FROM \(table)", "TRUNCATE \(table)",
                "DROP TABLE \(table)",
                "DROP TRIGGER \(table)_no_update", "DROP TRIGGER \(table)_no_delete",
                "ALTER TABLE \(table) ADD x INT", "RENAME TABLE \(table) TO kernel_other",
                "CREATE OR REPLACE TRIGGER \(table)_no_update BEFORE UPDATE ON \(table) FOR EACH ROW SET @x = 1",
                "REPLACE INTO \(table) SELECT * FROM \(table)",
            ] {
                #expect(throws: DatabaseError.self, "\(text)") { try connection.script(text) }
            }
        }
        #expect(try trail.report().sealedRows == 1)
        #expect(try trail.faults() == [])
    }
}

@Suite("What a seal hashes")
struct AuditCodeTests {
    private func code(_ fields: [(String, String?)]) -> [UInt8] {
        var code = AuditCode("test")
        code.record(fields.map { ($0.0, $0.1.map { Array($0.utf8) }) })
        return code.bytes
    }

    @Test("SL04 no two records have the same bytes: NULL is not empty, and no byte moves to the next field")
    func unambiguous() {
        let records: [[(String, String?)]] = [
            [], [("a", "")], [("a", "x")], [("b", "x")], [("a", "xb")], [("a", "x"), ("b", "")],
            [("a", ""), ("b", "x")], [("ax", "b")], [("a", "x"), ("b", "y")],
            [("a", "xb\u{0}\u{0}\u{0}\u{1}y")], [("a", "x\u{0}\u{0}\u{0}\u{1}b\u{0}\u{0}\u{0}\u{1}y")],
        ]
        #expect(Set(records.map(code)).count == records.count)
    }

    @Test("a column that is added later and is NULL leaves the bytes of a row as they were")
    func addedColumn() {
        #expect(code([("a", "x"), ("later", nil)]) == code([("a", "x")]))
        #expect(code([("a", "x"), ("later", "")]) != code([("a", "x")]))
    }

    @Test("every column of the audit is sealed")
    func columns() throws {
        let kernel = try TestKernel()
        let columns: [String] = try kernel.values(
            """
            SELECT column_name FROM information_schema.columns
            WHERE table_schema = DATABASE() AND table_name = 'kernel_audit' ORDER BY ordinal_position
            """)
        #expect(columns == AuditRow.columns)
    }

    @Test("the numbers of rows are written as runs, and read in one spelling only")
    func runs() {
        #expect(
            AuditIDs([1, 2, 3, 5, 7, 8, .max - 1, .max]).text
                == "1-3 5 7-8 18446744073709551614-18446744073709551615")
        for text in ["0", "1-3 5", "1-3 5 18446744073709551615"] { #expect(AuditIDs(text)?.text == text) }
        for text in [
            "", " ", "1 ", "3-1", "1-1", "01", "+1", "-1", "1-", "1-2-3", "1 1", "2 1", "1-3 3", "x", "1,2",
            "18446744073709551616",
        ] {
            #expect(AuditIDs(text) == nil, "\(text)")
        }
    }

    @Test("a walk along numbers tells which were passed over")
    func walk() {
        var walk = AuditIDWalk(AuditIDs([2, 3, 4, 7, 9, .max]))
        var missed: [ClosedRange<UInt64>] = []
        let reached = [0, 1, 3, 5, 8, 9, 10, .max].map { id in walk.reach(id) { missed.append($0) } }
        #expect(reached == [false, false, true, false, false, true, false, true])
        #expect(missed == [2...2, 4...4, 7...7])
        walk.end { missed.append($0) }
        #expect(missed.count == 3)
        var other = AuditIDWalk(AuditIDs([2, 3, 7]))
        other.end { missed.append($0) }
        #expect(missed.suffix(2) == [2...3, 7...7])
    }
}
