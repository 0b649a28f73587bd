import PortalKit

/// What staff see of changing many tickets at once.
enum BulkPages {
    /// The tickets that were ticked, or all that a filter finds.
    struct Chosen {
        let entries: [BulkEntry]
        let isAll: Bool
        let filter: TicketFilter
        /// The first of them.
        let named: [BulkName]

        static let shown = 10
    }

    private static let crumbs = [NamedLink("Tickets", to: Ticket.staffList)]

    static func form(
        _ chosen: Chosen, _ colleagues: [Colleague], _ categories: [Category], _ ui: Interface
    ) -> Page {
        let count = chosen.entries.count
        let back = chosen.filter.path
        let title: Words =
            count == 0
            ? "Change tickets"
            : Words(min(count, Bulk.most), one: "Change one ticket", other: "Change {n} tickets")
        let head =
            "\(ui.breadcrumb(crumbs, current: ui.say(title)))\(ui.pageHead(title: title))" as HTML
        let way = ui.linkButton("Back to the list", to: back)
        guard count > 0 else {
            let none = ui.empty(
                .nothingYet(.tasks), title: "No ticket is chosen.",
                explanation: "Tick tickets in the list, then choose what is to change with all of them.",
                ways: [way])
            return Page(title, "\(head)\(ui.errorSummary())\(none)")
        }
        guard count <= Bulk.most else {
            let none = ui.empty(
                .noMatch, title: "These are more than \("n", Bulk.most) tickets.",
                explanation: "Narrow the list by a queue, a filter or a search, and change them in parts.",
                ways: [way])
            return Page(title, "\(head)\(none)")
        }
        var fields = HTML()
        if chosen.isAll {
            fields += ui.hidden("all", "1")
        } else {
            fields += ui.hidden("tickets", chosen.entries.map(\.text).joined(separator: " "))
        }
        for field in chosen.filter.fields { fields += ui.hidden(field.name, field.value) }
        let form = ui.form(
            action: BulkRoutes.path, submit: title, cancel: NamedLink("Cancel", to: back),
            "\(fields)\(selects(colleagues, categories, ui))")
        return Page(title, "\(head)\(ui.columns(main: ui.panel(form), side: side(chosen, ui)))")
    }

    private static func selects(
        _ colleagues: [Colleague], _ categories: [Category], _ ui: Interface
    ) -> [HTML] {
        let people =
            [Choice("", "As it is with each"), Choice(BulkWish.nothing, "Nobody")]
            + colleagues.map { Choice("\($0.ref)", Words(verbatim: $0.name)) }
        let statuses =
            [Choice("", "As it is with each")]
            + Ticket.Status.allCases.filter { $0 != .new }.map { Choice($0.rawValue, $0.staffWords) }
        let named =
            [Choice("", "As it is with each"), Choice(BulkWish.nothing, "None")]
            + categories.map { Choice("\($0.ref)", Words(verbatim: $0.name)) }
        return [
            ui.select("assignee", "Handled by", people, width: .long),
            ui.select(
                "status", "Status", statuses,
                hint:
                    "Where the status stands in the way, the ticket stays as it is and is named. Of what is solved the customers are told by mail.",
                width: .long),
            ui.select(
                "priority", "Priority", [Choice("", "As it is with each")] + Ticket.Priority.choices,
                width: .long),
            categories.isEmpty ? HTML() : ui.select("category", "Category", named, width: .long),
        ]
    }

    private static func side(_ chosen: Chosen, _ ui: Interface) -> HTML {
        let more = chosen.entries.count - chosen.named.count
        var rows = chosen.named.map {
            ui.row(named: $0.subject, at: "\(Ticket.staffList)/\($0.ref)", second: "#\($0.number)")
        }
        if more > 0 {
            let words = ui.reader.say(more, one: "And one more", other: "And {n} more")
            rows.append("<div class=\"row\">\(words)</div>")
        }
        return ui.panel(title: "What is changed", isPadded: false, ui.rows(rows))
    }

    // MARK: What became of it

    static let shown = 200

    static func result(_ bulk: Bulk, _ names: [BulkName], _ ui: Interface) -> Page {
        let left = bulk.left
        let title: Words = "\("changed", bulk.changed) changed, \("refused", left.count) not"
        let sub: Words = "Begun by \("name", bulk.staffName), \("when", ui.reader.exactly(bulk.begunAt))"
        let again = ui.linkButton("Refresh", to: "\(BulkRoutes.path)?result=\(bulk.ref)")
        let head = ui.pageHead(
            title: title, sub: sub, pill: state(bulk, ui),
            actions: [bulk.doneAt == nil ? again : ui.linkButton("Back to the list", to: Ticket.staffList)])
        var body = HTML()
        if bulk.doneAt == nil {
            let done = bulk.total - bulk.todo.count
            let stop = ui.postButton("Stop", to: BulkRoutes.path, fields: [("stop", "\(bulk.ref)")])
            body += ui.panel(
                "<p>\(ui.say("\("done", ui.reader.number(done)) of \("all", ui.reader.number(bulk.total)) done. You may leave this page; the work goes on."))</p>\(ui.progress("Done", done: done, of: bulk.total))\(stop)"
            )
        }
        if let name = bulk.stoppedBy, let when = bulk.doneAt {
            body += ui.note(
                .neutral,
                lead: "Stopped by \("name", name), \("when", ui.reader.exactly(when)).",
                "What was changed stays changed. The others are listed below.")
        }
        if !left.isEmpty { body += list(left, names, ui) }
        let stack: HTML = "<div class=\"stack\">\(body)</div>"
        return Page(title, "\(ui.breadcrumb(crumbs, current: ui.say(title)))\(head)\(stack)")
    }

    private static func state(_ bulk: Bulk, _ ui: Interface) -> HTML {
        if bulk.doneAt == nil { return ui.pill("Running", .running) }
        return bulk.stoppedBy == nil ? ui.pill("Done", .good) : ui.pill("Stopped", .rest)
    }

    private static func list(_ left: [Bulk.Refusal], _ names: [BulkName], _ ui: Interface) -> HTML {
        let known = Dictionary(names.map { ($0.ref, $0) }) { first, _ in first }
        let rows: [[TableCell]] = left.prefix(shown).map { refusal in
            let name = known[refusal.ref]
            return [
                .text(name.map { "#\($0.number)" } ?? ""),
                name.map { .title($0.subject, to: "\(Ticket.staffList)/\($0.ref)") } ?? .none,
                .text(ui.say(refusal.reason.words)),
            ]
        }
        let more = left.count - rows.count
        let foot =
            more > 0
            ? ui.tableFoot(Words(more, one: "And one more", other: "And {n} more")) : HTML()
        return ui.section(
            "Left as they were",
            "\(ui.table(caption: "Left as they were", columns: [.reference("Number"), .title("Subject"), .text("Why")], rows: rows))\(foot)"
        )
    }
}
