public import Web

/// What an ordinary list says about itself; its rows come with the listing.
public struct ListPage: Sendable {
    var title: Words
    var sub: Words?
    var search: Words
    var icon: IconName
    var nothingYet: Words
    var explanation: Words
    var noMatch: Words

    /// A list with a search field.
    ///
    /// - Parameters:
    ///   - search: what is searched: "Search announcements".
    ///   - nothingYet: one sentence for the list that never had a row, and what it is for.
    ///   - noMatch: one sentence for a search that finds none.
    public init(
        _ title: Words, sub: Words? = nil, search: Words, icon: IconName, nothingYet: Words,
        explanation: Words, noMatch: Words = "Nothing matches this search."
    ) {
        self.title = title
        self.sub = sub
        self.search = search
        self.icon = icon
        self.nothingYet = nothingYet
        self.explanation = explanation
        self.noMatch = noMatch
    }
}

/// A column of a list: its head, and what stands in it.
public struct ListColumn<Row> {
    let head: TableColumn
    let cell: (Row) -> TableCell

    /// `ListColumn(.text("From")) { .text($0.author) }`.
    public init(_ head: TableColumn, _ cell: @escaping (Row) -> TableCell) {
        self.head = head
        self.cell = cell
    }
}

extension Interface {
    /// A whole list page: head, search, table, pager, and the two ways of being empty.
    ///
    /// - Parameter action: the filled button of its head.
    public func list<Row>(
        _ page: ListPage, _ listing: Listing<Row>, action: HTML = HTML(),
        _ columns: [ListColumn<Row>]
    ) -> Page {
        let (path, query) = (listing.address, listing.search)
        let actions = action.isEmpty ? [] : [action]
        var html = pageHead(title: page.title, sub: page.sub, actions: actions)
        if !listing.rows.isEmpty || !query.isEmpty {
            html += filterBar(action: path, search: page.search, query: query)
        }
        if !query.isEmpty { html += chips([NamedLink(named: query, to: path)], clear: path) }
        if !listing.rows.isEmpty {
            let rows = listing.rows.map { row in columns.map { $0.cell(row) } }
            html += table(caption: page.title, columns: columns.map(\.head), rows: rows)
            html += pager(showing: listing.showing(reader), previous: listing.previous, next: listing.next)
        } else if query.isEmpty {
            html += empty(
                .nothingYet(page.icon), title: page.nothingYet, explanation: page.explanation, ways: actions)
        } else {
            html += empty(.noMatch, title: page.noMatch, ways: [linkButton("Clear all", to: path)])
        }
        return Page(page.title, html)
    }

    /// A page about one thing, one step below its list: its name is the heading.
    public func page(
        named name: String, under list: NamedLink, sub: Words? = nil, actions: [HTML] = [], _ body: HTML
    ) -> Page {
        let head = pageHead(named: name, sub: sub, actions: actions)
        return Page(Words(verbatim: name), "\(breadcrumb([list], current: name))\(head)\(body)")
    }
}
