import Foundation
import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("Bringing in customers from a file")
struct CustomerImportTests {
    private static let northwind = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("../shared/data/northwind/customers.csv").standardizedFileURL.path

    private func read(_ text: String, overrides: [String: String] = [:]) throws -> CustomerImport {
        try CustomerImport(Array(text.utf8), overrides: overrides)
    }

    private func apply(_ customers: CustomerImport, _ kernel: TestKernel) throws -> CustomerImport.Result {
        try kernel.withConnection { connection in
            try connection.begin()
            let result = try customers.apply(at: kernel.clock.now, connection)
            try connection.commit()
            return result
        }
    }

    @Test("every bad row is named by its line and the column of the file, and none of it is half taken")
    func problems() throws {
        let text = """
            Id,Company,City,Contact,ContactEmail,Email
            A1,,Berlin,Maria,,
            A2,Bólido,Madrid,Ana,not an address,
            A3,"two
            lines",Lyon,,,
            A4,Cactus,Buenos Aires
            A5,Drachenblut,Aachen,,,also none
            A1,Same id,Aachen,,,
            """
        let customers = try CustomerImport(Array(text.utf8), overrides: ["contact_email": "ContactEmail"])
        let found = customers.problems.map { "\($0.line) \($0.column)" }
        #expect(
            found == ["2 Company", "3 ContactEmail", "4 Company", "6 Contact", "7 Email", "8 Id"],
            "\(customers.problems)")
        #expect(customers.problems.last?.message.contains("line 2") == true)
    }

    @Test(
        "a file that cannot be read as a whole says where it stops",
        arguments: [
            ("", 1), ("Company,\"City\nA,B", 1), ("City,Country\nBerlin,Germany", 1),
            ("Company\nA\n\"open", 3),
        ])
    func unreadable(_ text: String, _ line: Int) throws {
        let problem = #expect(throws: CustomerImport.Problem.self) { try read(text) }
        #expect(problem?.line == line, "\(String(describing: problem))")
        #expect(throws: CustomerImport.Problem.self) { try read("Company\nA", overrides: ["name": "Firma"]) }
        #expect(throws: CustomerImport.Problem.self) {
            try read("Company\nA", overrides: ["firma": "Company"])
        }
    }

    @Test("bytes that are no text are refused with their line")
    func notText() throws {
        let bytes = Array("Company\nAlfreds\n".utf8) + [0xFF, 0xFE, 0x0A]
        let problem = #expect(throws: CustomerImport.Problem.self) { try CustomerImport(bytes) }
        #expect(problem?.line == 3)
    }

    @Test("all or nothing: a row that the database refuses takes back those before it")
    func allOrNothing() throws {
        let kernel = try TestKernel()
        let customers = try read("Id,Company\nA1,One\nA2,Two\nA3,Three")
        try kernel.execute("ALTER TABLE kernel_customer ADD CONSTRAINT test_no_three CHECK (name <> 'Three')")
        defer { _ = try? kernel.execute("ALTER TABLE kernel_customer DROP CONSTRAINT test_no_three") }
        #expect(throws: (any Error).self) {
            try kernel.withConnection { connection in
                try connection.begin()
                defer { connection.rollback() }
                _ = try customers.apply(at: kernel.clock.now, connection)
                try connection.commit()
            }
        }
        #expect(try kernel.value("SELECT COUNT(*) FROM kernel_customer") == 0)
        #expect(try kernel.value("SELECT value FROM kernel_counter WHERE name = 'customer'") == 10_000)
    }

    @Test("the same external id is brought up to date and keeps its number; without one it is always new")
    func upsert() throws {
        let kernel = try TestKernel()
        let first = try read(
            "Id,Company,City,Contact\nA1,Alfreds,Berlin,Maria Anders\n,No id,,\nA2,Ana,,NULL")
        #expect(try apply(first, kernel) == .init(added: 3, updated: 0, contacts: 1))
        let second = try read(
            "id;company;city;contact\nA1;Alfreds Futterkiste;Potsdam;Maria A.\nA3;Antonio;;")
        #expect(try apply(second, kernel) == .init(added: 1, updated: 1, contacts: 1))
        #expect(
            try kernel.values("SELECT CONCAT_WS(' ', number, name, city) FROM kernel_customer ORDER BY id")
                == [
                    "10001 Alfreds Futterkiste Potsdam", "10002 No id ", "10003 Ana ", "10004 Antonio ",
                ])
        #expect(try kernel.values("SELECT name FROM kernel_contact") == ["Maria A."])
    }

    /// The file has 24 streets with a comma that nobody quoted.
    private static func northwindText() throws -> [Substring] {
        let bytes = try #require(FileManager.default.contents(atPath: northwind))
        return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
    }

    private static func mended(_ line: Substring) -> String {
        var parts = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        if parts.count == 12 { parts.replaceSubrange(4...5, with: ["\"\(parts[4]),\(parts[5])\""]) }
        return parts.joined(separator: ",")
    }

    private static let isThere = FileManager.default.fileExists(atPath: northwind)

    @Test(
        "Northwind as it came is refused, and each of its 24 streets with a bare comma is named",
        .enabled(if: isThere, "the folder ../shared/data is not here"))
    func northwindAsItCame() throws {
        let lines = try Self.northwindText()
        let customers = try CustomerImport(Array(lines.joined(separator: "\n").utf8))
        let expected = lines.indices.filter {
            lines[$0].split(separator: ",", omittingEmptySubsequences: false).count == 12
        }
        #expect(expected.count == 24)
        #expect(customers.problems.map(\.line) == expected.map { $0 + 1 })
        #expect(customers.problems.allSatisfy { $0.column == "12" && $0.message.contains("quote") })
    }

    @Test(
        "Northwind's 91 customers and their contacts come in whole, and a second time change nothing",
        .enabled(if: isThere, "the folder ../shared/data is not here"))
    func northwindFile() throws {
        let kernel = try TestKernel()
        let text = try Self.northwindText().map(Self.mended).joined(separator: "\r\n")
        let customers = try CustomerImport(Array(text.utf8))
        #expect(customers.problems == [])
        #expect(customers.records.count == 91)
        #expect(customers.unused == ["Fax"])
        #expect(try apply(customers, kernel) == .init(added: 91, updated: 0, contacts: 91))
        let names: SQL = """
            SELECT CONCAT_WS('|', external_id, number, name, street, city, region, country) FROM kernel_customer ORDER BY id
            """
        let before: [String] = try kernel.values(names)
        #expect(before.contains { $0.hasPrefix("ANATR|10002|Ana Trujillo Emparedados y helados|") })
        #expect(before.contains { $0.contains("|Av. Copacabana, 267|Rio de Janeiro|RJ|Brazil") })
        #expect(!before.contains { $0.contains("NULL") })
        #expect(try apply(customers, kernel) == .init(added: 0, updated: 91, contacts: 91))
        #expect(try kernel.values(names) == before)
        #expect(try kernel.value("SELECT COUNT(*) FROM kernel_contact WHERE email IS NULL") == 91)
        let staff = try kernel.signIn(kernel.addStaff())
        for (search, name) in [("blondesddsl", "Blondesddsl père et fils"), ("ANA TRUJILLO", "Ana Trujillo")]
        {
            let page = try staff.open("/staff/customers?q=" + Percent.segment(search))
            #expect(page.text.contains(name))
        }
    }
}
