import PortalKit

/// What stands at a composer about drafts: one's own, and who else is writing.
enum DraftPages {
    /// The page's script finds the composer and these lines by their ids.
    static let script: StaticString = "support-draft.js"

    /// What is known when the page is drawn, or when the script saved.
    struct State {
        let draft: NoteDraft?
        /// Who else of staff is writing just now.
        var others: [String] = []
        /// Who wrote since the page was opened.
        var news: String?
    }

    /// The hidden fields and marks by which the script knows what to say, around a composer's fields.
    static func marks(_ notes: [TicketNote], _ ui: Interface) -> HTML { NoteDraft.Seen.field(notes, ui) }

    /// Below the composer: from when the draft is, with the way to be rid of it.
    ///
    /// - Parameter path: where the composer posts to.
    static func state(_ state: State, at path: String, _ ui: Interface) -> HTML {
        var html = HTML()
        for name in state.others {
            html += "<p class=\"draft-line\"><b>\(ui.say("\("name", name) is writing an answer."))</b></p>"
        }
        if let name = state.news {
            html +=
                "<p class=\"draft-line\"><b>\(ui.say("\("name", name) wrote here after you opened the page."))</b></p>"
        }
        if let draft = state.draft {
            let discard = ui.postButton(
                "Discard draft", to: path, .text, small: true, fields: [("draft", "discard")])
            html +=
                "<div class=\"draft-line\"><span>\(ui.say("Draft from")) \(ui.moment(draft.savedAt))</span>\(discard)</div>"
        }
        let words: HTML = """
            data-out="\(ui.say("You are signed out, and nothing was sent. Copy your text, sign in again and open the ticket: what was saved is there."))" \
            data-failed="\(ui.say("Your draft could not be saved just now. It is tried again."))"
            """
        return "<div id=\"draft-state\" class=\"draft-state\" \(words)>\(html)</div>"
    }

    /// The answer to the script.
    static func answer(_ state: State, at path: String, _ ui: Interface) -> Answer {
        .page("Draft", "<h1>\(ui.say("Draft"))</h1>\(self.state(state, at: path, ui))")
    }

    /// What stands in the composer: the draft, and below it the ready answer that was put in.
    static func text(_ draft: NoteDraft?, _ ready: String?) -> String {
        [draft?.body, ready].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    static func said(_ wish: NoteDraft.Wish, _ draft: NoteDraft.Draft) -> Words {
        if wish == .discard { return "Draft discarded." }
        if draft.body.isEmpty { return "There was nothing to keep." }
        return draft.hasFiles
            ? "Draft saved, without the files: add them when you send it." : "Draft saved. Only you see it."
    }
}
