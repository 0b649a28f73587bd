import PortalKit

/// What staff see of all tickets.
enum DeskListPages {
    static func queue(_ queued: Ticket.Queued, _ categories: [Category], _ ui: Interface) -> Page {
        let about = ListPage(
            "Tickets", search: "Search all tickets", icon: .message,
            nothingYet: "Nobody waits for an answer.",
            explanation: "What customers open in the portal, and what you open for them, stands here.")
        let total = queued.listing.total
        let all: Words? =
            total > Bulk.most || total <= queued.listing.rows.count
            ? nil : "Change all \("n", ui.reader.number(total))…"
        return ui.list(
            about, queued.listing, views: views(queued, categories, ui),
            action: """
                \(ui.linkButton("Mentions", to: Mention.list))\(ui.linkButton("Dashboard", to: DashboardPages.path))\
                \(ui.linkButton("New ticket", to: Ticket.staffList + "/new", .filled, icon: .plus))
                """,
            end: ways(queued, ui),
            ticks: ListTicks(
                "ticket", to: BulkRoutes.path, chosen: "Change the selected…", all: all,
                value: { BulkEntry(ref: $0.ref, version: $0.version).text },
                about: { "#\($0.number), \($0.subject)" }),
            [
                ListColumn(.reference("Number")) { .text("#\($0.number)") },
                ListColumn(.title("Subject")) { .title($0.subject, to: $0.staffPath) },
                ListColumn(.status("Status")) { .pill($0.status.staffWords, $0.status.meaning) },
                ListColumn(.text("Priority")) { .text(ui.say($0.priority.words)) },
                ListColumn(.text("Customer")) { .text($0.customerName) },
                ListColumn(.text("Handled by")) { .text($0.assigneeName ?? "") },
                ListColumn(.status("Due")) { line in
                    guard let due = line.dueAt else { return .none }
                    return due < ui.reader.now ? .pill("Overdue", .wrong) : .text(ui.deadline(due))
                },
                ListColumn(.when("Updated")) { .moment($0.at) },
            ]
        ).listening(to: .list, ui)
    }

    private static func views(
        _ queued: Ticket.Queued, _ categories: [Category], _ ui: Interface
    ) -> ListViews {
        var views = ListViews()
        for (queue, count) in queued.counts { views.add(queue, queue.words, count: count) }
        let current = queued.views.first { $0.view.filter == queued.filter }?.view.ref
        for (view, count) in queued.views {
            views.add(
                Preset(
                    Words(verbatim: view.name), to: view.filter.path, count: count,
                    isCurrent: view.ref == current))
        }
        views.add("priority", "Priority", [Choice("", "Any priority")] + Ticket.Priority.choices)
        if !categories.isEmpty {
            views.add(
                "category", "Category",
                [Choice("", "Any category")]
                    + categories.map { Choice("\($0.ref)", Words(verbatim: $0.name)) })
        }
        views.add("rating", "Rating", [Choice("", "Any rating")] + Ticket.Rating.Score.choices)
        views.add("order", "Order", Ticket.Order.choices)
        return views
    }

    /// To keep what the list shows now, and to those that are kept.
    private static func ways(_ queued: Ticket.Queued, _ ui: Interface) -> HTML {
        let filter = queued.filter
        var ways: [HTML] = []
        let isKept = queued.views.contains { $0.view.filter == filter }
        if !isKept, filter.isNarrowed || filter.order != .touched {
            ways.append(
                ui.linkButton("Save view", to: filter.path(SavedViewRoutes.path + "/edit"), .text))
        }
        if !queued.views.isEmpty {
            ways.append(ui.linkButton("Saved views", to: SavedViewRoutes.path, .text))
        }
        return ways.isEmpty ? HTML() : "\(ways)"
    }
}
