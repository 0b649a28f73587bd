import PortalKit
import Web

enum NoticePages {
    static func path(_ notice: Notice) -> String { "/staff/settings/notices/" + notice.id }

    static func list(_ visit: Visit, _ changed: Set<String>, _ ui: Interface) -> HTML {
        let crumbs = ui.breadcrumb([SettingPages.start], current: ui.say("Notices"))
        let title = ui.pageHead(
            title: "Notices", sub: "Mails that your customers get by themselves, and their words.")
        let head: HTML = "\(crumbs)\(title)"
        let rows = visit.house.portals.flatMap { portal -> [[TableCell]] in
            let reader = visit.reader(of: portal)
            return portal.notices.map { notice in
                let languages = visit.house.books.languages.filter { changed.contains(notice.id + " " + $0) }
                return [
                    .title(reader.say(notice.title), to: path(notice)), .text(reader.say(portal.title)),
                    languages.isEmpty
                        ? .none : .text(languages.map(name(of:)).joined(separator: ", ")),
                ]
            }
        }
        guard !rows.isEmpty else {
            let none = ui.empty(
                .nothingYet(.mail), title: "No notices yet.",
                explanation: "Portals that send mail to customers list it here.")
            return "\(head)\(none)"
        }
        let columns: [TableColumn] = [.title("Notice"), .text("Portal"), .text("Own words")]
        return "\(head)\(ui.table(caption: "Notices", columns: columns, rows: rows))"
    }

    static func editor(
        _ notice: Notice, of portal: Portal,
        _ wordings: [(language: String, changed: Wording?, version: Int)], _ visit: Visit, _ ui: Interface
    ) -> HTML {
        let title = visit.reader(of: portal).say(notice.title)
        var sections = HTML()
        var resets = HTML()
        for (language, changed, version) in wordings {
            let usual = Wording(of: notice, visit.reader(language, of: portal))
            sections += ui.panel(
                title: Words(verbatim: name(of: language)), fields(language, changed ?? usual, version, ui))
            if changed != nil { resets += reset(notice, language, version, ui) }
        }
        let form = ui.form(
            action: path(notice), submit: "Save wording",
            cancel: NamedLink("Cancel", to: "/staff/settings/notices"),
            "<div class=\"stack\">\(sections)</div>")
        let main: HTML = "<div class=\"stack\">\(form)\(resets)</div>"
        let crumbs = ui.breadcrumb(
            [SettingPages.start, NamedLink("Notices", to: "/staff/settings/notices")], current: title)
        return """
            \(crumbs)\(ui.pageHead(named: title))\
            \(ui.columns(main: main, side: ui.panel(title: "Placeholders", placeholders(notice, ui))))
            """
    }

    private static func fields(
        _ language: String, _ wording: Wording, _ version: Int, _ ui: Interface
    ) -> HTML {
        let fields = [
            ui.field(
                "subject-" + language, "Subject", value: wording.subject, autocomplete: "off", limit: 200),
            ui.field(
                "text-" + language, "Text", hint: "An empty line begins a new paragraph.",
                value: wording.text,
                rows: 8),
            ui.hidden("version-" + language, String(version)),
        ]
        return "\(fields)"
    }

    private static func reset(
        _ notice: Notice, _ language: String, _ version: Int, _ ui: Interface
    ) -> HTML {
        ui.form(
            action: path(notice) + "/reset",
            submit: "Go back to the portal's own words in \("language", name(of: language))", style: .text,
            summary: false,
            "\(ui.hidden("language", language))\(ui.hidden("version", String(version)))")
    }

    private static func placeholders(_ notice: Notice, _ ui: Interface) -> HTML {
        let meanings: [(String, Words)] =
            notice.placeholders.map { ($0, "Of this notice") } + [
                ("name", "The recipient's name"), ("customer", "The customer's name"),
                ("operator", "Your own name"), ("link", "The address of what it is about"),
                ("signin", "The address where people sign in"),
            ]
        return ui.facts(meanings.map { (label: $0.1, value: "<code>{\($0.0)}</code>") })
    }

    static func name(of language: String) -> String {
        ["en": "English", "nl": "Nederlands"][language] ?? language
    }
}

extension Visit {
    /// For what is written in a language that is not the visitor's.
    func reader(_ language: String, of portal: Portal) -> Reader {
        house.reader(language: language, timeZone: nil, at: now, of: portal.id)
    }
}
