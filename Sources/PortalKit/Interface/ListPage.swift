public import Web

/// What an ordinary list says about itself; its rows come with the listing.
public struct ListPage: Sendable {
    var title: Words
    var sub: Words?
    var action: HTML
    var path: String
    var search: Words
    var columns: [TableColumn]
    var icon: IconName
    var nothingYet: Words
    var explanation: Words
    var noMatch: Words

    /// A list with a search field.
    ///
    /// - Parameters:
    ///   - action: the filled button of its head.
    ///   - path: the list's own address.
    ///   - search: what is searched: "Search announcements".
    ///   - nothingYet: one sentence for the list that never had a row, and what it is for.
    ///   - noMatch: one sentence for a search that finds none.
    public init(
        _ title: Words, sub: Words? = nil, action: HTML = HTML(), at path: String, search: Words,
        columns: [TableColumn], icon: IconName, nothingYet: Words, explanation: Words,
        noMatch: Words = "Nothing matches this search."
    ) {
        self.title = title
        self.sub = sub
        self.action = action
        self.path = path
        self.search = search
        self.columns = columns
        self.icon = icon
        self.nothingYet = nothingYet
        self.explanation = explanation
        self.noMatch = noMatch
    }
}

extension Interface {
    /// A whole list page: head, search, table, pager, and the two ways of being empty.
    public func list<Row>(
        _ page: ListPage, _ listing: Listing<Row>, query: String, _ cells: (Row) -> [TableCell]
    ) -> HTML {
        var html = pageHead(
            title: page.title, sub: page.sub, actions: page.action.isEmpty ? [] : [page.action])
        if !listing.rows.isEmpty || !query.isEmpty {
            html += filterBar(action: page.path, search: page.search, query: query)
        }
        if !query.isEmpty { html += chips([NamedLink(named: query, to: page.path)], clear: page.path) }
        if !listing.rows.isEmpty {
            html += table(caption: page.title, columns: page.columns, rows: listing.rows.map(cells))
            html += pager(showing: listing.showing(reader), previous: listing.previous, next: listing.next)
        } else if query.isEmpty {
            html += empty(
                .nothingYet(page.icon), title: page.nothingYet, explanation: page.explanation,
                ways: page.action.isEmpty ? [] : [page.action])
        } else {
            html += empty(.noMatch, title: page.noMatch, ways: [linkButton("Clear all", to: page.path)])
        }
        return html
    }
}
