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
    var noneHere: Words

    /// A list with a search field.
    ///
    /// - Parameters:
    ///   - search: what is searched: "Search announcements".
    ///   - nothingYet: one sentence for the list that never had a row, and what it is for.
    ///   - noMatch: one sentence for a search that finds none.
    ///   - noneHere: one sentence for a named view that is empty while others are not.
    public init(
        _ title: Words, sub: Words? = nil, search: Words, icon: IconName, nothingYet: Words,
        explanation: Words, noMatch: Words = "Nothing matches this search.",
        noneHere: Words = "Nothing is here now."
    ) {
        self.title = title
        self.sub = sub
        self.search = search
        self.icon = icon
        self.nothingYet = nothingYet
        self.explanation = explanation
        self.noMatch = noMatch
        self.noneHere = noneHere
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

/// Ticks beside the rows of a list, and the page that asks what is to be done with the ticked ones.
///
/// That page gets what was ticked in the fields of its address; with `all` ticked it gets how the list is narrowed.
public struct ListTicks<Row> {
    let name: String
    let path: String
    let chosen: Words
    let all: Words?
    let value: (Row) -> String
    let about: (Row) -> String

    /// - Parameters:
    ///   - name: the field in which each ticked row's `value` is sent.
    ///   - path: of the page that asks; nothing is changed by getting there.
    ///   - chosen: what the button says: "Change the selected…".
    ///   - all: what the button for all rows of all pages says, the field `all`; nil where there is none.
    ///   - about: what ticking it chooses, for assistive software.
    public init(
        _ name: String, to path: String, chosen: Words, all: Words? = nil, value: @escaping (Row) -> String,
        about: @escaping (Row) -> String
    ) {
        self.name = name
        self.path = path
        self.chosen = chosen
        self.all = all
        self.value = value
        self.about = about
    }
}

/// The ways a list can be narrowed: its named views, and the selects above it.
public struct ListViews: Sendable {
    var views: [(value: String, label: Words, count: Int, isYours: Bool)] = []
    var saved: [Preset] = []
    var selects: [(name: String, label: Words, choices: [Choice])] = []

    /// A list without any.
    public init() {}

    /// A named view, in the order of the tabs; the first is the one without a choice.
    ///
    /// - Parameters:
    ///   - value: the field `view` of its address.
    ///   - isYours: the number waits for the reader.
    public mutating func add<View: RawRepresentable>(
        _ view: View, _ label: Words, count: Int, isYours: Bool = false
    ) where View.RawValue == String {
        views.append((view.rawValue, label, count, isYours))
    }

    /// A view that somebody saved: a tab after the others, with an address of its own. Where one of them is current,
    /// none of the others is.
    public mutating func add(_ saved: Preset) { self.saved.append(saved) }

    /// A select of the filter bar, the field `filter[name]`; the first choice is the empty one, which does not filter.
    public mutating func add(_ name: String, _ label: Words, _ choices: [Choice]) {
        selects.append(("filter[" + name + "]", label, choices))
    }
}

extension Interface {
    /// A whole list page: head, views, search and selects, table, pager, and the two ways of being empty.
    ///
    /// - Parameters:
    ///   - views: how it can be narrowed.
    ///   - action: the filled button of its head.
    ///   - end: what stands at the end of the search's line and concerns the list as it is narrowed.
    ///   - ticks: what can be done with several rows at once.
    ///   - above: what stands over the head: a breadcrumb, or the ways to the other lists of the same record.
    ///   - below: what stands under the pager.
    ///   - groups: the heading that a row belongs under, in a list whose order keeps those of one heading together.
    public func list<Row>(
        _ page: ListPage, _ listing: Listing<Row>, views: ListViews = ListViews(), action: HTML = HTML(),
        end: HTML = HTML(), ticks: ListTicks<Row>? = nil, above: HTML = HTML(), below: HTML = HTML(),
        groups: ((Row) -> String)? = nil, _ columns: [ListColumn<Row>]
    ) -> Page {
        let actions = action.isEmpty ? [] : [action]
        var html = above + pageHead(title: page.title, sub: page.sub, actions: actions)
        let narrowing = Narrowing(listing.address, listing.query, listing.search, views)
        if !views.views.isEmpty { html += presets(narrowing.presets) }
        if !listing.rows.isEmpty || narrowing.isNarrowed {
            html += filterBar(
                action: listing.address, search: page.search, query: listing.search,
                selects: narrowing.selects, keeping: narrowing.kept, end: end)
            html += chips(narrowing.chips, clear: narrowing.cleared)
        }
        if !listing.rows.isEmpty {
            html += table(page.title, listing, ticks, groups, columns)
            html += pager(showing: listing.showing(reader), previous: listing.previous, next: listing.next)
        } else if narrowing.isNarrowed {
            html += empty(
                .noMatch, title: page.noMatch, ways: [linkButton("Clear all", to: narrowing.cleared)])
        } else if narrowing.isView {
            html += empty(.noMatch, title: page.noneHere)
        } else {
            html += empty(
                .nothingYet(page.icon), title: page.nothingYet, explanation: page.explanation, ways: actions)
        }
        return Page(page.title, html + below)
    }

    private func table<Row>(
        _ title: Words, _ listing: Listing<Row>, _ ticks: ListTicks<Row>?, _ groups: ((Row) -> String)?,
        _ columns: [ListColumn<Row>]
    ) -> HTML {
        guard let ticks else {
            return table(
                caption: title, columns: columns.map(\.head),
                rows: Self.grouped(listing.rows, groups) { row in columns.map { $0.cell(row) } })
        }
        let rows = Self.grouped(listing.rows, groups) { row in
            [.tick(name: ticks.name, value: ticks.value(row), about: ticks.about(row))]
                + columns.map { $0.cell(row) }
        }
        var actions = [button(ticks.chosen, small: true)]
        if let all = ticks.all {
            actions.append(button(all, .outlined, name: "all", value: "1", small: true))
        }
        let bar = bulkBar("With the selected:", actions: actions)
        let table = table(
            caption: title, columns: [.tick("Choose")] + columns.map(\.head), rows: rows, above: bar)
        var kept = HTML()
        for field in listing.query.fields { kept += hidden(field.name, field.value) }
        return "<form method=\"get\" action=\"\(link: ticks.path)\">\(kept)\(table)</form>"
    }

    /// A heading stands before the first of the rows that belong under it.
    private static func grouped<Row>(
        _ rows: [Row], _ groups: ((Row) -> String)?, _ cells: (Row) -> [TableCell]
    ) -> [[TableCell]] {
        guard let groups else { return rows.map(cells) }
        var (shown, current): ([[TableCell]], String?) = ([], nil)
        for row in rows {
            let group = groups(row)
            if group != current { shown.append([.group(group)]) }
            current = group
            shown.append(cells(row))
        }
        return shown
    }

    /// A page about one thing, one step below its list: its name is the heading.
    public func page(
        named name: String, under list: NamedLink, sub: Words? = nil, actions: [HTML] = [], _ body: HTML
    ) -> Page {
        let head = pageHead(named: name, sub: sub, actions: actions)
        return Page(Words(verbatim: name), "\(breadcrumb([list], current: name))\(head)\(body)")
    }
}
