import Web

/// Which keys a page listens to, for people who work with the keyboard all day.
public enum PageKeys: Sendable {
    /// A list: from row to row, open, tick, search.
    case list
    /// A record that is answered: to the field of that name, and back to the list at the address.
    case record(answer: String, list: String)
}

extension Page {
    /// The same page, listening to keys. What they do is done without them too: by links, buttons and Tab.
    ///
    /// Single keys disturb people who dictate (WCAG 2.2, 2.1.4): the list of keys, which a button at the foot of the page
    /// opens, has a switch that turns them off in this browser. They are ignored while something is typed.
    public func listening(to keys: PageKeys, _ ui: Interface) -> Page {
        var page = self
        page.body += ui.keys(keys)
        return page.running("keys.js")
    }
}

extension Interface {
    func keys(_ keys: PageKeys) -> HTML {
        let rows: [(key: String, what: Words)]
        let place: HTML
        switch keys {
        case .list:
            place = " data-keys=\"list\""
            rows = [
                ("j", "Next row"), ("k", "Row before"), ("o", "Open the row, as Enter does"),
                ("r", "Open the row at its answer"), ("x", "Tick the row"), ("/", "Search"),
                ("?", "Show these keys"),
            ]
        case .record(let answer, let list):
            place = " data-keys=\"record\" data-answer=\"f-\(answer)\" data-list=\"\(link: list)\""
            rows = [("r", "Write an answer"), ("u", "Back to the list"), ("?", "Show these keys")]
        }
        var entries = HTML()
        for row in rows { entries += "<div><dt><kbd>\(row.key)</kbd></dt><dd>\(say(row.what))</dd></div>" }
        // Without the script none of it is shown.
        return """
            <div class="keys"\(place) hidden><button class="button text small" type="button" aria-haspopup="dialog">\
            \(say("Keys"))</button><dialog aria-labelledby="keys-title"><h2 id="keys-title">\(say("Keys"))</h2>\
            <dl class="facts pairs">\(entries)</dl><label class="check"><input class="box" type="checkbox" checked>\
            <span><span class="label">\(say("Use these keys in this browser"))</span><span class="small ink-3">\
            \(say("Turn them off if you dictate: words would press them."))</span></span></label>\
            <button class="button" type="button" data-close>\(say("Close"))</button></dialog></div>
            """
    }
}
