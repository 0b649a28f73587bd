import PortalKit

/// What staff see of the views that they keep.
enum SavedViewPages {
    private static let crumbs = [NamedLink("Tickets", to: Ticket.staffList)]

    static func all(_ views: [SavedView], setsUp: Bool, _ ui: Interface) -> Page {
        let title: Words = "Saved views"
        let head: HTML = """
            \(ui.breadcrumb(crumbs, current: ui.say(title)))\
            \(ui.pageHead(title: title, sub: "They stand above the list of tickets, with how many there are in each."))
            """
        guard !views.isEmpty else {
            let none = ui.empty(
                .nothingYet(.tasks), title: "No view is saved yet.",
                explanation: "Narrow or order the list of tickets, and save what it shows under a name.",
                ways: [ui.linkButton("To the tickets", to: Ticket.staffList, .filled)])
            return Page(title, "\(head)\(none)")
        }
        let own = views.filter { !$0.isShared }
        let shared = views.filter(\.isShared)
        return Page(
            title,
            """
            \(head)<div class="stack">\(part("Your own", own, mayChange: true, ui))\
            \(part("Everybody's", shared, mayChange: setsUp, ui))</div>
            """)
    }

    private static func part(
        _ title: Words, _ views: [SavedView], mayChange: Bool, _ ui: Interface
    ) -> HTML {
        guard !views.isEmpty else { return HTML() }
        let rows = views.map { view in
            let edit = ui.linkButton(
                "Rename", to: "\(SavedViewRoutes.path)/edit?ref=\(view.ref)", .text, small: true,
                about: view.name)
            let delete = ui.destructive(
                "Delete", to: "\(SavedViewRoutes.path)?ref=\(view.ref)", small: true, about: view.name)
            return ui.row(
                named: view.name, at: view.filter.path, second: summary(view.filter, ui),
                control: mayChange ? ui.buttons([edit, delete]) : HTML())
        }
        return ui.panel(title: title, isPadded: false, ui.rows(rows))
    }

    /// What the filter says, in words.
    private static func summary(_ filter: TicketFilter, _ ui: Interface) -> String {
        var parts = [ui.say(filter.queue.words)]
        if !filter.search.isEmpty { parts.append("“" + filter.search + "”") }
        if let priority = filter.priority { parts.append(ui.say(priority.words)) }
        if let rating = filter.rating { parts.append(ui.say(rating.words)) }
        if filter.category != nil { parts.append(ui.say("One category")) }
        if filter.order != .touched { parts.append(ui.say(filter.order.words)) }
        return parts.joined(separator: ", ")
    }

    static func edit(_ view: SavedView?, _ filter: TicketFilter, setsUp: Bool, _ ui: Interface) -> Page {
        let title: Words = view == nil ? "Save view" : "Rename view"
        var fields: HTML = "\(ui.field("name", "Name", value: view?.name ?? "", width: .long, limit: 60))"
        if setsUp {
            fields += ui.checkbox(
                "shared", "Everybody at the desk has it", hint: "Else it is yours alone.",
                isOn: view?.isShared ?? false)
        }
        fields += ui.hidden("ref", view.map { "\($0.ref)" } ?? "")
        fields += ui.hidden("version", String(view?.version ?? 0))
        for field in filter.fields { fields += ui.hidden(field.name, field.value) }
        let facts = ui.facts([("It shows", "\(summary(filter, ui))")])
        let form = ui.form(
            action: SavedViewRoutes.path + "/edit", submit: "Save",
            cancel: NamedLink("Cancel", to: view == nil ? filter.path : SavedViewRoutes.path), fields)
        return ui.page(
            named: ui.say(title), under: NamedLink("Saved views", to: SavedViewRoutes.path),
            ui.panel("\(facts)\(form)"))
    }

    static func delete(_ view: SavedView, _ ui: Interface) -> Page {
        Page(
            "Delete view",
            ui.confirmPage(
                title: "Delete the view \("name", view.name)?",
                consequences: [
                    view.isShared
                        ? "Nobody has it above the list any more."
                        : "You do not have it above the list any more.",
                    "The tickets stay as they are.",
                ], action: SavedViewRoutes.path + "/edit", submit: "Delete",
                under: crumbs + [NamedLink("Saved views", to: SavedViewRoutes.path)],
                fields: "\(ui.hidden("ref", "\(view.ref)"))\(ui.hidden("delete", "1"))"))
    }
}
