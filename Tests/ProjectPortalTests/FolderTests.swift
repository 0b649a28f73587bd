import Foundation
import PortalKit
import PortalTesting
import Testing

@Suite("Folders of documents")
struct FolderTests {
    private let it: Worksite
    private let project: String

    init() throws {
        it = try Worksite()
        project = try it.project(members: [it.maria])
    }

    @discardableResult
    private func document(
        _ title: String, in folder: String, isShared: Bool = false, file: String = "plan.txt"
    ) throws -> String {
        try it.item(
            "document", title, in: project, isShared: isShared, ["folder": folder],
            files: [Worksite.file(file, "text of " + title)])
    }

    @Test("a folder stands nowhere until a document in it is shared, and is gone with the last one")
    func hidden() throws {
        let secret = try document("Dismissals", in: "Works council")
        try document("Floor", in: "Drawings", isShared: true)
        let maria = try it.kernel.signIn(it.maria)
        func pages() throws -> String {
            try ["", "/documents", "/documents?q=council"].map {
                try maria.get("\(Worksite.list)/\(project)\($0)").text
            }.joined() + maria.get("/home").text + maria.get("/search?q=council").text
        }
        // What was searched for stands in the field again, and nowhere else.
        func isNamed() throws -> Bool { try pages().contains("Works council") }
        #expect(try !isNamed())
        #expect(try maria.get("\(Worksite.list)/\(project)/documents").text.contains("Drawings"))
        try it.share(secret, of: project, true)
        #expect(try isNamed())
        try it.share(secret, of: project, false)
        #expect(try !isNamed())
    }

    @Test("the archive keeps the folders of what is shared, and holds nothing else")
    func archive() throws {
        try document("Lease", in: "Contracts", file: "lease.txt")
        try document("Floor", in: " Drawings / Ground floor/ ", isShared: true)
        try document("Roof", in: "drawings/ground floor", isShared: true)
        try document("Letter", in: "../..", isShared: true, file: "letter.txt")
        try document("Loose", in: "", isShared: true, file: "loose.txt")
        let folders: [String] = try it.kernel.values("SELECT folder FROM project_item ORDER BY id")
        #expect(folders == ["Contracts", "Drawings/Ground floor", "Drawings/Ground floor", "../..", ""])
        func names(_ browser: Browser, _ path: String) throws -> [String] {
            let place = try #require(try browser.get(path).header("X-Accel-Redirect"))
            let data = try Data(
                contentsOf: URL(
                    filePath: it.kernel.filesDirectory + place.dropFirst("/_files".utf8.count)))
            // Every name stands in the directory at the end of the archive.
            let text = String(decoding: data, as: UTF8.self)
            return [
                "Contracts/lease.txt", "Drawings/Ground floor/plan.txt",
                "Drawings/Ground floor/plan (2).txt", "file/file/letter.txt", "loose.txt",
            ].filter { text.contains($0) } + (text.contains("..") ? ["a way out"] : [])
        }
        let shared = [
            "Drawings/Ground floor/plan.txt", "Drawings/Ground floor/plan (2).txt", "file/file/letter.txt",
            "loose.txt",
        ]
        let maria = try it.kernel.signIn(it.maria)
        #expect(try names(maria, "\(Worksite.list)/\(project)/documents/all") == shared)
        #expect(
            try names(it.desk, "\(Worksite.staffList)/\(project)/documents/all")
                == ["Contracts/lease.txt"] + shared)
        #expect(
            try it.kernel.signIn(it.karl).get("\(Worksite.list)/\(project)/documents/all").status == 404)
    }

    @Test("a list of documents stands by folder, those without one last")
    func order() throws {
        try document("Loose", in: "", isShared: true)
        try document("Roof", in: "Zinc", isShared: true)
        try document("Floor", in: "Drawings", isShared: true)
        try document("Wall", in: "Drawings", isShared: true)
        let text = try it.kernel.signIn(it.maria).get("\(Worksite.list)/\(project)/documents").text
        let places = ["Drawings", "Wall", "Floor", "Zinc", "Roof", "Other documents", "Loose"].map {
            text.firstRange(of: $0)?.lowerBound
        }
        #expect(
            places.allSatisfy { $0 != nil } && places.compactMap(\.self) == places.compactMap(\.self).sorted()
        )
    }
}
