import Foundation
import PortalKit
import Testing

@testable import PDF

@Suite("A paper as PDF")
struct PaperTests {
    /// The last figure of the line that begins with this.
    private func sums(_ label: String, _ page: String) -> [Int64] {
        page.split(separator: "\n").filter { $0.drop { $0 == " " }.hasPrefix(label) }.compactMap { line in
            line.split(separator: " ").last.flatMap { Int64($0.filter { $0.isASCII && $0.isNumber }) }
        }
    }

    @Test("every line stands in it, in order, with its detail, and another program finds no fault")
    func lines() throws {
        let file = try Papers.make(Papers.invoice(30))
        let pages = try Opinion.pages(file)
        let text = pages.joined()
        var rest = text[...]
        for number in 0..<30 {
            let line = try #require(rest.range(of: "Article \(number) "), "line \(number)")
            rest = rest[line.upperBound...]
            let detail = try #require(rest.range(of: "Box of \(number + 1) pieces"))
            rest = rest[detail.upperBound...]
        }
        for said in ["Alfreds Futterkiste", "Speicherstraße 14", "Invoice 2026-0117", "Total EUR", "28 days"]
        {
            #expect(text.contains(said), "\(said)")
        }
        #expect(try Opinion("qpdf", ["--check", "FILE"], of: file).status == 0)
    }

    @Test("pages count themselves, repeat the head of the table, and carry the sum over")
    func pages() throws {
        let pages = try Opinion.pages(try Papers.make(Papers.invoice(60)))
        #expect(pages.count == 4)
        var before: Int64 = 0
        var number = 0
        for (index, page) in pages.enumerated() {
            #expect(page.contains("Page \(index + 1) of \(pages.count)"))
            #expect(page.contains("Item") && page.contains("Price"))
            let carried = sums("Carried over", page)
            #expect(carried.count == (index == 0 || index == pages.count - 1 ? 1 : 2))
            if index > 0 { #expect(carried.first == before) }
            var sum = before
            while page.contains("Article \(number) ") {
                sum += Papers.price(number)
                number += 1
            }
            if index < pages.count - 1 {
                #expect(carried.last == sum)
            } else {
                #expect(sums("Net", page) == [sum])
            }
            before = sum
        }
        #expect(number == 60)
    }

    @Test("it is tagged, names its title and language, and has its fonts inside")
    func tagged() throws {
        let file = try Papers.make(Papers.invoice(40, "nl"))
        let facts = try Opinion("pdfinfo", ["FILE"], of: file).text
        #expect(facts.contains("Title:           Invoice 2026-0117"))
        #expect(facts.contains("Tagged:          yes"))
        #expect(facts.contains("(A4)"))
        #expect(String(decoding: file, as: UTF8.self).contains("/Lang (nl)"))
        #expect(String(decoding: file, as: UTF8.self).contains("/DisplayDocTitle true"))
        let tree = try Opinion("pdfinfo", ["-struct", "FILE"], of: file).text
        for tag in ["Document", "H1", "P (", "Table", "TR", "TH", "TD"] {
            #expect(tree.contains(tag), "\(tag)")
        }
        let fonts = try Opinion("pdffonts", ["FILE"], of: file).text.split(separator: "\n").dropFirst(2)
        #expect(!fonts.isEmpty)
        for font in fonts {
            #expect(font.split(separator: " ").suffix(5).prefix(3) == ["yes", "yes", "yes"])
        }
        let text = try Opinion.pages(file).joined()
        #expect(text.contains("Pagina 1 van 3") && text.contains("Transport"))
    }

    @Test("the same paper has the same bytes, whoever makes it and beside whatever else")
    func reproducible() async throws {
        let paper = Papers.invoice(45)
        let first = try Papers.make(paper)
        let others = try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for number in 0..<6 {
                group.addTask { try Papers.make(number % 2 == 0 ? paper : Papers.invoice(20 + number, "nl")) }
            }
            var files: [[UInt8]] = []
            for try await file in group { files.append(file) }
            return files
        }
        #expect(others.count { $0 == first } == 3)
    }

    @Test("Arabic begins on the right, Chinese and Dutch stand beside it, all as text")
    func scripts() throws {
        var paper = Papers.blank("ar", kind: "فاتورة")
        paper.recipient = ["مكتبة الأمل"]
        paper.parts = [
            .paragraph("شكراً لطلبكم."), .paragraph("Eén zin in het Nederlands: coöperatie."),
            .table(
                Document.Table(
                    [.text("الصنف"), .number("EUR")], rows: [.line([.text("绿茶"), .amount(123_456)])])),
        ]
        let file = try Papers.make(paper)
        let text = try Opinion.pages(file).joined()
        for said in ["Eén zin in het Nederlands: coöperatie.", "绿茶", "1,234.56"] {
            #expect(text.contains(said), "\(said)")
        }
        let places = try Opinion("pdftotext", ["-bbox", "FILE", "-"], of: file).text
        func left(_ word: String) throws -> Double {
            let line = try #require(
                places.split(separator: "\n").first { $0.contains(">\(word)<") }, "\(word)")
            return try #require(Double(line.split(separator: "\"")[1]))
        }
        #expect(try left("ة") > 400)
        #expect(try left("绿茶") > 400)
        #expect(try left("1,234.56") < 120)
        let fonts = try Opinion("pdffonts", ["FILE"], of: file).text
        #expect(!fonts.contains(" no "))
    }

    @Test("a US sheet, a heading of lines, a code and what somebody said")
    func parts() throws {
        var paper = Papers.blank()
        paper.sheet = .letter
        let modules = (0..<441).map { $0 % 3 == 0 }
        let code = try #require(Document.Code(side: 21, modules: modules))
        paper.parts = [
            .table(
                Document.Table(
                    Papers.columns, rows: [.group("Food"), .line([.text("Tofu"), .text("1")])])),
            .code(code, lines: ["DE89 3704 0044 0532 0130 00"]),
            .entry(who: "Maria Anders", when: "6 March 2026, 14:05 CET", text: "First.\n\nSecond."),
        ]
        let file = try Papers.make(paper)
        #expect(try Opinion("pdfinfo", ["FILE"], of: file).text.contains("612 x 792"))
        let text = try Opinion.pages(file).joined()
        for said in ["Food", "Tofu", "DE89 3704", "Maria Anders", "First.", "Second."] {
            #expect(text.contains(said), "\(said)")
        }
        #expect(Document.Code(side: 21, modules: [true]) == nil)
        #expect(Document.Code(side: -1, modules: []) == nil)
    }

    @Test("every difference of what is said is one of the bytes that the cache knows it by")
    func bytes() {
        let paper = Papers.invoice(3)
        var others = [paper, paper, paper, paper, paper]
        others[0].name += " "
        others[1].sender = []
        others[2].facts = [.init("DateDue", "")]
        others[3].parts.removeLast()
        others[4].sheet = .letter
        #expect(Set((others + [paper, paper]).map(\.bytes)).count == 6)
    }
}
