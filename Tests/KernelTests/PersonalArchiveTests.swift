import Foundation
import PortalKit
import PortalTesting
import Posix
import Testing

@testable import Kernel

@Suite("SL07 A person's data as one file")
struct PersonalArchiveTests {
    private let it: OwnStage

    init() throws { it = try OwnStage() }

    private var kernel: TestKernel { it.kernel }
    private static let path = "/account/data"

    /// Where the web server would find what an answer hands over.
    private func archive(_ reply: Reply) throws -> ReadZip {
        let place = try #require(reply.header("X-Accel-Redirect"))
        #expect(reply.header("Content-Type") == "application/zip")
        #expect(reply.header("Content-Disposition")?.hasPrefix("attachment;") == true)
        #expect(reply.header("Cache-Control") == "private, no-store")
        return try ReadZip.read(kernel.filesDirectory + place.dropFirst("/_files".utf8.count))
    }

    private var archives: [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: kernel.filesDirectory + "/archives")) ?? []
    }

    /// A file of Maria's, with this name in its row.
    @discardableResult
    private func upload(_ name: String, _ text: String, isThere: Bool = true) throws -> String {
        let store = AttachmentStore(directory: kernel.filesDirectory)
        let bytes = Array(text.utf8)
        let kept = try store.write(bytes, name: "x")
        try kernel.execute(
            """
            INSERT INTO kernel_attachment
                (ref, portal, name, type, size, sha256, uploaded_at, uploaded_by_account, customer_id)
            VALUES (\(kept.ref), 'notes', \(name), 'text/plain', \(bytes.count), \(Token.sha256(bytes)),
                \(kernel.clock.now), \(it.stage.maria.account), \(it.contact.customer.id))
            """)
        if !isThere { try Files.remove(kept.path) }
        return kept.path
    }

    // MARK: Who must not

    @Test("a technician finds no button, and a forged request is refused and changes nothing")
    func technician() throws {
        let technician = try kernel.signIn(try kernel.addStaff(isAdministrator: false))
        let page = try technician.open(it.stage.contact)
        #expect(!page.text.contains("Personal data"))
        let before = try kernel.checksums()
        for path in ["/export", "/erase/preview", "/erase"] {
            #expect(try technician.post(it.stage.contact + path).status == 403, "\(path)")
            let customer = try it.maria.post(it.stage.contact + path)
            #expect(customer.location?.hasPrefix("/staff/sign-in") == true, "\(path)")
        }
        #expect(try kernel.checksums() == before)
        #expect(archives.isEmpty)
    }

    @Test("one's own needs the present password, and a seat on the customer itself has nothing of its own")
    func password() throws {
        try it.maria.open(Self.path)
        #expect(try it.maria.submit(Self.path, ["password": "a guess"]).wrongFields == ["password"])
        let itself = try kernel.signIn(try kernel.addSeat(on: kernel.addCustomer("Bólido Comidas")))
        #expect(try itself.open(Self.path).form(Self.path) == nil)
        #expect(try itself.post(Self.path, ["password": TestKernel.password]).status == 404)
        #expect(archives.isEmpty)
        #expect(try kernel.value("SELECT COUNT(*) FROM kernel_audit WHERE action LIKE '%exported'") == 0)
    }

    @Test(
        "SA07 guesses are counted wherever the password is asked for: fifty an hour, then the right one waits too"
    )
    func guesses() throws {
        let pages = [
            (Self.path, ["password": "a guess"]),
            ("/account/email", ["address": "new@example.org", "password": "a guess"]),
            (
                "/account/password",
                ["current": "a guess", "new": "a walk by the sea", "again": "a walk by the sea"]
            ),
        ]
        for number in 0..<50 {
            let (page, fields) = pages[number % pages.count]
            #expect(try it.maria.post(page, fields).status == 422, "\(number) \(page)")
        }
        for (page, fields) in pages {
            let right = fields.mapValues { $0 == "a guess" ? TestKernel.password : $0 }
            #expect(try it.maria.post(page, right).status == 429, "\(page)")
        }
        #expect(archives.isEmpty)
    }

    @Test("five times a day, and no oftener, whoever asks at the same moment")
    func often() throws {
        let shelf = try (0..<12).map { _ in Unchecked(value: try kernel.signIn(it.stage.maria)) }
        for browser in shelf { try browser.value.open(Self.path) }
        let statuses = try atOnce(12) { number in
            try shelf[number].value.submit(Self.path, ["password": TestKernel.password]).status
        }.map { try $0.get() }
        #expect(statuses.count { $0 == 200 } <= 5 && statuses.allSatisfy { [200, 409, 503].contains($0) })
        kernel.clock.move(seconds: 86_401)
        let browser = try kernel.signIn(it.stage.maria)
        try browser.open(Self.path)
        #expect(try browser.submit(Self.path, ["password": TestKernel.password]).status == 200)
    }

    // MARK: What is in it

    @Test("data.json, a page to read and each file, under a name that is its own and harms nobody")
    func contents() throws {
        let names = [
            "report.pdf", "report.pdf", "../../etc/passwd", "/etc/shadow", "C:\\x\\..\\y.txt",
            "a\u{1}b\u{202E}c",
            String(repeating: "é", count: 150) + ".txt", "CON", "<b>&\".html", "-rf *",
        ]
        for (number, name) in names.enumerated() { try upload(String(name.prefix(255)), "file \(number)") }
        try upload("gone.txt", "gone", isThere: false)
        try Files.replace(try upload("other.txt", "one"), with: Array("two".utf8))
        try it.maria.open(Self.path)
        let zip = try archive(try it.maria.submit(Self.path, ["password": TestKernel.password]))
        #expect(zip.fault == nil && zip.names.prefix(2) == ["data.json", "index.html"])
        let files = zip.names.dropFirst(2)
        #expect(files.count == names.count + 1 && Set(files.map { $0.lowercased() }).count == files.count)
        for name in files {
            #expect(name.hasPrefix("files/0") && name.dropFirst(6).allSatisfy { !"/\\:*?<>|\"".contains($0) })
            #expect(
                name.utf8.count <= 220
                    && !name.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202E })
        }
        #expect(
            zip.entries.dropFirst(2).prefix(names.count).map(\.text) == names.indices.map { "file \($0)" })
        let json = zip.text("data.json")
        #expect(json.contains("\"missing\"") && json.contains("\"altered\""))
        let first = try #require(files.first)
        #expect(json.contains("maria@example.org") && json.contains(first))
        let page = zip.text("index.html")
        #expect(page.contains("Maria Anders") && page.contains("The file is missing."))
        #expect(!page.contains("src=") && !page.contains("http") && !page.contains("<script"))
    }

    @Test("the page shows texts as texts, whatever stands in them")
    func escaped() throws {
        try kernel.execute(
            "UPDATE kernel_contact SET title = '<script>alert(1)</script>' WHERE id = \(it.contact.id)")
        let zip = try archive(try it.office.post(it.stage.contact + "/export"))
        #expect(zip.text("index.html").contains("&lt;script&gt;alert(1)"))
        #expect(!zip.text("index.html").contains("<script"))
    }

    @Test("an administrator hands it out; it is audited, and the sweep takes the file afterwards")
    func byStaff() throws {
        try upload("a.txt", "mine")
        let page = try it.office.open(it.stage.contact)
        #expect(page.text.contains("Personal data"))
        let zip = try archive(try it.office.submit(it.stage.contact + "/export"))
        #expect(zip.text("files/0001-a.txt") == "mine")
        #expect(zip.text("index.html").contains("href=\"files/0001-a.txt\""))
        let acts: [String] = try kernel.values(
            "SELECT CONCAT(actor_kind, ' ', action) FROM kernel_audit WHERE action LIKE '%exported'")
        #expect(acts == ["staff administration.contact.exported"])
        #expect(archives.count == 1)
        let later = Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)).adding(
            seconds: 700)
        try ArchiveShelf(directory: kernel.filesDirectory).sweep(at: later.adding(seconds: -600))
        #expect(archives.count == 1, "a young one stays")
        try ArchiveShelf(directory: kernel.filesDirectory).sweep(at: later)
        #expect(archives.isEmpty)
    }

    @Test("of somebody who was forgotten there is an archive too: of what was kept")
    func erased() throws {
        try kernel.erase(it.contact)
        let path = kernel.filesDirectory + "/forgotten.zip"
        try kernel.withConnection { connection in
            let subject = try DataSubject.find(it.contact.ref, connection)
            let data = try PersonalData.export(of: subject, kernel.house, connection)
            try PersonalArchive(data, of: subject, kernel.house, connection).write(to: path)
        }
        let zip = try ReadZip.read(path)
        #expect(zip.fault == nil && zip.names == ["data.json", "index.html"])
        #expect(!zip.text("index.html").contains("Maria"))
    }

    // MARK: Forgetting

    @Test(
        "first one sees what would be kept and why, and nothing has happened; then it is done, and said again"
    )
    func erase() throws {
        let before = try kernel.checksums()
        try it.office.open(it.stage.contact)
        let preview = try it.office.submit(it.stage.contact + "/erase/preview")
        #expect(preview.status == 200 && preview.text.contains("Kept: audit trail, because it says by ids"))
        #expect(try kernel.checksums() == before)
        #expect(try it.maria.get("/home").status == 200)
        let done = try it.office.submit(it.stage.contact + "/erase")
        #expect(done.status == 200 && done.text.contains("The person is forgotten"))
        #expect(done.text.contains("audit trail"))
        #expect(try it.maria.get("/home").status == 303)
        #expect(try it.office.get(it.stage.contact).status == 404)
        #expect(try it.column("name") == "Erased contact")
        let by: String? = try kernel.value(
            "SELECT actor_kind FROM kernel_audit WHERE action = 'administration.contact.erased'")
        #expect(by == "staff")
    }
}
