import PortalKit

/// How a customer begins a ticket: first what other portals know about it, then the form.
enum AskingPages {
    /// - Parameter suggestions: nil where no portal of the reader has answers.
    static func new(
        _ about: String, _ suggestions: [Suggestion]?, _ questions: TicketQuestions,
        for colleagues: [PortalPerson], _ ui: Interface
    ) -> Page {
        let path = Ticket.list + "/new"
        let form = ui.panel(
            ui.form(
                action: path, submit: "Open ticket", cancel: NamedLink("Cancel", to: Ticket.list),
                takesFiles: true,
                "\(TicketPerson.input(colleagues, ui))\(TicketPages.fields(questions, asks: true, subject: about, ui))"
            ))
        var first = HTML()
        if let suggestions {
            first = ui.filterBar(
                action: path, search: "What is it about?", query: about, submit: "Look for an answer first")
            if !suggestions.isEmpty {
                first += ui.panel(
                    title: "This may be the answer", isPadded: false, ui.rows(suggestions.map { row($0, ui) })
                )
            } else if !about.isEmpty {
                first += ui.note(
                    .neutral, lead: "Nothing is written about that yet.", "Please open a ticket.")
            }
        }
        return ui.page(
            named: ui.say("New ticket"), under: NamedLink("Tickets", to: Ticket.list), "\(first)\(form)")
    }

    private static func row(_ suggestion: Suggestion, _ ui: Interface) -> HTML {
        ui.row(
            named: suggestion.title, at: suggestion.path, second: suggestion.line, icon: .book,
            control: ui.postButton(
                "This answers my question", to: suggestion.answered, small: true, about: suggestion.title))
    }
}
