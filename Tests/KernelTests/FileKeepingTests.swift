import Foundation
import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("Files and their rows stay together")
struct FileKeepingTests {
    private let desk: PaperDesk
    private let maria: Browser

    init() throws {
        desk = try PaperDesk()
        maria = try desk.kernel.signIn(desk.maria)
    }

    private var directory: String { desk.kernel.filesDirectory }

    private func age(_ path: String, seconds: Int64) throws {
        let time = TimeInterval(desk.kernel.clock.now.microseconds / 1_000_000 - seconds)
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: time)], ofItemAtPath: directory + "/" + path)
    }

    private func put(_ path: String, seconds: Int64) throws {
        let whole = directory + "/" + path
        try FileManager.default.createDirectory(
            atPath: (whole as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Data("left".utf8).write(to: URL(filePath: whole))
        try age(path, seconds: seconds)
    }

    @Test("SG06 V8 the sweep takes an old file without a row, never a young one, and never one with a row")
    func sweep() throws {
        _ = try desk.send("x", [PaperDesk.file("a.txt"), PaperDesk.file("b.txt")], by: maria)
        let kept = desk.kernel.storedFiles
        for path in kept { try age("store/" + path, seconds: 90_000) }
        try put("store/00/0000000000000001", seconds: 86_500)
        try put("store/00/0000000000000002", seconds: 86_300)
        try put("store/ZZ/ZZZZZZZZZZZZZZZZ", seconds: 90_000)
        #expect(
            try desk.sweep().faults() == [
                .withoutRow("00/0000000000000001"), .withoutRow("ZZ/ZZZZZZZZZZZZZZZZ"),
            ])
        try desk.kernel.runBackground()
        #expect(Set(desk.kernel.storedFiles) == Set(kept + ["00/0000000000000002"]))
        #expect(try desk.sweep().faults() == [])

        // The row goes first; its file with the next sweep.
        try desk.kernel.execute("DELETE FROM papers_file")
        try desk.kernel.execute("DELETE FROM kernel_attachment ORDER BY id LIMIT 1")
        #expect(desk.kernel.storedFiles.count == 3)
        desk.kernel.clock.move(seconds: 3_601)
        try desk.kernel.runBackground()
        #expect(desk.kernel.storedFiles.count == 1, "the young one is old by now")
        #expect(try desk.sweep().faults() == [])
    }

    @Test(
        "SG06 what a process left on its way is removed at the next start and by the sweep, and nobody else's"
    )
    func spool() throws {
        let own = ProcessInfo.processInfo.processIdentifier
        let names = [
            "\(own)-YOUNG", "\(own)-OLD", "1-YOUNG", "1-OLD", "4000001-YOUNG.part", "of-nobody",
        ]
        for name in names { try put("spool/" + name, seconds: name.hasSuffix("OLD") ? 700 : 5) }
        try desk.kernel.runBackground()
        #expect(Set(desk.kernel.spooledFiles) == ["\(own)-YOUNG", "1-YOUNG"])
        try Spool(directory: directory).sweep(at: desk.kernel.clock.now, atStart: true)
        #expect(desk.kernel.spooledFiles == ["1-YOUNG"])
    }

    @Test("V8 a file that is missing, longer, or changed is named")
    func verify() throws {
        _ = try desk.send("x", ["a.txt", "b.txt", "c.txt"].map { PaperDesk.file($0) }, by: maria)
        let refs: [Ref<PortalKit.Attachment>] = try desk.kernel.values(
            "SELECT ref FROM kernel_attachment ORDER BY id")
        let paths = refs.map { AttachmentStore.path(of: $0, in: directory) }
        try FileManager.default.removeItem(atPath: paths[0])
        try Data("hello!".utf8).write(to: URL(filePath: paths[1]))
        try Data("hullo".utf8).write(to: URL(filePath: paths[2]))
        #expect(
            try desk.sweep().faults() == [
                .missing("\(refs[0])"), .otherSize("\(refs[1])"), .otherBytes("\(refs[2])"),
            ])
    }

    @Test("SG03 what one customer's people may keep, and what all may: refused in words, the text kept")
    func quota() throws {
        let large = PaperDesk.file("a.txt", Array(repeating: 0x61, count: 600_000))
        let desk = try PaperDesk(quota: FileQuota(perCustomer: 1, total: 2))
        let (maria, ana) = (try desk.kernel.signIn(desk.maria), try desk.kernel.signIn(desk.ana))
        func refusal(_ browser: Browser) throws -> String? {
            let reply = try browser.upload(PaperDesk.new, ["title": "my words"], [large])
            guard reply.status == 422 else { return nil }
            #expect(reply.form(PaperDesk.new)?.fields["title"] == "my words")
            #expect(reply.wrongFields == ["files"])
            return reply.text
        }
        #expect(try refusal(maria) == nil)
        #expect(
            try refusal(maria)?.contains("Your files can have up to 1 MB together, which is full.") == true)
        #expect(try refusal(ana) == nil)
        try desk.kernel.execute("UPDATE kernel_attachment SET size = 900000, customer_id = NULL")
        #expect(try refusal(maria)?.contains("There is no room for more files.") == true)
        #expect(desk.kernel.storedFiles.count == 2 && desk.kernel.spooledFiles.isEmpty)
    }

    @Test("SG03 of uploads at the same moment only as many are kept as one customer may have")
    func quotaRace() throws {
        let desk = try PaperDesk(quota: FileQuota(perCustomer: 1))
        let browsers = try (0..<4).map { _ in try desk.kernel.signIn(desk.maria) }
        let file = PaperDesk.file("a.txt", Array(repeating: 0x61, count: 600_000))
        let hands = browsers.map(Hand.init)
        let codes = try atOnce(4) { number in
            try hands[number].browser.upload(PaperDesk.new, ["title": "x"], [file]).status
        }.map { try $0.get() }
        #expect(codes.sorted() == [303, 422, 422, 422])
        #expect(desk.kernel.storedFiles.count == 1 && desk.kernel.spooledFiles.isEmpty)
    }

    @Test("SE06 a file is found with its own record alone, by whoever sees that record at this moment")
    func visible() throws {
        let ana = try desk.kernel.signIn(desk.ana)
        let paper = try desk.send("x", [PaperDesk.file("a.txt")], by: maria)
        let other = try desk.send("y", [PaperDesk.file("b.txt")], by: maria)
        let link = try #require(try maria.get(paper).links.first { $0.hasPrefix(paper + "/files/") })
        let file = link.dropFirst(paper.utf8.count)
        #expect(try maria.get(link).status == 200)
        #expect(try maria.get(other + file).status == 404, "of another record")
        #expect(try maria.get(paper + "/files/0000000000000000").status == 404)
        #expect(try ana.get(link).status == 404, "of another customer")
        #expect(try desk.kernel.browser().get(link).status == 303)
        try desk.kernel.execute("DELETE FROM papers_paper WHERE title = 'x'")
        #expect(try maria.get(link).status == 404, "of a record that is gone")
    }

    @Test("SE06 the walk sends forms with their files, and finds nothing kept of what is refused")
    func walk() throws {
        let walked = try Walked(through: [papersPortal])
        #expect(walked.findings == [])
    }
}

/// A browser that one thread after another uses.
private final class Hand: @unchecked Sendable {
    let browser: Browser

    init(_ browser: Browser) { self.browser = browser }
}
