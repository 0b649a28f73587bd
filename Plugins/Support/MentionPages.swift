import PortalKit

/// Who is meant: in the composer, beside a note, and on one's own list.
enum MentionPages {
    /// The boxes of a composer, folded away.
    static func boxes(_ colleagues: [Colleague], but me: ID<StaffMember>, _ ui: Interface) -> HTML {
        let others = colleagues.filter { $0.id != me }
        guard !others.isEmpty else { return HTML() }
        let choices = others.map { Choice("\($0.ref)", Words(verbatim: $0.name)) }
        return """
            <details class="field tell"\(when: ui.problem("tell") != nil, " open")><summary>\
            \(ui.say("Tell colleagues, or write @name in an internal note"))</summary>\
            \(ui.checkboxes("tell", "Tell", choices))</details>
            """
    }

    /// Beside a note: for whom it is, one's own name first and strongest.
    static func marks(
        _ people: [(name: String, id: ID<StaffMember>)], me: ID<StaffMember>, _ ui: Interface
    ) -> HTML {
        var html = HTML()
        if people.contains(where: { $0.id == me }) { html += ui.pill("For you", .waiting) }
        for person in people where person.id != me { html += ui.tag(Words(verbatim: "@" + person.name)) }
        return html
    }

    static func list(_ mentions: [Mention], _ ui: Interface) -> Page {
        let rows = mentions.map { mention in
            ui.row(
                named: mention.subject, at: "\(Ticket.staffList)/\(mention.ticket)#note-\(mention.note)",
                second: ui.say("\("number", mention.label), note of \("name", mention.author)"),
                icon: .message,
                control: ui.postButton(
                    "Done", to: "\(Mention.list)/\(mention.note)/done", small: true, about: mention.subject))
        }
        let head = ui.pageHead(title: "Mentions", sub: "Notes in which somebody needs you.")
        let body =
            mentions.isEmpty
            ? ui.panel(ui.allDone("Nobody waits for you.")) : ui.panel(isPadded: false, ui.rows(rows))
        let crumbs = ui.breadcrumb([NamedLink("Tickets", to: Ticket.staffList)], current: ui.say("Mentions"))
        return Page("Mentions", "\(crumbs)\(head)\(body)")
    }
}

enum MentionRoutes {
    private static let working: Right<StaffContext> = .staff(.workOnTickets)

    static let staff: [Route<StaffContext>] = [
        .get("/mentions", needs: working) { _, context in
            .page(
                MentionPages.list(
                    try context.read { try Mention.open(for: context.staff.id, $0) }, context.ui))
        },
        .post("/mentions/{note}/done", needs: working) { request, context, write in
            let ref: Ref<TicketNote> = try request.ref(.note)
            let isDone = try write { tx in
                try Mention.finish(ref, for: context.staff.id, at: context.now, tx)
            }
            guard isDone else { throw PortalError.notFound }
            return .seeOther(Mention.list, saying: "Done.")
        },
    ]
}
