public import Web

/// How a column is ordered, and the address that orders by it.
public struct SortLink: Sendable {
    var path: String
    var order: Order

    /// The order a column is in now.
    public enum Order: Sendable {
        /// Ordered by another column.
        case none
        /// Smallest, first or oldest on top.
        case ascending
        /// Largest, last or newest on top.
        case descending
    }

    /// A link that orders the whole list by this column.
    public init(to path: String, _ order: Order = .none) {
        self.path = path
        self.order = order
    }
}

/// The head of a column. What kind it is decides how its cells are placed, also as cards on a phone.
public struct TableColumn: Sendable {
    var title: Words
    var kind: Kind
    var sort: SortLink?

    enum Kind: Sendable { case reference, title, text, status, number, when, action, tick }

    /// The number by which people call it: #1042.
    public static func reference(_ title: Words, sort: SortLink? = nil) -> TableColumn {
        TableColumn(title: title, kind: .reference, sort: sort)
    }
    /// What the row is about; there is exactly one.
    public static func title(_ title: Words, sort: SortLink? = nil) -> TableColumn {
        TableColumn(title: title, kind: .title, sort: sort)
    }
    /// Any other text: who, where.
    public static func text(_ title: Words, sort: SortLink? = nil) -> TableColumn {
        TableColumn(title: title, kind: .text, sort: sort)
    }
    /// Where it stands, as a pill.
    public static func status(_ title: Words, sort: SortLink? = nil) -> TableColumn {
        TableColumn(title: title, kind: .status, sort: sort)
    }
    /// Numbers and amounts, placed at the end so that digits stand under each other.
    public static func number(_ title: Words, sort: SortLink? = nil) -> TableColumn {
        TableColumn(title: title, kind: .number, sort: sort)
    }
    /// When, last in the row.
    public static func when(_ title: Words, sort: SortLink? = nil) -> TableColumn {
        TableColumn(title: title, kind: .when, sort: sort)
    }
    /// Small buttons at the end; the head is read aloud only.
    public static func action(_ title: Words) -> TableColumn { TableColumn(title: title, kind: .action) }
    /// Checkboxes at the start; the head is read aloud only.
    public static func tick(_ title: Words) -> TableColumn { TableColumn(title: title, kind: .tick) }
}

/// What stands in one cell.
public enum TableCell: Sendable {
    /// The title of the row, its only link, with a second line in small.
    case title(String, to: String, second: String = "")
    /// A title that leads nowhere.
    case plainTitle(String, second: String = "", icon: IconName? = nil)
    /// A text, with small words after or under it.
    case text(String, second: String = "")
    /// A number or an amount, as the reader writes it.
    case number(String)
    /// A status.
    case pill(Words, Meaning)
    /// A moment, relative up to yesterday.
    case moment(Instant)
    /// A day.
    case day(PlainDate)
    /// A checkbox: the field's name and value, and what ticking it chooses, for assistive software.
    case tick(name: String, value: String, about: String, isOn: Bool = false)
    /// Anything else.
    case html(HTML)
    /// A heading across the whole row, alone in it; the rows after it belong under it.
    case group(String)
    /// Nothing.
    case none
}

extension Interface {
    /// A list with columns, in a panel; below 600 pixels every row becomes a card with the same cells.
    ///
    /// - Parameters:
    ///   - caption: what the list holds, read aloud only.
    ///   - rows: cells in the order of the columns; missing ones stay empty.
    ///   - above: a bulk bar.
    ///   - isWide: stays a table on a phone too and is scrolled inside its panel.
    ///   - twoLines: second lines stand under their titles in staff lists too.
    ///   - labelled: as a card every value brings the head of its column, where it says nothing alone.
    public func table(
        caption: Words, columns: [TableColumn], rows: [[TableCell]], above: HTML = HTML(),
        isWide: Bool = false, twoLines: Bool = false, labelled: Bool = false
    ) -> HTML {
        let name = say(caption)
        let isBare = !columns.contains { $0.kind == .reference }
        let hasTicks = columns.contains { $0.kind == .tick }
        var page = HTML.StringInterpolation(
            literalCapacity: 1_024 &+ rows.count &* columns.count &* 112, interpolationCount: 0)
        let opening: HTML = """
            <div class="table-panel"\(when: isWide, " role=\"region\" tabindex=\"0\" aria-label=\"\(name)\"")>\(above)\
            <table class="table\(when: !isWide, " cards")\(when: twoLines, " two-lines")\(when: isBare, " no-reference")\
            \(when: hasTicks, " ticks")">\
            <caption>\(name)</caption><thead><tr>
            """
        page.appendInterpolation(opening)
        for column in columns { page.appendInterpolation(head(column)) }
        page.appendLiteral("</tr></thead><tbody>")
        let kinds = columns.map(\.kind)
        // As a card a number has no head above it, so it brings its own.
        let heads = columns.map { $0.kind == .number || labelled && $0.kind == .text ? say($0.title) : "" }
        for row in rows {
            page.appendLiteral("<tr>")
            for (index, (kind, cell)) in zip(kinds, row).enumerated() {
                write(cell, kind, kinds.count, heads[index], &page)
            }
            page.appendLiteral("</tr>")
        }
        page.appendLiteral("</tbody></table></div>")
        return HTML(stringInterpolation: page)
    }

