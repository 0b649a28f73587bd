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
        #expect(try PortalName("Equipment", noun: "Device").singular == "Device")
        #expect(try PortalName("Loans", noun: nil).id == "loans")
    }

    @Test(
        "a name that cannot stand in code, in an address and in a table is refused with what would do",
        arguments: [
            "loans", "L", "Two Words", "Lo_ans", "../Loans", "Løns", "", "Equipment", "Notices", "Staff",
            String(repeating: "A", count: 40),
        ])
    func refused(_ name: String) {
        #expect(throws: PortalName.Refusal.self) { try PortalName(name, noun: nil) }
    }

    private static let checkout = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    /// A folder with these parts of the checkout, which is gone afterwards.
    private func inFolder(with parts: [String] = [], _ body: (String) throws -> Void) throws {
        let files = FileManager.default
        let folder = files.temporaryDirectory.appending(path: UUID().uuidString).path
        defer { try? files.removeItem(atPath: folder) }
        try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for part in parts {
            let place = URL(filePath: folder + "/" + part).deletingLastPathComponent()
            try files.createDirectory(at: place, withIntermediateDirectories: true)
            try files.copyItem(atPath: Self.checkout + "/" + part, toPath: folder + "/" + part)
        }
        try body(folder)
    }

    @Test("a noun that would hide a type of the contract is refused, and nothing is written")
    func hidden() throws {
        try inFolder { folder in
            let portal = NewPortal(
                name: try PortalName("Requests", noun: "Answer"), portico: Self.checkout, target: folder)
            #expect(throws: NewPortal.Refusal.self) { try portal.write() }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
        }
    }

    @Test("in a checkout it is put into the manifest, the program and the proof of all portals")
    func shipped() throws {
        let edited = [
            "Package.swift", "Sources/portico/main.swift",
            "Tests/PortalContractTests/ShippedPortalsTests.swift",
        ]
        let copied = [
            "Plugins/Announcements", "migrations/announcements", "Tests/AnnouncementsPortalTests",
            "Sources/PortalKit/contract.txt",
        ]
        try inFolder(with: edited + copied) { folder in
            for name in ["Loans", "Zones"] {
                _ = try NewPortal(name: PortalName(name, noun: nil), portico: folder, target: folder).write()
            }
            let texts = try edited.map { try String(contentsOfFile: folder + "/" + $0, encoding: .utf8) }
            #expect(texts[0].contains("let portals = [\"Zones\", \"Loans\", \""))
            #expect(texts[1].contains(",\n    loansPortal,\n    zonesPortal,\n])"))
            #expect(texts[2].contains("let portals = [zonesPortal, loansPortal, "))
            for text in texts[1...] {
                #expect(text.contains("import LoansPortal\n") && text.contains("import ZonesPortal\n"))
            }
        }
    }

    @Test("words with the name of the copied portal are left to be translated, where a reader sees it")
    func words() throws {
        let words = """
            {
              "New announcement": "Nieuwe mededeling",
              "No announcements yet.": "Nog geen mededelingen.",
              "Title": "Titel"
            }
            """
        let expected = """
            {
              "New announcement": "TODO New announcement",
              "No announcements yet.": "TODO No announcements yet.",
              "Title": "Titel"
            }
            """
        #expect(PortalName.untranslated(words) == expected)
    }

    @Test("F04 in a folder of its own it begins a package; a second one of that name changes nothing")
    func outside() throws {
        try inFolder { folder in
            let name = try PortalName("Loans", noun: nil)
            let portal = NewPortal(name: name, portico: Self.checkout, target: folder)
            let written = try portal.write()
            #expect(written.contains("Plugins/Loans/LoansPortal.swift"))
            #expect(written.contains("migrations/loans/0001_loan.sql"))
            #expect(written.contains("Tests/LoansPortalTests/IsolationTests.swift"))
            #expect(written.contains("Sources/portal/main.swift"))
            for path in written {
                let text = try String(contentsOfFile: folder + "/" + path, encoding: .utf8)
                #expect(!text.lowercased().contains("announcement"), "\(path)")
                #expect(!text.lowercased().contains("mededeling"), "\(path)")
                try "mine".write(toFile: folder + "/" + path, atomically: true, encoding: .utf8)
            }
            #expect(throws: NewPortal.Refusal.self) { try portal.write() }
            for path in written {
                #expect(try String(contentsOfFile: folder + "/" + path, encoding: .utf8) == "mine")
            }
        }
    }
}
