import PortalKit
import Web

/// All contacts of all customers, and where each stands with the portal.
enum ContactListPage {
    static let path = "/staff/contacts"

    static func html(
        _ listing: Listing<Contact.Listed>, counts: [Int],
        groups: [(ref: Ref<PermissionGroup>, name: String)],
        _ filter: Contact.Filter, may: Bool, _ request: Request, _ ui: Interface
    ) -> HTML {
        let query = Query(request.query).setting("after", nil).setting("before", nil)
        let bar = ui.filterBar(
            action: path, search: "Name, customer, e-mail or city", query: filter.search,
            selects: [
                SelectFilter(
                    "group", label: "Permission group",
                    options: [Choice("", "Any group")]
                        + groups.map { Choice($0.ref.description, Words(verbatim: $0.name)) },
                    value: filter.group)
            ], keeping: filter.state == .all ? [] : [("state", filter.state.rawValue)])
        return """
            \(ui.pageHead(title: "Contacts", actions: CustomerListPage.actions(may: may, ui)))\
            \(presets(counts, filter, query, ui))\(bar)\(chips(filter, groups, query, ui))\
            \(rows(listing, counts, filter, may: may, ui))
            """
    }

    private static func presets(
        _ counts: [Int], _ filter: Contact.Filter, _ query: Query, _ ui: Interface
    ) -> HTML {
        let labels: [Words] = ["All contacts", "On", "Invited, not signed in", "By link", "Off"]
        let states = Contact.Filter.State.allCases
        let own = zip(states, zip(labels, counts)).map { state, labelled in
            Preset(
                labelled.0, to: path + query.setting("state", state == .all ? nil : state.rawValue).text,
                count: labelled.1, isCurrent: state == filter.state)
        }
        return ui.presets([Preset("Customers", to: "/staff/customers")] + own)
    }

    private static func chips(
        _ filter: Contact.Filter, _ groups: [(ref: Ref<PermissionGroup>, name: String)], _ query: Query,
        _ ui: Interface
    ) -> HTML {
        var chips: [NamedLink] = []
        if !filter.search.isEmpty {
            chips.append(
                NamedLink(
                    "Mentions “\("text", filter.search)”", to: path + query.setting("q", nil).text))
        }
        if let group = groups.first(where: { $0.ref.description == filter.group }) {
            chips.append(NamedLink(named: group.name, to: path + query.setting("group", nil).text))
        }
        return ui.chips(chips, clear: path + query.setting("q", nil).setting("group", nil).text)
    }

    private static func rows(
        _ listing: Listing<Contact.Listed>, _ counts: [Int], _ filter: Contact.Filter, may: Bool,
        _ ui: Interface
    ) -> HTML {
        guard !listing.rows.isEmpty else {
            return ui.empty(
                filter.search.isEmpty && filter.group.isEmpty && filter.state == .all
                    ? .nothingYet(.person) : .noMatch,
                title: "No contact matches this.",
                ways: [ui.linkButton("Show all contacts", to: path)])
        }
        var columns: [TableColumn] = [
            .title("Contact"), .text("Customer"), .text("E-mail"), .status("Portal"), .text("Group"),
            .when("Last seen"),
        ]
        if may { columns.insert(.tick("Choose"), at: 0) }
        let rows: [[TableCell]] = listing.rows.map { line in
            var cells: [TableCell] = [
                .title(line.name, to: path + "/" + line.ref.description),
                .text(line.customer.name, second: line.customer.city),
                .text(line.email ?? ui.say("No e-mail")), pill(line.state), .text(line.group ?? ""),
                line.lastSeen.map { .moment($0) } ?? .none,
            ]
            if may {
                cells.insert(
                    .tick(name: "contact", value: line.ref.description, about: line.name), at: 0)
            }
            return cells
        }
        let total = counts[Contact.Filter.State.allCases.firstIndex(of: filter.state) ?? 0]
        let fields = [
            ("list", "contacts"), ("state", filter.state.rawValue), ("q", filter.search),
            ("group", filter.group),
        ]
        let table = BulkBar(isOn: may, total: total, fields: fields)
            .around(ui) { bar in ui.table(caption: "Contacts", columns: columns, rows: rows, above: bar) }
        return """
            \(table)\(ui.pager(showing: listing.showing(ui.reader), previous: listing.previous, next: listing.next))
            """
    }

    static func pill(_ state: Contact.Filter.State) -> TableCell {
        switch state {
        case .on: .pill("On", .good)
        case .invited: .pill("Invited", .running)
        case .link: .pill("By link", .waiting)
        case .off, .all: .pill("Off", .rest)
        }
    }
}

/// The form around a list with checkboxes: what is ticked, or all that match, is sent to a rehearsal.
struct BulkBar {
    /// Only administrators enable portal users (A09).
    let isOn: Bool
    let total: Int
    /// The filter, so that "all" means what the page shows; it is read again when it is sent.
    let fields: [(String, String)]

    func around(_ ui: Interface, _ table: (HTML) -> HTML) -> HTML {
        guard isOn else { return table(HTML()) }
        let all: Words =
            total > countLimit
            ? "Enable portal for all that match…"
            : "Enable portal for all \("n", ui.reader.number(total))…"
        let bar = ui.bulkBar(
            "With the selected:",
            actions: [
                ui.button(all, .outlined, name: "all", value: "1", small: true),
                ui.button("Enable portal…", .filled, small: true),
            ])
        var hidden = HTML()
        for (name, value) in fields { hidden += ui.hidden(name, value) }
        return """
            <form method="post" action="\(link: Batch.start)">\(ui.formKeys())\(hidden)\(table(bar))</form>
            """
    }
}
