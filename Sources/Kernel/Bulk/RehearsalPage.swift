import PortalKit
import Web

/// The part of a rehearsal that a page shows: all rows, or those of one kind, two hundred at a time.
struct RehearsalView {
    let all: [BatchRow]
    let shown: [BatchRow]
    let show: String
    let page: Int
    let matching: Int

    init(_ rows: [BatchRow], _ request: Request) {
        all = rows
        show = request.query["show"]
        let part = rows.filter { Self.shows($0, request.query["show"]) }
        matching = part.count
        page = max(1, min(Int(request.query["page"]) ?? 1, (part.count + Batch.page - 1) / Batch.page))
        shown = Array(part.dropFirst((page - 1) * Batch.page).prefix(Batch.page))
    }

    private static func shows(_ row: BatchRow, _ show: String) -> Bool {
        switch show {
        case "mail": row.decision.sendsMail
        case "link": row.decision.makesSeat && row.facts.endsLink
        case "sheet": row.decision == .sheet
        case "same": !row.decision.makesSeat && !row.decision.needsMending
        case "mend": row.decision.needsMending
        default: true
        }
    }

    func count(_ show: String) -> Int { all.count { Self.shows($0, show) } }
    var enabled: Int { all.count(where: \.isEnabled) }
    var mails: Int { all.count { $0.isEnabled && $0.decision.sendsMail } }
    /// Customers whose link asks for a password from now on.
    var links: Int { Set(all.filter { $0.isEnabled && $0.facts.endsLink }.map(\.customer.id)).count }

    /// The page again after its ticks were sent.
    static func query(_ form: Form) -> String {
        var query = Query()
        for name in ["show", "page"] where !form[name].isEmpty { query.append(name, form[name]) }
        return query.text
    }

    func path(_ batch: Batch, show: String? = nil, page: Int = 1) -> String {
        var query = Query()
        let show = show ?? self.show
        if !show.isEmpty { query.append("show", show) }
        if page > 1 { query.append("page", String(page)) }
        return batch.path + query.text
    }
}

/// What will happen to each, before anything has happened.
enum RehearsalPage {
    static let steps: [Words] = ["Choose", "Rehearse", "Send", "Result"]
    static let crumbs = [CustomerPages.start, NamedLink("Bulk enabling", to: Batch.start)]

    static func html(_ batch: Batch, _ view: RehearsalView, _ visit: Visit, _ ui: Interface) -> HTML {
        let title = Words(
            view.all.count, one: "Enable the portal for one contact",
            other: "Enable the portal for {n} contacts")
        let sub: Words =
            "A rehearsal: nothing has been changed and no mail has been sent. A ticked customer stands for its contacts with an e-mail address; the others are ticked in the list of contacts."
        return """
            \(ui.breadcrumb(crumbs, current: ui.say("Rehearsal")))\
            \(ui.pageHead(title: title, sub: sub, actions: [ui.postButton("Discard", to: batch.path + "/discard")]))\
            \(ui.trail("Steps", steps, current: 1))\(counters(batch, view, ui))\
            <div class="stack">\(form(batch, view, visit, ui))</div>
            """
    }

    private static func counters(_ batch: Batch, _ view: RehearsalView, _ ui: Interface) -> HTML {
        let all: [(show: String, label: Words)] = [
            ("mail", "Get an invitation"), ("link", "Lose the link sign-in"),
            ("sheet", "Get a credential sheet"),
            ("same", "Stay as they are"), ("mend", "Cannot be invited yet"),
        ]
        let chip =
            view.show.isEmpty
            ? HTML()
            : "<p>\(ui.link("Show all \("n", ui.reader.number(view.all.count)) rows", to: batch.path))</p>"
        let cards = all.map { show, label in
            ui.counterCard(
                label, number: ui.reader.number(view.count(show)), to: view.path(batch, show: show))
        }
        return "\(ui.counters(cards))\(chip)"
    }

    private static func form(_ batch: Batch, _ view: RehearsalView, _ visit: Visit, _ ui: Interface) -> HTML {
        let columns: [TableColumn] = [
            .tick("Choose"), .title("Contact"), .text("E-mail"), .text("What will happen"), .text("Group"),
            .action("Mend"),
        ]
        let rows = view.shown.map { cells($0, batch, ui) }
        var hidden = ui.hidden("show", view.show) + ui.hidden("page", String(view.page))
        for row in view.shown where row.decision.makesSeat {
            hidden += ui.hidden("shown", row.ref.description)
        }
        let last = (view.page - 1) * Batch.page + view.shown.count
        let range = ui.reader.number(last - view.shown.count + 1) + "–" + ui.reader.number(last)
        let pager =
            view.matching <= Batch.page
            ? HTML()
            : ui.pager(
                showing: "Showing \("range", range) of \("all", ui.reader.number(view.matching))",
                previous: view.page > 1 ? view.path(batch, page: view.page - 1) : nil,
                next: last < view.matching ? view.path(batch, page: view.page + 1) : nil)
        let table = ui.table(
            caption: "What will happen", columns: columns, rows: rows, above: chosen(batch, visit, ui),
            twoLines: true)
        return ui.form(action: batch.path + "/start", "\(hidden)\(table)\(pager)\(bar(batch, view, ui))")
    }

