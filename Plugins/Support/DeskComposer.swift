import PortalKit

/// Where staff write a note.
enum DeskComposer {
    static func composer(_ desk: DeskPages.Desk, _ context: StaffContext) -> Contribution {
        let (ticket, ui) = (desk.thread.ticket, context.ui)
        let statuses =
            [Choice("", "The status stays")]
            + ticket.status.next.map { Choice($0.rawValue, $0.staffWords) }
        let shows = Words(
            desk.onlookers.count(where: \.sees), one: "Show in the support portal, to {n} person",
            other: "Show in the support portal, to {n} people")
        let draft = desk.drafts.draft
        let isShared = context.settings[.sharesNewNotes]
        let rule: Words =
            isShared ? "Notes are shared unless you untick it" : "Notes are internal unless you share them"
        let buttons = [
            ui.button(ui.problem("seen") == nil ? "Save note" : "Send anyway"),
            ui.button("Save draft", .text, name: "draft", value: "1"),
        ]
        let fields: [HTML] = [
            ui.field(
                "note", "New note", hint: TicketPages.markdownHint,
                value: DraftPages.text(draft, desk.chosen?.filled(ticket, by: context.staff.name)),
                rows: desk.chosen == nil && draft == nil ? 5 : 10),
            ui.file(
                "files", "Add files", hint: TicketPages.filesHint, several: true, limit: TicketFile.limit),
            ui.checkbox("shared", shows, isOn: draft?.isShared ?? isShared),
            TimePages.field(ui), MentionPages.boxes(desk.colleagues, but: context.staff.id, ui),
            statuses.count > 1 ? ui.select("status", "Afterwards", statuses) : HTML(),
            DraftPages.marks(desk.thread.notes, ui), unread(ui), ui.composerFoot(buttons, end: rule),
        ]
        let state = DraftPages.state(desk.drafts, at: ticket.staffPath, ui)
        return ui.composer(
            by: Speaker(context.staff.name, initials: context.staff.initials, .ours),
            "\(ready(desk, ui))\(ui.form(action: ticket.staffPath, takesFiles: true, "\(fields)"))\(state)")
    }

    /// Somebody wrote meanwhile: said where the button is, too.
    private static func unread(_ ui: Interface) -> HTML {
        guard let problem = ui.problem("seen") else { return HTML() }
        return "<p class=\"field-error\" id=\"f-seen\">\(problem)</p>"
    }

    /// Puts a ready answer into the composer.
    private static func ready(_ desk: DeskPages.Desk, _ ui: Interface) -> HTML {
        guard !desk.answers.isEmpty else { return HTML() }
        let choices =
            [Choice("", "Ready answers")]
            + desk.answers.map { Choice("\($0.ref)", Words(verbatim: $0.title)) }
        return ui.filterBar(
            action: desk.thread.ticket.staffPath + "#answer", search: nil,
            selects: [
                SelectFilter(
                    "answer", label: "Ready answers", options: choices,
                    value: desk.chosen.map { "\($0.ref)" } ?? "")
            ], submit: "Put in")
    }
}
