import PDF
import PortalKit
import PortalTesting
import Posix
import Testing

@testable import Kernel

@Suite("Papers that were made before")
struct DocumentShelfTests {
    private let folder: String
    private let shelf: DocumentShelf
    private let now = TestClock.start
    private let letterhead = Letterhead(name: "Northwind Traders", initials: "NT")

    init() throws {
        folder = try TestServer.newFolder()
        shelf = DocumentShelf(directory: folder)
    }

    private func document(_ name: String) -> Document {
        var document = Document(
            Reader(language: "en", timeZone: "UTC", now: now), "Invoice", name, of: PlainDate(days: 20_000))
        document.parts = [.paragraph("Thank you.")]
        return document
    }

    private var files: [String] { (try? Files.list(folder + "/documents").sorted()) ?? [] }

    @Test("are read from the shelf, byte for byte, also by another process that uses it")
    func kept() throws {
        let first = try shelf.paper(document("1"), letterhead, at: now)
        let second = try DocumentShelf(directory: folder).paper(document("1"), letterhead, at: now)
        #expect(first.isNew && !second.isNew)
        #expect(first.file == second.file && first.mark == second.mark)
        #expect(files == [first.mark + ".pdf"])
    }

    @Test("are others as soon as a word, the language or the letterhead is another")
    func others() throws {
        let first = try shelf.paper(document("1"), letterhead, at: now)
        var more = document("1")
        more.parts.append(.paragraph("More."))
        var renamed = letterhead
        renamed.name = "Southwind"
        let dutch = Document(
            Reader(language: "nl", timeZone: "UTC", now: now), "Invoice", "1", of: PlainDate(days: 20_000))
        let marks = [
            first.mark, try shelf.paper(more, letterhead, at: now).mark,
            try shelf.paper(document("1"), renamed, at: now).mark,
            try shelf.paper(dutch, letterhead, at: now).mark,
        ]
        #expect(Set(marks).count == 4 && files.count == 4)
    }

    @Test("go after a day, the oldest first where there are too many, and all when somebody is forgotten")
    func swept() throws {
        for name in ["1", "2", "3"] { _ = try shelf.paper(document(name), letterhead, at: now) }
        let modified = try Files.status(folder + "/documents/" + files[0]).modified
        let then = Instant(microseconds: modified * 1_000_000)
        try shelf.sweep(at: then)
        #expect(files.count == 3)
        let size = try Files.status(folder + "/documents/" + files[0]).size
        try shelf.sweep(at: then, most: size * 2 + size / 2)
        #expect(files.count == 2)
        try shelf.sweep(at: then.adding(seconds: 90_000))
        #expect(files == [])
        _ = try shelf.paper(document("1"), letterhead, at: now)
        try shelf.clear()
        #expect(files == [])
    }

    @Test(
        "a shelf that cannot be written keeps nobody from a paper; one that is too long is refused with a sentence"
    )
    func errors() throws {
        try Files.replace(folder + "/documents", with: [])
        #expect(try shelf.paper(document("1"), letterhead, at: now).file.starts(with: "%PDF".utf8))
        var long = document("1")
        long.parts = [.paragraph(String(repeating: "w", count: 100_000))]
        #expect(throws: PortalError.self) {
            try shelf.paper(long, letterhead, at: now)
        }
    }

    @Test("amounts are written as their language does, with the digits of their currency")
    func amounts() {
        func style(_ language: String, _ digits: Int = 2) -> AmountStyle {
            Document(
                Reader(language: language, timeZone: "UTC", now: now), "Invoice", "1", of: PlainDate(days: 0),
                digits: digits
            ).amounts
        }
        #expect(style("en").text(123_456_789) == "1,234,567.89")
        #expect(style("nl").text(-123_456) == "\u{2212}1.234,56")
        #expect(style("nl").text(5) == "0,05")
        #expect(style("en", 0).text(1_234) == "1,234")
        #expect(style("en", 3).text(-1) == "\u{2212}0.001")
        #expect(style("en").text(.min) == "\u{2212}92,233,720,368,547,758.08")
        #expect(style("en", 99).digits == 4 && style("en", -1).digits == 0)
    }
}
