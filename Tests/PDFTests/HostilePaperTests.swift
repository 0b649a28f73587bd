import PortalKit
import Testing

@testable import PDF

@Suite("SL06 What is hostile in a paper")
struct HostilePaperTests {
    private func paper(_ text: String) -> Document {
        var paper = Papers.blank()
        paper.kind = text
        paper.sender = [text]
        paper.recipient = [text]
        paper.facts = [.init(text, text)]
        paper.foot = text
        paper.parts = [
            .heading(text), .paragraph(text), .note(text), .entry(who: text, when: text, text: text),
            .table(
                Document.Table(
                    [.text(text), .number(text)],
                    rows: [.group(text), .line([.text(text), .text(text)], detail: text)])),
            .totals([.init(text, .min), .init(text, .max, isSum: true)]),
        ]
        return paper
    }

    @Test(
        "becomes a file that another program accepts",
        arguments: [
            "", "\0", "a\0b", "\u{1B}[31mred\u{7}", "\r\n\r\r\n", "\t", "\u{85}\u{9F}", "\u{FFFD}\u{FFFE}",
            String(repeating: "\u{202E}\u{2067}abc ", count: 200), "\u{2069}\u{202C}x", "\u{2028}\u{2029}",
            String(repeating: "a\u{301}\u{302}", count: 300), "👩‍👩‍👧‍👦 🇳🇱", "<b>&amp;</b>",
            "((\\)) <</Type/Catalog>>",
            "\u{E000}\u{10FFFF}", "ﷺ\u{1F1E6}", String(repeating: "\n", count: 900),
        ])
    func text(_ text: String) throws {
        let file = try Papers.make(paper(text))
        #expect(file.starts(with: "%PDF-1.5".utf8))
        #expect(try Opinion("qpdf", ["--check", "FILE"], of: file).status == 0)
    }

    @Test("a long word is broken over lines and pages; what has more than there may be is refused before")
    func long() throws {
        var paper = Papers.blank()
        paper.parts = [.paragraph(String(repeating: "w", count: 20_000))]
        #expect(try Opinion.pages(try Papers.make(paper)).count > 2)
        paper.parts = [.paragraph(String(repeating: "w", count: 1_000_000))]
        #expect(throws: PDFError.tooMuch(.text)) { try Papers.make(paper) }
        paper.parts = Array(repeating: .paragraph(String(repeating: "w ", count: 30_000)), count: 200)
        #expect(throws: PDFError.tooMuch(.text)) { try Papers.make(paper) }
        paper.parts = [
            .table(Document.Table(Papers.columns, rows: Array(repeating: .group("x"), count: 20_001)))
        ]
        #expect(throws: PDFError.tooMuch(.rows)) { try Papers.make(paper) }
    }

    @Test("a line that no page has room for goes on over pages, with the sum")
    func longLine() throws {
        var paper = Papers.blank()
        let long = (0..<200).map { "Sentence \($0)." }.joined(separator: "\n")
        paper.parts = [
            .table(
                Document.Table(
                    Papers.columns, carrying: 4,
                    rows: [
                        .line([.text("A"), .text("1"), .amount(1), .text(""), .amount(150)]),
                        .line([.text("B"), .text("1"), .amount(1), .text(""), .amount(1)], detail: long),
                        .line([.text("C"), .text("1"), .amount(1), .text(""), .amount(1)]),
                    ]))
        ]
        let pages = try Opinion.pages(try Papers.make(paper))
        let text = pages.joined()
        #expect(pages.count > 2)
        for number in 0..<200 { #expect(text.contains("Sentence \(number).")) }
        #expect(pages[1].contains("1.50"))
    }

    @Test("tables without columns, rows or cells, and columns that do not exist")
    func empty() throws {
        for table in [
            Document.Table([]), Document.Table(Papers.columns),
            Document.Table([.number("")], rows: [.line([])]),
            Document.Table([], carrying: 7, rows: [.line([.amount(1)])]),
            Document.Table([.text("a")], carrying: 7, rows: [.line([.text("b"), .amount(1), .amount(2)])]),
            Document.Table([.text("a")], carrying: -1, rows: [.group("b"), .group("c")]),
            Document.Table(Array(repeating: .text("a"), count: 12), rows: [.line([.text("b")])]),
        ] {
            var paper = Papers.blank()
            paper.parts = [.table(table), .totals([])]
            #expect(try Papers.make(paper).count > 500)
        }
    }

    @Test("sums beyond all numbers, too many pages and too large a file are errors")
    func limits() throws {
        var paper = Papers.blank()
        let row = Document.Row.line([.text("a"), .amount(.max)])
        paper.parts = [.table(Document.Table([.text(""), .number("")], carrying: 1, rows: [row, row]))]
        #expect(throws: PDFError.tooMuch(.sums)) { try Papers.make(paper) }
        var limits = Limits()
        limits.pages = 2
        #expect(throws: PDFError.tooMuch(.pages)) { try Papers.make(Papers.invoice(100), limits: limits) }
        limits = Limits()
        limits.file = 4_000
        #expect(throws: PDFError.tooMuch(.bytes)) { try Papers.make(Papers.invoice(3), limits: limits) }
    }

    @Test("10,000 lines are 10,000 lines, with their sum")
    func many() throws {
        let paper = Papers.invoice(10_000, details: false)
        let file = try Papers.make(paper)
        let pages = try Opinion.pages(file)
        #expect(pages.count > 300)
        #expect(pages.joined().split(separator: "\n").count { $0.contains("Article ") } == 10_000)
        let net = (0..<10_000).reduce(Int64(0)) { $0 + Papers.price($1) }
        #expect(try #require(pages.last).contains(paper.amounts.text(net)))
        #expect(try #require(pages.last).contains("Page \(pages.count) of \(pages.count)"))
    }
}
