import PortalKit

/// What one document may have. What is more is refused before the library sees it.
package struct Limits: Sendable {
    /// Lines of all its tables together.
    package var rows = 20_000
    /// Bytes of all its texts together, and of one.
    package var text = 8_000_000
    package var oneText = 65_536
    package var columns = 12
    package var pages = 2_000
    /// Bytes of the file.
    package var file = 64_000_000

    package init() {}

    /// - Throws: `PDFError.tooMuch`.
    func check(_ document: Document) throws(PDFError) {
        var sum = 0
        var rows = 0
        func count(_ texts: [String]) throws(PDFError) {
            for text in texts {
                sum += text.utf8.count + 16
                guard text.utf8.count <= oneText, sum <= self.text else { throw .tooMuch(.text) }
            }
        }
        try count([document.kind, document.name, document.foot] + document.sender + document.recipient)
        for fact in document.facts { try count([fact.label, fact.value]) }
        for part in document.parts {
            switch part {
            case .heading(let text), .paragraph(let text), .note(let text): try count([text])
            case .entry(let who, let when, let text): try count([who, when, text])
            case .totals(let totals): try count(totals.map(\.label))
            case .code(_, let lines): try count(lines)
            case .table(let table):
                rows += table.rows.count
                guard rows <= self.rows, table.columns.count <= columns else { throw .tooMuch(.rows) }
                try count(table.columns.map(\.title))
                for row in table.rows { try count(row.texts) }
            }
        }
    }
}

extension Document.Row {
    fileprivate var texts: [String] {
        switch self {
        case .group(let title): [title]
        case .line(let cells, let detail):
            [detail] + cells.compactMap { if case .text(let text) = $0 { text } else { nil } }
        }
    }
}
