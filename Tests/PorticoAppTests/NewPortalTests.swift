import Foundation
import Testing

@testable import PorticoApp

@Suite("A new portal is the smallest real one under another name")
struct NewPortalTests {
    @Test("its noun follows the rules of English, or is said")
    func nouns() throws {
        #expect(try PortalName("Loans", noun: nil).singular == "Loan")
        #expect(try PortalName("Warranties", noun: nil).singular == "Warranty")
        #expect(try PortalName("Boxes", noun: nil).singular == "Box")
        #expect(try PortalName("Staff", noun: "Member").singular == "Member")
        #expect(try PortalName("Loans", noun: nil).id == "loans")
    }

    @Test(
        "a name that cannot stand in code, in an address and in a table is refused with what would do",
        arguments: [
            "loans", "L", "Two Words", "Lo_ans", "../Loans", "Løns", "", "Staff",
            String(repeating: "A", count: 40),
        ])
    func refused(_ name: String) {
        #expect(throws: PortalName.Refusal.self) { try PortalName(name, noun: nil) }
    }

    @Test("F04 in a folder of its own it begins a package; a second one of that name changes nothing")
    func outside() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let checkout = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().path
        let portal = NewPortal(name: try PortalName("Loans", noun: nil), portico: checkout, target: folder)
        let written = try portal.write()
        #expect(written.contains("Plugins/Loans/LoansPortal.swift"))
        #expect(written.contains("migrations/loans/0001_loan.sql"))
        #expect(written.contains("Sources/portal/main.swift"))
        for path in written {
            let text = try String(contentsOfFile: folder + "/" + path, encoding: .utf8)
            #expect(!text.lowercased().contains("announcement"), "\(path)")
            try "mine".write(toFile: folder + "/" + path, atomically: true, encoding: .utf8)
        }
        #expect(throws: NewPortal.Refusal.self) { try portal.write() }
        for path in written {
            #expect(try String(contentsOfFile: folder + "/" + path, encoding: .utf8) == "mine")
        }
    }
}
