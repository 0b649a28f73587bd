import PortalKit
import Web

/// What a customer's person sees first: cards of the portals he has, and what happened lately.
enum HomeRoutes {
    @Sendable static func page(_ request: Request, _ context: CustomerContext) throws -> Answer {
        let (visit, session) = try AccountRoutes.person(context)
        var cards: [(Portal, Widget.Card)] = []
        var activity: [(Portal, Activity)] = []
        for portal in visit.house.portals where session.policy.has(portal) && !portal.isKernel {
            let own = visit.customerContext(session, of: portal)
            for widget in portal.widgets where Gate.allows(widget.right, in: portal, session.policy) {
                if let card = try widget.card(own) { cards.append((portal, card)) }
            }
            if let source = portal.activity, Gate.allows(source.right, in: portal, session.policy) {
                activity += try source.latest(own, 8).map { (portal, $0) }
            }
        }
        activity.sort { $0.1.at > $1.1.at }
        return .page(
            "Home",
            HomePages.home(
                session.viewer, waiting: try HomeWaiting(visit, session).section(visit, context.ui),
                cards: cards, activity: Array(activity.prefix(8)), hours: context.settings[.contactHours],
                visit, context.ui))
    }
}

enum HomePages {
    static func home(
        _ viewer: Viewer, waiting: HTML, cards: [(Portal, Widget.Card)], activity: [(Portal, Activity)],
        hours: String, _ visit: Visit, _ ui: Interface
    ) -> HTML {
        let first =
            viewer.contact == nil ? viewer.name : viewer.name.split(separator: " ").first.map(String.init)
        let counters = cards.map { portal, card in
            ui.counterCard(
                Words(verbatim: visit.reader(of: portal).say(card.label)), number: card.value,
                line: "\(card.note)",
                to: card.path)
        }
        return """
            \(ui.pageHead(title: greeting(first ?? viewer.name, ui.reader), sub: "\("customer", viewer.customerName), customer \("number", String(viewer.customerNumber))"))\
            \(waiting)\(when: !counters.isEmpty, ui.counters(counters))\
            \(ui.columns(main: ui.section("Recent activity", recent(activity, visit, ui)), side: contact(hours, visit.house.installation, ui)))
            """
    }

    private static func contact(_ hours: String, _ installation: Installation, _ ui: Interface) -> HTML {
        guard let help = installation.helpEmail else { return HTML() }
        return ui.section(
            "Your contact",
            ui.panel(
                """
                <p><b>\(installation.operatorName)</b></p>\(ui.mailLine(help))\
                \(when: !hours.isEmpty, "<p class=\"small ink-3\">\(hours)</p>")
                """))
    }

    private static func recent(_ activity: [(Portal, Activity)], _ visit: Visit, _ ui: Interface) -> HTML {
        guard !activity.isEmpty else {
            return ui.panel(
                ui.empty(
                    .nothingYet(.clock), title: "Nothing happened yet",
                    explanation: "What is new for you will stand here."))
        }
        var days: [(PlainDate, [TimelineEntry])] = []
        for (portal, act) in activity {
            let day = ui.reader.day(act.at)
            let verb = visit.reader(of: portal).say(act.verb)
            let when = ui.reader.time(act.at)
            let entry = TimelineEntry(
                "\(verb) <a href=\"\(link: act.path)\"><b>\(act.thing)</b></a>",
                second: "\(act.who.isEmpty ? when : act.who + " · " + when)")
            if let last = days.last, last.0 == day {
                days[days.count - 1].1.append(entry)
            } else {
                days.append((day, [entry]))
            }
        }
        let today = ui.reader.day(ui.reader.now)
        let parts = days.map { day, entries in
            let name =
                day == today
                ? ui.say("Today") : day.days == today.days - 1 ? ui.say("Yesterday") : ui.reader.date(day)
            return ui.day(name, entries)
        }
        return ui.panel(isPadded: false, "\(parts)")
    }

    private static func greeting(_ name: String, _ reader: Reader) -> Words {
        let hour = Int(reader.time(reader.now).prefix(2)) ?? 12
        switch hour {
        case 5..<12: return "Good morning, \("name", name)"
        case 12..<18: return "Good afternoon, \("name", name)"
        default: return "Good evening, \("name", name)"
        }
    }
}