    /// What holds for all rows.
    private static func chosen(_ batch: Batch, _ visit: Visit, _ ui: Interface) -> HTML {
        let terms = batch.terms
        let portals: [String] =
            terms.portals.map { ids in
                visit.house.portals.filter { ids.contains($0.id) }.map { visit.reader(of: $0).say($0.title) }
            } ?? [ui.say("As the group permits")]
        func chips(_ label: Words, _ values: [String]) -> HTML {
            var html: HTML = "<span>\(ui.say(label))</span>"
            for value in values { html += "<span class=\"setting-chip\">\(value)</span>" }
            return html
        }
        let group = terms.group?.name ?? terms.usual?.name ?? "–"
        return """
            <p class="table-foot tally">\(chips("Portals", portals))\(chips("Group", [group]))\
            \(chips("Second factor", [ui.say(terms.needsMFA ? "Required" : "Not required")]))\
            <span class="end">\(ui.link("Change", to: batch.path + "/terms"))</span></p>
            """
    }

    private static func cells(_ row: BatchRow, _ batch: Batch, _ ui: Interface) -> [TableCell] {
        let firm = row.contact == nil ? ui.say("The customer itself") : row.customer.name
        let tick: TableCell =
            row.decision.makesSeat
            ? .tick(name: "row", value: row.ref.description, about: row.name, isOn: !row.isLeftOut) : .none
        let group: String? =
            row.decision.makesSeat
            ? batch.terms.group(ofContact: row.contact != nil)?.name : row.facts.group
        return [
            tick, .title(row.name, to: row.path, second: firm),
            .text(row.facts.email ?? ui.say("No e-mail")),
            .html(verdict(row, ui)), .text(group ?? ""),
            row.decision.needsMending ? .html(ui.link("Fix", to: row.path)) : .none,
        ]
    }

    static func verdict(_ row: BatchRow, _ ui: Interface) -> HTML {
        if row.isLeftOut && row.decision.makesSeat {
            return ui.verdict("Left out", .rest, icon: .close)
        }
        let (words, meaning, icon, lines) = BatchWords.verdict(row, ui.reader)
        return ui.verdict(words, meaning, icon: icon, second: lines)
    }

    private static func bar(_ batch: Batch, _ view: RehearsalView, _ ui: Interface) -> HTML {
        let count = view.enabled
        let enable = Words(count, one: "Enable one contact", other: "Enable {n} contacts")
        let ways: HTML = """
            <b>\(ui.say(Words(count, one: "One contact is enabled,", other: "{n} contacts are enabled,")))</b> \
            \(ui.say(Words(view.mails, one: "one e-mail leaves.", other: "{n} e-mails leave."))) \
            \(ui.say("You can undo this until a person has signed in."))\
            \(when: count >= Batch.sureFrom, ui.checkbox("sure", "Yes, enable all of them"))
            """
        var buttons = [
            ui.linkButton("As CSV", to: batch.path + "/csv", icon: .download),
            ui.button("Keep the ticks", .outlined, name: "only-ticks", value: "1"),
        ]
        if count > 0 { buttons.append(ui.button(enable, .filled)) }
        return ui.saveBar(ways, buttons)
    }

    /// Group, second factor and portals of the whole batch.
    static func terms(_ batch: Batch, _ groups: [PermissionGroup], _ visit: Visit, _ ui: Interface) -> HTML {
        let usual = groups.first(where: \.isDefault)?.name ?? ""
        let choices =
            [Choice("", "The default group, \("group", usual)")]
            + groups.filter { !$0.isForVisitors }.map {
                Choice($0.ref.description, Words(verbatim: $0.name))
            }
        let chosen = groups.first { $0.id.value == batch.terms.group?.id }?.ref.description ?? ""
        let portals = visit.house.portals.filter { !$0.isKernel }.map { portal in
            Choice(portal.id, Words(verbatim: visit.reader(of: portal).say(portal.title)))
        }
        let fields: [HTML] = [
            ui.select(
                "group", "Permission group", choices,
                hint: "Where none is chosen, a customer itself gets the group Everything.", value: chosen),
            ui.checkbox(
                "mfa", "Require a second factor",
                hint: "Each is asked to set it up at the next sign-in, and reaches nothing before.",
                isOn: batch.terms.needsMFA),
            ui.radios(
                "which", "Portals",
                [
                    Choice("group", "Those that the group permits, now and later"),
                    Choice("listed", "Only those that are ticked below"),
                ], value: batch.terms.portals == nil ? "group" : "listed"),
            ui.checkboxes("portals", "Which portals", portals, chosen: batch.terms.portals ?? []),
        ]
        let form = ui.form(
            action: batch.path + "/terms", submit: "Save", cancel: NamedLink("Cancel", to: batch.path),
            "\(fields)")
        return """
            \(ui.breadcrumb(crumbs + [NamedLink("Rehearsal", to: batch.path)], current: ui.say("Change")))\
            \(ui.pageHead(title: "What all of them get"))\(ui.panel(form))
            """
    }
}
