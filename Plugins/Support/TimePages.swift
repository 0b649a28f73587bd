import PortalKit

/// The time that staff spent on a ticket, for staff.
enum TimePages {
    private static let hint: Words = "90, 1:30 or 1.5 h"

    static func said(_ minutes: Int) -> Words {
        if minutes >= 60, minutes % 60 == 0 { return "\("h", minutes / 60) h" }
        return minutes < 60
            ? "\("m", minutes) min" : "\("h", minutes / 60) h \("m", minutes % 60) min"
    }

    /// In the composer, folded away: with a note or without one.
    static func field(_ ui: Interface) -> HTML {
        ui.field(
            "minutes", "Time spent", hint: hint, optional: true, autocomplete: "off", width: .short, limit: 20
        )
    }

    /// Beside the ticket: how long it took so far.
    static func panel(_ minutes: Int, _ ticket: Ticket, _ ui: Interface) -> HTML {
        let way = ui.linkButton("Time spent", to: ticket.staffPath + "/time", icon: .clock, small: true)
        return ui.panel(
            title: "Time",
            "\(ui.facts([("All together", "\(ui.say(said(minutes)))")], asPairs: true))\(way)")
    }

    static func list(_ entries: [TimeSpent], _ ticket: Ticket, _ context: StaffContext) -> Page {
        let ui = context.ui
        let rows = entries.map { entry in
            ui.row(
                named: "\(entry.staffName), \(ui.say(said(entry.minutes)))",
                at: entry.path(in: ticket),
                second: second(entry, ui), icon: .clock)
        }
        let sum = entries.reduce(0) { $0 + $1.minutes }
        let list =
            rows.isEmpty
            ? ui.panel(ui.allDone("Nobody wrote down any time."))
            : ui.panel(title: "Entries", isPadded: false, ui.rows(rows))
        let form = ui.form(
            action: ticket.staffPath + "/time", submit: "Add time", fields(nil, ui))
        let total: Words = "\("time", ui.say(said(sum))) all together. Customers never see this."
        let head = ui.pageHead(title: "Time spent", sub: total)
        return Page(
            "Time spent",
            "\(crumbs(ticket, "Time spent", ui))\(head)\(ui.panel(title: "Add time", form))\(list)")
    }

    private static func second(_ entry: TimeSpent, _ ui: Interface) -> String {
        var parts = [ui.reader.moment(entry.at)]
        if !entry.remark.isEmpty { parts.append(entry.remark) }
        if let name = entry.changedBy { parts.append(ui.say("corrected by \("name", name)")) }
        return parts.joined(separator: ", ")
    }

    static func entry(_ entry: TimeSpent, _ ticket: Ticket, _ context: StaffContext) -> Page {
        let ui = context.ui
        let way = [
            ui.button("Save"), ui.button("Take away", .outlined, name: "remove", value: "1"),
            ui.linkButton("Cancel", to: ticket.staffPath + "/time", .text),
        ]
        let form = ui.form(
            action: entry.path(in: ticket), "\(fields(entry, ui))\(ui.buttons(way))")
        let facts = ui.facts([("Time", "\(ui.say(said(entry.minutes)))"), ("For what", "\(entry.remark)")])
        let mayChange = entry.mayChange(context)
        let sub: Words =
            mayChange
            ? "Of \("name", entry.staffName). It is written down who corrects it."
            : "Of \("name", entry.staffName), who corrects it, as administrators do."
        let title: Words = mayChange ? "Correct the time" : "Time"
        let head = ui.pageHead(title: title, sub: sub)
        return Page(title, "\(crumbs(ticket, title, ui))\(head)\(ui.panel(mayChange ? form : facts))")
    }

    private static func fields(_ entry: TimeSpent?, _ ui: Interface) -> HTML {
        let parts: [HTML] = [
            ui.field(
                "minutes", "Time", hint: hint, value: entry.map { TimeSpent.written($0.minutes) } ?? "",
                autocomplete: "off", width: .short, limit: 20),
            ui.field(
                "remark", "For what", value: entry?.remark ?? "", optional: true, autocomplete: "off",
                width: .long,
                limit: 160),
            entry.map { ui.hidden("version", String($0.version)) } ?? HTML(),
        ]
        return "\(parts)"
    }

    private static func crumbs(_ ticket: Ticket, _ current: Words, _ ui: Interface) -> HTML {
        ui.breadcrumb(
            [
                NamedLink("Tickets", to: Ticket.staffList),
                NamedLink(named: ticket.label, to: ticket.staffPath),
            ], current: ui.say(current))
    }
}

enum TimeRoutes {
    private static let working: Right<StaffContext> = .staff(.workOnTickets)

    static let staff: [Route<StaffContext>] = [
        .get("/tickets/{ticket}/time", needs: working) { request, context in
            let ticket = try DeskRoutes.found(request, context)
            let entries = try context.read { try TimeSpent.all(of: ticket, $0) }
            return .page(TimePages.list(entries, ticket, context))
        },
        .post("/tickets/{ticket}/time", needs: working) { request, context, write in
            let ticket = try DeskRoutes.found(request, context)
            let draft = try TimeSpent.Draft(request.form)
            try write { tx in
                try TimeSpent.add(draft, to: ticket, by: context.staff.id, at: context.now, tx)
            }
            return .seeOther(ticket.staffPath + "/time", saying: "Time written down.")
        },
        .get("/tickets/{ticket}/time/{time}", needs: working) { request, context in
            let (ticket, entry) = try found(request, context)
            return .page(TimePages.entry(entry, ticket, context))
        },
        .post("/tickets/{ticket}/time/{time}", needs: working) { request, context, write in
            let (ticket, entry) = try found(request, context)
            guard entry.mayChange(context) else { throw PortalError.forbidden }
            let isGone = request.form["remove"] == "1"
            let draft = isGone ? nil : try TimeSpent.Draft(request.form)
            let version = Int(request.form["version"]) ?? 0
            try write { tx in
                if let draft {
                    try entry.save(draft, in: ticket, by: context.staff.id, at: context.now, tx)
                } else {
                    try entry.remove(version, in: ticket, by: context.staff.id, at: context.now, tx)
                }
            }
            return .seeOther(
                ticket.staffPath + "/time", saying: isGone ? "The entry is taken away." : "Saved.")
        },
    ]

    private static func found(_ request: Request, _ context: StaffContext) throws -> (Ticket, TimeSpent) {
        let ticket = try DeskRoutes.found(request, context)
        let ref: Ref<TimeSpent> = try request.ref(.time)
        guard let entry = try context.read({ try TimeSpent.find(ref, of: ticket, $0) }) else {
            throw PortalError.notFound
        }
        return (ticket, entry)
    }
}

extension ObjectKind {
    static let time = ObjectKind("time")
}
