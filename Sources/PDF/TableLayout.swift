import PortalKit

/// How wide the columns of one table are, and how its cells are set.
struct TableLayout {
    let table: Document.Table
    let amounts: AmountStyle
    /// The column that takes what the others leave, and has the details.
    let main: Int?
    private(set) var columns: [(x: Double, width: Double)] = []
    let hasDetails: Bool
    static let gap = 14.0

    init(_ table: Document.Table, _ document: Document, _ frame: Frame, _ typesetter: Typesetter) throws {
        self.table = table
        amounts = document.amounts
        main = table.columns.firstIndex { $0.kind == .text }
        hasDetails = table.rows.contains { row in
            if case .line(_, let detail) = row { !detail.isEmpty } else { false }
        }
        var widths = try table.columns.indices.map { column in
            column == main ? 0 : try natural(column, typesetter)
        }
        let gaps = Self.gap * Double(max(0, table.columns.count - 1))
        let sum = widths.reduce(0, +)
        let most = (main == nil ? 1 : 0.62) * frame.content - gaps
        if sum > most, sum > 0 { widths = widths.map { $0 * most / sum } }
        let rest = frame.content - gaps - widths.reduce(0, +)
        if let main { widths[main] = rest } else if let last = widths.indices.last { widths[last] += rest }
        var x = Frame.side
        for width in widths {
            columns.append((x, max(8, width)))
            x += width + Self.gap
        }
    }

    /// As wide as the longest of its texts.
    private func natural(_ column: Int, _ typesetter: Typesetter) throws -> Double {
        var longest = ""
        for row in table.rows {
            let text = text(row, column)
            if text.utf8.count > longest.utf8.count { longest = text }
        }
        let isNumber = table.columns[column].kind == .number
        let cell = try typesetter.set(
            PlainText.line(String(longest.prefix(200))), isNumber ? .figures : .body)
        let head = try typesetter.set(PlainText.line(table.columns[column].title), .small)
        return max(cell.width, head.width, isNumber ? 28 : 40) + 1
    }

    func text(_ row: Document.Row, _ column: Int) -> String {
        guard case .line(let cells, _) = row, column < cells.count else { return "" }
        switch cells[column] {
        case .text(let text): return text
        case .amount(let amount): return amounts.text(amount)
        }
    }

    func side(_ column: Int) -> Composer.Side { table.columns[column].kind == .number ? .end : .start }
}

/// One line of a table, set.
struct SetRow {
    struct Piece {
        let block: TextBlock
        let line: Int
        let top: Double
        let colour: Colour
    }

    /// What stands in each column.
    var cells: [[Piece]] = []
    /// Without the space around it.
    var height = 0.0

    init(_ row: Document.Row, _ layout: TableLayout, _ typesetter: Typesetter) throws {
        if case .group(let title) = row {
            let width =
                layout.columns.reduce(0) { $0 + $1.width } + TableLayout.gap
                * Double(layout.columns.count - 1)
            cells = [try pieces(title, .strong, width, 0, .ink, typesetter)]
            return
        }
        for column in layout.table.columns.indices {
            let isNumber = layout.table.columns[column].kind == .number
            let style: Style =
                column == layout.main && layout.hasDetails ? .strong : isNumber ? .figures : .body
            let width = layout.columns[column].width
            var pieces = try pieces(layout.text(row, column), style, width, 0, .ink, typesetter)
            if column == layout.main, case .line(_, let detail) = row, !detail.isEmpty {
                let top = (pieces.last?.top ?? 0) + (pieces.last.map { $0.block.lines[$0.line].height } ?? 0)
                pieces += try self.pieces(detail, .small, width, top, .third, typesetter)
            }
            cells.append(pieces)
        }
    }

    private mutating func pieces(
        _ text: String, _ style: Style, _ width: Double, _ top: Double, _ colour: Colour,
        _ typesetter: Typesetter
    ) throws -> [Piece] {
        if text.isEmpty { return [] }
        let block = try typesetter.set(text, style, width: width)
        var y = top
        let pieces = block.lines.indices.map { index in
            defer { y += block.lines[index].height }
            return Piece(block: block, line: index, top: y, colour: colour)
        }
        height = max(height, y)
        return pieces
    }
}
