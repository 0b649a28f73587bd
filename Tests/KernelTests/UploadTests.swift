import Foundation
import MariaDB
import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("Uploads arrive whole or not at all")
struct UploadTests {
    private let desk: PaperDesk
    private let maria: Browser

    init() throws {
        desk = try PaperDesk()
        maria = try desk.kernel.signIn(desk.maria)
    }

    @Test("SG06 several files of one field are kept, each with its row, size and hash")
    func several() throws {
        let paper = try desk.send(
            "three",
            [.init("files", name: "a.txt", [0x61]), PaperDesk.file("b.txt"), PaperDesk.file("c.txt", [])],
            by: maria)
        let names: [String] = try desk.kernel.values("SELECT name FROM kernel_attachment ORDER BY id")
        #expect(names == ["a.txt", "b.txt", "c.txt"])
        #expect(desk.kernel.storedFiles.count == 3 && desk.kernel.spooledFiles.isEmpty)
        #expect(try desk.sweep().faults() == [])
        #expect(try maria.get(paper).links.filter { $0.hasPrefix(paper + "/files/") }.count == 3)
    }

    @Test(
        "SG05 SG06 uploads that break off at any byte, 1,000 times: no row, no file, nothing left of them")
    func brokenOff() throws {
        var random = SystemRandomNumberGenerator()
        let keys = try maria.keys(for: PaperDesk.new).merging(["title": "cut"]) { own, _ in own }
        let whole = MadeBody(keys, file: 150_000).count
        for _ in 0..<1_000 {
            let place = Int.random(in: 0..<whole, using: &random)
            let body = MadeBody(keys, file: 150_000, breaksAt: place)
            let reply = try desk.post(PaperDesk.new, maria, body)
            #expect(reply.starts(with: "Status: 400".utf8), "cut after \(place) bytes")
            #expect(desk.kernel.spooledFiles.isEmpty, "cut after \(place) bytes")
        }
        #expect(try desk.isEmpty)
        #expect(
            try desk.post(PaperDesk.new, maria, MadeBody(keys, file: 150_000)).starts(
                with: "Status: 303".utf8))
        #expect(try desk.rows == 1)
    }

    @Test("SG05 a body that is longer or shorter than it says, or has no closing boundary, is refused")
    func otherLength() throws {
        let keys = try maria.keys(for: PaperDesk.new).merging(["title": "cut"]) { own, _ in own }
        for difference in [-1, 1, 500] {
            let body = MadeBody(keys, file: 1_000)
            let reply = try desk.post(PaperDesk.new, maria, body, length: body.count + difference)
            #expect(reply.starts(with: "Status: 400".utf8), "\(difference)")
        }
        #expect(try desk.isEmpty)
    }

    @Test(
        "SG06 whatever refuses a form leaves nothing of its files",
        arguments: ["csrf", "title", "conflict", "right"])
    func refused(_ reason: String) throws {
        let browser = reason == "right" ? desk.kernel.browser() : maria
        var fields = ["title": "x"]
        if reason == "csrf" { fields["csrf"] = "no" }
        if reason == "title" { fields["title"] = "" }
        if reason == "conflict" { fields["title"] = "no" }
        if reason == "right" { fields["csrf"] = "no" }
        let reply = try browser.upload(
            PaperDesk.new, fields, [PaperDesk.file("a.txt"), PaperDesk.file("b.txt")])
        let wanted = ["csrf": 403, "title": 422, "conflict": 409, "right": 303][reason]
        #expect(reply.status == wanted)
        #expect(try desk.isEmpty)
    }

    @Test("SG03 too many or too much: refused in words, with the text kept and no file")
    func tooMuch() throws {
        let four = (0..<4).map { PaperDesk.file("\($0).txt") }
        let large = [
            PaperDesk.file("a.txt"), PaperDesk.file("b.txt", Array(repeating: 0x61, count: 1_100_000)),
        ]
        for (files, words) in [
            (four, "At most 3 files at once."), (large, "Files can have up to 1 MB together."),
        ] {
            let reply = try maria.upload(PaperDesk.new, ["title": "my words"], files)
            #expect(reply.status == 422)
            #expect(reply.text.contains(words))
            #expect(reply.wrongFields == ["files"])
            #expect(reply.form(PaperDesk.new)?.fields["title"] == "my words")
        }
        #expect(try desk.isEmpty)
    }

    @Test("SG03 what a route does not take is refused by its length: not a byte of it is read")
    func unread() throws {
        let keys = try maria.keys(for: "/account/password")
        for path in ["/account/password", "/account", PaperDesk.new] {
            let body = MadeBody(keys, file: 26_000_000)
            #expect(try desk.post(path, maria, body).starts(with: "Status: 413".utf8), "\(path)")
            #expect(body.sent == 0, "\(path)")
        }
    }

    @Test("SG03 a form with files may not hold more text than one without")
    func longText() throws {
        let text = String(repeating: "x", count: 250_000)
        let fields = Dictionary(uniqueKeysWithValues: (0..<6).map { ("text\($0)", text) })
        let reply = try maria.upload(PaperDesk.new, fields.merging(["title": "x"]) { $1 }, [])
        #expect(reply.status == 413)
    }

    @Test("SG06 a commit of which nobody knows keeps the file of a row, and leaves no row without one")
    func lostCommit() throws {
        for didHappen in [true, false] {
            let desk = try PaperDesk()
            let browser = try desk.kernel.signIn(desk.maria)
            let keys = try browser.keys(for: PaperDesk.new)
            let connection = browser.desk.connection
            connection.onSend = { sql in
                guard sql.text == "COMMIT" else { return }
                connection.onSend = nil
                if didHappen { try connection.commit() }
                throw DatabaseError(.lost(committing: true), code: 2013)
            }
            let reply = try browser.upload(
                PaperDesk.new, keys.merging(["title": "x"]) { $1 }, [PaperDesk.file("a.txt")])
            #expect(reply.status == (didHappen ? 303 : 503))
            #expect(try desk.rows == (didHappen ? 1 : 0))
            #expect(try desk.sweep().faults() == [])
            #expect(desk.kernel.spooledFiles.isEmpty)
        }
    }

    @Test("SG05 an upload of 100 MB takes less than 16 MiB of memory, and is kept with its hash")
    func memory() async {
        await #expect(processExitsWith: .success) {
            let desk = try PaperDesk()
            let browser = try desk.kernel.signIn(desk.maria)
            func upload(_ size: Int) throws {
                let path = "/papers/papers/large"
                let keys = try browser.keys(for: path).merging(["title": "large"]) { own, _ in own }
                let reply = try desk.post(path, browser, MadeBody(keys, file: size))
                try #require(reply.starts(with: "Status: 303".utf8))
            }
            try upload(1_000)
            let before = try peakMemory()
            try upload(100_000_000)
            let grown = try peakMemory() - before
            try #require(grown < 16_384, "\(grown) KiB")
            try #require(try desk.kernel.value("SELECT MAX(size) FROM kernel_attachment") == 100_000_000)
            try #require(try desk.sweep().faults() == [])
        }
    }
}

/// The most memory that this process ever had, in KiB.
private func peakMemory() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
    return try #require(Int(line.filter(\.isNumber)))
}
