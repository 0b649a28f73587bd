import PortalKit

/// Tables over pages, and the sums below them.
extension Composer {
    private static let padding = 4.5
    private static let carriedHeight = 22.0

    func table(_ table: Document.Table, totals: Int) throws {
        guard !table.columns.isEmpty, !table.rows.isEmpty else { return }
        let layout = try TableLayout(table, document, frame, typesetter)
        try need(90)
        y += 6
        canvas?.begin("Table")
        try head(layout)
        var sum: Int64 = 0
        // The last line stands with the sums, unless they are long.
        let tail = totals > 12 ? 0 : Double(totals) * 19 + 18
        var heading: SetRow?
        for (index, row) in table.rows.enumerated() {
            let set = try SetRow(row, layout, typesetter)
            if case .group = row, heading == nil, index + 1 < table.rows.count {
                heading = set
                continue
            }
            let isLast = index == table.rows.count - 1
            var room = set.height + 2 * Self.padding
            if let heading { room += heading.height + 3 * Self.padding }
            let below = (table.carrying == nil || isLast ? 0 : Self.carriedHeight) + (isLast ? tail : 0)
            if !hasRoom(room + below), index > 0 { try turn(layout, sum) }
            if let above = heading {
                try self.group(above, layout)
                heading = nil
            }
            try line(set, layout, sum)
            try add(row, table.carrying, to: &sum)
        }
        canvas?.end()
        y += 2
    }

    private func add(_ row: Document.Row, _ carrying: Int?, to sum: inout Int64) throws {
        guard let carrying, case .line(let cells, _) = row, cells.indices.contains(carrying),
            case .amount(let amount) = cells[carrying]
        else { return }
        let (result, overflows) = sum.addingReportingOverflow(amount)
        guard !overflows else { throw PDFError.tooMuch(.sums) }
        sum = result
    }

    // MARK: Lines

    private func head(_ layout: TableLayout) throws {
        canvas?.begin("TR")
        let blocks = try layout.table.columns.indices.map { column in
            try typesetter.set(
                PlainText.line(layout.table.columns[column].title), .small,
                width: layout.columns[column].width)
        }
        let height = blocks.map(\.height).max() ?? 0
        for (column, block) in blocks.enumerated() {
            canvas?.begin("TH")
            var top = y + height - block.height
            for (index, line) in block.lines.enumerated() {
                let place = layout.columns[column]
                put(block, index, x: place.x, top: top, width: place.width, side: layout.side(column), .third)
                top += line.height
            }
            canvas?.end()
        }
        canvas?.end()
        y += height + 4
        rule(weight: 0.75, .ink)
        y += 2
    }

    private func group(_ row: SetRow, _ layout: TableLayout) throws {
        y += Self.padding
        try line(row, layout, nil)
    }

    /// - Parameter sum: what is carried over where the line itself is longer than a page.
    private func line(_ row: SetRow, _ layout: TableLayout, _ sum: Int64?) throws {
        y += Self.padding
        canvas?.begin("TR")
        if hasRoom(row.height) {
            for (column, cell) in row.cells.enumerated() where column < layout.columns.count {
                canvas?.begin("TD")
                for piece in cell { put(piece, column, layout, at: y) }
                canvas?.end()
            }
            y += row.height
        } else {
            try longLine(row, layout, sum)
        }
        canvas?.end()
        y += Self.padding
        rule()
    }

    /// A line that no page has room for: its texts go on over pages.
    private func longLine(_ row: SetRow, _ layout: TableLayout, _ sum: Int64?) throws {
        let pieces = row.cells.enumerated().flatMap { column, cell in cell.map { (column, $0) } }
            .sorted { ($0.1.top, $0.0) < ($1.1.top, $1.0) }
        var gone = 0.0
        for (column, piece) in pieces {
            let height = piece.block.lines[piece.line].height
            if !hasRoom(piece.top - gone + height + Self.carriedHeight), piece.top > gone {
                canvas?.end()
                try turn(layout, sum)
                y += Self.padding
                canvas?.begin("TR")
                gone = piece.top
            }
            canvas?.begin("TD")
            put(piece, column, layout, at: y - gone)
            canvas?.end()
        }
        y += row.height - gone
    }

    private func put(_ piece: SetRow.Piece, _ column: Int, _ layout: TableLayout, at top: Double) {
        let place = layout.columns[column]
        let isWide = layout.table.columns.count > 1 && place.width < piece.block.lines[piece.line].width
        put(
            piece.block, piece.line, x: place.x, top: top + piece.top,
            width: isWide ? piece.block.lines[piece.line].width : place.width, side: layout.side(column),
            piece.colour)
    }

    // MARK: Sums

    /// The next page; what was summed up so far stands at the end of this one and at the beginning of that.
    private func turn(_ layout: TableLayout, _ sum: Int64?) throws {
        let carried = layout.table.carrying.flatMap { layout.columns.indices.contains($0) ? $0 : nil }
        if let carried, let sum { try self.carried(sum, carried, layout) }
        try turn()
        try head(layout)
        if let carried, let sum {
            try self.carried(sum, carried, layout)
            rule()
        }
    }

    private func carried(_ sum: Int64, _ column: Int, _ layout: TableLayout) throws {
        y += Self.padding
        canvas?.begin("TR")
        let place = layout.columns[column]
        let amount = try typesetter.set(document.amounts.text(sum), .strongFigures)
        let label = try typesetter.set(document.labels.carried, .body)
        let end = place.x + place.width
        canvas?.begin("TD")
        put(label, x: Frame.side, top: y, width: frame.content, .second)
        canvas?.end()
        canvas?.begin("TD")
        put(amount, x: end - amount.width, top: y, width: amount.width, side: .end)
        canvas?.end()
        canvas?.end()
        y += 13.5 + Self.padding
    }

    func totals(_ totals: [Document.Total]) throws {
        if totals.count <= 12 { try need(Double(totals.count) * 19 + 10) }
        let x = Frame.side + frame.content * 0.5
        let width = frame.content * 0.5
        y += 10
        canvas?.begin("Table")
        for (index, total) in totals.enumerated() {
            try need(22)
            if total.isSum {
                y += index == 0 ? 0 : 2
                rule(x: x, width: width, weight: 0.75, .ink)
                y += 4
            }
            let amount = try typesetter.set(
                document.amounts.text(total.amount), total.isSum ? .strongFigures : .figures)
            let room = max(60, width - amount.width - 12)
            let label = try typesetter.set(
                PlainText.line(total.label), total.isSum ? .strong : .body, width: room)
            canvas?.begin("TR")
            canvas?.begin("TH")
            for (index, line) in label.lines.enumerated() {
                let top = y + label.lines.prefix(index).reduce(0) { $0 + $1.height }
                put(label, index, x: x, top: top, width: room, total.isSum ? .ink : .second)
                _ = line
            }
            canvas?.end()
            canvas?.begin("TD")
            put(amount, x: x, top: y, width: width, side: .end)
            canvas?.end()
            canvas?.end()
            y += label.height + 3.5
        }
        canvas?.end()
        y += 4
    }
}
