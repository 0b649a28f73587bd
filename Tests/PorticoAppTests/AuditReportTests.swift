import Foundation
import Kernel
import MariaDB
import PortalKit
import PortalTesting
import PorticoApp
import Testing

@Suite("What audit verify says")
struct AuditReportTests {
    private struct Said: Decodable {
        struct Fault: Decodable {
            var fault: String
            var seal: UInt64
            var first_row: UInt64?
            var last_row: UInt64?
        }
        var intact: Bool
        var sealed_rows: Int
        var unsealed_rows: Int
        var oldest_unsealed_seconds: Int?
        var head: String?
        var faults: [Fault]
    }

    private func act(_ id: UInt64, _ kernel: TestKernel) throws {
        try kernel.execute(
            """
            INSERT INTO kernel_audit (id, at, actor_kind, action)
            VALUES (\(id), \(kernel.clock.now.adding(seconds: -61)), 'system', 'test.act.done')
            """)
    }

    private func report(_ kernel: TestKernel) throws -> AuditReport {
        try kernel.withConnection { connection in
            try AuditVerify.report(connection, kernel.house.secrets, at: kernel.clock.now)
        }
    }

    @Test("SL04 people and machines are told the same: what is sealed, the tail, the head and each fault")
    func said() throws {
        let kernel = try TestKernel()
        let empty = try report(kernel)
        #expect(empty.lines == ["0 seals vouch for 0 rows, 0 of them late.", "The chain is intact."])
        #expect(try JSONDecoder().decode(Said.self, from: Data(empty.json.utf8)).head == nil)
        try act(2, kernel)
        let sealed = try kernel.withConnection { connection in
            try AuditSeal.sealNext(connection, kernel.house.secrets, at: kernel.clock.now)
        }
        #expect(sealed == 1)
        kernel.clock.move(seconds: 172_800)
        try act(1, kernel)
        try act(3, kernel)
        let report = try report(kernel)
        let said = try JSONDecoder().decode(Said.self, from: Data(report.json.utf8))
        #expect(!said.intact && said.sealed_rows == 1 && said.unsealed_rows == 1)
        #expect(said.oldest_unsealed_seconds == 61 && said.head == report.head?.description)
        let fault = try #require(said.faults.first)
        #expect(fault.fault == "row-inserted" && fault.seal == 1)
        #expect(fault.first_row == 1 && fault.last_row == 1)
        #expect(
            report.lines == [
                "1 seals vouch for 1 rows, 0 of them late.", "Head: \(report.head?.description ?? "")",
                "Not sealed yet: 1 rows, the oldest since 61 s.",
                "row-inserted: seal 1 was made without row 1, which no seal explains", "Faults: 1.",
            ])
    }
}
