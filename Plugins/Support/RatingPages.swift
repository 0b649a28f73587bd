import PortalKit

/// How a rating is asked for and shown.
enum RatingPages {
    /// A page of its own, for a rating that is changed or has to be corrected.
    static func page(_ ticket: Ticket, _ ui: Interface) -> Page {
        ui.page(
            named: ui.say("How did it go?"), under: NamedLink(named: ticket.label, to: ticket.path),
            ui.panel(form(ticket, summary: true, ui)))
    }

    /// On the page of the ticket: the form, or what was said and the way to say it anew.
    static func panel(_ ticket: Ticket, _ ui: Interface) -> HTML {
        let inside: HTML =
            if let rating = ticket.rating {
                "\(facts(rating, ui))\(ui.buttons([ui.linkButton("Change rating", to: ticket.path + "/rating")]))"
            } else {
                form(ticket, summary: false, ui)
            }
        return "<div id=\"rating\">\(ui.panel(title: "How did it go?", inside))</div>"
    }

    static func facts(_ rating: Ticket.Rating, _ ui: Interface) -> HTML {
        let name = rating.actedBy.map { ui.onBehalf($0, of: rating.name) } ?? rating.name
        var facts: [(label: Words, value: HTML)] = [
            ("Rated", "\(ui.pill(rating.score.words, rating.score.meaning))"),
            ("By", "\(name), \(ui.moment(rating.at))"),
        ]
        if !rating.comment.isEmpty { facts.append(("Comment", ui.prose(rating.comment))) }
        return ui.facts(facts, asPairs: true)
    }

    private static func form(_ ticket: Ticket, summary: Bool, _ ui: Interface) -> HTML {
        let fields: [HTML] = [
            ui.radios(
                "score", "Your rating", Ticket.Rating.Score.choices,
                value: ticket.rating?.score.rawValue ?? ""),
            ui.field(
                "comment", "Comment", hint: "What was good, and what should we do better?",
                value: ticket.rating?.comment ?? "", optional: true, rows: 3),
        ]
        return ui.form(
            action: ticket.path + "/rating", submit: ticket.rating == nil ? "Send rating" : "Change rating",
            style: .outlined, summary: summary, "\(fields)")
    }
}
