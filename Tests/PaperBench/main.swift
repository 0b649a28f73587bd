import PDF
import PortalKit
import Posix

// What papers cost: `PaperBench` prints ms for one of 30 lines (the middle of 40), ms for one of 10,000 lines (the middle
// of 3), MB at most and MB before the first paper, for benchmarks/measure.py.

func invoice(_ lines: Int) -> Document {
    let reader = Reader(language: "en", timeZone: "UTC", now: Instant(microseconds: 0))
    var paper = Document(reader, Words(verbatim: "Invoice"), "2026-0117", of: PlainDate(days: 20_490))
    paper.sender = ["Northwind Traders GmbH", "Speicherstraße 14, 10243 Berlin", "VAT DE 123 456 789"]
    paper.recipient = ["Alfreds Futterkiste", "Maria Anders", "Obere Str. 57", "12209 Berlin"]
    paper.facts = [.init("Date", "6 February 2026"), .init("Due", "6 March 2026")]
    let rows = (0..<lines).map { number -> Document.Row in
        let price = Int64(100 + number * 37 % 90_000)
        return .line([
            .text("Rössle Sauerkraut, lot \(number)"), .text("\(number % 21 + 1)"), .amount(price),
            .text("19 %"), .amount(price * Int64(number % 21 + 1)),
        ])
    }
    let columns: [Document.Column] = [
        .text("Item"), .number("Qty"), .number("Price"), .number("VAT"), .number("EUR"),
    ]
    paper.parts = [
        .table(Document.Table(columns, carrying: 4, rows: rows)),
        .totals([.init("Net", 84_396), .init("VAT 19 %", 5_946), .init("Total EUR", 90_342, isSum: true)]),
        .note("Payable within 28 days without deduction."),
    ]
    return paper
}

func milliseconds(_ rounds: Int, _ lines: Int) throws -> Double {
    let paper = invoice(lines)
    let letterhead = Letterhead(name: "Northwind Traders", initials: "NT")
    let times = try (0..<rounds).map { _ in
        let began = Clocks.monotonic()
        _ = try PDF.make(paper, letterhead)
        return Clocks.monotonic() - began
    }
    return Double(times.sorted()[rounds / 2]) / 1_000
}

/// A line of the process's own state, in MB.
func megabytes(_ name: String) throws -> Double {
    let state = String(decoding: try Files.read("/proc/self/status"), as: UTF8.self)
    let line = state.split(separator: "\n").first { $0.hasPrefix(name + ":") }
    return Double(line?.split(separator: " ").dropLast().last.flatMap { Int($0) } ?? 0) / 1_024
}

let before = try megabytes("VmRSS")
let (small, large) = (try milliseconds(40, 30), try milliseconds(3, 10_000))
print(small, large, try megabytes("VmHWM"), before)
