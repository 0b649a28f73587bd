import PortalKit

/// What staff see of how the desk does.
enum DashboardPages {
    static let path = "/staff/support/dashboard"

    static let staff: [Route<StaffContext>] = [
        .get("/dashboard", needs: .staff(.workOnTickets)) { _, context in
            let dashboard = try context.read { try Dashboard(context.settings, at: context.now, $0) }
            return .page(page(dashboard, context.settings.timeZone, context.ui))
        }
    ]

    static func page(_ dashboard: Dashboard, _ zone: String, _ ui: Interface) -> Page {
        let title: Words = "Dashboard"
        let crumbs = ui.breadcrumb([NamedLink("Tickets", to: Ticket.staffList)], current: ui.say(title))
        let head = ui.pageHead(
            title: title,
            sub: "The last \("n", Dashboard.days) days, each from midnight to midnight in \("zone", zone).")
        guard !dashboard.isEmpty else {
            let none = ui.empty(
                .nothingYet(.message), title: "Nothing was opened or solved yet.",
                explanation:
                    "Once there are tickets, this page shows how many came, how soon they were answered, and what is open.",
                ways: [ui.linkButton("To the tickets", to: Ticket.staffList, .filled)])
            return Page(title, "\(crumbs)\(head)\(none)")
        }
        let body = ui.columns(
            main: "<div class=\"stack\">\(days(dashboard, ui))\(answers(dashboard.answers, ui))</div>",
            side: "\(ages(dashboard, ui))\(assignees(dashboard, ui))\(ratings(dashboard.answers, ui))",
            wideSide: true)
        return Page(title, "\(crumbs)\(head)\(body)")
    }

    private static func days(_ dashboard: Dashboard, _ ui: Interface) -> HTML {
        let days = zip(dashboard.calendar, zip(dashboard.opened, dashboard.solved)).map {
            ChartDay($0.day, above: $1.0, below: $1.1)
        }
        return ui.panel(
            title: "Opened and solved",
            ui.dayChart("Opened and solved by day", above: "Opened", below: "Solved", days))
    }

    private static func answers(_ answers: Dashboard.Answers, _ ui: Interface) -> HTML {
        guard answers.answered + answers.withTarget > 0 else {
            return ui.panel(
                title: "First answers", isPadded: false,
                ui.allDone("No ticket of these days was answered yet."))
        }
        let took: [(Words, Int)] = [
            ("Within an hour", answers.hour), ("Within 4 hours", answers.fourHours),
            ("Within a day", answers.day), ("Within 3 days", answers.threeDays),
            ("Later", answers.longer),
        ]
        var html = ui.bars(
            "How long the first answers took", of: "First answer", counted: "Tickets",
            took.map { Bar(ui.say($0.0), $0.1) })
        if answers.withTarget > 0 {
            let kept: [(Words, Int, Meaning?)] = [
                ("Answered in time", answers.inTime, .good), ("Answered late", answers.late, .wrong),
                ("Not answered, and late", answers.overdue, .wrong),
                ("Not answered, still in time", answers.running, nil),
            ]
            html += ui.bars(
                "First answers against the target", of: "Target", counted: "Tickets",
                kept.map { Bar(ui.say($0.0), $0.1, meaning: $0.2) })
        }
        return ui.panel(
            title: "First answers", aside: "of the tickets opened in these days",
            "<div class=\"stack\">\(html)</div>")
    }

    private static func ages(_ dashboard: Dashboard, _ ui: Interface) -> HTML {
        ui.panel(
            title: "Open, by age",
            ui.bars(
                "Open tickets by age", of: "Opened", counted: "Tickets",
                zip(Dashboard.Age.allCases, dashboard.ages).map { Bar(ui.say($0.words), $1) }))
    }

    private static func assignees(_ dashboard: Dashboard, _ ui: Interface) -> HTML {
        guard !dashboard.assignees.isEmpty else { return HTML() }
        return ui.panel(
            title: "Open, by who handles them",
            ui.bars(
                "Open tickets by who handles them", of: "Handled by", counted: "Tickets",
                dashboard.assignees.map {
                    Bar($0.name ?? ui.say("Nobody yet"), $0.count, meaning: $0.name == nil ? .waiting : nil)
                }))
    }

    private static func ratings(_ answers: Dashboard.Answers, _ ui: Interface) -> HTML {
        guard answers.rated > 0 else {
            return ui.panel(
                title: "Ratings", isPadded: false, ui.allDone("Nobody has rated a ticket of these days yet."))
        }
        return ui.panel(
            title: "Ratings",
            ui.bars(
                "Ratings", of: "Rating", counted: "Tickets",
                [
                    Bar(ui.say(Ticket.Rating.Score.good.words), answers.good, meaning: .good),
                    Bar(ui.say(Ticket.Rating.Score.bad.words), answers.bad, meaning: .wrong),
                ]))
    }
}
