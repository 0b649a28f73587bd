import MariaDB
import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("Verifying the audit")
struct AuditVerifyTests {
    typealias Fault = AuditReport.Fault

    @Test("V11 a trail that nobody touched is intact, with everything that the program itself wrote into it")
    func intact() throws {
        let trail = try AuditTrail.ofThreeSeals()
        let staff = try trail.kernel.signIn(trail.kernel.addStaff())
        #expect(try staff.post("/staff/customers/new", ["name": "Bólido"]).status == 303)
        trail.kernel.clock.move(seconds: 61)
        #expect(try trail.seal() >= 1)
        let report = try trail.report()
        #expect(report.isIntact && report.seals == 4 && report.unsealedRows == 0)
        #expect(report.sealedRows == (try trail.kernel.value("SELECT COUNT(*) FROM kernel_audit")))
    }

    @Test(
        "SL04 one changed byte of a sealed row is found, in whatever column",
        arguments: [
            "at = at + INTERVAL 1 MICROSECOND", "actor_kind = 'account'", "actor_id = 8", "seat_id = 0",
            "action = 'test.act.donf'", "subject_kind = ''", "subject_id = NULL", "customer_id = 1",
            "request = NULL", "request = ' '",
        ] as [SQL])
    func changedRow(_ change: SQL) throws {
        let trail = try AuditTrail.ofThreeSeals()
        try trail.spoil(["UPDATE kernel_audit SET \(sql: change) WHERE id = 15"])
        #expect(try trail.faults() == [Fault(.rowChanged, seal: 2, rows: 11...20)])
    }

