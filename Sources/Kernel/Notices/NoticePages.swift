import PortalKit
import Web

enum NoticePages {
    static let address = SettingPages.address + "/notices"
    static let start = NamedLink("Mail templates", to: address)

    static func path(_ template: MailTemplate) -> String { address + "/" + template.id }

    static func list(_ visit: Visit, _ changed: Set<String>, _ ui: Interface) -> HTML {
        let crumbs = ui.breadcrumb([SettingPages.start], current: ui.say("Mail templates"))
        let title = ui.pageHead(
            title: "Mail templates", sub: "Mails that your customers get by themselves, and their words.")
        let rows = MailTemplate.all(visit).map { template -> [TableCell] in
            let reader = visit.reader(of: template.portal)
            let languages = visit.house.books.languages.filter { changed.contains(template.id + " " + $0) }
            return [
                .title(reader.say(template.title), to: path(template)),
                .text(reader.say(template.portal.title)),
                languages.isEmpty ? .none : .text(languages.map(name(of:)).joined(separator: ", ")),
            ]
        }
        let columns: [TableColumn] = [.title("Mail"), .text("Portal"), .text("Own words")]
        return "\(crumbs)\(title)\(ui.table(caption: "Mail templates", columns: columns, rows: rows))"
    }

    static func editor(
        _ template: MailTemplate,
        _ wordings: [(language: String, changed: Wording?, version: Int)], _ visit: Visit, _ ui: Interface
    ) -> HTML {
        let title = visit.reader(of: template.portal).say(template.title)
        var sections = HTML()
        var resets = HTML()
        for (language, changed, version) in wordings {
            let usual = Wording(of: template, visit.reader(language, of: template.portal))
            sections += ui.panel(
                title: Words(verbatim: name(of: language)), fields(language, changed ?? usual, version, ui))
            if changed != nil { resets += reset(template, language, version, ui) }
        }
        let form = ui.form(
            action: path(template),
            "<div class=\"stack\">\(sections)\(ui.buttons([ui.button("Save wording"), ui.button("Preview", .outlined, name: "preview", value: "1"), ui.linkButton("Send a test mail", to: path(template) + "/test", .text)]))</div>"
        )
        let main: HTML = "<div class=\"stack\">\(form)\(resets)</div>"
        let crumbs = ui.breadcrumb(
            [SettingPages.start, start], current: title)
        return """
            \(crumbs)\(ui.pageHead(named: title))\
            \(ui.columns(main: main, side: ui.panel(title: "Placeholders", placeholders(template, ui))))
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
        _ template: MailTemplate, _ language: String, _ version: Int, _ ui: Interface
    ) -> HTML {
        ui.form(
            action: path(template) + "/reset",
            submit: "Go back to the portal's own words in \("language", name(of: language))", style: .text,
            summary: false,
            "\(ui.hidden("language", language))\(ui.hidden("version", String(version)))")
    }

    private static func placeholders(_ template: MailTemplate, _ ui: Interface) -> HTML {
        let known: [String: Words] = [
            "name": "The recipient's name", "customer": "The customer's name",
            "operator": "Your own name", "link": "The address of what it is about",
            "signin": "The address where people sign in", "portal": "The portal's name",
            "staff": "Who of your people sends it",
        ]
        let names: [HTML] = template.own.map { "\(code($0)) " }
        let own = template.own.isEmpty ? [] : [(label: "Of this mail" as Words, value: "\(names)" as HTML)]
        let common = template.common.compactMap { name in
            known[name].map { (label: $0, value: code(name)) }
        }
        return ui.facts(own + common)
    }

    private static func code(_ name: String) -> HTML { "<code>{\(name)}</code>" }

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
