import Foundation
import Kernel
import MariaDB
import PortalKit
import PortalTesting
import Testing

@testable import PorticoApp

@Suite("Mail with several recipients")
struct MailTakerTests {
    enum Slip {}

    /// Keeps every mail, with the record whose address it came to; refuses what came to none.
    private static let portal = Portal(
        id: "slips", title: "Slips", icon: .mail, permissions: [],
        mail: MailSource { (_, _: ID<Slip>, _, _) in
            throw PortalError.notFound
        } others: { mail, _, thread, _, _, write in
            guard let thread else { return .refused }
            return try write { tx in
                try tx.execute(
                    """
                    INSERT INTO slips_slip (thread, attachment_id, size)
                    VALUES (\(thread), \(tx.attach(mail.original)), \(mail.original.size))
                    """)
                return .taken
            }
        },
        examples: .none, privacy: .holdsNoPersonalData,
        resources: PortalResources(migrations: [
            .init(
                name: "0001_slip.sql",
                sql: """
                    CREATE TABLE IF NOT EXISTS slips_slip (
                        id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
                        thread BIGINT UNSIGNED NOT NULL,
                        attachment_id BIGINT UNSIGNED NOT NULL,
                        size INT NOT NULL
                    ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci
                    """)
        ]))

    private let kernel: TestKernel
    private let taker: MailTaker

    init() throws {
        kernel = try TestKernel(portals: [Self.portal])
        let spool = Spool(directory: kernel.filesDirectory)
        // Nobody can read any mail here: each is kept as it came.
        let reader = kernel.filesDirectory + "/reader"
        try Data("#!/bin/sh\nwhile head -c 1 <&3 | grep -q .; do printf 'U\\0\\0\\0\\0'; done\n".utf8)
            .write(to: URL(fileURLWithPath: reader))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: reader)
        taker = MailTaker(
            kernel.house, Connection(kernel.database.options), spool,
            ReaderProcess(executable: reader, spool: spool, directory: kernel.filesDirectory + "/spool"))
    }

    private func address(_ thread: UInt64) throws -> String {
        let token = ReplyToken(portal: "slips", thread: thread, contact: 1)
        return "support+\(try #require(try token.text(kernel.house.secrets)))@example.org"
    }

    /// What each of them is told of one and the same message.
    private func told(_ recipients: [String]) throws -> [Int] {
        var pieces = [Array("Subject: x\r\n\r\n".utf8), Array("text\r\n".utf8), []]
        return taker.replies(to: recipients, kernel.house) { pieces.removeFirst() }.map(\.code)
    }

    @Test("it is one for each record whose address it names, with a file each, and once")
    func lanes() throws {
        let (one, two) = (try address(7), try address(8))
        let forged = "support+" + String(repeating: "0", count: 32) + "@example.org"
        let recipients = ["support@example.org", one, two, forged, one.uppercased(), "else@example.org", one]
        for _ in 1...2 {
            #expect(try told(recipients) == [550, 250, 250, 550, 250, 550, 250])
            #expect(try kernel.values("SELECT thread FROM slips_slip ORDER BY id") == [7, 8])
        }
        #expect(try kernel.value("SELECT COUNT(DISTINCT attachment_id) FROM slips_slip WHERE size = 20") == 2)
        let spool = try FileManager.default.contentsOfDirectory(atPath: kernel.filesDirectory + "/spool")
        #expect(spool == [])
    }

    @Test("a fault for one of them is no answer for the others, and it may come again")
    func fault() throws {
        let (one, two) = (try address(7), try address(8))
        try kernel.execute("ALTER TABLE slips_slip ADD CHECK (thread <> 8)")
        #expect(try told([one, two]) == [250, 451])
        try kernel.execute("ALTER TABLE slips_slip DROP CONSTRAINT CONSTRAINT_1")
        #expect(try told([one, two]) == [250, 250])
        #expect(try kernel.values("SELECT thread FROM slips_slip ORDER BY id") == [7, 8])
        #expect(kernel.log.contains { $0.message.hasPrefix("a mail is left for later") })
    }
}