    @Test("SL04 a time that is none, which a lax session can write, is a changed row and stops nothing")
    func impossibleTime() throws {
        let trail = try AuditTrail.ofThreeSeals()
        try trail.spoil([
            "SET SESSION sql_mode = ''",
            "UPDATE kernel_audit SET at = '0000-00-00', actor_kind = '' WHERE id = 15",
            "UPDATE kernel_audit_seal SET sealed_at = '0000-00-00' WHERE id = 3",
        ])
        #expect(
            try trail.faults() == [
                Fault(.rowChanged, seal: 2, rows: 11...20), Fault(.sealChanged, seal: 3, rows: 21...30),
            ])
    }

    static let removals: [(SQL, [Fault])] = [
        ("id = 15", [Fault(.rowRemoved, seal: 2, rows: 15...15)]),
        ("id = 1", [Fault(.rowRemoved, seal: 1, rows: 1...1)]),
        ("id = 30", [Fault(.rowRemoved, seal: 3, rows: 30...30)]),
        (
            "id BETWEEN 9 AND 12",
            [Fault(.rowRemoved, seal: 1, rows: 9...10), Fault(.rowRemoved, seal: 2, rows: 11...12)]
        ),
        (
            "id IN (13, 15, 17)",
            [
                Fault(.rowRemoved, seal: 2, rows: 13...13), Fault(.rowRemoved, seal: 2, rows: 15...15),
                Fault(.rowRemoved, seal: 2, rows: 17...17),
            ]
        ),
    ]

    @Test("SL04 removed rows are named by their numbers", arguments: removals)
    func removedRow(_ which: SQL, _ faults: [Fault]) throws {
        let trail = try AuditTrail.ofThreeSeals()
        try trail.spoil(["DELETE FROM kernel_audit WHERE \(sql: which)"])
        #expect(try trail.faults() == faults)
    }

    @Test("SL04 a row that was put between sealed ones is named, and so is one that got another number")
    func insertedRow() throws {
        let trail = try AuditTrail.ofThreeSeals()
        try trail.act(16)
        #expect(try trail.seal() == 0)
        #expect(try trail.faults() == [Fault(.rowInserted, seal: 2, rows: 16...16)])
        try trail.spoil([
            "DELETE FROM kernel_audit WHERE id = 16", "UPDATE kernel_audit SET id = 16 WHERE id = 15",
        ])
        #expect(
            try trail.faults() == [
                Fault(.rowRemoved, seal: 2, rows: 15...15), Fault(.rowInserted, seal: 2, rows: 16...16),
            ])
    }

    @Test("SL04 a seal of late rows that was made without the key explains no inserted row")
    func forgedLateSeal() throws {
        let trail = try AuditTrail.ofThreeSeals()
        try trail.act(16)
        let head = try #require(try AuditSQL.head(trail.connection))
        let rows = try AuditSQL.rows(16...16, most: 1, settledBy: trail.now, trail.connection)
        let foreign = try Secrets(file: Secrets.newFile())
        let cover = try #require(AuditSeal.Cover(rows, lateOf: 2))
        try AuditSQL.insert(
            AuditSeal(id: 4, previous: head.hash, cover: cover, sealedAt: trail.now, foreign),
            trail.connection)
        #expect(
            try trail.faults() == [
                Fault(.rowInserted, seal: 2, rows: 16...16), Fault(.sealForged, seal: 4, rows: 16...16),
            ])
    }

    static let spoiltSeals: [([SQL], [Fault])] = [
        (
            ["DELETE FROM kernel_audit_seal WHERE id = 2"], [Fault(.sealRemoved, seal: 2, rows: 11...20)]
        ),
        (
            ["DELETE FROM kernel_audit_seal WHERE id < 3"],
            [Fault(.sealRemoved, seal: 1, rows: 0...20), Fault(.sealRemoved, seal: 2, rows: 0...20)]
        ),
        (
            [
                "UPDATE kernel_audit_seal SET id = 9 WHERE id = 2",
                "UPDATE kernel_audit_seal SET id = 2 WHERE id = 3",
                "UPDATE kernel_audit_seal SET id = 3 WHERE id = 9",
            ],
            [Fault(.sealChanged, seal: 2, rows: 21...30), Fault(.sealChanged, seal: 3, rows: 11...20)]
        ),
        (
            ["UPDATE kernel_audit_seal SET row_count = 8 WHERE id = 2"],
            [Fault(.sealChanged, seal: 2, rows: 11...20)]
        ),
        (
            ["UPDATE kernel_audit_seal SET ids = '11-15 17-19' WHERE id = 2"],
            [Fault(.sealChanged, seal: 2, rows: 11...20)]
        ),
        (
            ["UPDATE kernel_audit_seal SET sealed_at = sealed_at + INTERVAL 1 MICROSECOND WHERE id = 2"],
            [Fault(.sealChanged, seal: 2, rows: 11...20)]
        ),
        (
            ["UPDATE kernel_audit_seal SET first_id = 21, last_id = 5 WHERE id = 2"],
            [Fault(.sealChanged, seal: 2)]
        ),
        (
            ["UPDATE kernel_audit_seal SET mac = REVERSE(mac) WHERE id = 2"],
            [Fault(.sealForged, seal: 2, rows: 11...20)]
        ),
    ]

    @Test("SL04 a seal that is removed, swapped, changed or signed anew is named", arguments: spoiltSeals)
    func spoiltSeal(_ statements: [SQL], _ faults: [Fault]) throws {
        let trail = try AuditTrail.ofThreeSeals()
        try trail.spoil(statements)
        #expect(try trail.faults() == faults)
    }

    @Test("SL04 whoever has the database and not the key cannot make the chain anew")
    func otherKey() throws {
        let trail = try AuditTrail.ofThreeSeals()
        try trail.spoil([
            "DELETE FROM kernel_audit_seal WHERE id > 1",
            "UPDATE kernel_audit SET actor_id = 8 WHERE id = 15",
        ])
        try trail.seal(with: Secrets(file: Secrets.newFile()))
        #expect(
            try trail.faults() == [
                Fault(.sealForged, seal: 2, rows: 11...21), Fault(.sealForged, seal: 3, rows: 22...30),
            ])
    }

    @Test("SL04 a key that was replaced by adding one still vouches for what it signed")
    func newKey() throws {
        let file = Secrets.newFile()
        let both = file + Secrets.newFile().split(separator: UInt8(ascii: "\n")).suffix(1).joined()
        let (old, new) = (try Secrets(file: file), try Secrets(file: both))
        let trail = try AuditTrail()
        for _ in 0..<5 { try trail.act() }
        try trail.seal(with: old)
        try trail.act()
        try trail.seal(with: new)
        #expect(try AuditVerify.report(trail.connection, new, at: trail.now).isIntact)
        #expect(try AuditVerify.report(trail.connection, old, at: trail.now).faults.map(\.seal) == [2])
    }

    @Test("SL04 a chain whose end was cut off and sealed anew is found by the head that was noted down")
    func anchor() throws {
        let trail = try AuditTrail.ofThreeSeals()
        let head = try #require(try trail.report().head)
        #expect(AuditReport.Anchor(head.description) == head)
        #expect(try trail.faults(head) == [])
        try trail.spoil([
            "CREATE TEMPORARY TABLE kept SELECT * FROM kernel_audit_seal WHERE id = 3",
            "DELETE FROM kernel_audit_seal WHERE id > 1",
            "UPDATE kernel_audit SET actor_id = 8 WHERE id = 15",
        ])
        #expect(try trail.faults(head) == [Fault(.anchorMissing, seal: 3)])
        #expect(try trail.report().unsealedRows == 19)
        try trail.seal()
        #expect(try trail.faults() == [])
        #expect(try trail.faults(head) == [Fault(.anchorMissing, seal: 3)])
        // An older seal of this very installation, put back into a chain that it does not belong to.
        try trail.spoil([
            "DELETE FROM kernel_audit_seal WHERE id = 3", "INSERT INTO kernel_audit_seal SELECT * FROM kept",
        ])
        #expect(try trail.faults(head).contains(Fault(.chainBroken, seal: 3, rows: 21...30)))
        try trail.connection.script("TRUNCATE kernel_audit_seal")
        #expect(try trail.faults(head) == [Fault(.anchorMissing, seal: 3)])
    }

    @Test(
        "what an anchor is not",
        arguments: ["", "3", "3:", ":x", "3:x", "0:" + String(repeating: "A", count: 43)])
    func noAnchor(_ text: String) {
        #expect(AuditReport.Anchor(text) == nil)
    }

    @Test("numbers at the end of their range are sealed and verified, and made-up ones stop nothing")
    func extremes() throws {
        let trail = try AuditTrail.ofThreeSeals()
        try trail.act(.max)
        #expect(try trail.seal() == 1 && trail.seal() == 0)
        #expect(try trail.faults() == [])
        try trail.spoil(["UPDATE kernel_audit_seal SET id = 18446744073709551615 WHERE id = 4"])
        #expect(try trail.seal() == 0)
        let report = try trail.report()
        #expect(report.faults.count == AuditReport.mostFaults && report.faultCount > report.faults.count)
        #expect(report.faults.first == Fault(.sealRemoved, seal: 4))
    }

    @Test("SL04 V11 fifty thousand rows are verified a page at a time")
    func large() throws {
        let trail = try AuditTrail()
        try trail.act()
        for _ in 0..<16 {
            try trail.connection.execute(
                """
                INSERT INTO kernel_audit (at, actor_kind, actor_id, action, subject_kind, subject_id, request)
                SELECT at, actor_kind, id, action, subject_kind, subject_id, request FROM kernel_audit
                LIMIT 20000
                """)
        }
        let rows: Int = try trail.kernel.value("SELECT COUNT(*) FROM kernel_audit") ?? 0
        #expect(rows >= 50_000)
        #expect(try trail.seal(most: 1_000) == rows)
        let before = trail.connection.statements
        let report = try trail.report()
        #expect(report.isIntact && report.sealedRows == rows && report.lateRows == 0)
        // A statement brings at most a thousand rows or fifty seals, and none is kept.
        let statements = trail.connection.statements - before
        #expect(statements >= report.seals * 2 && statements <= report.seals * 4 + 10)
    }
}
