extension Document {
    /// Everything that it says, as bytes: two documents have the same when they are equal, and no others.
    package var bytes: [UInt8] {
        var writer = Writer()
        writer.texts([language, kind, name, "\(day)", foot, sheet.rawValue])
        writer.texts(sender)
        writer.texts(recipient)
        writer.texts(facts.flatMap { [$0.label, $0.value] })
        writer.texts([String(amounts.digits), amounts.decimalSign, amounts.groupSign])
        writer.texts([labels.carried, labels.page])
        writer.number(Int64(parts.count))
        for part in parts { writer.part(part) }
        return writer.bytes
    }

    private struct Writer {
        var bytes: [UInt8] = []

        mutating func number(_ number: Int64) {
            for shift in stride(from: 0, to: 64, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: number >> Int64(shift)))
            }
        }

        mutating func text(_ text: String) {
            number(Int64(text.utf8.count))
            bytes.append(contentsOf: text.utf8)
        }

        mutating func texts(_ texts: [String]) {
            number(Int64(texts.count))
            for text in texts { self.text(text) }
        }

        mutating func part(_ part: Part) {
            switch part {
            case .heading(let text):
                bytes.append(1)
                self.text(text)
            case .paragraph(let text):
                bytes.append(2)
                self.text(text)
            case .note(let text):
                bytes.append(3)
                self.text(text)
            case .entry(let who, let when, let text):
                bytes.append(4)
                texts([who, when, text])
            case .table(let table):
                bytes.append(5)
                self.table(table)
            case .totals(let totals):
                bytes.append(6)
                number(Int64(totals.count))
                for total in totals {
                    text(total.label)
                    number(total.amount)
                    bytes.append(total.isSum ? 1 : 0)
                }
            case .code(let code, let lines):
                bytes.append(7)
                number(Int64(code.side))
                bytes += code.modules.map { $0 ? 1 : 0 }
                texts(lines)
            }
        }

        mutating func table(_ table: Table) {
            number(Int64(table.columns.count))
            for column in table.columns {
                text(column.title)
                bytes.append(column.kind.rawValue)
            }
            number(Int64(table.carrying ?? -1))
            number(Int64(table.rows.count))
            for row in table.rows {
                switch row {
                case .group(let title):
                    bytes.append(1)
                    text(title)
                case .line(let cells, let detail):
                    bytes.append(2)
                    text(detail)
                    number(Int64(cells.count))
                    for cell in cells { self.cell(cell) }
                }
            }
        }

        private mutating func cell(_ cell: Cell) {
            switch cell {
            case .text(let text):
                bytes.append(1)
                self.text(text)
            case .amount(let amount):
                bytes.append(2)
                number(amount)
            }
        }
    }
}