    private func head(_ column: TableColumn) -> HTML {
        let title = say(column.title)
        guard let sort = column.sort else {
            let isUnseen = column.kind == .action || column.kind == .tick
            let words: HTML = isUnseen ? "<span class=\"unseen\">\(title)</span>" : "\(title)"
            return "<th scope=\"col\" class=\"\(column.kind.name)\">\(words)</th>"
        }
        var state = HTML()
        var arrow = HTML()
        switch sort.order {
        case .none: break
        case .ascending: (state, arrow) = (" aria-sort=\"ascending\"", IconName.chevronUp.html)
        case .descending: (state, arrow) = (" aria-sort=\"descending\"", IconName.chevronDown.html)
        }
        return """
            <th scope="col" class="\(column.kind.name)"\(state)><a href="\(link: sort.path)">\(title)\(arrow)</a></th>
            """
    }

    // Straight into one buffer: a page of 50 rows has 250 cells, and a piece of HTML for each would be an allocation.
    private func write(
        _ cell: TableCell, _ kind: TableColumn.Kind, _ columns: Int, _ head: String,
        _ page: inout HTML.StringInterpolation
    ) {
        switch cell {
        case .title(let title, let path, let second):
            page.appendLiteral("<td class=\"t-title\"><a class=\"go\" href=\"")
            page.appendInterpolation(link: path)
            page.appendLiteral("\">")
            page.appendInterpolation(title)
            page.appendLiteral("</a>")
            under(second, &page)
        case .plainTitle(let title, let second, let icon):
            page.appendInterpolation(
                "<td class=\"t-title\"><b class=\"where-icon\">\(icon?.html)\(title)</b>" as HTML)
            under(second, &page)
        case .group(let name):
            page.appendInterpolation(
                "<th class=\"group\" colspan=\"\(columns)\" scope=\"colgroup\">\(name)</th>" as HTML)
            return
        default:
            page.appendLiteral(kind.opening)
            if !head.isEmpty { page.appendInterpolation("<span class=\"head\">\(head)</span> " as HTML) }
            inside(cell, &page)
        }
        page.appendLiteral("</td>")
    }

    private func inside(_ cell: TableCell, _ page: inout HTML.StringInterpolation) {
        switch cell {
        case .text(let text, let second):
            page.appendInterpolation(text)
            under(second, &page)
        case .number(let text): page.appendInterpolation(text)
        case .pill(let words, let meaning):
            page.appendLiteral(meaning.pill)
            page.appendInterpolation(say(words))
            page.appendLiteral("</span>")
        case .moment(let instant): write(instant, &page)
        case .day(let day): page.appendInterpolation(reader.date(day))
        case .tick(let name, let value, let about, let isOn):
            let box: HTML = """
                <label class="tick-target"><span class="unseen">\(about)</span>\
                <input class="box" type="checkbox" name="\(name)" value="\(value)"\(when: isOn, " checked")></label>
                """
            page.appendInterpolation(box)
        case .html(let content): page.appendInterpolation(content)
        case .title, .plainTitle, .group, .none: break
        }
    }

    private func under(_ second: String, _ page: inout HTML.StringInterpolation) {
        guard !second.isEmpty else { return }
        page.appendLiteral("<span class=\"second\">")
        page.appendInterpolation(second)
        page.appendLiteral("</span>")
    }
}

extension TableColumn.Kind {
    var name: HTML {
        switch self {
        case .reference: "t-reference"
        case .title: "t-title"
        case .text: "t-text"
        case .status: "t-status"
        case .number: "t-number"
        case .when: "t-when"
        case .action: "t-action"
        case .tick: "t-tick"
        }
    }

    var opening: StaticString {
        switch self {
        case .reference: "<td class=\"t-reference\">"
        case .title: "<td class=\"t-title\">"
        case .text: "<td class=\"t-text\">"
        case .status: "<td class=\"t-status\">"
        case .number: "<td class=\"t-number\">"
        case .when: "<td class=\"t-when\">"
        case .action: "<td class=\"t-action\">"
        case .tick: "<td class=\"t-tick\">"
        }
    }
}

extension Meaning {
    var pill: StaticString {
        switch self {
        case .good: "<span class=\"pill good\">"
        case .waiting: "<span class=\"pill waiting\">"
        case .wrong: "<span class=\"pill wrong\">"
        case .running: "<span class=\"pill running\">"
        case .rest: "<span class=\"pill rest\">"
        }
    }
}
