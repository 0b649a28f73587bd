import PortalKit
import Web

enum CustomerListPage {
    static func html(
        _ listing: Listing<Customer.Line>, counts: [Int], countries: [String], _ filter: Customer.Filter,
        may: Bool, waiting: HTML, _ request: Request, _ ui: Interface
    ) -> HTML {
        let query = Query(request.query).setting("after", nil).setting("before", nil)
        let bar = ui.filterBar(
            action: "/staff/customers", search: "Name, number, city or contact", query: filter.search,
            selects: [
                SelectFilter(
                    "country", label: "Country",
                    options: [Choice("", "Any country")] + countries.map { Choice($0, Words(verbatim: $0)) },
                    value: filter.country),
                SelectFilter(
                    "sort", label: "Order",
                    options: [
                        Choice("name", "By name"), Choice("city", "By city"),
                        Choice("newest", "Newest first"),
                    ], value: filter.sort.rawValue),
            ], keeping: filter.view == .all ? [] : [("view", filter.view.rawValue)])
        return """
            \(ui.pageHead(title: "Customers", actions: actions(may: may, ui)))\(waiting)\
            \(presets(counts, filter, query, ui))\(bar)\(chips(filter, query, ui))\
            \(rows(listing, counts, filter, query, may: may, ui))
            """
    }

    /// What can be begun from the lists of customers and contacts.
    static func actions(may: Bool, _ ui: Interface) -> [HTML] {
        let new = ui.linkButton("New customer", to: "/staff/customers/new", .filled, icon: .plus)
        guard may else { return [new] }
        return [ui.linkButton("Bulk enabling", to: Batch.start), new]
    }

    private static func presets(
        _ counts: [Int], _ filter: Customer.Filter, _ query: Query, _ ui: Interface
    ) -> HTML {
        let labels: [Words] = ["All", "With portal", "Without portal", "Archived"]
        let views = Customer.Filter.View.allCases
        let own = zip(views, zip(labels, counts)).map { view, labelled in
            let path = "/staff/customers" + query.setting("view", view == .all ? nil : view.rawValue).text
            return Preset(labelled.0, to: path, count: labelled.1, isCurrent: view == filter.view)
        }
        return ui.presets(own + [Preset("Contacts", to: ContactListPage.path)])
    }

    private static func chips(_ filter: Customer.Filter, _ query: Query, _ ui: Interface) -> HTML {
        var chips: [NamedLink] = []
        if !filter.search.isEmpty {
            chips.append(
                NamedLink(
                    "Mentions “\("text", filter.search)”",
                    to: "/staff/customers" + query.setting("q", nil).text))
        }
        if !filter.country.isEmpty {
            chips.append(
                NamedLink(named: filter.country, to: "/staff/customers" + query.setting("country", nil).text))
        }
        return chips.isEmpty
            ? HTML()
            : ui.chips(
                chips, clear: "/staff/customers" + query.setting("q", nil).setting("country", nil).text)
    }

    private static func empty(_ filter: Customer.Filter, _ ui: Interface) -> HTML {
        let isNarrowed = !filter.search.isEmpty || !filter.country.isEmpty
        if !isNarrowed && filter.view == .all {
            return ui.empty(
                .nothingYet(.people), title: "No customers yet.",
                explanation: "A customer is whoever you work with: a client, a partner, a supplier.",
                ways: [ui.linkButton("New customer", to: "/staff/customers/new", .filled)])
        }
        if !isNarrowed && filter.view == .archived {
            return ui.empty(
                .nothingYet(.people), title: "No customer is archived.",
                explanation: "Archived customers keep what was written for them, and nobody of them gets in.")
        }
        return ui.empty(
            .noMatch, title: "No customer matches this.",
            ways: [ui.linkButton("Show all customers", to: "/staff/customers")])
    }

    private static func rows(
        _ listing: Listing<Customer.Line>, _ counts: [Int], _ filter: Customer.Filter, _ query: Query,
        may: Bool, _ ui: Interface
    ) -> HTML {
        guard !listing.rows.isEmpty else { return empty(filter, ui) }
        func sort(_ sort: Customer.Filter.Sort, _ order: SortLink.Order) -> SortLink {
            SortLink(
                to: "/staff/customers" + query.setting("sort", sort.rawValue).text,
                filter.sort == sort ? order : .none)
        }
        // Who is archived is not enabled.
        let isTicked = may && filter.view != .archived
        let rows: [[TableCell]] = listing.rows.map { line in
            let cells: [TableCell] = [
                .text(String(line.number)), .title(line.name, to: "/staff/customers/" + line.ref.description),
                line.seats > 0 ? .pill("On", .good) : .pill("Off", .rest),
                .text(line.city, second: line.country), .number(ui.reader.number(line.contacts)),
                .moment(line.createdAt),
            ]
            return isTicked
                ? [.tick(name: "customer", value: line.ref.description, about: line.name)] + cells : cells
        }
        let columns: [TableColumn] = [
            .reference("Number"), .title("Customer", sort: sort(.name, .ascending)), .status("Portal"),
            .text("City", sort: sort(.city, .ascending)), .number("Contacts"),
            .when("Since", sort: sort(.newest, .descending)),
        ]
        let table = bulkBar(counts, filter, isOn: isTicked).around(ui) { bar in
            ui.table(
                caption: "Customers", columns: isTicked ? [.tick("Choose")] + columns : columns, rows: rows,
                above: bar)
        }
        return """
            \(table)\(ui.pager(showing: listing.showing(ui.reader), previous: listing.previous, next: listing.next))
            """
    }

    private static func bulkBar(_ counts: [Int], _ filter: Customer.Filter, isOn: Bool) -> BulkBar {
        let total = counts[Customer.Filter.View.allCases.firstIndex(of: filter.view) ?? 0]
        let fields = [
            ("list", "customers"), ("view", filter.view.rawValue), ("q", filter.search),
            ("country", filter.country),
        ]
        return BulkBar(isOn: isOn, total: total, fields: fields)
    }
}
