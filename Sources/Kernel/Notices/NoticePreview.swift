import PortalKit
import Web

/// A mail as it would look, with made-up values in the places of what is not known before somebody gets it.
struct NoticePreview {
    let language: String
    let content: MailContent
    let text: String

    /// - Parameter typed: words that are not kept yet; nil for those that are.
    init(
        _ template: MailTemplate, _ language: String, _ typed: Wording?, by staff: StaffMember, _ visit: Visit
    ) throws {
        self.language = language
        let installation = visit.house.installation
        let reader = visit.reader(language, of: template.portal)
        var values = [
            "name": staff.name, "customer": installation.operatorName, "staff": staff.name,
            "operator": installation.operatorName, "link": installation.linkURL + "/home",
            "signin": installation.linkURL + "/sign-in", "portal": reader.say(template.portal.title),
        ]
        for name in template.own { values[name] = "[" + name + "]" }
        let (subject, paragraphs) =
            try typed.map { $0.filled(values) } ?? template.wording(reader, visit.connection).filled(values)
        content = MailContent(
            reader, subject: "[\(installation.operatorName)] " + subject,
            preview: Words(verbatim: paragraphs.first ?? subject), heading: Words(verbatim: subject),
            paragraphs: paragraphs.map(Words.init(verbatim:)), button: template.button, path: "/home",
            reason: "You get this because an administrator tried the mail settings.")
        text =
            MailLayout(
                content: content, operatorName: installation.operatorName,
                link: installation.linkURL + "/home"
            ).text
    }
}

enum NoticePreviewPages {
    static func page(
        _ template: MailTemplate, _ previews: [NoticePreview],
        _ kept: [(language: String, wording: Wording, version: Int)], _ visit: Visit, _ ui: Interface
    ) -> HTML {
        let title = visit.reader(of: template.portal).say(template.title)
        var sections = HTML()
        for preview in previews { sections += section(preview, ui) }
        var fields = HTML()
        for (language, wording, version) in kept {
            fields += ui.hidden("subject-" + language, wording.subject)
            fields += ui.hidden("text-" + language, wording.text)
            fields += ui.hidden("version-" + language, String(version))
        }
        let ways = ui.buttons([
            ui.button("Save wording"),
            ui.button("Back to editing", .outlined, name: "back", value: "1"),
        ])
        let form = ui.form(action: NoticePages.path(template), "\(fields)\(ways)")
        let crumbs = ui.breadcrumb(
            [SettingPages.start, NoticePages.start, NamedLink(named: title, to: NoticePages.path(template))],
            current: ui.say("Preview"))
        let head = ui.pageHead(
            title: "Preview", sub: "With made-up values. Nothing is saved yet.")
        return "\(crumbs)\(head)<div class=\"stack\">\(sections)\(form)</div>"
    }

    /// The mail's parts as mail programs draw them, and below it what those read that show no pictures.
    private static func section(_ preview: NoticePreview, _ ui: Interface) -> HTML {
        let content = preview.content
        var body: HTML = "<h3>\(content.heading)</h3>"
        for paragraph in content.paragraphs { body += ui.prose(paragraph) }
        if let button = content.button {
            body += ui.buttons([ui.disabledButton(Words(verbatim: button))])
        }
        body += "<p class=\"ink-3\">\(content.reason)</p>"
        body += "<details><summary>\(ui.say("As plain text"))</summary>\(ui.prose(preview.text))</details>"
        return ui.panel(
            title: Words(verbatim: NoticePages.name(of: preview.language)),
            aside: Words(verbatim: content.subject), body)
    }

    static func test(_ template: MailTemplate, _ visit: Visit, _ ui: Interface) -> HTML {
        let title = visit.reader(of: template.portal).say(template.title)
        let fields: [HTML] = [
            ui.field(
                "address", "To", kind: .email, value: "", autocomplete: "email", width: .medium, limit: 254),
            ui.select(
                "language", "Language",
                visit.house.books.languages.map { Choice($0, Words(verbatim: NoticePages.name(of: $0))) },
                value: ui.reader.language),
        ]
        let form = ui.form(
            action: NoticePages.path(template) + "/test", submit: "Send a test mail",
            cancel: NamedLink("Cancel", to: NoticePages.path(template)), "\(fields)")
        let crumbs = ui.breadcrumb(
            [SettingPages.start, NoticePages.start, NamedLink(named: title, to: NoticePages.path(template))],
            current: ui.say("Send a test mail"))
        let head = ui.pageHead(
            title: "Send a test mail", sub: "In the words that are saved, with made-up values.")
        return "\(crumbs)\(head)\(ui.panel(form))"
    }
}
