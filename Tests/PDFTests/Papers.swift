import Foundation
import PortalKit

@testable import PDF

/// Papers to look at, and what other programs find in them.
enum Papers {
    static let letterhead = Letterhead(name: "Northwind Traders", initials: "NT")
    static let columns: [Document.Column] = [
        .text("Item"), .number("Qty"), .number("Price"), .number("VAT"), .number("EUR"),
    ]

    static func blank(_ language: String = "en", kind: String = "Invoice") -> Document {
        let isDutch = language == "nl"
        return Document(
            language: language, kind: kind, name: "2026-0117",
            day: PlainDate("2026-02-06") ?? PlainDate(days: 0),
            amounts: AmountStyle(
                digits: 2, decimalSign: isDutch ? "," : ".", groupSign: isDutch ? "." : ","),
            labels: Document.Labels(
                carried: isDutch ? "Transport" : "Carried over",
                page: isDutch ? "Pagina {n} van {total}" : "Page {n} of {total}"))
    }

    /// What the line of that number costs, in cents.
    static func price(_ number: Int) -> Int64 { Int64(100 + number * 37 % 90_000) }

    static func invoice(_ lines: Int, _ language: String = "en", details: Bool = true) -> Document {
        var paper = blank(language)
        paper.sender = ["Northwind Traders GmbH", "Speicherstraße 14, 10243 Berlin", "VAT DE 123 456 789"]
        paper.recipient = ["Alfreds Futterkiste", "Maria Anders", "Obere Str. 57", "12209 Berlin"]
        paper.facts = [.init("Date", "6 February 2026"), .init("Due", "6 March 2026")]
        let rows = (0..<lines).map { number in
            Document.Row.line(
                [
                    .text("Article \(number)"), .text("1"), .amount(price(number)), .text("19 %"),
                    .amount(price(number)),
                ], detail: details ? "Box of \(number + 1) pieces" : "")
        }
        let net = (0..<lines).reduce(0) { $0 + price($1) }
        paper.parts = [
            .table(Document.Table(columns, carrying: 4, rows: rows)),
            .totals([
                .init("Net", net), .init("VAT 19 % on the net sum", net / 5),
                .init("Total EUR", net + net / 5, isSum: true),
            ]),
            .note("Payable within 28 days without deduction."),
        ]
        return paper
    }

    static func make(_ paper: Document, limits: Limits = Limits()) throws -> [UInt8] {
        try PDF.make(paper, letterhead, limits: limits)
    }
}

/// What a program of poppler or qpdf says of a file.
struct Opinion {
    let text: String
    let status: Int32

    /// - Parameter arguments: `FILE` is the file.
    init(_ program: String, _ arguments: [String], of file: [UInt8]) throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "paper-\(UUID().uuidString).pdf")
        try Data(file).write(to: path)
        defer { try? FileManager.default.removeItem(at: path) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/" + program)
        process.arguments = arguments.map { $0 == "FILE" ? path.path : $0 }
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        status = process.terminationStatus
    }

    /// Its text as it stands on the page, page by page.
    static func pages(_ file: [UInt8]) throws -> [String] {
        let text = try Opinion("pdftotext", ["-layout", "FILE", "-"], of: file).text
        return text.split(separator: "\u{0C}").map(String.init).filter { !$0.isEmpty && $0 != "\n" }
    }
}
